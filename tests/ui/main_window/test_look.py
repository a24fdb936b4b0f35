"""How the window looks: its place on the screen, its rail, its colours."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.settings import word
from procmon_gui.ui import theme, window_place
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.preferences import Preferences
from tests.ui.fakes import feed

Make = Callable[[], MainWindow]


def test_the_rail_shows_names_while_there_is_room_or_as_the_reader_chose(
    window: MainWindow, make: Make, qtbot: QtBot
) -> None:
    assert window.rail.shows_names
    window.resize(1000, 700)
    assert not window.rail.shows_names
    window.resize(1280, 800)
    assert window.rail.shows_names

    window.header.rail_button.click()
    assert not window.rail.shows_names
    window.resize(1400, 800)
    assert not window.rail.shows_names
    assert not make().rail.shows_names


def test_a_window_that_gets_narrow_is_laid_out_with_the_narrow_rail_at_once(window: MainWindow) -> None:
    for width, shows_names in ((1280, True), (900, False), (1280, True)):
        window.resize(width, 700)

        assert window.rail.shows_names is shows_names
        assert window._pages.mapTo(window, QPoint()).x() == window.rail.width()


def test_the_window_fits_into_a_screen_that_is_smaller_than_it_wants_to_be(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen of 1280 x 800 pixels, on which everything is drawn twice as large."""
    small = QRect(0, 0, 640, 400)
    monkeypatch.setattr(window_place, "FRAME_ROOM_PX", 48)
    monkeypatch.setattr(window_place, "primary_room", lambda: small)

    assert make().minimumSize() == QSize(640, 352)


def test_geometry_from_a_screen_that_is_gone_is_brought_back(
    make: Make, window: MainWindow, settings: QSettings
) -> None:
    window.setGeometry(9000, 9000, 1000, 700)
    window.save_look()

    room = QApplication.primaryScreen().availableGeometry()
    again = make()

    assert room.contains(again.geometry().center())


def test_a_window_that_was_hidden_while_its_screen_went_comes_back_on_one_that_is_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.hide()
    window.setGeometry(9000, 9000, 700, 500)

    window.show()

    room = QApplication.primaryScreen().availableGeometry()
    qtbot.waitUntil(lambda: room.contains(window.geometry().center()))


def test_what_is_wrong_with_a_filter_hides_nothing_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    before = window.header.height()

    window.filter_box.set_query_text("cpu > banana")
    QApplication.processEvents()

    message = window.filter_box._message
    assert message.geometry().bottom() < window.header.geometry().bottom()
    window.filter_box.set_query_text("")
    assert window.header.height() == before


def test_dark_and_light_can_be_changed_while_it_runs(
    window: MainWindow, qtbot: QtBot, preferences: Preferences
) -> None:
    feed(window, qtbot, 1)
    window.menu.mode_chosen.emit("dark")
    assert theme.current() is theme.DARK
    assert word(preferences.store, "appearance.theme") == "dark"
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(700, 780).lightness() < 60)

    window.menu.mode_chosen.emit("light")
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(700, 780).lightness() > 200)
