"""What waits to fire can be told: since when, how much is left, and how many things are that far."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.subjects.host import OfHost
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.judged import JudgedNow, Pending
from procmon_gui.domain.rules import Rule, Subject
from tests.alerts.beats import NAN, START_MS, changes, host_rule, machine, named, people, play, rule

LONG = host_rule(warn=0.8, for_s=60)


def after(rule: Rule, *values: float) -> JudgedNow:
    """Return how a rule does after a CPU that went like this, second by second."""
    judge = Judge([rule])
    play(judge, (machine(second, value) for second, value in enumerate(values)))
    return judge.now()


def test_a_rule_beyond_its_threshold_says_since_when_and_how_much_is_left() -> None:
    (pending,) = after(LONG, 0.1, 0.9, 0.9, 0.9).pending

    assert pending == Pending(rule_id="rule", since_ms=START_MS + 1000, left_s=58.0)


@pytest.mark.parametrize("values", [(), (0.1,), (0.9, 0.9, 0.8), (NAN, NAN)])
def test_what_is_beyond_no_threshold_or_not_known_waits_for_nothing(values: tuple[float, ...]) -> None:
    assert after(LONG, *values) == JudgedNow()


def test_what_was_not_seen_for_a_while_does_not_wait_any_more_for_its_time_begins_anew() -> None:
    short = after(LONG, 0.9, 0.9, NAN, NAN)
    long = after(LONG, 0.9, 0.9, *[NAN] * 10)

    assert [one.left_s for one in short.pending] == [59.0]
    assert long.pending == ()


def test_what_fires_is_not_pending() -> None:
    assert after(replace(LONG, condition=replace(LONG.condition, for_s=1)), 0.9, 0.9).pending == ()


def test_of_several_processes_the_nearest_says_how_much_is_left() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8, for_s=30)
    judge = Judge([asked])
    one, both = named("one", 1, cpu_ratio=0.9), named("two", 2, cpu_ratio=0.9)
    play(judge, [people(0, [one, None]), people(1, [one, None]), people(2, [one, both]), people(3, [one, both])])

    assert judge.now().pending == (Pending(rule_id="rule", since_ms=START_MS, left_s=27.0, count=2),)


def test_the_heartbeat_waits_too() -> None:
    judge = Judge([rule(Subject.HEARTBEAT, warn=60.0, for_s=30)])
    play(judge, [machine(0, 0.1)])
    judge.no_beat(START_MS + 70_000, 70.0)
    judge.no_beat(START_MS + 72_000, 72.0)

    assert [one.left_s for one in judge.now().pending] == [28.0]


def test_a_rule_that_failed_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("oh")

    monkeypatch.setattr(OfHost, "beat", fail)
    now = after(LONG, 0.9)

    assert [one.rule for one in now.problems] == ["rule"]
    assert now.pending == ()
    assert "is not judged any more" in caplog.text


@given(st.lists(st.sampled_from([0.1, 0.85, 0.97, NAN]), min_size=1, max_size=30), st.integers(1, 12))
def test_it_fires_just_when_it_was_said_to_if_it_goes_on(values: list[float], for_s: int) -> None:
    asked = host_rule(warn=0.8, critical=0.95, for_s=for_s)
    judge = Judge([asked])
    play(judge, (machine(second, value) for second, value in enumerate(values)))
    fires = bool(judge.firing())
    pending = judge.now().pending
    last = next((value for value in reversed(values) if value == value), NAN)

    rest = [machine(len(values) + more, last) for more in range(40)]
    events = play(judge, rest)

    if pending:
        known_s = max(second for second, value in enumerate(values) if value == value)
        # Else the next beat comes after time that nobody saw, and the wait begins anew.
        assume(len(values) - known_s <= 5)
        due_ms = START_MS + round(1000 * (known_s + pending[0].left_s))
        # Where the newest beats were not known, the first that is, is late.
        assert changes(events)[:1] == [Change.FIRED]
        assert events[0].at_ms == max(due_ms, START_MS + 1000 * len(values))
        assert events[0].since_ms == pending[0].since_ms
    elif last > 0.8 and not fires:
        assert events[0].at_ms >= START_MS + 1000 * len(values) + 1000 * for_s
