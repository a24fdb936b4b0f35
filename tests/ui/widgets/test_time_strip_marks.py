"""Flags on the time strip: which marks stand together, what a pointer means, and what is said of them."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.audit_entries import entries_of
from procmon_gui.domain.rules import Severity
from procmon_gui.ui import theme
from procmon_gui.ui.alert_marks import AlertMark, with_alerts
from procmon_gui.ui.deed_marks import DeedMark, with_deeds
from procmon_gui.ui.widgets.time_strip_marks import Flag, StripMarks, flag_at, flag_words, paint_lines, spoken_mark
from procmon_gui.ui.widgets.time_strip_scale import Window
from tests.ui.alerts.kept import alert_of
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.marks import mark_at

NOW_MS = 1_700_000_000_000


def flags(times: list[int], window: Window) -> list[tuple[float, list[int]]]:
    """Return where flags stand, and the times of their marks."""
    marks = StripMarks()
    marks.show([mark_at(at_ms) for at_ms in times])
    return [
        (flag.x, [mark.at_ms for mark in flag.marks]) for flag in marks.flags(window.from_ms, window.to_ms, window.x_of)
    ]


def test_marks_nearer_than_eight_pixels_are_one_flag_with_a_count() -> None:
    found = flags([110, 117, 119, 126, 300], Window(100, 500, 1.0))

    assert found == [(10, [110, 117]), (19, [119, 126]), (200, [300])]


def test_what_is_not_in_sight_has_no_flag() -> None:
    assert flags([50, 150, 700], Window(100, 500, 1.0)) == [(50, [150])]


@pytest.mark.parametrize("first", range(100, 140, 3))
def test_which_marks_stand_together_does_not_change_while_the_strip_moves(first: int) -> None:
    times = [101, 105, 110, 116, 121, 126, 131, 140, 145, 150]
    whole = [marks for _, marks in flags(times, Window(0, 500, 1.0))]

    assert [marks for _, marks in flags(times, Window(first, 500, 1.0))] == [
        marks for marks in whole if marks[0] >= first
    ]


def test_a_pointer_means_the_flag_at_the_right_of_its_line_or_the_line() -> None:
    stand = [Flag(50.0, [mark_at(1)]), Flag(59.0, [mark_at(2)])]

    assert flag_at(stand, 54.0, is_flag=True) is stand[0]
    assert flag_at(stand, 68.0, is_flag=True) is stand[1]
    assert flag_at(stand, 68.0, is_flag=False) is None
    assert flag_at(stand, 44.0, is_flag=True) is None


def test_many_marks_are_told_up_to_eight_and_counted_then(qtbot: QtBot) -> None:
    words = flag_words([mark_at(NOW_MS, f"mark {number}") for number in range(11)]).splitlines()

    assert len(words) == 9
    assert words[0].endswith(": mark 0")
    assert words[-1].startswith("and 3 more mark")


def test_what_was_done_to_processes_stands_among_the_marks_and_what_was_done_to_accounts_does_not() -> None:
    trail = KeptTrail(
        process_deed(), process_deed(outcome=Outcome.REFUSED), process_deed(action="log-in", target_key=None)
    )
    first, second = trail.kept[0].at_ms, trail.kept[1].at_ms
    marks = with_deeds([mark_at(first - 1), mark_at(first + 1)], entries_of(trail.kept))

    assert [mark.at_ms for mark in marks] == [first - 1, first, first + 1, second]
    assert [isinstance(mark, DeedMark) for mark in marks] == [False, True, False, True]
    assert flag_words(marks[1:2]).endswith(" anna ended postgres (2114)")
    assert ": " not in flag_words(marks[1:2])
    assert [spoken_mark(mark) for mark in marks[:2]] == ["mark: deployed 2.4", "done: anna ended postgres (2114)"]


def test_alerts_stand_among_the_marks_and_the_worst_of_one_place_is_its_triangle() -> None:
    alerts = [alert_of(1, fired_ms=NOW_MS, severity=Severity.WARNING), alert_of(2, fired_ms=NOW_MS + 2)]
    marks = with_alerts([mark_at(NOW_MS + 1)], alerts)
    flag = Flag(10.0, marks)

    assert [mark.at_ms for mark in marks] == [NOW_MS, NOW_MS + 1, NOW_MS + 2]
    assert [isinstance(mark, AlertMark) for mark in marks] == [True, False, True]
    assert flag.alert is not None
    assert (flag.alert.id, flag.alert.severity) == (2, Severity.CRITICAL)
    assert Flag(1.0, marks[1:2]).alert is None
    assert flag_words(marks[:1]).endswith(" alert: CPU above 80 % for 5 min, zstd (70421) made 62.4 % of the rise")
    assert spoken_mark(marks[0]).startswith("alert: CPU above 80 % for 5 min")
    assert with_alerts(marks, []) is marks


def test_what_is_written_behind_the_line_of_an_alert_has_not_its_colour(qtbot: QtBot) -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_lines(painter, [Flag(10.0, with_alerts([], [alert_of(1)]))], QRect(0, 0, 40, 20))
    colour = painter.pen().color()
    painter.end()

    assert colour == theme.colour("t2")
