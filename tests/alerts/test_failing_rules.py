"""A rule that fails by a mistake of the program is judged no more; it neither fires nor is over for that."""

from dataclasses import replace

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.subjects.heartbeat import OfHeartbeat
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.snapshot import Snapshot
from tests.alerts.beats import BUSY, host_rule, machine, named, people, play, rule


def broken_after(at_s: float) -> Snapshot:
    """Return a beat in which a mistake of ours leaves out all columns of processes."""
    return replace(people(at_s, [named("hog", 1)], host={BUSY: {"": 0.9}}), columns={})


def test_a_rule_that_fails_is_taken_out_and_what_fires_of_it_is_withheld(caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the program in one rule costs that rule, and says nothing of what fired of it."""
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)
    judge = Judge([asked, replace(host_rule(warn=0.8), id="good")])
    busy, idle = people(0, [named("hog", 1, cpu_ratio=0.9)]), people(2, [named("hog", 1, cpu_ratio=0.1)])
    events = play(judge, [busy, broken_after(1), idle])

    assert [(one.rule_id, one.change) for one in events] == [("rule", Change.FIRED), ("good", Change.FIRED)]
    assert [(one.rule_id, one.about.name) for one in judge.firing()] == [("good", ""), ("rule", "hog")]
    assert "KeyError" in judge.problems[0].words
    assert "failed" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("cpu_ratio", [0.1, 0.9])
def test_what_was_withheld_is_judged_again_when_its_rule_is_another(
    cpu_ratio: float, caplog: pytest.LogCaptureFixture
) -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)
    judge = Judge([asked])
    play(judge, [people(0, [named("hog", 1, cpu_ratio=0.9)]), broken_after(1)])
    judge.use([replace(asked, title="called otherwise")])
    assert play(judge, [people(2, [named("hog", 1, cpu_ratio=cpu_ratio)])]) == []
    assert len(judge.problems) == 1
    (withheld,) = judge.firing()
    judge.acknowledge(asked.id, withheld.about)

    judge.use([replace(asked, where="name = hog")])
    events = play(judge, [people(3, [named("hog", 1, cpu_ratio=cpu_ratio)])])

    assert judge.problems == []
    assert [one.change for one in events] == ([] if cpu_ratio > 0.8 else [Change.RESOLVED])
    assert [one.is_acknowledged for one in judge.firing()] == ([True] if cpu_ratio > 0.8 else [])
    caplog.clear()


@pytest.mark.parametrize("how", ["taken away", "switched off"])
def test_what_was_withheld_is_over_with_its_rule(how: str, caplog: pytest.LogCaptureFixture) -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)
    judge = Judge([asked])
    play(judge, [people(0, [named("hog", 1, cpu_ratio=0.9)]), broken_after(1)])

    judge.use([] if how == "taken away" else [replace(asked, is_enabled=False)])
    events = play(judge, [people(2, [named("hog", 1, cpu_ratio=0.9)])])

    assert [one.change for one in events] == [Change.RESOLVED]
    assert judge.problems == []
    assert judge.firing() == []
    caplog.clear()


def test_a_rule_that_fails_when_it_says_what_to_read_or_at_silence_costs_that_rule_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    costly = rule(Subject.PROCESS, metric_id="pss_bytes", where="name = hog", warn=1)
    silent = replace(rule(Subject.HEARTBEAT, warn=30), id="silent")
    judge = Judge([costly, silent, replace(host_rule(warn=0.8), id="good")])
    play(judge, [machine(0, 0.1)])

    def fail(*_: object) -> object:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("procmon_gui.query.Query.candidates", fail)
    monkeypatch.setattr(OfHeartbeat, "silence", fail)
    assert judge.attention() == Attention(slots=frozenset(), looks=frozenset())
    assert judge.no_beat(1, 60.0) == []

    assert [one.rule for one in judge.problems] == ["rule", "silent"]
    assert [one.rule_id for one in play(judge, [machine(1, 0.9)])] == ["good"]
    caplog.clear()
