"""Rules may change and break while something fires: nothing is over for that, and nobody is told twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.subjects.host import OfHost
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import RuleProblem
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.judgement_worker import JudgementWorker
from procmon_gui.settings.rules_file import RulesFile
from tests.engine.judging import RULE, Court, changes, firing
from tests.store.desk.alert_samples import event
from tests.store.desk.desks import NOW_MS


def test_rules_that_can_not_be_read_are_told_and_the_ones_that_are_known_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.turn()

    def fail() -> object:
        raise Unavailable("rules.toml can not be read")

    with monkeypatch.context() as patch:
        patch.setattr(court.book, "version", fail)
        court.turn()
        assert court.worker.state().detail == "rules.toml can not be read"
        court.beat(event())
        court.turn()
    court.turn()

    assert len(firing(court)) == 1
    assert court.worker.state().health is Health.OK
    assert caplog.text.count("rules.toml") == 1


def test_rules_that_change_reach_the_judge_and_what_is_over_with_its_rule_is_told_by_its_name(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event())
    court.turn()
    court.book.kept = (replace(RULE, id="memory", title="Memory"),)
    court.turn()

    assert [rule.id for rule in court.judge.rules] == ["memory"]
    court.beat(event(Change.RESOLVED, at_ms=NOW_MS + 1), event(rule_id="memory"))
    court.turn()
    assert [alert.title for _, alert, _ in court.told.offers] == ["CPU is busy", "CPU is busy", "Memory"]


OWN = """
[[rule]]
id = "mine"
title = "Mine"
subject = "host"
metric = "host.cpu.busy_ratio"
above = "80 %"
for = "0 s"
{more}
"""


QUIET = replace(RULE, id="loud", is_shipped=True)


@pytest.mark.parametrize("how", ["a line that is no TOML", "a folder in its place", "no UTF-8", "a key that is wrong"])
def test_a_rules_file_that_breaks_while_something_fires_ends_no_alert_and_rings_nobody_twice(
    how: str, tmp_path: Path
) -> None:
    path = tmp_path / "rules.toml"
    said: list[str] = []
    off = '[[rule]]\nid = "loud"\nenabled = false\n'
    path.write_text(OWN.format(more="") + off)
    court = Court(tmp_path)
    court.worker = JudgementWorker(
        court.judgement,
        replace(court.parts, rules=RulesFile(path, [QUIET]), make_judge=Judge, say=said.append),
        court.clock,
    )
    for _ in range(3):
        court.turn()
        court.beat_busy(0.9)
    court.turn()
    assert changes(court) == [("mine", Change.FIRED, 1)]
    if how == "a folder in its place":
        path.unlink()
        path.mkdir()
    elif how == "no UTF-8":
        path.write_bytes(b"\xff\xfe\x00[")
    elif how == "a key that is wrong":
        path.write_text(OWN.replace("80 %", "eighty").format(more="") + off)
    else:
        path.write_text(OWN.format(more='where = "') + off)
    for _ in range(3):
        court.turn()
        court.beat_busy(0.9)
    if path.is_dir():
        path.rmdir()
    path.write_text(OWN.format(more='why = "repaired"') + off)
    for _ in range(3):
        court.turn()
        court.beat_busy(0.9)
    court.turn()
    assert changes(court) == [("mine", Change.FIRED, 1)]
    # Where there is no window, whoever started the program hears of it, and once.
    assert said
    assert len(said) == len(set(said))
    assert all(sentence.startswith("Rules") for sentence in said)
    path.write_text(off)
    court.turn()
    court.beat_busy(0.9)
    court.turn()
    assert changes(court) == [("mine", Change.FIRED, 1), ("mine", Change.RESOLVED, 1)]


@pytest.mark.parametrize("how", ["a line that is no TOML", "a folder in its place"])
def test_a_program_that_begins_while_the_rules_file_is_broken_ends_no_alert_and_rings_nobody_again(
    how: str, tmp_path: Path
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(OWN.format(more=""))
    first = Court(tmp_path)
    first.worker = JudgementWorker(
        first.judgement, replace(first.parts, rules=RulesFile(path, []), make_judge=Judge), first.clock
    )
    first.turn()
    first.beat_busy(0.9)
    first.turn()
    first.worker.turn(is_last=True)
    first.worker._give_back()
    assert changes(first) == [("mine", Change.FIRED, 1)]
    if how == "a folder in its place":
        path.unlink()
        path.mkdir()
    else:
        path.write_text(OWN.format(more='where = "'))

    court = Court(tmp_path)
    court.clock = first.clock
    court.worker = JudgementWorker(
        court.judgement, replace(court.parts, rules=RulesFile(path, []), make_judge=Judge), court.clock
    )
    for _ in range(3):
        court.turn()
        court.beat_busy(0.9)
    assert firing(court) == [(1, "mine")]
    if path.is_dir():
        path.rmdir()
    path.write_text(OWN.format(more=""))
    for _ in range(3):
        court.turn()
        court.beat_busy(0.9)
    court.turn()
    assert firing(court) == [(1, "mine")]
    assert changes(court) == []
    court.beat_busy(0.1)
    court.turn()
    assert changes(court) == [("mine", Change.RESOLVED, 1)]


def test_costly_fields_are_read_while_a_rule_asks_for_them(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.turn()
    assert court.wishes == []
    wish = Attention(slots=frozenset({3}), looks=frozenset({Look.SMAPS}))
    court.judge.wish = wish
    court.turn()
    court.judge.wish = Attention()
    court.turn()
    court.turn()

    assert court.wishes == [wish, Attention()]


def test_a_rule_that_can_not_be_judged_is_said_once_and_shown_until_it_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    court = Court(tmp_path)
    court.worker = JudgementWorker(court.judgement, replace(court.parts, say=said.append), court.clock)
    court.turn()
    problems = [RuleProblem(rule=f"r{number}", where="", words="failed: KeyError") for number in range(5)]
    court.judge.to_tell = JudgedNow(problems=problems)
    court.turn()
    court.turn()

    assert court.worker.state().health is Health.DEGRADED
    first = "The rule r0 can not be judged: failed: KeyError"
    assert court.worker.state().detail == f"{first} (and 4 more)"
    assert court.worker.state().left_out == tuple((f"r{number}", "failed: KeyError") for number in range(5))
    assert said == [f"Alerts: The rule r{number} can not be judged: failed: KeyError" for number in range(5)]
    assert caplog.text.count(first) == 1
    court.judge.to_tell = JudgedNow()
    court.turn()
    assert court.worker.state() == WorkerState("alerts", Health.OK)


def test_what_fires_of_a_rule_that_fails_by_our_own_mistake_is_not_over_and_a_restart_judges_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.worker = JudgementWorker(court.judgement, replace(court.parts, make_judge=Judge), court.clock)
    court.turn()
    court.beat_busy(0.95)
    court.turn()

    def fail(*_: object) -> object:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(OfHost, "beat", fail)
        for ratio in (0.95, 0.1):
            court.beat_busy(ratio)
            court.turn()
    assert changes(court) == [("cpu", Change.FIRED, 1)]
    assert firing(court) == [(1, "cpu")]
    assert "The rule cpu can not be judged: failed, which is a fault" in court.worker.state().detail
    court.worker._give_back()

    heir = Court(tmp_path)
    heir.clock = court.clock
    heir.worker = JudgementWorker(heir.judgement, replace(heir.parts, make_judge=Judge), heir.clock)
    heir.turn()
    heir.beat_busy(0.1)
    heir.turn()
    assert changes(heir) == [("cpu", Change.RESOLVED, 1)]
    assert firing(heir) == []
    caplog.clear()
