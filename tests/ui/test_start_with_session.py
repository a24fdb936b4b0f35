"""The setting that lets the program start with the session, and what is true."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.settings import flag
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.start_with_session import CODE, KEY, StartWithSession
from procmon_gui.ui.widgets.banner import BannerStack


class FakeAutostart:
    """Does what a test says."""

    def __init__(self) -> None:
        self.on = False
        self.trouble = ""
        self.deeds: list[str] = []

    def is_on(self) -> bool:
        return self.on

    def turn_on(self) -> None:
        self._do("on")
        self.on = True

    def turn_off(self) -> None:
        self._do("off")
        self.on = False

    def _do(self, deed: str) -> None:
        self.deeds.append(deed)
        if self.trouble:
            raise Unavailable(self.trouble)


class Stand:
    """A setting, and what obeys it as the program lets it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.preferences = Preferences(parent=self.window)
        self.banners = BannerStack(self.window)
        self.autostart = FakeAutostart()
        self.session = StartWithSession(self.autostart, self.preferences, self.banners, self.window)
        self.preferences.changed.connect(self._on_changed)
        self._qtbot = qtbot

    def _on_changed(self, key: str) -> None:
        if key == KEY:
            self.session.obey()

    @property
    def setting(self) -> bool:
        return flag(self.preferences.store, KEY)

    def choose(self, is_on: bool) -> None:
        self.preferences.store.set(KEY, is_on)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.session._work is not None and not self.session._work.is_running)


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    yield Stand(qtbot)
    close_readers()


def test_the_setting_turns_it_on_and_off(stand: Stand) -> None:
    stand.choose(True)
    assert stand.autostart.on
    stand.choose(False)
    assert not stand.autostart.on
    assert stand.autostart.deeds == ["on", "off"]
    assert stand.banners.codes == ()


@pytest.mark.parametrize("is_on", [True, False])
def test_what_was_done_by_hand_is_shown_by_the_setting_and_not_undone(stand: Stand, is_on: bool) -> None:
    if not is_on:
        stand.choose(True)
    stand.autostart.on = is_on
    stand.autostart.deeds.clear()

    stand.session.on_page("settings")
    stand.settle()
    stand.settle()

    assert stand.setting is is_on
    assert stand.autostart.on is is_on
    assert stand.autostart.deeds == []


def test_another_page_is_no_reason_to_look(stand: Stand) -> None:
    stand.autostart.on = True
    stand.session.on_page("overview")

    assert stand.session._work is None


def test_what_can_not_be_written_is_said_and_the_setting_says_what_is_true(stand: Stand, qtbot: QtBot) -> None:
    stand.autostart.trouble = "/x can not be written: Permission denied"
    stand.choose(True)

    qtbot.waitUntil(lambda: not stand.setting)
    assert stand.banners.text(CODE) == (
        "Starting with the session could not be changed: /x can not be written: Permission denied"
    )
    stand.settle()
    stand.autostart.trouble = ""
    stand.choose(True)
    assert stand.setting
    assert stand.banners.codes == ()
