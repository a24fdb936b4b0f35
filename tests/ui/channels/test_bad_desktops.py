"""A test over the desktop, sent from the form, on the worst of desktops: the window shows it, and the form says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.services.channels import open_channels, open_desktop
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.channels.channels_part import ChannelsPart
from procmon_gui.ui.notice_tongue import NoticeTongue
from procmon_gui.ui.told_here import CODE, ToldHere
from procmon_gui.ui.widgets.banner import BannerStack
from tests.channels.desktop_session import session
from tests.channels.places import options_in, without_keyring

_WINDOW = "It was told: shown in the window; "


class Stage:
    """The form, a tray that nobody shows, and the bars of a window."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.banners, tray = BannerStack(self.window), Tray()
        tray.setParent(self.window)
        self.desktop = open_desktop(ToldHere(tray, self.banners, self.window), None, NoticeTongue())
        book = open_channels(options_in(folder), self.desktop)
        self.part = ChannelsPart(lambda: book)
        qtbot.addWidget(self.part)
        self.part.show()
        qtbot.waitUntil(lambda: bool(self.part.channels.rows))

    def tested(self) -> str:
        self.part.test_button.click()
        self.qtbot.waitUntil(lambda: bool(self.part.outcome.text or self.part.trouble.text), timeout=10_000)
        return self.part.outcome.text or self.part.trouble.text


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    with without_keyring():
        made = Stage(qtbot, tmp_path)
        yield made
        made.desktop.close()
        close_readers()


def test_without_d_bus_and_without_a_tray_the_window_shows_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert stage.tested() == f"{_WINDOW}there is no session of a desktop"
    stage.qtbot.waitUntil(lambda: CODE in stage.banners.codes)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    assert stage.tested() == f"{_WINDOW}the session bus of the desktop can not be reached"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("nobody", f"{_WINDOW}who shows notices on this desktop is not there"),
        ("silent", f"{_WINDOW}who shows notices on this desktop does not answer"),
        ("mute", f"{_WINDOW}who shows notices on this desktop does not answer"),
        ("dunst", "It was told: shown by dunst"),
    ],
)
def test_whoever_does_not_show_it_is_named(stage: Stage, kind: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with session(monkeypatch, kind):
        assert stage.tested().startswith(said)
        if kind != "dunst":
            stage.qtbot.waitUntil(lambda: CODE in stage.banners.codes)
        stage.desktop.close()
