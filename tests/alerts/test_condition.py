"""One thing under one condition: when it fires, when it is over, and that arrays know the same as beats."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.alerts.checking import limits_for
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.moment import moments
from procmon_gui.alerts.subjects.host import series_events
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.rules import Behaviour, Condition, Over, QuietHours, Rule, Severity, Side, Subject
from tests.alerts.beats import BUSY, NAN, START_MS, busy, changes, host_rule, machine, play


def test_it_fires_once_a_threshold_was_passed_for_long_enough() -> None:
    events = busy(host_rule(warn=0.8, for_s=3), [0.5, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8])

    assert [(one.change, one.at_ms, one.since_ms, one.value) for one in events] == [
        (Change.FIRED, START_MS + 4000, START_MS + 1000, 0.9),
        (Change.RESOLVED, START_MS + 6000, START_MS + 1000, 0.8),
    ]
    assert [(one.severity, one.threshold) for one in events] == [(Severity.WARNING, 0.8)] * 2


def test_a_break_begins_the_wait_anew() -> None:
    assert busy(host_rule(warn=0.8, for_s=3), [0.9, 0.9, 0.9, 0.5, 0.9, 0.9, 0.9]) == []


def test_below_is_as_above() -> None:
    assert changes(busy(host_rule(side=Side.BELOW, warn=0.2), [0.3, 0.1, 0.3])) == [Change.FIRED, Change.RESOLVED]


def test_it_worsens_and_eases() -> None:
    rule = host_rule(warn=0.8, critical=0.95)

    events = busy(rule, [0.9, 0.99, 0.9, 0.5])

    assert [(one.change, one.severity) for one in events] == [
        (Change.FIRED, Severity.WARNING),
        (Change.WORSENED, Severity.CRITICAL),
        (Change.EASED, Severity.WARNING),
        (Change.RESOLVED, Severity.WARNING),
    ]


def test_a_rule_that_only_informs_does_so() -> None:
    assert [one.severity for one in busy(host_rule(warn=0.8, severity=Severity.INFO), [0.9])] == [Severity.INFO]


def test_it_is_over_only_beyond_the_clear_threshold() -> None:
    events = busy(host_rule(warn=0.9, clear=0.7), [0.95, 0.85, 0.75, 0.95, 0.7])

    assert [(one.change, one.value) for one in events] == [(Change.FIRED, 0.95), (Change.RESOLVED, 0.7)]


def test_what_is_unknown_neither_fires_nor_resolves() -> None:
    assert busy(host_rule(warn=0.8), [NAN] * 5) == []
    assert changes(busy(host_rule(warn=0.8), [0.9, NAN, NAN, NAN])) == [Change.FIRED]


def test_time_that_nobody_saw_is_no_time() -> None:
    """Half a minute without a beat, or without a value, begins the wait anew."""
    rule = host_rule(warn=0.8, for_s=10)
    before, after = [(place, 0.9) for place in range(6)], [(place, 0.9) for place in range(36, 46)]

    assert play(Judge([rule]), (machine(at_s, value) for at_s, value in before + after)) == []
    unknown = [(place, NAN) for place in range(6, 36)]
    assert play(Judge([rule]), (machine(at_s, value) for at_s, value in before + unknown + after)) == []
    assert changes(play(Judge([rule]), (machine(at_s, 0.9) for at_s in range(12)))) == [Change.FIRED]


def test_a_machine_that_slept_has_seen_nothing() -> None:
    rule = host_rule(warn=0.8, for_s=5)
    slept = [replace(machine(place, 0.9), suspended_ns=0 if place < 3 else 3600 * 10**9) for place in range(8)]

    assert play(Judge([rule]), slept) == []


def test_a_clock_that_is_set_changes_no_waiting() -> None:
    """An hour forward fires nothing early, an hour back nothing late; labels go on by what elapsed."""
    rule = host_rule(warn=0.8, for_s=5)
    for jump_ms in (3_600_000, -3_600_000):
        jumped = [
            replace(machine(place, 0.9), at_ms=START_MS + 1000 * place + (jump_ms if place > 2 else 0))
            for place in range(7)
        ]
        events = play(Judge([rule]), jumped)

        assert changes(events) == [Change.FIRED]
        assert events[0].at_ms == (jumped[5].at_ms if jump_ms > 0 else START_MS + 5000)


def test_another_boot_is_another_time() -> None:
    rule = host_rule(warn=0.8, for_s=5)
    beats = [machine(place, 0.9) for place in range(4)]
    later = [replace(machine(place, 0.9, boot_id="next"), at_ms=START_MS + 60_000 + 1000 * place) for place in range(5)]

    assert play(Judge([rule]), beats + later) == []


def test_a_window_counts_once_it_was_seen_as_a_whole() -> None:
    rule = host_rule(warn=0.5, over=Over.MEAN, window_s=4)

    assert [one.at_ms - START_MS for one in busy(rule, [0.9, 0.9, 0.9, 0.9, 0.9])] == [4000]
    assert busy(host_rule(warn=0.5, over=Over.LEAST, window_s=4), [0.9, 0.9, 0.1, 0.9, 0.9, 0.9]) == []
    assert changes(busy(host_rule(warn=0.5, over=Over.MOST, window_s=4), [0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1])) == [
        Change.FIRED,
        Change.RESOLVED,
    ]


def test_a_flapping_value_rings_once() -> None:
    """What goes to and fro around a threshold is told once; each time is kept all the same."""
    events = busy(host_rule(warn=0.9), [0.91, 0.89] * 150)

    assert len(events) == 300
    assert [one.change for one in events if one.is_told] == [Change.FIRED, Change.RESOLVED]


def test_a_value_that_flaps_around_critical_rings_once_for_each() -> None:
    events = busy(host_rule(warn=0.5, critical=0.9), [0.6, *([0.91, 0.89] * 100)])

    assert [one.change for one in events if one.is_told] == [Change.FIRED, Change.WORSENED]


def test_hysteresis_holds_for_critical_too() -> None:
    events = busy(host_rule(warn=0.8, clear=0.7, critical=0.9), [0.95, 0.85, 0.95, 0.85, 0.79])

    assert changes(events) == [Change.FIRED, Change.EASED]


# ---- arrays


_VALUES = st.lists(
    st.tuples(
        st.sampled_from([0.1, 0.4, 0.5, 0.6, 0.8, 0.9, 0.95, 1.0, NAN]),
        st.sampled_from([1, 1, 1, 1, 0.999, 1.001, 2, 4, 6, 25, 700]),
        st.integers(1, 12),
    ),
    max_size=40,
)
_TIMES = st.sampled_from([0.0, 1.0, 3.0, 5.0, 20.0])


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """Return any condition that makes sense."""
    side = draw(st.sampled_from(Side))
    levels = sorted(draw(st.lists(st.sampled_from([0.3, 0.5, 0.55, 0.8, 0.9]), min_size=3, max_size=3)))
    clear, warn, critical = levels if side is Side.ABOVE else reversed(levels)
    which = draw(st.integers(0, 2))
    over = draw(st.sampled_from(Over))
    return Condition(
        side=side,
        warn=None if which == 1 else warn,
        critical=None if which == 2 else critical,
        clear=draw(st.sampled_from([None, clear])),
        for_s=draw(_TIMES),
        over=over,
        window_s=0.0 if over is Over.LAST else draw(_TIMES.filter(bool)),
        severity=draw(st.sampled_from(Severity)),
    )


def behaviours() -> st.SearchStrategy[Behaviour]:
    """Return any behaviour."""
    minute = START_MS // 60_000 % 1440
    return st.builds(
        Behaviour,
        cooldown_s=st.sampled_from([0.0, 5.0, 60.0]),
        repeat_s=st.sampled_from([0.0, 1.0, 7.0, 90.0]),
        quiet=st.sampled_from([
            (),
            (QuietHours(minute, minute + 1),),
            (QuietHours(minute + 1, minute),),
            (QuietHours(minute + 2, minute + 4), QuietHours(0, 5)),
        ]),
        critical_is_loud=st.booleans(),
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_VALUES, conditions(), behaviours(), st.sampled_from(["", "sda"]), st.integers(0, 40))
def test_arrays_know_what_beats_know(
    steps: list[tuple[float, float, int]], condition: Condition, behaviour: Behaviour, instance: str, reboot: int
) -> None:
    """Whatever a condition says, and however beats come: an array has the very same events."""
    metric_id = "host.disk.busy_ratio" if instance else BUSY
    rule = Rule(id="rule", title="", subject=Subject.HOST, condition=condition, behaviour=behaviour,
                metric_id=metric_id, instance=instance)  # fmt: skip
    values = [(value, step) for value, step, count in steps for _ in range(count)]
    at_s, snapshots, boots = 0.0, [], []
    for place, (value, step) in enumerate(values):
        at_s += step
        boots.append(int(place >= reboot))
        made = machine(at_s, host={metric_id: {instance: value}}, boot_id=str(boots[-1]))
        snapshots.append(replace(made, monotonic_ns=made.monotonic_ns - boots[-1] * 10**9))
    live = play(Judge([rule]), snapshots)

    played = series_events(
        Case.of(rule, limits_for(rule)),
        instance,
        moments(
            np.array([one.at_ms for one in snapshots], np.int64),
            np.array([one.since_boot_ns for one in snapshots], np.int64),
            np.array(boots, np.int64),
        ),
        np.array([value for value, _ in values], np.float64),
    )

    assert [_plain(one) for one in played] == [_plain(one) for one in live]


@settings(max_examples=150, deadline=None)
@given(_VALUES, conditions(), st.integers(0, 60))
def test_a_restart_while_it_fires_is_as_if_there_had_been_none(
    steps: list[tuple[float, float, int]], condition: Condition, place: int
) -> None:
    """Wherever it happens: what fires goes on, and nothing is told twice. What waits would begin anew: nothing does."""
    asked = replace(
        host_rule(), condition=replace(condition, for_s=0.0, over=Over.LAST), behaviour=Behaviour(cooldown_s=0.0)
    )
    at_s, snapshots = 0.0, []
    for value, step, count in steps:
        for _ in range(count):
            at_s += step
            snapshots.append(machine(at_s, value))
    whole = play(Judge([asked]), snapshots)

    before = Judge([asked])
    first = play(before, snapshots[:place])
    after = Judge([asked], before.firing())
    second = play(after, snapshots[place:])

    assert [_plain(one) for one in [*first, *second]] == [_plain(one) for one in whole]


def _plain(event: AlertEvent) -> list[object]:
    """Return an event so that unknown values are equal."""
    return [str(getattr(event, name)) for name in AlertEvent.__slots__]
