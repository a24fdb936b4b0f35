"""Which stretch of time is in sight: going along with now, zoomed, dragged, never beyond what is recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.history import Span
from procmon_gui.ui.widgets.history.time_view import DAY_MS, HOUR_MS, LEAST_MS, TimeView, around

TWO_DAYS = Span(from_ms=0, to_ms=2 * DAY_MS)


def test_the_last_hours_are_in_sight_and_go_along_with_now() -> None:
    view = TimeView(12 * HOUR_MS)

    assert view.window(TWO_DAYS) == Span(from_ms=36 * HOUR_MS, to_ms=48 * HOUR_MS)
    assert view.window(Span(from_ms=0, to_ms=2 * DAY_MS + 5)).to_ms == 2 * DAY_MS + 5
    assert view.goes_along


def test_where_less_is_recorded_all_of_it_is_in_sight() -> None:
    assert TimeView(30 * DAY_MS).window(TWO_DAYS) == TWO_DAYS


def test_a_drag_stands_still_and_one_to_the_end_goes_along_again() -> None:
    view = TimeView(HOUR_MS)

    view.drag(-3 * HOUR_MS, TWO_DAYS)
    assert view.window(Span(from_ms=0, to_ms=3 * DAY_MS)).to_ms == 45 * HOUR_MS
    assert not view.goes_along

    view.drag(4 * HOUR_MS, TWO_DAYS)
    assert view.goes_along


def test_what_stands_still_for_a_while_goes_along_again_unless_it_was_moved() -> None:
    later = Span(from_ms=0, to_ms=3 * DAY_MS)
    view = TimeView(HOUR_MS)
    before = view.window(TWO_DAYS)

    view.hold(before)
    assert view.window(later) == before
    view.release()
    assert view.window(later).to_ms == 3 * DAY_MS

    view.hold(view.window(TWO_DAYS))
    view.drag(-HOUR_MS, later)
    view.release()
    assert not view.goes_along


def test_the_wheel_zooms_about_the_pointer() -> None:
    view = TimeView(12 * HOUR_MS)
    before = view.window(TWO_DAYS)
    at_ms = before.from_ms + 3 * HOUR_MS

    view.zoom(0.5, at_ms, TWO_DAYS)

    after = view.window(TWO_DAYS)
    assert after.to_ms - after.from_ms == 6 * HOUR_MS
    assert (at_ms - after.from_ms) / (6 * HOUR_MS) == pytest.approx(0.25)


def test_a_span_is_chosen_up_to_now_unless_the_moment_lies_before() -> None:
    view = TimeView()

    view.choose(HOUR_MS, TWO_DAYS, around_ms=47 * HOUR_MS + 1)
    assert view.goes_along

    view.choose(HOUR_MS, TWO_DAYS, around_ms=10 * HOUR_MS)
    assert view.window(TWO_DAYS) == Span(from_ms=9 * HOUR_MS + HOUR_MS // 2, to_ms=10 * HOUR_MS + HOUR_MS // 2)


def test_a_moment_out_of_sight_comes_into_sight() -> None:
    view = TimeView(HOUR_MS)

    assert view.keep_in_sight(5 * HOUR_MS, TWO_DAYS)
    window = view.window(TWO_DAYS)
    assert window.from_ms <= 5 * HOUR_MS <= window.to_ms
    assert not view.keep_in_sight(5 * HOUR_MS, TWO_DAYS)


def test_what_is_read_around_a_window_ends_where_the_record_does() -> None:
    assert around(Span(from_ms=HOUR_MS, to_ms=DAY_MS), 0.5, TWO_DAYS).from_ms == 0


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("zoom"), st.floats(0.1, 10), st.floats(-1, 3)),
            st.tuples(st.just("drag"), st.floats(-3, 3), st.just(0.0)),
        ),
        max_size=12,
    )
)
def test_whatever_the_hand_does_what_is_in_sight_is_recorded(deeds: list[tuple[str, float, float]]) -> None:
    view = TimeView(HOUR_MS)
    for name, amount, place in deeds:
        if name == "zoom":
            view.zoom(amount, place * DAY_MS, TWO_DAYS)
        else:
            view.drag(amount * DAY_MS, TWO_DAYS)
        window = view.window(TWO_DAYS)
        assert TWO_DAYS.from_ms <= window.from_ms <= window.to_ms <= TWO_DAYS.to_ms
        assert window.to_ms - window.from_ms >= LEAST_MS - 1
