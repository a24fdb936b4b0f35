"""A start without a window: in the tray as soon as there is one, minimised when none comes."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.hidden_start import LOOK_MS, PATIENCE_MS, HiddenStart
from procmon_gui.ui.preferences import Preferences
from tests.ui.test_keep_recording import FakeTray

LOOKS = PATIENCE_MS // LOOK_MS


class Stand:
    """A window that is not shown yet, and a tray that comes when a test says."""

    def __init__(self, qtbot: QtBot) -> None:
        self.frame = QWidget()
        qtbot.addWidget(self.frame)
        self.tray = FakeTray(self.frame)
        self.preferences = Preferences(parent=self.frame)
        self.start = HiddenStart(self.tray, self.frame, self.preferences, self.frame)
        self.start.begin()

    def look(self, count: int) -> None:
        for _ in range(count):
            self.start.look()

    @property
    def is_over(self) -> bool:
        return not self.start._look_again.isActive()


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    stand = Stand(qtbot)
    yield stand
    stand.tray.remove()


def test_it_stays_hidden_where_a_tray_shows_it(stand: Stand) -> None:
    stand.tray.reachable = True
    stand.look(1)

    assert stand.is_over
    assert not stand.frame.isVisible()


def test_a_panel_that_is_there_already_is_the_way_back_from_the_first_moment_on(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    tray = FakeTray(frame)
    tray.reachable = True
    start = HiddenStart(tray, frame, Preferences(parent=frame), frame)

    start.begin()

    assert not start._look_again.isActive()
    assert tray._is_way_back
    tray.remove()


def test_a_panel_that_starts_after_it_is_waited_for(stand: Stand) -> None:
    stand.look(LOOKS - 1)
    assert not stand.is_over
    stand.tray.reachable = True
    stand.look(1)

    assert stand.is_over
    assert not stand.frame.isVisible()


def test_where_no_tray_comes_the_window_is_minimised(stand: Stand) -> None:
    stand.look(LOOKS)

    assert stand.is_over
    assert stand.frame.isMinimized()


def test_who_wants_no_icon_in_the_tray_gets_the_window_minimised_at_once(stand: Stand) -> None:
    stand.preferences.store.set("tray.shown", False)
    stand.tray.reachable = True
    stand.look(1)

    assert stand.frame.isMinimized()


def test_a_window_that_somebody_came_for_stays_as_it_is(stand: Stand, qtbot: QtBot) -> None:
    stand.look(3)
    stand.frame.show()
    qtbot.waitExposed(stand.frame)
    stand.look(LOOKS)

    assert stand.is_over
    assert stand.frame.isVisible()
    assert not stand.frame.isMinimized()
