"""Judgement: what happens is kept in its order and told, whatever becomes of the desk; one program judges, and the next
one goes on where it was.
"""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import Behaviour
from procmon_gui.domain.suspicion import Scores
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine import judgement
from procmon_gui.engine.judgement_worker import JudgementWorker
from procmon_gui.settings.rules_file import RulesFile
from tests.engine.judging import HOST, RULE, Court, wait_until
from tests.store.desk.alert_samples import PROCESS, event
from tests.store.desk.desks import NOW_MS


def changes(court: Court) -> list[tuple[str, Change, int]]:
    """Return what was told: the rule, the change, and the number of the alert."""
    return [(found.rule_id, found.change, alert.id) for found, alert, _ in court.told.offers]


def firing(court: Court) -> list[tuple[int, str]]:
    return [(alert.id, alert.rule_id) for alert in court.keeper.firing()]


def test_what_fires_is_kept_found_out_about_and_told_with_all_that_its_rule_says(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.book.kept = (replace(RULE, instance="*", behaviour=Behaviour(channels=("mail",))),)
    court.turn()
    court.beat(event(about=replace(HOST, name="cpu3")))
    court.turn()

    (alert,) = court.keeper.firing()
    assert (alert.title, alert.condition, alert.host) == ("CPU is busy", "in words: cpu", "here")
    assert (alert.metric_id, alert.instance, alert.value) == ("host.cpu.busy_ratio", "cpu3", 0.95)
    assert [(asked.id, asked.fired_ms) for asked in court.looked.asked] == [(alert.id, NOW_MS)]
    ((told, told_alert, channels),) = court.told.offers
    assert (told.change, told_alert.id, channels) == (Change.FIRED, alert.id, ("mail",))
    assert court.worker.state().health is Health.OK


def test_what_is_not_to_be_told_is_kept_and_told_nobody(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event(is_told=False), event(Change.RESOLVED, is_told=False))
    court.turn()

    assert len(court.keeper.past()) == 1
    assert court.told.offers == []


def test_a_restart_while_it_fires_is_no_news(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event(), event(about=PROCESS))
    court.turn()
    court.worker._give_back()  # as the kernel does when a program is killed

    heir = Court(tmp_path)
    heir.turn()
    heir.turn()

    assert [one.about for one in heir.judge.began_with] == [HOST, PROCESS]
    assert [one.told_ms for one in heir.judge.began_with] == [NOW_MS, NOW_MS]
    assert heir.told.offers == []
    heir.beat(event(Change.RESOLVED, at_ms=NOW_MS + 1))
    heir.turn()
    assert [alert.about for alert in heir.keeper.firing()] == [PROCESS]
    assert changes(heir) == [("cpu", Change.RESOLVED, 1)]


def test_what_fired_right_before_a_program_was_killed_is_told_by_the_next_one_if_nobody_heard_of_it(
    tmp_path: Path,
) -> None:
    court = Court(tmp_path)
    court.book.kept = (RULE, replace(RULE, id="quiet"))
    court.turn()
    court.beat(event(), event(about=PROCESS), event(rule_id="quiet", is_told=False))
    court.turn()
    court.worker._give_back()
    heir = Court(tmp_path)
    heir.book.kept = (replace(RULE, behaviour=Behaviour(channels=("mail",))), replace(RULE, id="quiet"))
    heir.told.unheard = {2, 3}
    heir.turn()
    heir.turn()

    ((told, alert, channels),) = heir.told.offers
    assert (told.change, told.at_ms, alert.about, alert.id, channels) == (Change.FIRED, NOW_MS, PROCESS, 2, ("mail",))


def test_one_program_judges_and_another_takes_over_when_it_is_gone(tmp_path: Path) -> None:
    first, second = Court(tmp_path), Court(tmp_path)
    first.turn()
    second.turn()
    assert (first.judgement.is_judging, second.judgement.is_judging) == (True, False)
    assert second.worker.state() == WorkerState("alerts", Health.OFF, "another program judges")
    second.beat()

    first.worker.stop()
    first.worker.turn(is_last=True)
    first.worker._give_back()
    second.turn()

    assert second.judgement.is_judging
    assert (tmp_path / "judge.lock").stat().st_mode & 0o777 == 0o600


def test_who_listens_to_another_program_lets_it_judge_and_keeps_what_happened_before(tmp_path: Path) -> None:
    window, recorder = Court(tmp_path), Court(tmp_path)
    window.turn()
    window.beat(event())
    window.is_listening = True
    window.turn()
    recorder.turn()

    assert not window.judgement.is_judging
    assert window.looked.state == "resting"
    # What waits to be told is told by who judges, and by nobody else.
    assert (window.told.is_resting, recorder.told.is_resting) == (True, False)
    assert [one.rule_id for one in recorder.judge.began_with] == ["cpu"]
    recorder.worker._give_back()
    window.is_listening = False
    window.turn()
    assert window.judgement.is_judging


@pytest.mark.skipif(sys.platform == "win32", reason="another kind of lock")
def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "judge.lock").symlink_to(tmp_path / "elsewhere")
    court = Court(tmp_path)
    court.turn()

    assert not court.judgement.is_judging
    assert not (tmp_path / "elsewhere").exists()
    assert court.worker.state().health is Health.DEGRADED
    assert "judge.lock" in caplog.text


