"""Alerts behind the gate: who may acknowledge and mute, and what the audit trail has of it."""

from pathlib import Path

import pytest

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.guarded_alerts import GuardedAlerts
from procmon_gui.domain.actions import Answer
from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.auth.logins import NOW_MS, Hall
from tests.auth.test_access import Full
from tests.store.desk.alert_samples import event, evidence, news

LATER = NOW_MS + 60_000


def guarded(hall: Hall) -> tuple[GuardedAlerts, DeskAlerts]:
    kept = DeskAlerts(Desk(hall.folder / FILE_NAME), clock=hall.clock)
    kept.keep([news(event())])
    kept.keep_evidence(1, evidence())
    return GuardedAlerts(kept, hall.access, hall.audit, hall.clock), kept


@pytest.mark.parametrize("who", ["", "vera"])
def test_who_only_watches_reads_all_and_is_refused_each_change_and_the_audit_has_it(tmp_path: Path, who: str) -> None:
    hall = Hall(tmp_path).fill()
    alerts, kept = guarded(hall)
    if who:
        hall.log_in(who)
    answer = Answer.REFUSED if who else Answer.LOG_IN
    before = len(hall.deeds())

    with pytest.raises(Denied) as acknowledging:
        alerts.acknowledge(1, by="somebody", note="seen")
    with pytest.raises(Denied) as muting:
        alerts.mute("cpu", LATER)

    assert {acknowledging.value.verdict.answer, muting.value.verdict.answer} == {answer}
    assert [deed.split(" refused ")[0] for deed in hall.deeds()[before:]] == [
        f"{who or '-'} alert-acknowledge", f"{who or '-'} rule-mute",
    ]  # fmt: skip
    (alert,) = alerts.firing()
    assert (alert.acknowledged_ms, list(kept.mutes())) == (None, [])
    assert (alerts.alert(1), list(alerts.past()), list(alerts.mutes())) == (alert, [], [])
    assert list(alerts.between(0, LATER)) == [alert]
    assert alerts.evidence(1) is not None
    assert alerts.version() == kept.version()


@pytest.mark.parametrize("who", ["oskar", "Anna"])
def test_an_operator_acknowledges_and_mutes_in_his_own_name_however_he_calls_himself(tmp_path: Path, who: str) -> None:
    hall = Hall(tmp_path).fill()
    alerts, kept = guarded(hall)
    hall.log_in(who)
    hall.clock.pass_by(300)

    alerts.acknowledge(1, by="the boss", note="known")
    alerts.mute("cpu", hall.clock.wall_ms + 1000, by="the boss")
    alerts.mute("cpu", 0)

    (alert,) = kept.firing()
    assert (alert.acknowledged_by, alert.note) == (who, "known")
    assert hall.deeds()[-6:] == [
        f"{who} alert-acknowledge begun CPU is busy", f"{who} alert-acknowledge done CPU is busy",
        f"{who} rule-mute begun cpu", f"{who} rule-mute done cpu",
        f"{who} rule-unmute begun cpu", f"{who} rule-unmute done cpu",
    ]  # fmt: skip
    assert hall.audit.records()[-1].deed.reason == ""
    assert hall.audit.records(limit=5)[-1].deed.reason == "known"


def test_without_accounts_the_user_of_the_system_acts(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    alerts, kept = guarded(hall)

    alerts.acknowledge(1)

    assert kept.firing()[0].acknowledged_by == "desk"
    assert hall.deeds() == ["- alert-acknowledge begun CPU is busy", "- alert-acknowledge done CPU is busy"]


def test_what_the_trail_can_not_keep_is_not_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall(tmp_path)
    alerts, kept = guarded(hall)
    monkeypatch.setattr(hall.audit, "append", Full().append)

    with pytest.raises(Unavailable):
        alerts.acknowledge(1)

    assert kept.firing()[0].acknowledged_ms is None


def test_what_fails_is_kept_as_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall(tmp_path)
    alerts, kept = guarded(hall)

    def fail(*_: object, **__: object) -> None:
        raise Unavailable("the disk is full")

    monkeypatch.setattr(kept, "acknowledge", fail)
    with pytest.raises(Unavailable):
        alerts.acknowledge(1)

    assert hall.deeds()[-1] == "- alert-acknowledge failed CPU is busy the disk is full"
