"""The time strip as a table, as CSV and as a picture: every point that is in sight, and who led there."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.ports import HistoryReader
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.reports.rows import curves_csv
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.widgets.chart_picture import framed
from procmon_gui.ui.widgets.chart_twins import MOST_ROWS, PICTURE_SCALE, stamp_of
from procmon_gui.ui.widgets.time_strip_chart import TimeStripChart
from procmon_gui.ui.widgets.time_strip_past import StripCurve

translate = QCoreApplication.translate
_COLUMN: Final = "cpu_busy_ratio"


class StripTwin:
    """Says of the strip what `ChartTwins` wants to know."""

    def __init__(
        self, chart: TimeStripChart, curve: StripCurve, history: HistoryReader, core_count: Callable[[], float]
    ) -> None:  # fmt: skip
        self._chart = chart
        self._curve = curve
        self._history = history
        self._core_count = core_count

    @property
    def name(self) -> str:
        """Return what assistive technology hears of the strip."""
        return self._chart.accessibleName()

    @property
    def has_values(self) -> bool:
        """Say whether any point is in sight."""
        return len(self._seen()[0]) > 0

    def _seen(self) -> tuple[IntArray, FloatArray]:
        """Return times and values of the points in sight."""
        window = self._chart.window_in_sight()
        times, values = self._curve.between(window.from_ms, window.to_ms)
        inside = (times >= window.from_ms) & (times <= window.to_ms)
        return times[inside], values[inside]

    def table_titles(self) -> list[str]:
        """Return time, CPU, and who led."""
        return [translate("TimeStrip", "Time"), translate("TimeStrip", "CPU"), translate("TimeStrip", "Led by")]

    def table_rows(self) -> list[list[str]]:
        """Return the points in sight, the newest first."""
        times, values = (column[::-1][:MOST_ROWS].tolist() for column in self._seen())
        return [
            [moment_words.moment_text(at_ms), text.UNKNOWN, ""]
            if value != value
            else [moment_words.moment_text(at_ms), text.ratio_text(value), self._leader_text(at_ms)]
            for at_ms, value in zip(times, values, strict=True)
        ]

    def _leader_text(self, at_ms: int) -> str:
        leader = self._history.leader_at(at_ms)
        if leader is None:
            return ""
        cores = self._core_count()
        return f"{leader.name} {text.ratio_text(leader.value / cores if cores > 0 else leader.value)}"

    def csv_text(self) -> str:
        """Return CPU of the machine, 0 to 1, over UTC."""
        times, values = self._seen()
        return curves_csv(times, {_COLUMN: values})

    def file_stem(self) -> tuple[str, ...]:
        """Return what is shown, and from when on."""
        return "cpu", stamp_of(self._chart.window_in_sight().from_ms / 1000)

    def picture(self) -> QImage:
        """Return what is seen, with its name and times that last."""
        chart, window = self._chart, self._chart.window_in_sight()
        image = QImage(chart.size() * PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(theme.colour("bg1"))
        chart.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return framed(image, self.name, (), (window.from_ms / 1000, window.to_ms / 1000), chart.font())
