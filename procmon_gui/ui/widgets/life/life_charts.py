"""Charts of one life under each other: one scale of time, one cursor through all of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from procmon_gui.ui import moment_words
from procmon_gui.ui.widgets.detail.life_chart import Window
from procmon_gui.ui.widgets.life.recorded_chart import RecordedChart
from procmon_gui.ui.widgets.life.recorded_curves import RecordedCurves

# A life of one beat has a width too.
LEAST_SPAN_S: Final = 60.0
_NO_TIME: Final = Window(0.0, 1.0, "", "")


class LifeCharts(QWidget):
    """Shows `RecordedCurves` in charts that are given to it.

    Signals:
        moment_asked: the reader wants to be there, milliseconds.
        saving_asked: a chart as a file, a `FileContent`.
    """

    moment_asked = Signal(object)  # milliseconds do not fit into the int of a signal
    saving_asked = Signal(object)

    def __init__(
        self, charts: Sequence[RecordedChart], parent: QWidget | None = None, *, rare: RecordedChart | None = None
    ) -> None:
        """Take the charts, top to bottom; a `rare` one among them is there only where it has something to show."""
        super().__init__(parent)
        self.charts = tuple(charts)
        self._rare = rare
        self._curves = RecordedCurves({})
        self._subject = ""
        self._cursor_s: float | None = None
        self._mark_s: float | None = None
        self._since = self._label()
        self._since.setWordWrap(True)
        self._since.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._moment = self._label()
        head = QHBoxLayout()
        head.addWidget(self._since, 1)
        head.addWidget(self._moment)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        for chart in self.charts:
            chart.setParent(self)
            column.addWidget(chart, 1)
            chart.cursor_moved.connect(self._on_cursor)
            chart.moment_asked.connect(self._on_moment)
            chart.saving_asked.connect(self.saving_asked)

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setObjectName("detail_label")
        return label

    @property
    def moment_words(self) -> str:
        """Return the moment of the cursor, in words."""
        return self._moment.text()

    def show_curves(self, curves: RecordedCurves, subject: str) -> None:
        """Show the curves of somebody; `subject` names them in files."""
        self._curves, self._subject, self._cursor_s = curves, subject, None
        for chart in self.charts:
            chart.forget()
            chart.setVisible(chart is not self._rare or any(map(curves.rises, chart.names)))
        self._draw()

    def mark(self, at_ms: int | None) -> None:
        """Show where the window is in time; None while it is live."""
        mark_s = None if at_ms is None else at_ms / 1000
        if mark_s != self._mark_s:
            self._mark_s = mark_s
            self._draw()

    def _draw(self) -> None:
        times = self._curves.times()
        if not len(times):
            self._since.setText(self.tr("Nothing of it was recorded."))
            self._moment.setText("")
            for chart in self.charts:
                chart.show_curves(self._curves, _NO_TIME, self._subject)
            return
        half_s = self._curves.step_s / 2
        start_s, end_s = float(times[0]) - half_s, float(times[-1]) + half_s
        if end_s - start_s < LEAST_SPAN_S:
            start_s = end_s - LEAST_SPAN_S
        window = Window(start_s, end_s, self._edge(start_s), self._edge(end_s))
        inside = self._mark_s is not None and start_s <= self._mark_s <= end_s
        for chart in self.charts:
            chart.show_curves(self._curves, window, self._subject, self._mark_s if inside else None)
        self._say()

    def _edge(self, at_s: float) -> str:
        return moment_words.moment_text(round(at_s * 1000))

    def _say(self) -> None:
        step_s = self._curves.step_s
        words = self.tr("Every recorded sample. A click goes to its moment.")
        if step_s:
            step = moment_words.span_text(step_s * 1000)
            words = self.tr("Means of {step} each, peaks as a tint. A click goes to its moment.").format(step=step)
        self._since.setText(words)
        at_s = self._cursor_s
        moment = "" if at_s is None else self.tr("at {time}").format(time=self._edge(at_s))
        self._moment.setText(moment)

    @Slot(object)
    def _on_cursor(self, at_s: float | None) -> None:
        if at_s is None and self._cursor_s is None:
            return
        self._cursor_s = at_s
        for chart in self.charts:
            chart.point_at(at_s)
        self._say()

    @Slot(float)
    def _on_moment(self, at_s: float) -> None:
        self.moment_asked.emit(round(at_s * 1000))
