"""Which times stand under the strip: round in the reader's time, from seconds to months."""

import pytest

from procmon_gui.ui.widgets.time_strip_scale import DAY_MS, HOUR_MS, MINUTE_MS, window_ending
from procmon_gui.ui.widgets.time_strip_ticks import tick_step, tick_words, ticks

NOW_MS = 1_795_000_000_000  # in November 2026


def no_offset(_at_ms: int) -> int:
    return 0


@pytest.mark.parametrize(
    ("span_ms", "step_ms"),
    [
        (20_000, 5_000), (5 * MINUTE_MS, MINUTE_MS), (HOUR_MS, 10 * MINUTE_MS), (DAY_MS, 3 * HOUR_MS),
        (7 * DAY_MS, DAY_MS), (30 * DAY_MS, 7 * DAY_MS), (730 * DAY_MS, 90 * DAY_MS),
    ],
)  # fmt: skip
def test_labels_stand_apart_at_every_zoom(span_ms: int, step_ms: int) -> None:
    window = window_ending(NOW_MS, span_ms, 1000)
    step = tick_step(window, 110)
    found = ticks(window, step, no_offset)

    assert step == step_ms
    assert 2 < len(found) < 12
    assert all(window.from_ms <= at_ms <= window.to_ms for at_ms in found)


def test_a_day_begins_at_midnight_of_the_reader_also_where_the_clocks_changed_in_sight() -> None:
    change_ms = NOW_MS - 3 * DAY_MS
    window = window_ending(NOW_MS, 7 * DAY_MS, 1000)

    def offset_at(at_ms: int) -> int:
        return HOUR_MS if at_ms >= change_ms else 2 * HOUR_MS

    assert all((at_ms + offset_at(at_ms)) % DAY_MS == 0 for at_ms in ticks(window, DAY_MS, offset_at))


def test_words_name_the_day_where_more_than_a_day_is_in_sight() -> None:
    at_ms = NOW_MS - NOW_MS % DAY_MS

    assert tick_words(at_ms, HOUR_MS, has_day=False).count(":") == 1
    assert tick_words(at_ms, HOUR_MS, has_day=True)[:3].isalpha()
    assert tick_words(at_ms, DAY_MS, has_day=True).endswith("Nov")
    assert tick_words(at_ms, 30 * DAY_MS, has_day=True) == "Nov 2026"
