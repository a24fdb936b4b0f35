"""The ramp of heat maps: even to the eye, also to one that is colour-blind, on dark and on light."""

import numpy as np
import pytest

from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui.theme.ramps import LEVELS, oklab, rgb, table
from procmon_gui.ui.theme.tokens import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light.
MACHADO = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
EYES = pytest.mark.parametrize("eye", list(MACHADO))


def seen(colours: FloatArray, eye: str) -> FloatArray:
    """Return colours as this eye sees them, in OKLab."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ MACHADO[eye].T, 0, 1)
    return oklab(np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055))


def cielab_lightness(colours: FloatArray) -> FloatArray:
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    found: FloatArray = np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)
    return found


def colours_of(theme: Theme) -> FloatArray:
    values = table(theme.sequential)
    return np.column_stack([(values >> shift) & 0xFF for shift in (16, 8, 0)]) / 255


def test_the_measure_knows_white_black_and_grey() -> None:
    assert oklab(rgb("#FFFFFF")) == pytest.approx([1, 0, 0], abs=1e-3)
    assert oklab(rgb("#000000")) == pytest.approx([0, 0, 0], abs=1e-6)
    assert cielab_lightness(rgb("#777777")) == pytest.approx(50.0, abs=0.5)
    # Red and green of one lightness are alike to who sees no red, and blue is not.
    red, green, blue = (seen(rgb(colour), "deutan") for colour in ("#A05A00", "#5F7100", "#0060C0"))
    assert np.linalg.norm(red - green) < np.linalg.norm(red - blue)


@BOTH
def test_the_table_goes_through_the_stops_of_the_theme_and_is_opaque(theme: Theme) -> None:
    found = table(theme.sequential)

    assert len(found) == LEVELS
    assert (found >> 24 == 0xFF).all()
    ends = [f"#{int(value) & 0xFFFFFF:06X}" for value in (found[0], found[-1])]
    assert ends == [theme.sequential[0], theme.sequential[-1]]
    distances = [np.linalg.norm(oklab(colours_of(theme)) - oklab(rgb(stop)), axis=1).min() for stop in theme.sequential]
    assert max(distances) < 0.01


@BOTH
def test_lightness_goes_one_way_and_nearly_in_a_line(theme: Theme) -> None:
    """In CIELAB, so that it survives grey print; equal steps are about equally lighter."""
    lightness = cielab_lightness(colours_of(theme))
    rising = np.diff(lightness) if theme is DARK else -np.diff(lightness)
    line = np.linspace(lightness[0], lightness[-1], LEVELS)

    # A step of 8 bits may stand still, and never goes back by more than it can.
    assert rising.min() > -0.3
    assert (rising > 0).mean() > 0.95
    assert abs(lightness[-1] - lightness[0]) > 65
    assert np.abs(lightness - line).max() < 12
    assert np.corrcoef(lightness, line)[0, 1] > 0.98


@BOTH
def test_equal_steps_look_equally_far_apart(theme: Theme) -> None:
    steps = np.linalg.norm(np.diff(oklab(colours_of(theme)[:: LEVELS // 16]), axis=0), axis=1)

    assert steps.max() / steps.min() < 1.6


@BOTH
@EYES
def test_every_stop_is_told_from_its_neighbours_and_no_two_are_alike_whatever_the_eye(theme: Theme, eye: str) -> None:
    stops = seen(np.stack([rgb(stop) for stop in theme.sequential]), eye)
    lightness = stops[:, 0] if theme is DARK else -stops[:, 0]
    apart = np.linalg.norm(stops[:, None] - stops[None], axis=2)

    assert (np.diff(lightness) > 0.02).all()
    assert np.diagonal(apart, 1).min() > 0.05
    # Farther apart on the ramp is farther apart to the eye.
    assert all((np.diff(apart[place, place:]) > -0.005).all() for place in range(len(stops)))


@BOTH
def test_nothing_is_nearly_the_page_and_the_most_stands_out_of_it(theme: Theme) -> None:
    page = oklab(rgb(theme.bg1))
    ends = [float(np.linalg.norm(oklab(rgb(stop)) - page)) for stop in (theme.sequential[0], theme.sequential[-1])]

    assert ends[0] < 0.06
    assert ends[1] > 0.6
