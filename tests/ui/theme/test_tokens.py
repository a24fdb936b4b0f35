"""The colours: every contrast of the look, recomputed from the hex values."""

from dataclasses import fields

import pytest

from procmon_gui.ui.theme.tokens import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
PAGES = ("bg0", "bg1", "bg2")
TEXTS = ("t1", "t2", "t3", "accent", "good", "warn", "crit", "past")


def luminance(colour: str) -> float:
    """WCAG 2, relative luminance of "#RRGGBB"."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)


@BOTH
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("token", TEXTS)
def test_text_is_legible_on_every_page_colour(theme: Theme, page: str, token: str) -> None:
    assert contrast(getattr(theme, token), getattr(theme, page)) >= 4.5


@BOTH
@pytest.mark.parametrize("row", ["sel", "pastsel", "new", "ended", "hover"])
def test_text_is_legible_on_every_tinted_row(theme: Theme, row: str) -> None:
    assert contrast(theme.t1, getattr(theme, row)) >= 4.5
    assert contrast(theme.t2, getattr(theme, row)) >= 4.5


@BOTH
def test_text_is_legible_on_every_heat_step_and_each_step_is_stronger(theme: Theme) -> None:
    ratios = [contrast(theme.t1, step) for step in theme.heat]

    assert min(ratios) >= 4.5
    assert ratios == sorted(ratios, reverse=True)


@BOTH
def test_controls_zeros_and_series_can_be_told_from_the_page(theme: Theme) -> None:
    assert contrast(theme.ctl, theme.bg1) >= 3
    assert all(contrast(theme.zero, getattr(theme, page)) >= 3 for page in PAGES)
    assert all(contrast(series, theme.bg1) >= 3 for series in theme.series)


@BOTH
def test_white_is_legible_on_filled_buttons(theme: Theme) -> None:
    assert contrast(theme.on_fill, theme.fill) >= 4.5
    assert contrast(theme.on_fill, theme.critfill) >= 4.5


@BOTH
def test_the_sequential_ramp_survives_grey_print(theme: Theme) -> None:
    lights = [luminance(stop) for stop in theme.sequential]

    assert len(lights) == 9
    assert lights in (sorted(lights), sorted(lights, reverse=True))


@BOTH
def test_every_colour_is_written_as_six_digits(theme: Theme) -> None:
    for field in fields(Theme):
        value = getattr(theme, field.name)
        if field.name != "name":
            colours = (value,) if isinstance(value, str) else value
            assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in colours)
