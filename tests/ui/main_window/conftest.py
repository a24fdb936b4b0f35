"""The window with an overview and a list, over a few remembered samples; shown or yet to be made."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme, window_place
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.preferences import Preferences
from tests.store.history.machines import day, live
from tests.ui.fakes import FakePulse
from tests.ui.marks import KeptMarks, mark_at
from tests.ui.screen import show_active

Make = Callable[[], MainWindow]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def preferences(qapp: QApplication) -> Preferences:
    return Preferences()


@pytest.fixture
def make(
    qtbot: QtBot,
    qapp: QApplication,
    settings: QSettings,
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> Make:
    theme.apply(qapp, "light")
    # The screen of the tests is small, so the window would fill it.
    monkeypatch.setattr(window_place, "FRAME_ROOM_PX", -10_000)

    def make() -> MainWindow:
        memory, sampler = RecentMemory(), Sampler(FakePulse)
        beats = live(day(20), memory)
        window = MainWindow(
            sampler,
            [OverviewMaker(), ProcessesMaker(settings=settings)],
            settings,
            history=memory,
            open_marks=lambda: KeptMarks(mark_at(beats[5].at_ms)),
            preferences=preferences,
        )
        sampler.setParent(window)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        return window

    return make


@pytest.fixture
def window(make: Make, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make()
    show_active(window, qtbot)
    yield window
    window.hide()
