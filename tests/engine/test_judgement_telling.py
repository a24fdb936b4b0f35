"""People are told of what happened, with all that is known of it, and none of it twice."""

from dataclasses import replace
from pathlib import Path

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.rules import Behaviour
from procmon_gui.domain.workers import Health
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
