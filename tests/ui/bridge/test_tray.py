"""The tray: a meter that is legible anywhere, and words that obey no markup."""

from collections.abc import Iterator

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
