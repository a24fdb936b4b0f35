"""What a reader does with the page of alerts, and a test waits for."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procmon_gui.ui.pages.alerts import AlertsPage

Key = Qt.Key
Make = Callable[..., AlertsPage]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def look(page: AlertsPage, qtbot: QtBot) -> None:
    page._alerts.look()
    qtbot.waitUntil(lambda: page._alerts._looking is None or not page._alerts._looking.is_running)
    settle(page, qtbot)


def settle(page: AlertsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.evidence._reading.is_reading)


def shown_id(page: AlertsPage) -> int:
    return page.evidence.alert.id if page.evidence.alert is not None else 0


def press(page: AlertsPage, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(page.focusWidget() or page, key)
