"""The states of the page Alerts and of what tells of alerts elsewhere, for walks through the whole window."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from procmon_gui.ui.alert_list import AlertList
from tests.ui.alerts.kept import KeptAlerts, evidence_of, firing, night
from tests.ui.state import State

if TYPE_CHECKING:
    from tests.ui.whole_window import WholeWindow


def alerts_of_a_night() -> tuple[KeptAlerts, AlertList]:
    """Return somebody who keeps nothing yet, and the list over it."""
    kept = KeptAlerts()
    return kept, AlertList(lambda: kept)


def fill(kept: KeptAlerts) -> None:
    """Let there be what fires and what is past."""
    fires, past = night(time.time_ns() // 1_000_000)
    for alert in (*fires, *past):
        kept.put(alert, evidence_of(alert, is_complete=alert.resolved_ms is not None))


class AlertStates:
    """Lets alerts come, looks at them, and acknowledges one."""

    def __init__(self, whole: "WholeWindow", qtbot: QtBot) -> None:
        self._whole, self._qtbot = whole, qtbot

    def states(self) -> Iterator[State]:
        """Open one thing after another."""
        whole, page, kept = self._whole, self._whole.alerts, self._whole.kept_alerts
        whole.window.open_page_named("alerts")
        self._look()
        yield State("alerts, none yet", whole.window)
        fill(kept)
        self._look()
        yield State("alerts, firing", whole.window)
        page.reveal_alert(27)
        self._look()
        page.evidence.foot.mute_menu.aboutToShow.emit()
        page.events.filter_button.menu().aboutToShow.emit()
        yield State("alerts, past", whole.window)
        whole.window.resize(900, 700)
        page.go_back()
        whole.settle()
        yield State("alerts, narrow", whole.window)
        page._on_opened(27)
        whole.settle()
        yield State("alerts, narrow, evidence", whole.window)
        whole.window.resize(1280, 800)
        whole.settle()
        page.evidence.head.note_asked.emit()
        dialog = page.evidence.deeds._judging._dialog
        assert dialog is not None
        yield State("acknowledge with a note", dialog)
        dialog.close()
        kept.put(firing(40, fired_ms=time.time_ns() // 1_000_000))
        kept.put(firing(41, fired_ms=time.time_ns() // 1_000_000))
        self._look()
        yield State("alerts, one that rings", whole.window)
        kept.put(replace(kept.kept[40], acknowledged_ms=1, acknowledged_by="anna", note="hangs"))
        kept.mute("cpu", 4_000_000_000_000, by="anna")
        page.reveal_alert(40)
        self._look()
        yield State("alerts, acknowledged and muted", whole.window)
        page.events.search.setText("nobody-has-this-name")
        yield State("alerts, nothing found", whole.window)
        page.events.show_all()
        kept.trouble = "Unavailable"
        self._look()
        yield State("alerts, trouble", whole.window)
        kept.trouble = ""
        self._look()
        whole.window.open_page_named("overview")
        whole.feed()
        yield State("overview with alerts", whole.window)
        for id in (40, 41):
            kept.put(replace(kept.kept[id], resolved_ms=kept.kept[id].fired_ms + 1000))
        self._look()

    def _look(self) -> None:
        alerts, page = self._whole.alert_list, self._whole.alerts
        alerts.look()
        self._qtbot.waitUntil(lambda: alerts._looking is None or not alerts._looking.is_running)
        self._qtbot.waitUntil(lambda: not page.evidence._reading.is_reading)
        self._whole.settle()
