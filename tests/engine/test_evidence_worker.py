"""Evidence is found at once, completed later, and after a restart; in a storm one after the other."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Alert, Evidence
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.rules import Severity
from procmon_gui.engine.evidence import AFTER_MS
from procmon_gui.engine.evidence_worker import AT_ONCE, EvidenceWorker
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.auth.logins import HandClock
from tests.engine.judging import wait_until
from tests.store.desk.alert_samples import HOST, event, evidence, news


class Rig:
    """A worker over a real desk, with a clock that the test moves."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.keeper = DeskAlerts(Desk(folder / FILE_NAME), clock=self.clock)
        self.built: list[tuple[int, bool]] = []
        self.trouble: Exception | None = None
        self.worker = EvidenceWorker(self.keeper, self.build, self.clock, pause_s=0.02)

    def build(self, alert: Alert, now_ms: int) -> Evidence:
        if self.trouble is not None:
            raise self.trouble
        is_complete = now_ms > alert.fired_ms + AFTER_MS
        self.built.append((alert.id, is_complete))
        return evidence(is_complete=is_complete, points=20)

    def fire(self, count: int = 1) -> list[Alert]:
        found = [event(about=replace(HOST, name=str(number)), at_ms=self.clock.wall_ms) for number in range(count)]
        ids = self.keeper.keep([news(one) for one in found])
        return [alert for id in ids if (alert := self.keeper.alert(id)) is not None]

    def pass_by(self, seconds: float) -> None:
        """Let time pass, and the worker notice."""
        self.clock.pass_by(seconds)
        self.worker.look_around()


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def test_it_is_there_at_once_and_complete_five_minutes_later(rig: Rig) -> None:
    (alert,) = rig.fire()
    rig.worker.start()
    rig.worker.look_into(alert)
    rig.worker.wait_for([alert.id], 10)

    known = rig.keeper.alert(alert.id)
    assert known is not None
    assert (known.culprit, known.is_complete) == ("zstd (4711)", False)
    rig.pass_by(200)
    assert rig.built == [(alert.id, False)]
    rig.pass_by(150)
    wait_until(lambda: rig.keeper.incomplete() == ())
    assert rig.built == [(alert.id, False), (alert.id, True)]
    assert rig.worker.stop()


def test_what_an_earlier_program_left_unfinished_is_finished(rig: Rig, tmp_path: Path) -> None:
    rig.fire(3)
    heir = Rig(tmp_path)
    heir.clock.pass_by(1000)
    heir.worker.start()

    wait_until(lambda: heir.keeper.incomplete() == ())
    assert heir.built == [(1, True), (2, True), (3, True)]
    assert heir.worker.stop()


def test_a_clock_that_was_set_back_makes_nobody_wait_for_days(rig: Rig) -> None:
    (alert,) = rig.fire()
    rig.worker.start()
    rig.worker.look_into(alert)
    rig.clock.wall_ms -= 86_400_000
    rig.worker.wait_for([alert.id], 10)
    rig.pass_by(330)

    wait_until(lambda: rig.keeper.incomplete() == ())
    assert rig.worker.stop()


def test_in_a_storm_the_first_are_found_out_about_at_once_and_all_others_after_them(rig: Rig) -> None:
    alerts = rig.fire(3 * AT_ONCE)
    rig.worker.start()
    for alert in alerts:
        rig.worker.look_into(alert)
    began_s = time.monotonic()
    rig.worker.wait_for([alerts[-1].id], 10)
    assert time.monotonic() - began_s < 5
    wait_until(lambda: len(rig.built) == AT_ONCE)

    # The clock stands still, so no pause is ever over.
    assert [id for id, _ in rig.built] == [alert.id for alert in alerts[:AT_ONCE]]
    for _ in alerts:
        rig.pass_by(0.1)
        threading.Event().wait(0.03)
    wait_until(lambda: len(rig.built) == len(alerts))
    assert rig.worker.stop()


def test_in_a_storm_of_warnings_what_is_critical_waits_for_none_of_them(rig: Rig) -> None:
    alerts = rig.fire(3 * AT_ONCE)
    alerts[-1] = replace(alerts[-1], severity=Severity.CRITICAL)
    for alert in alerts:
        rig.worker.look_into(alert)
    rig.worker.start()
    wait_until(lambda: len(rig.built) == AT_ONCE)
    assert rig.worker.stop()

    assert [id for id, _ in rig.built] == [alerts[-1].id, *(alert.id for alert in alerts[: AT_ONCE - 1])]


def test_what_can_not_be_kept_is_tried_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("procmon_gui.engine.evidence_worker._RETRY_S", 0.02)
    (alert,) = rig.fire()

    def fail(id: int, found: Evidence) -> None:
        raise Unavailable("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(rig.keeper, "keep_evidence", fail)
        rig.worker.start()
        rig.worker.look_into(alert)
        wait_until(lambda: len(rig.built) > 1)
    wait_until(lambda: rig.keeper.evidence(alert.id) is not None)
    assert rig.worker.stop()


def test_one_that_this_program_fails_at_does_not_stop_the_others(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = rig.fire(2)
    rig.trouble = ValueError("a mistake of ours")
    rig.worker.start()
    rig.worker.look_into(bad)
    rig.worker.wait_for([bad.id], 10)
    rig.trouble = None
    rig.worker.look_into(good)
    rig.worker.wait_for([good.id], 10)

    assert (rig.keeper.evidence(bad.id), rig.keeper.evidence(good.id) is not None) == (None, True)
    assert "a mistake of ours" in caplog.text
    assert rig.worker.stop()


def test_what_is_due_while_it_rests_is_left_to_who_judges_then(rig: Rig, tmp_path: Path) -> None:
    (alert,) = rig.fire()
    rig.worker.start()
    rig.worker.look_into(alert)
    rig.worker.wait_for([alert.id], 10)
    rig.worker.rest()
    rig.pass_by(350)
    threading.Event().wait(0.1)  # nothing is to happen, and nothing says when it would have
    assert rig.worker.stop()
    assert rig.built == [(alert.id, False)]

    heir = Rig(tmp_path)
    heir.clock.pass_by(350)
    heir.worker.start()
    wait_until(lambda: heir.keeper.incomplete() == ())
    assert heir.built == [(alert.id, True)]
    assert heir.worker.stop()


def test_who_waits_for_it_does_not_wait_for_long_and_who_rests_leaves_it_to_others(rig: Rig) -> None:
    (alert,) = rig.fire()
    rig.worker.wait_for([alert.id], 0.01)
    rig.worker.look_into(alert)
    rig.worker.rest()
    rig.worker.start()
    rig.worker.wait_for([alert.id], 0.05)

    assert rig.built == []
    assert rig.worker.stop()
    assert EvidenceWorker(rig.keeper, rig.build, rig.clock).stop()