def test_while_the_desk_can_not_be_written_events_wait_in_their_order_and_people_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.turn()
    court.keeper.trouble = "the disk is full"
    court.beat(event(), event(about=PROCESS, is_told=False))
    court.turn()
    court.beat(event(Change.RESOLVED, at_ms=NOW_MS + 1), event(at_ms=NOW_MS + 2), event(rule_id="gone"))
    court.turn()

    assert firing(court) == []
    assert court.worker.state().health is Health.DEGRADED
    assert court.worker.state().detail == "the disk is full; 5 events wait to be kept"
    assert changes(court) == [("cpu", Change.FIRED, -1), ("cpu", Change.RESOLVED, -1), ("cpu", Change.FIRED, -2)]
    court.keeper.trouble = ""
    court.turn(10)

    assert court.worker.state().health is Health.OK
    assert [alert.about for alert in court.keeper.past()] == [HOST]
    assert {alert.about for alert in court.keeper.firing()} == {HOST, PROCESS}
    assert len(court.told.offers) == 3  # nobody is told twice
    court.beat(event(Change.RESOLVED, at_ms=NOW_MS + 3))
    court.turn()
    # Who was told of it by that number is told by it that it is over.
    assert changes(court)[-1] == ("cpu", Change.RESOLVED, -2)
    assert caplog.text.count("the disk is full") == 1


def test_a_desk_that_can_not_be_read_for_long_does_not_keep_anybody_from_judging(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = Court(tmp_path)
    before.turn()
    before.beat(event(), event(about=PROCESS))
    before.turn()
    before.worker._give_back()
    court = Court(tmp_path)
    court.keeper.unreadable = "held by another program"
    for _ in range(3):
        court.turn()
    assert not court.judgement.is_judging
    for _ in range(5):
        court.turn()
    assert court.judgement.is_judging
    assert court.judge.began_with == ()

    court.beat(event(about=PROCESS, at_ms=NOW_MS + 5))
    court.keeper.unreadable = ""
    for _ in range(3):
        court.turn(10)

    # What the judge says is what the desk says then.
    assert [alert.about for alert in court.keeper.firing()] == [PROCESS]
    assert [alert.about for alert in court.keeper.past()] == [HOST]
    assert "held by another program" in caplog.text
    assert court.worker.state().health is Health.OK


def test_events_that_nobody_could_keep_are_counted_and_set_right_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judgement, "MOST_EVENTS", 2)
    names = ("cpu", "one", "two", "three")
    court = Court(tmp_path)
    court.book.kept = tuple(replace(RULE, id=name) for name in names)
    court.turn()
    court.beat(*(event(rule_id=name) for name in names))
    assert court.judgement.lost_count == 2
    court.turn()
    assert {rule for _, rule in firing(court)} < set(names)
    for _ in range(3):
        court.turn()

    assert {rule for _, rule in firing(court)} == set(names)
    assert len(court.told.offers) == 2
    assert court.worker.state().health is Health.OK


