"""The theme on the application: palette, style sheet, icons."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.theme.mode import style_sheet

ICONS = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "light")


def test_the_palette_and_the_tokens_change_together_and_say_so(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == theme.DARK.bg1
    assert theme.colour("t1").name().upper() == theme.DARK.t1

    with qtbot.waitSignal(theme.theme_changed):
        theme.choose("light")

    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == theme.LIGHT.bg1
    assert theme.colour("t1").name().upper() == theme.LIGHT.t1


def test_a_desktop_that_does_not_say_gets_a_theme_all_the_same(qapp: QApplication) -> None:
    theme.apply(qapp, "system")

    assert theme.current() in (theme.DARK, theme.LIGHT)
    assert theme.mode() == "system"


def test_no_token_is_left_in_the_style_sheet_and_it_stays_short() -> None:
    text = style_sheet(theme.DARK)

    assert "@" not in text.replace("@name", "")
    assert len(resource_path("styles", "window.qss").read_text().splitlines()) < 120


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_can_be_drawn_and_takes_its_colour(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, "dark")
    image = theme.pixmap(name, "accent", 24).toImage()
    wanted = theme.colour("accent")
    solid = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200]

    assert solid
    # Premultiplied alpha loses a step or two.
    assert all(abs(colour.red() - wanted.red()) + abs(colour.blue() - wanted.blue()) <= 4 for colour in solid)


def test_a_disabled_icon_is_paler(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    icon = theme.icon("search", "t1", 16)

    assert icon.pixmap(16, QIcon.Mode.Disabled).toImage() != icon.pixmap(16, QIcon.Mode.Normal).toImage()


def test_the_icon_of_the_program_has_the_sizes_that_desktops_ask_for_and_no_colour_of_a_theme(
    qapp: QApplication,
) -> None:
    theme.apply(qapp, "dark")
    dark = theme.program_icon()
    theme.apply(qapp, "light")
    light = theme.program_icon()

    assert {size.width() for size in dark.availableSizes()} >= {16, 32, 48, 128}
    assert dark.pixmap(48).toImage() == light.pixmap(48).toImage()
    assert len({dark.pixmap(48).toImage().pixel(x, 40) for x in range(48)}) > 3


def test_the_licence_of_the_icons_lies_beside_them() -> None:
    assert "ISC" in Path(resource_path("icons", "LICENSE")).read_text()
