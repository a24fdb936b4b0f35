"""Where a new window stands."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import window_place
from procmon_gui.ui.main_window.look import WindowLook
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.rail import Rail
from procmon_gui.ui.window_place import FIRST_SIZE, StaysOnScreen


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def opened(qtbot: QtBot, settings: QSettings) -> QWidget:
    """Return a window that was put in its place, and not shown yet."""
    window = QWidget()
    qtbot.addWidget(window)
    WindowLook(window, Rail((), window), settings, Preferences(parent=window)).restore_place()
    return window


def test_a_new_window_is_placed_by_the_window_manager(qtbot: QtBot, settings: QSettings) -> None:
    """A place of our own would put the title bar under a panel at the top of the screen."""
    window = opened(qtbot, settings)

    assert not window.testAttribute(Qt.WidgetAttribute.WA_Moved)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert window.width() == min(FIRST_SIZE[0], room.width())


def test_a_window_comes_back_when_its_screen_is_gone(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_place, "SETTLE_MS", 10)
    window = QWidget()
    qtbot.addWidget(window)
    StaysOnScreen(window)
    window.setGeometry(50_000, 10, 300, 200)
    window.show()
    screen = qapp.primaryScreen()

    qapp.screenRemoved.emit(screen)

    qtbot.waitUntil(lambda: screen.availableGeometry().contains(window.geometry()))
    window.hide()
