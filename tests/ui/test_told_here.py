"""What tells a notice where the desktop does not: in the tray where one is shown, in a bar of the window else."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.notices import Notice
from procmon_gui.domain.rules import Severity
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.told_here import CODE, ToldHere
from procmon_gui.ui.widgets.banner import Banner, BannerStack
from tests.channels.notices import notice_about


class _Tray(Tray):
    """One that a desktop shows, or not."""

    def __init__(self, *, is_shown: bool) -> None:
        super().__init__()
        self._has_host = is_shown
        self.told: list[tuple[str, str]] = []

    def show_message(self, title: str, text: str, severity: Severity) -> None:
        self.told.append((title, text))


class _Room(QWidget):
    """Owns what a test plays with."""


@pytest.fixture
def room(qtbot: QtBot) -> _Room:
    room = _Room()
    qtbot.addWidget(room)
    return room


def scene(room: _Room, *, has_tray: bool) -> tuple[ToldHere, _Tray, BannerStack]:
    banners, tray = BannerStack(room), _Tray(is_shown=has_tray)
    told = ToldHere(tray, banners, room)
    tray.setParent(room)
    return told, tray, banners


def on_a_thread(tell: "object", notice: Notice) -> list[bool]:
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(tell(notice)))  # type: ignore[operator]
    thread.start()
    thread.join()
    return found


def test_without_a_tray_the_window_tells_and_shows_the_alert_when_asked(qtbot: QtBot, room: _Room) -> None:
    told, tray, banners = scene(room, has_tray=False)
    assert on_a_thread(told.tell_by_tray, notice_about("<b>nginx</b>")) == [False]
    assert on_a_thread(told.tell_in_window, notice_about("<b>nginx</b>")) == [True]
    qtbot.waitUntil(lambda: CODE in banners.codes)
    (banner,) = banners.findChildren(Banner)
    with qtbot.waitSignal(told.show_asked) as asked:
        banners.action_asked.emit(CODE)

    assert banner.accessibleName() == "CPU: <b>nginx</b>. Who: <b>nginx</b>"
    assert asked.args == [7, ""]
    assert CODE not in banners.codes
    assert tray.told == []


def test_a_tray_that_is_shown_tells(qtbot: QtBot, room: _Room) -> None:
    told, tray, banners = scene(room, has_tray=True)
    assert on_a_thread(told.tell_by_tray, notice_about("nginx")) == [True]
    qtbot.waitUntil(lambda: bool(tray.told))
    with qtbot.waitSignal(told.show_asked) as asked:
        tray.message_clicked.emit()

    assert tray.told[0][0] == "CPU: nginx"
    assert asked.args == [7, ""]
    assert CODE not in banners.codes


def test_what_is_critical_is_not_said_in_two_bars(qtbot: QtBot, room: _Room) -> None:
    told, _, banners = scene(room, has_tray=False)
    banners.say("alert", "critical", "Memory nearly exhausted", "Show")
    told.tell_in_window(replace(notice_about("x"), severity=Severity.CRITICAL))
    qtbot.wait(20)  # a signal between threads of one program
    assert list(banners.codes) == ["alert"]


def test_what_is_over_is_no_warning(room: _Room, monkeypatch: pytest.MonkeyPatch) -> None:
    told, _, banners = scene(room, has_tray=False)
    levels: list[str] = []
    monkeypatch.setattr(banners, "say", lambda code, level, *words: levels.append(level))
    told.tell_in_window(notice_about("x"))
    told.tell_in_window(notice_about("x", change=Change.RESOLVED))
    assert levels == ["warning", "info"]