def test_a_dead_desk_never_delays_a_beat(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.keeper.trouble = "the disk hangs"

    began_s = time.perf_counter()
    for number in range(1000):
        court.beat(event(rule_id=f"r{number}"))
    assert (time.perf_counter() - began_s) / 1000 < 0.01


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


def test_what_people_say_in_another_program_reaches_the_judge(tmp_path: Path) -> None:
    court, window = Court(tmp_path), Court(tmp_path)
    court.turn()
    court.beat(event())
    court.turn()
    court.turn()
    window.keeper.acknowledge(1, by="anna")
    window.keeper.mute("cpu", NOW_MS + 10**6, by="anna")
    court.turn()

    assert court.judge.acknowledged[-1] == ("cpu", HOST)
    assert [mute.rule_id for mute in court.judge.muted] == ["cpu"]


def test_switched_off_nothing_fires_any_more_and_nobody_is_told_so(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event())
    court.turn()
    court.set("alerts.enabled", False)
    court.turn()

    assert firing(court) == []
    assert [alert.resolved_ms is not None for alert in court.keeper.past()] == [True]
    assert changes(court) == [("cpu", Change.FIRED, 1)]
    assert court.worker.state() == WorkerState("alerts", Health.OFF, "switched off in the settings")
    court.set("alerts.enabled", True)
    court.turn()
    assert court.judgement.is_judging


DAY_MS = 86_400_000


def test_what_is_over_for_longer_than_the_setting_says_is_forgotten(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    for age in (401, 399, 0):
        at_ms = court.clock.wall_ms - age * DAY_MS
        court.beat(event(at_ms=at_ms), event(Change.RESOLVED, at_ms=at_ms + 1))
    court.turn()
    court.turn(3601)
    assert len(court.keeper.past()) == 2
    court.set("alerts.kept_days", 30)
    court.turn(3601)

    assert len(court.keeper.past()) == 1


def test_a_clock_that_leaps_ahead_lets_nothing_be_forgotten_until_it_has_stood_for_a_day(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event(at_ms=court.clock.wall_ms), event(Change.RESOLVED, at_ms=court.clock.wall_ms + 1))
    court.turn(3601)
    court.clock.wall_ms += 500 * DAY_MS
    for _ in range(5):
        court.turn(3601)
    assert len(court.keeper.past()) == 1
    court.turn(25 * 3600)
    court.turn(3601)

    assert list(court.keeper.past()) == []


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


def test_when_no_beat_comes_the_judge_hears_of_it(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.turn(60)
    assert court.judge.silences == []  # nobody beats yet
    court.beat()
    court.turn(4)
    assert court.judge.silences == []
    court.turn(4)

    assert court.judge.silences == [pytest.approx(8.0)]


def test_a_judge_is_told_for_how_long_beats_could_not_be_kept_and_how_unusual_they_are(tmp_path: Path) -> None:
    class Odd:
        def beat(self, snapshot: object) -> Scores:
            return Scores(rate=0.5)

    court = Court(tmp_path)
    court.judgement.suspect(Odd())
    court.turn()
    court.lost_s = 70.0
    court.beat()

    assert court.judge.unkept == [70.0]
    assert court.judge.scores == Scores(rate=0.5)


def test_a_mistake_in_what_is_unusual_keeps_no_rule_from_being_judged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing:
        def beat(self, snapshot: object) -> Scores:
            raise ValueError("a mistake of ours")

    court = Court(tmp_path)
    court.judgement.suspect(Failing())
    court.turn()
    court.beat(event())
    court.beat()
    court.turn()

    assert len(firing(court)) == 1
    assert caplog.text.count("is not learned any more") == 1


def test_what_fails_in_the_worker_is_shown_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.worker.start()
    wait_until(lambda: court.judgement.is_judging)

    def fail(news: object) -> None:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(court.keeper, "keep", fail)
        court.beat(event())
        wait_until(lambda: court.worker.state().health is Health.DEGRADED)
        assert court.worker.state().detail == "ValueError: a mistake of ours"
    court.worker.look_around()
    wait_until(lambda: len(firing(court)) == 1)
    assert court.worker.stop()
    assert "a mistake of ours" in caplog.text
    assert court._lock() is not None


def test_the_worker_keeps_what_happened_before_it_ends(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.worker.start()
    wait_until(lambda: court.judgement.is_judging)
    for number in range(700):
        court.beat(event(rule_id="cpu", about=replace(HOST, name=f"cpu{number}")))

    assert court.worker.stop(10)
    assert len(Court(tmp_path).keeper.firing()) == 700


def test_a_program_that_only_shows_a_start_loads_nothing_of_it() -> None:
    look = "import sys, procmon_gui.engine.bench\nprint([m for m in sys.modules if 'alert' in m or 'rules' in m])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "[]\n"
