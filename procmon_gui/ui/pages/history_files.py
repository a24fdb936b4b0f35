"""Charts of the History page as tables, as CSV, and as pictures with title, unit and times."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFont, QImage, QPainter

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import Curve
from procmon_gui.reports.values import iso_utc
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.bridge.operation import OperationErrand
from procmon_gui.ui.bridge.whole_files import write_whole
from procmon_gui.ui.widgets.chart_picture import when_words
from procmon_gui.ui.widgets.chart_twins import MOST_ROWS, png_of
from procmon_gui.ui.widgets.history import series_words
from procmon_gui.ui.widgets.history.axis_picture import AXIS_PX, SIDE_PX, foot_px, paint_axis, paint_times
from procmon_gui.ui.widgets.history.chart_head import paint_head
from procmon_gui.ui.widgets.history.plot_picture import paint, value_at
from procmon_gui.ui.widgets.history.range_chart import RangeChart

translate = QCoreApplication.translate
# Sharp enough to be printed.
_SCALE: Final = 2.0
_PLOT_PX: Final = 160
_GAP_PX: Final = 12


def in_sight(curve: Curve | None, window: Span) -> slice:
    """Return the points of a curve that are in sight."""
    if curve is None:
        return slice(0, 0)
    first, last = np.searchsorted(curve.at_ms, [window.from_ms - curve.step_ms, window.to_ms + 1]).tolist()
    return slice(first, last)


def table_of(chart: RangeChart) -> tuple[list[str], list[list[str]]]:
    """Return titles and rows of what a chart shows, the newest first."""
    curve, ghost = chart.content.curve, chart.content.ghost
    has_steps = curve is not None and curve.step_ms > 0
    titles = [translate("History", "Time")]
    if has_steps:
        titles += [translate("History", "Mean of"), translate("History", "Mean")]
        titles += [translate("History", "Min"), translate("History", "Max")]
    else:
        titles.append(translate("History", "Value"))
    if chart.content.ghost_name:
        titles.append(chart.content.ghost_name)
    rows: list[list[str]] = []
    if curve is None:
        return titles, rows
    seen = range(*in_sight(curve, chart.shown).indices(len(curve.at_ms)))
    for place in list(reversed(seen))[:MOST_ROWS]:
        values = (curve.mean, curve.least, curve.most) if has_steps else (curve.mean,)
        row = [moment_words.moment_text(int(curve.at_ms[place]))]
        if has_steps:
            row.append(moment_words.span_text(curve.step_ms))
        row += [chart.words(float(one[place])) for one in values]
        if chart.content.ghost_name:
            row.append(chart.words(value_at(ghost, int(curve.at_ms[place]) + curve.step_ms // 2)))
        rows.append(row)
    return titles, rows


def csv_of(charts: Sequence[RangeChart]) -> str:
    """Return what charts show, a line for each point; unknown is an empty field.

    `step_s` is how long the time is of which it is the mean; 0 of a sample.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("at_utc", "metric", "instance", "mean", "min", "max", "step_s"))
    for chart in charts:
        curve = chart.content.curve
        if curve is None:
            continue
        for place in range(*in_sight(curve, chart.shown).indices(len(curve.at_ms))):
            values = (float(column[place]) for column in (curve.mean, curve.least, curve.most))
            fields = ["" if value != value else value for value in values]
            when = iso_utc(int(curve.at_ms[place]) / 1000)
            writer.writerow((when, chart.series.metric_id, chart.series.instance, *fields, curve.step_ms // 1000))
    return stream.getvalue()


def picture_of(charts: Sequence[RangeChart], width_px: int, font: QFont) -> QImage:
    """Return charts, one under the other, over the words that say of when they are."""
    head_px = charts[0].head_px
    each_px = head_px + _PLOT_PX + _GAP_PX
    height_px = _GAP_PX + len(charts) * each_px + foot_px(font) + head_px
    image = QImage(round(width_px * _SCALE), round(height_px * _SCALE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(theme.colour("bg1"))
    painter = QPainter(image)
    left = theme.scaled(AXIS_PX) + SIDE_PX
    plot = QRect()
    for place, chart in enumerate(charts):
        top = _GAP_PX + place * each_px
        paint_head(painter, QRect(SIDE_PX, top, width_px - 2 * SIDE_PX, head_px - 4), chart.readout(), font)
        plot = QRect(left, top + head_px, width_px - left - SIDE_PX, _PLOT_PX)
        paint_axis(painter, plot, series_words.axis_words(chart.series, chart.top), font)
        paint(painter, plot, chart.plotted())
    paint_times(painter, plot, charts[0].shown, font)
    painter.setFont(theme.sized_font(font, -0.75))
    painter.setPen(theme.colour("t3"))
    painter.drawText(
        left, height_px - _GAP_PX, when_words(charts[0].shown.from_ms / 1000, charts[0].shown.to_ms / 1000)
    )
    painter.end()
    return image


@dataclass(frozen=True, slots=True)
class Save:
    """Writes a file, beside the window; a picture is made a file of there too."""

    content: str | QImage
    path: str

    def __call__(self, _errand: OperationErrand) -> str:
        """Return where it was written."""
        write_whole(self.path, self.content if isinstance(self.content, str) else png_of(self.content))
        return self.path
