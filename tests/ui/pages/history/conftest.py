"""The page of the history over a made-up past, in a window of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Span
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.history import HistoryPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.history.chart_hands import HandyChart
from procmon_gui.ui.widgets.history.top_words import name_of
from tests.ui.fakes import beat
from tests.ui.made_up_past import MadeUpPast
from tests.ui.screen import show_active

NOW_MS = 1_790_000_000_000


class Stage:
    """The page over a made-up past, in a window of its own; the moment asks for nothing but a time."""

    def __init__(self, qtbot: QtBot, settings: QSettings) -> None:
        self.qtbot = qtbot
        self.reader = MadeUpPast(NOW_MS)
        self.settings = settings
        self.now_s = 0.0
        self.preferences = Preferences()
        self.page = self.open_page()

    def open_page(self) -> HistoryPage:
        page = HistoryPage(
            lambda: self.reader, self.preferences, settings=self.settings, monotonic_s=lambda: self.now_s
        )
        self.moment = Moment(None, page)
        self.moment.take(beat(1))
        page.use_moment(self.moment)
        page.resize(1140, 634)
        self.qtbot.addWidget(page)
        show_active(page, self.qtbot)
        self.page = page
        self.settle()
        return page

    def settle(self) -> None:
        """Draw when every reading has rested, and wait until nothing is read any more."""
        self.now_s += 60
        self.page.draw()
        self.qtbot.waitUntil(lambda: self.page.reading.is_open)
        self.qtbot.wait(1)
        self.qtbot.waitUntil(self.is_still)

    def is_still(self) -> bool:
        page = self.page
        timers = (page._curves._soon, page._top._rest, page.charts._rest, page.heat._rest)
        names = ("curves", "top", "statistics", "series", "days", "heat")
        return not any(timer.isActive() for timer in timers) and not any(map(page.reading.is_reading, names))

    def chart(self, place: int = 0) -> HandyChart:
        return self.page.charts.charts[place]

    def at(self, share: float, place: int = 0) -> QPoint:
        plot = self.chart(place).plot()
        return QPoint(plot.left() + round(share * plot.width()), plot.center().y())

    @property
    def window(self) -> Span:
        window = self.page.charts.window_in_sight
        assert window is not None
        return window

    def choose_backup(self) -> None:
        self.page.toolbar.span_buttons.button(1).click()
        self.page.charts.choose_range(self.reader.backup)
        self.settle()

    def top_names(self) -> list[str]:
        return [name_of(item) for item in self.page.side.table.top_model.items]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    stage = Stage(qtbot, settings)
    yield stage
    stage.page.hide()
    assert close_readers()
