"""People are told of what happened, with all that is known of it, and none of it twice."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.rules import Behaviour
from procmon_gui.domain.workers import Health
from procmon_gui.store.desk.database import FILE_NAME
from tests.engine.judging import HOST, RULE, Court
from tests.store.desk.alert_samples import PROCESS, event
from tests.store.desk.desks import NOW_MS


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


@pytest.mark.parametrize("why", ["acknowledged", "held back", "long ago"])
def test_what_somebody_saw_what_was_held_back_and_what_fired_long_ago_is_not_told_by_the_next_program(
    tmp_path: Path, why: str
) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event())
    court.turn()
    court.worker._give_back()
    heir = Court(tmp_path)
    heir.told.unheard = {1}
    if why == "acknowledged":
        heir.keeper.acknowledge(1, by="anna")
    elif why == "held back":
        with sqlite3.connect(tmp_path / FILE_NAME) as connection:
            connection.execute("UPDATE alerts SET suppressed_count = 1")
    else:
        heir.clock.pass_by(601)
    heir.turn()
    heir.turn()

    assert len(heir.keeper.firing()) == 1
    assert heir.told.offers == []


def test_what_was_told_by_a_number_of_its_own_goes_by_that_of_the_desk_once_it_has_fired_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.turn()
    court.keeper.trouble = "the disk is full"
    court.beat(event())
    court.turn()
    court.keeper.trouble = ""
    court.beat(event(Change.RESOLVED, at_ms=NOW_MS + 1))
    court.turn(10)
    court.beat(event(at_ms=NOW_MS + 2))
    court.turn()

    (again,) = court.keeper.firing()
    assert [(told.change, alert.id) for told, alert, _ in court.told.offers] == [
        (Change.FIRED, -1), (Change.RESOLVED, -1), (Change.FIRED, again.id),
    ]  # fmt: skip
    assert "the disk is full" in caplog.text
