"""A chart of a whole life: a click goes to its moment, and it can be had as table, text, CSV and picture."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.domain.reading import FloatArray
from procmon_gui.reports.rows import curves_csv
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.widgets.detail.life_chart import Curve, LifeChart, Past, Window
from procmon_gui.ui.widgets.life.recorded_curves import RecordedCurves
from procmon_gui.ui.widgets.ring import least_and_most
from procmon_gui.ui.widgets.scale import Scale

# The fill under the mean has 0.12: what stands over it is a hint of where the peaks were.
_PEAK_ALPHA: Final = 0.18


class RecordedChart(LifeChart):
    """Draws `RecordedCurves`: the mean of every step as a line, and up to its peak a tint.

    Signals:
        moment_asked: a click, or Return at the cursor: the reader wants to be there, seconds UTC.
    """

    moment_asked = Signal(float)

    def __init__(
        self,
        title: str,
        curves: Sequence[Curve],
        scale: Scale,
        words: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, curves, scale, words, parent)
        self._recorded = RecordedCurves({})
        self._peaks: list[tuple[FloatArray, FloatArray] | None] = []

    # ---- what views say

    @property
    def names(self) -> list[str]:
        """Return the names of its curves."""
        return [curve.metric_id for curve in self._curves]

    def show_curves(self, curves: RecordedCurves, window: Window, subject: str, mark_s: float | None = None) -> None:
        """Show curves in a window of time; `subject` names them in files."""
        self._recorded, self.subject = curves, subject
        self.draw(curves, window, mark_s=mark_s)

    def draw(self, life: Past, window: Window, *, mark_s: float | None = None, is_stale: bool = False) -> None:
        """Reach up to the peaks too."""
        bins = max(1, self.width())
        self._peaks = []
        for curve in self._curves:
            most = self._recorded.most(curve.metric_id)
            if most is None or life is not self._recorded:
                self._peaks.append(None)
                continue
            x, y = least_and_most(life.times(), most, start_s=window.from_s, end_s=window.to_s, bins=bins)
            known = y[np.isfinite(y)]
            if known.size:
                self.scale.reach(float(known.max()))
            self._peaks.append((x, y))
        super().draw(life, window, mark_s=mark_s, is_stale=is_stale)

    def forget(self) -> None:
        """Show nothing."""
        self._recorded, self._peaks = RecordedCurves({}), []
        super().forget()

    # ---- painting

    def _paint_curve(self, painter: QPainter, box: QRect, place: int, x: FloatArray, y: FloatArray) -> None:
        peaks = self._peaks[place] if place < len(self._peaks) else None
        if peaks is not None:
            self._paint_peaks(painter, box, place, *peaks)
        super()._paint_curve(painter, box, place, x, y)

    def _paint_peaks(self, painter: QPainter, box: QRect, place: int, x: FloatArray, y: FloatArray) -> None:
        """Tint one column for each step: from the base line up to its peak."""
        tint = QColor(theme.current().series[self._curves[place].series])
        tint.setAlphaF(_PEAK_ALPHA)
        span_s = self._window.to_s - self._window.from_s
        if span_s <= 0 or not len(x):
            return
        wide = max(1.0, self._recorded.step_s / span_s * box.width())
        bottom = box.bottom() + 0.5
        known = np.isfinite(y)
        across = (x[known] - self._window.from_s) / span_s * box.width() - wide / 2
        high = np.clip(y[known] / (self.scale.top or 1.0), 0.0, 1.0) * (box.height() - 1)
        for left, height in zip(across.tolist(), high.tolist(), strict=True):
            painter.fillRect(QRectF(left, bottom - height, wide, height), tint)

    # ---- input

    def _on_click(self, x: float) -> None:
        """Go to the moment under the pointer."""
        if len(self._recorded):
            self.moment_asked.emit(self.sample_at(self.time_at(x)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the moment of the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor_s is not None:
            self._on_go()
            event.accept()
        else:
            super().keyPressEvent(event)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the moment of the cursor first."""
        go = menu.addAction(theme.icon("crosshair"), self.tr("Go to this moment"))
        go.setEnabled(self._cursor_s is not None)
        go.triggered.connect(self._on_go)
        super().fill_menu(menu)

    @Slot()
    def _on_go(self) -> None:
        if self._cursor_s is not None:
            self.moment_asked.emit(self._cursor_s)

    # ---- as table, text, file

    @property
    def has_values(self) -> bool:
        """Say whether anything was recorded."""
        return len(self._recorded) > 0

    def table_titles(self) -> list[str]:
        """Return time, and a column for each curve, with its peaks and the length of its steps where there are any."""
        titles = [self.tr("Time")]
        if self._recorded.step_s:
            titles.append(self.tr("Mean of"))
        for curve in self._curves:
            title = self._curve_title(curve)
            titles.append(title)
            if self._recorded.most(curve.metric_id) is not None:
                titles.append(self.tr("{curve}, at most").format(curve=title))
        return titles

    def table_rows(self) -> list[list[str]]:
        """Return every point, the newest first; a step by when it began."""
        worded = [[moment_words.moment_text(at_ms) for at_ms in self._recorded.began_ms.tolist()]]
        if self._recorded.step_s:
            worded.append([moment_words.span_text(ms) if ms else "" for ms in self._recorded.steps_ms.tolist()])
        worded += [
            [text.UNKNOWN if value != value else self._words(value) for value in column.tolist()]
            for column in self._recorded.columns(*self.names).values()
        ]
        return [list(row) for row in reversed(list(zip(*worded, strict=True)))]

    def csv_text(self) -> str:
        """Return the numbers that are drawn in the units of the catalogue; `step_s` is 0 where a row is a sample."""
        recorded = self._recorded
        return curves_csv(recorded.began_ms, {**recorded.columns(*self.names), "step_s": recorded.steps_ms // 1000})
