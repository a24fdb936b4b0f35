"""The alerts that the window knows: found by themselves, read in parts, and changed in the order of the wishes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.rules import Severity
from procmon_gui.ui import alert_list
from procmon_gui.ui.alert_list import AlertList
from tests.ui.alerts.kept import AT_MS, KeptAlerts, alert_of, firing


@pytest.fixture
def kept() -> KeptAlerts:
    return KeptAlerts()


@pytest.fixture
def alerts(qtbot: QtBot, kept: KeptAlerts) -> Iterator[AlertList]:
    alerts = AlertList(lambda: kept)
    yield alerts
    assert alerts.close()


def look(alerts: AlertList, qtbot: QtBot) -> None:
    alerts.look()
    qtbot.waitUntil(lambda: alerts._looking is None or not alerts._looking.is_running)
    qtbot.waitUntil(lambda: not alerts.is_loading)


def ids(alerts: AlertList) -> tuple[list[int], list[int]]:
    return [alert.id for alert in alerts.firing], [alert.id for alert in alerts.past]


def test_what_fires_and_what_is_over_is_found_by_itself(alerts: AlertList, kept: KeptAlerts, qtbot: QtBot) -> None:
    look(alerts, qtbot)
    assert (ids(alerts), alerts.is_read, alerts.is_whole) == (([], []), True, True)
    kept.put(firing(2))
    kept.put(alert_of(1))
    look(alerts, qtbot)
    assert ids(alerts) == ([2], [1])
    kept.put(alert_of(2, fired_ms=AT_MS + 1))
    look(alerts, qtbot)

    assert ids(alerts) == ([], [2, 1])
    assert [alert.id for alert in alerts.known] == [1, 2]
    assert alerts.worst is None


def test_where_nothing_has_changed_nothing_is_read_and_nothing_is_told(
    alerts: AlertList, kept: KeptAlerts, qtbot: QtBot
) -> None:
    kept.put(firing(2))
    look(alerts, qtbot)
    kept.reads.clear()
    with qtbot.assertNotEmitted(alerts.changed):
        look(alerts, qtbot)

    assert kept.reads == []


def test_only_what_is_new_or_worse_rings_and_nothing_does_at_the_first_look(
    alerts: AlertList, kept: KeptAlerts, qtbot: QtBot
) -> None:
    rung: list[Alert] = []
    alerts.rang.connect(rung.extend)
    kept.put(firing(1))
    look(alerts, qtbot)
    kept.put(firing(2, severity=Severity.WARNING))
    look(alerts, qtbot)
    kept.put(firing(2, severity=Severity.CRITICAL))
    look(alerts, qtbot)
    kept.put(firing(2, severity=Severity.CRITICAL, peak=0.99))
    look(alerts, qtbot)

    assert [(alert.id, alert.severity) for alert in rung] == [(2, Severity.WARNING), (2, Severity.CRITICAL)]


def test_the_past_is_read_in_parts_and_as_far_as_somebody_looks(
    alerts: AlertList, kept: KeptAlerts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_list, "PART", 10)
    for number in range(1, 41):
        kept.put(alert_of(number, fired_ms=AT_MS + number))
    look(alerts, qtbot)
    assert (ids(alerts)[1], alerts.is_whole) == (list(range(40, 30, -1)), False)
    alerts.load_more()
    qtbot.waitUntil(lambda: not alerts.is_loading)
    assert len(alerts.past) == 20
    alerts.reach_back(AT_MS + 8)
    qtbot.waitUntil(lambda: len(alerts.past) == 40)
    assert (ids(alerts)[1], alerts.is_whole) == (list(range(40, 0, -1)), False)
    alerts.load_more()
    qtbot.waitUntil(lambda: alerts.is_whole)

    # What was read before stays when a new one comes.
    kept.put(alert_of(41, fired_ms=AT_MS + 41))
    look(alerts, qtbot)
    assert ids(alerts)[1] == list(range(41, 0, -1))
    assert alerts.is_whole


def test_an_old_alert_that_is_asked_for_is_sought_and_one_that_is_none_is_not(
    alerts: AlertList, kept: KeptAlerts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_list, "PART", 5)
    for number in range(1, 21):
        kept.put(alert_of(number, fired_ms=AT_MS + number))
    look(alerts, qtbot)
    alerts.seek(3)
    qtbot.waitUntil(lambda: alerts.alert(3) is not None)
    alerts.seek(99)
    qtbot.waitUntil(lambda: "alert 99" in kept.reads)

    assert alerts.alert(99) is None


def test_what_is_acknowledged_is_known_at_once_also_where_it_is_old(
    alerts: AlertList, kept: KeptAlerts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_list, "PART", 2)
    for number in range(1, 5):
        kept.put(alert_of(number, fired_ms=AT_MS + number))
    look(alerts, qtbot)
    alerts.reach_back(AT_MS)
    qtbot.waitUntil(lambda: len(alerts.past) == 4)
    with qtbot.waitSignal(alerts.changed):
        alerts.acknowledge((1, 4), "known")

    seen = {alert.id: (alert.acknowledged_ms, alert.note) for alert in alerts.past}
    assert seen == {4: (AT_MS + 1, "known"), 3: (None, ""), 2: (None, ""), 1: (AT_MS + 1, "known")}


def test_what_was_acknowledged_just_before_the_end_is_kept(alerts: AlertList, kept: KeptAlerts, qtbot: QtBot) -> None:
    kept.put(firing(1))
    look(alerts, qtbot)
    alerts.acknowledge((1,), "known")

    assert alerts.close()
    assert [alert.note for alert in kept.firing()] == ["known"]


def test_a_rule_is_muted_until_a_time(alerts: AlertList, kept: KeptAlerts, qtbot: QtBot) -> None:
    kept.put(firing(1))
    look(alerts, qtbot)
    with qtbot.waitSignal(alerts.changed):
        alerts.mute("cpu", 4_000_000_000_000)
    mute = alerts.mute_of("cpu")
    assert mute is not None
    assert mute.until_ms == 4_000_000_000_000
    with qtbot.waitSignal(alerts.changed):
        alerts.mute("cpu", 1)

    assert alerts.mute_of("cpu") is None
    assert alerts.mute_of("another") is None


def test_what_can_not_be_read_is_told_until_it_can(alerts: AlertList, kept: KeptAlerts, qtbot: QtBot) -> None:
    kept.put(firing(1))
    look(alerts, qtbot)
    told: list[str] = []
    alerts.failed.connect(told.append)
    kept.trouble = "/data/desk.sqlite: the disk is full"
    look(alerts, qtbot)
    assert ids(alerts) == ([1], [])
    kept.trouble = ""
    look(alerts, qtbot)
    look(alerts, qtbot)

    assert told == ["/data/desk.sqlite: the disk is full", ""]


def test_what_could_not_be_done_is_told_and_nothing_else_changes(
    alerts: AlertList, kept: KeptAlerts, qtbot: QtBot
) -> None:
    kept.put(firing(1))
    look(alerts, qtbot)
    kept.trouble = "This needs the role of an operator or more; vera is viewer."
    with qtbot.waitSignal(alerts.not_done) as told, qtbot.assertNotEmitted(alerts.failed):
        alerts.acknowledge((1,))

    assert told.args == [kept.trouble]
    assert alerts.firing == (firing(1),)


def test_one_that_ends_while_it_is_read_stands_once(alerts: AlertList, kept: KeptAlerts, qtbot: QtBot) -> None:
    both = KeptAlerts(firing(1))
    both.past = lambda **_: [replace(firing(1), resolved_ms=AT_MS)]  # type: ignore[method-assign]
    alerts.opened = lambda: both
    look(alerts, qtbot)

    assert ids(alerts) == ([], [1])
