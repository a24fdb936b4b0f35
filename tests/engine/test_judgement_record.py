"""What happens is kept in its order, whatever becomes of the desk; and what people say there is heard."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.workers import Health
from procmon_gui.engine import judgement
from tests.engine.judging import HOST, RULE, Court, changes, firing
from tests.store.desk.alert_samples import PROCESS, event
from tests.store.desk.desks import NOW_MS


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


def test_a_desk_that_can_not_be_written_is_tried_again_after_1_2_and_then_every_5_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.turn()
    tried: list[float] = []

    def fail(news: object) -> None:
        tried.append(court.clock.monotonic_s)
        raise Unavailable("the disk is full")

    monkeypatch.setattr(court.keeper, "keep", fail)
    court.beat(event())
    for _ in range(60):
        court.turn(0.5)

    pauses = [later - earlier for earlier, later in pairwise(tried)]
    assert pauses[:5] == [1, 2, 5, 5, 5]
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


def test_what_people_say_in_another_program_reaches_the_judge(tmp_path: Path) -> None:
    court, window = Court(tmp_path), Court(tmp_path)
    court.turn()
    court.beat(event())
    court.turn()
    court.turn()
    window.keeper.mute("cpu", NOW_MS + 10**6, by="anna")
    court.turn()
    assert court.judge.acknowledged == []
    window.keeper.acknowledge(1, by="anna")
    court.turn()

    assert court.judge.acknowledged[-1] == ("cpu", HOST)
    assert [mute.rule_id for mute in court.judge.muted] == ["cpu"]


def test_what_was_muted_before_a_program_began_is_muted_for_its_judge_from_the_first_beat_on(tmp_path: Path) -> None:
    Court(tmp_path).keeper.mute("cpu", NOW_MS + 10**6, by="anna")
    court = Court(tmp_path)
    court.turn()

    assert [mute.rule_id for mute in court.judge.muted] == ["cpu"]


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
