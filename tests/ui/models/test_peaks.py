"""Peaks of a curve: well above its mean, the greatest among their neighbours, never where nothing is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.ui.models.peaks import peak_beyond, peaks

SECOND_MS = 1000


def curve(*values: float) -> tuple[IntArray, FloatArray]:
    """Return a value a second."""
    return np.arange(len(values), dtype=np.int64) * SECOND_MS, np.array(values)


def hills(*places: int, count: int = 300) -> tuple[IntArray, FloatArray]:
    """Return a flat curve with hills of 20 seconds at these seconds."""
    at_s = np.arange(count)
    values = np.full(count, 0.1)
    for place in places:
        values = np.maximum(values, 0.9 - np.abs(at_s - place) * 0.04)
    return at_s.astype(np.int64) * SECOND_MS, values


def test_each_hill_has_one_peak() -> None:
    assert peaks(*hills(60, 200), beside_ms=10_000).tolist() == [60_000, 200_000]


def test_of_two_hills_side_by_side_the_higher_is_the_peak() -> None:
    at_ms, values = hills(60, 75)
    values[75] = 0.95

    assert peaks(at_ms, values, beside_ms=30_000).tolist() == [75_000]


def test_a_plateau_peaks_where_it_begins() -> None:
    assert peaks(*curve(*[0.1] * 50, *[1.0] * 5, *[0.1] * 50), beside_ms=10_000).tolist() == [50_000]


def test_the_noise_of_an_idle_machine_has_no_peak() -> None:
    wave = 0.03 + 0.005 * np.sin(np.arange(600))

    assert not len(peaks(np.arange(600, dtype=np.int64) * SECOND_MS, wave, beside_ms=10_000))


def test_what_is_not_known_is_no_peak_and_hides_none() -> None:
    at_ms, values = hills(60, 200)
    values[55:66] = np.nan

    assert peaks(at_ms, values, beside_ms=5_000).tolist() == [66_000, 200_000] or 60_000 not in peaks(
        at_ms, values, beside_ms=5_000
    )
    assert not len(peaks(at_ms, np.full(len(at_ms), np.nan), beside_ms=5_000))


@pytest.mark.parametrize(("from_s", "on", "back"), [(0, 60, None), (60, 200, None), (130, 200, 60), (299, None, 200)])
def test_from_any_moment_the_way_leads_to_the_peaks_beside_it(from_s: int, on: int | None, back: int | None) -> None:
    at_ms, values = hills(60, 200)

    def beyond(direction: int) -> int | None:
        return peak_beyond(at_ms, values, from_s * 1000, direction, beside_ms=10_000, least_ms=2_000)

    assert beyond(1) == (None if on is None else on * 1000)
    assert beyond(-1) == (None if back is None else back * 1000)


def test_a_curve_without_points_has_no_peak() -> None:
    nothing = np.zeros(0, np.int64), np.zeros(0)

    assert peak_beyond(*nothing, 0, 1, beside_ms=1000) is None


@given(st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=80), st.integers(1, 40))
def test_every_peak_is_known_and_nothing_beside_it_is_higher(values: list[float], beside_s: int) -> None:
    at_ms, column = curve(*values)

    for peak_ms in peaks(at_ms, column, beside_s * 1000).tolist():
        place = peak_ms // 1000
        around = column[max(0, place - beside_s) : place + beside_s + 1]
        assert column[place] == np.nanmax(around)
