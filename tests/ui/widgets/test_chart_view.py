"""Zoom and drag of charts: what is shown, and how far one gets."""

import pytest

from procmon_gui.ui.widgets.chart_view import LEAST_SPAN_S, ChartView

NOW_S, SPAN_S, OLDEST_S = 1000.0, 60.0, 700.0


def zoom(view: ChartView, factor: float, at_s: float) -> tuple[float, float]:
    view.zoom(factor, at_s, now_s=NOW_S, usual_span_s=SPAN_S, oldest_s=OLDEST_S)
    return view.window(NOW_S, SPAN_S)


def drag(view: ChartView, by_s: float) -> tuple[float, float]:
    view.drag(by_s, now_s=NOW_S, usual_span_s=SPAN_S, oldest_s=OLDEST_S)
    return view.window(NOW_S, SPAN_S)


def test_untouched_it_follows_the_newest() -> None:
    view = ChartView()

    assert view.window(NOW_S, SPAN_S) == (940.0, 1000.0)
    assert view.window(NOW_S + 5, SPAN_S) == (945.0, 1005.0)
    assert not view.is_moved


def test_what_is_under_the_pointer_stays_there_while_zooming() -> None:
    start_s, end_s = zoom(ChartView(), 0.5, 970.0)

    assert (start_s, end_s) == pytest.approx((955.0, 985.0))


def test_zooming_in_ends_at_a_few_samples_and_zooming_out_at_the_oldest() -> None:
    view = ChartView()
    start_s, end_s = zoom(view, 1e-6, 970.0)
    assert end_s - start_s == pytest.approx(LEAST_SPAN_S)

    assert zoom(view, 1e6, 970.0) == pytest.approx((OLDEST_S, NOW_S))


def test_at_the_right_edge_zooming_keeps_following_the_newest() -> None:
    view = ChartView()
    zoom(view, 0.5, NOW_S)

    assert view.window(NOW_S + 7, SPAN_S) == pytest.approx((977.0, 1007.0))


def test_what_was_dragged_into_view_stands_still_while_time_goes_on() -> None:
    view = ChartView()
    drag(view, -100.0)

    assert view.window(NOW_S + 30, SPAN_S) == (840.0, 900.0)


def test_dragging_ends_at_the_oldest_sample_and_at_now() -> None:
    view = ChartView()
    assert drag(view, -5000.0) == (OLDEST_S, OLDEST_S + SPAN_S)

    assert drag(view, 5000.0) == (940.0, NOW_S)
    view.reset()
    assert not view.is_moved


def test_a_slow_drag_gets_away_from_the_newest_and_is_caught_by_it_on_the_way_back() -> None:
    view = ChartView()
    for _ in range(10):
        view.drag(-0.5, now_s=1000.0, usual_span_s=60.0, oldest_s=0.0)
    assert view.window(1000.0, 60.0) == (935.0, 995.0)

    for _ in range(8):
        view.drag(0.5, now_s=1000.0, usual_span_s=60.0, oldest_s=0.0)

    assert view.window(1010.0, 60.0) == (950.0, 1010.0)
