"""The tray: a meter that is legible anywhere, and words that obey no markup."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from procmon_gui.ui.bridge.tray import SIZES_PX, Tray, harmless, meter_pixmap, tooltip_text
from tests.ui.fakes import beat
from tests.ui.population import Person
from tests.ui.theme.test_tokens import contrast


@pytest.fixture
def tray(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tray]:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray = Tray()
    tray.show()
    yield tray
    tray.remove()


def blue_rows(image: QImage) -> int:
    middle = image.width() // 2
    return sum(1 for y in range(image.height()) if image.pixelColor(middle, y).blue() > 200)


@pytest.mark.parametrize("size", SIZES_PX)
def test_the_height_of_the_meter_speaks_not_its_colour(qtbot: QtBot, size: int) -> None:
    heights = [blue_rows(meter_pixmap(size, ratio).toImage()) for ratio in (0.0, 0.25, 0.5, 0.75, 1.0)]

    assert heights == sorted(set(heights))
    assert heights[-1] >= size * 0.7


def test_the_meter_can_be_told_from_dark_and_from_light_panels(qtbot: QtBot) -> None:
    image = meter_pixmap(32, 1.0).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }

    for panel in ("#000000", "#2E3436", "#FFFFFF", "#F0F0F0"):
        assert max(contrast(QColor(colour).name(), panel) for colour in colours) >= 3


def test_pointing_at_it_shows_the_three_that_use_most_and_nobody_who_uses_nothing() -> None:
    people = [
        Person(serial=n, pid=n, name=name, values={"cpu_ratio": ratio})
        for n, (name, ratio) in enumerate({"a": 0.4, "b": 2.0, "c": 0.0, "d": 1.0, "e": 0.2}.items(), start=1)
    ]

    assert tooltip_text(beat(1, people=people)).splitlines()[1:] == ["b 50.0 %", "d 25.0 %", "a 10.0 %"]


def test_a_name_that_is_markup_stays_a_name(tray: Tray) -> None:
    people = [Person(serial=1, pid=1, name="<img src=/etc/x>&lt;b>", values={"cpu_ratio": 4.0})]

    tray.show_snapshot(beat(1, people=people))

    shown = tray._icon.toolTip()
    assert "<" not in shown
    assert "&" not in shown
    assert "img src=/etc/x" in shown
    assert harmless("<a>&") == "\u2039a\u203a\uff06"


def test_the_icon_is_drawn_anew_only_when_it_looks_different(tray: Tray) -> None:
    tray.show_snapshot(beat(1, busy=0.5))
    first = tray._icon.icon().cacheKey()
    tray.show_snapshot(beat(2, busy=0.501))
    assert tray._icon.icon().cacheKey() == first

    tray.show_snapshot(beat(3, busy=0.9))
    assert tray._icon.icon().cacheKey() != first


def test_freezing_from_the_window_is_shown_in_the_menu_without_asking_back(tray: Tray) -> None:
    asked: list[bool] = []
    tray.freeze_toggled.connect(asked.append)

    tray.show_frozen(True)
    assert asked == []

    tray._freeze.trigger()
    assert asked == [False]


def test_a_tray_that_goes_away_calls_the_hidden_window_back(
    tray: Tray, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray._watch.setInterval(10)
    tray.show_window_state(is_visible=False)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)

    with qtbot.waitSignal(tray.host_lost):
        pass
    tray.show_window_state(is_visible=True)
    with qtbot.assertNotEmitted(tray.host_lost, wait=50):
        pass


def test_a_tray_that_appears_late_is_found_and_nothing_is_drawn_for_none(
    tray: Tray, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray._watch.setInterval(10)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    qtbot.waitUntil(lambda: not tray._has_host)
    tray.show_snapshot(beat(1, busy=0.5))
    assert tray.tooltip == ""

    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    qtbot.waitUntil(lambda: tray._has_host)
    tray.show_snapshot(beat(2, busy=0.5))

    assert tray.tooltip.startswith("CPU 50.0 %")


def test_a_host_that_is_not_shown_the_icon_yet_is_no_way_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing hides the window only where its icon can be seen: between two looks it can not be told."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    tray = Tray()
    tray.show()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)

    assert not tray.is_reachable
    tray._on_watch()
    assert tray.is_reachable
    tray.remove()


_ON_A_BUS_OF_ITS_OWN = """
import subprocess, sys
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from procmon_gui.ui.bridge import tray

tray.HOST_CHECK_MS = 50
app = QApplication([])
icon = tray.Tray()
icon.show()
QTest.qWait(200)
print("before", icon.is_reachable)
host = subprocess.Popen([sys.executable, sys.argv[1]], stdout=subprocess.PIPE, text=True)
print(host.stdout.readline().strip())
for _ in range(100):
    QTest.qWait(50)
    if icon.is_reachable:
        break
print("after", icon.is_reachable, flush=True)
QTest.qWait(500)
host.terminate()
print(host.stdout.read().strip())
icon.remove()
"""


@pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a display")
@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_the_icon_comes_to_a_host_that_appears_late() -> None:
    """On a real bus: the watcher that desktops have comes after the icon, and is told of one that is shown."""
    environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
    watcher = Path(__file__).with_name("status_notifier_watcher.py")

    ended = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _ON_A_BUS_OF_ITS_OWN, str(watcher)],
        env={**environment, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.stdout.splitlines() == ["before False", "ready", "after True", "RegisterStatusNotifierItem"], (
        ended.stderr
    )
