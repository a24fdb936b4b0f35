"""A heat map as a table and as CSV: a line for each cell in sight."""

import csv
import io
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.history import Span
from procmon_gui.domain.text import csv_field
from procmon_gui.reports.values import iso_utc
from procmon_gui.ui import moment_words
from procmon_gui.ui.widgets.chart_twins import MOST_ROWS
from procmon_gui.ui.widgets.heat_map.content import HeatContent

translate = QCoreApplication.translate


def columns_in_sight(content: HeatContent, window: Span) -> range:
    """Return the steps that are in sight."""
    first = (window.from_ms - content.from_ms) // content.step_ms
    end = (window.to_ms - content.from_ms) // content.step_ms + 1
    return range(max(0, first), min(content.step_count, max(0, end)))


def titles_of(content: HeatContent) -> list[str]:
    """Return the heads of the columns."""
    return [
        translate("HeatMap", "Time"),
        translate("HeatMap", "Length"),
        content.subject,
        translate("HeatMap", "Value"),
        translate("HeatMap", "Further"),
    ]


def rows_of(content: HeatContent, window: Span) -> list[list[str]]:
    """Return what is in sight in words, the newest first; a table that nobody could read to its end is cut."""
    length = moment_words.span_text(content.step_ms)
    rows: list[list[str]] = []
    for row, column in _cells(content, reversed(columns_in_sight(content, window))):
        value, *more = content.words(row, column) or ("",)
        when = moment_words.moment_text(content.begin_ms(column))
        rows.append([when, length, content.rows[row].about, value, "; ".join(more)])
        if len(rows) >= MOST_ROWS:
            break
    return rows


def csv_of(content: HeatContent, window: Span) -> str:
    """Return the numbers in sight, oldest first; unknown is an empty field.

    `level` is where on the ramp a cell is, 0 to 1.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("at_utc", "step_s", "subject", "unit", "mean", "max", "level"))
    for row, column in _cells(content, columns_in_sight(content, window)):
        numbers = (float(matrix[row, column]) for matrix in (content.values, content.most, content.levels))
        fields = ["" if value != value else value for value in numbers]
        subject, unit = csv_field(content.rows[row].code), content.rows[row].unit
        when = iso_utc(content.begin_ms(column) / 1000)
        writer.writerow((when, content.step_ms // 1000, subject, unit, *fields))
    return stream.getvalue()


def _cells(content: HeatContent, columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    for column in columns:
        for row in range(len(content.rows)):
            yield row, column
