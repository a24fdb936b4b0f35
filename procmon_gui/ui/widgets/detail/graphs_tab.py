"""The whole life of a process, as far as it is known: CPU, memory, disk and network under one cursor."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Look
from procmon_gui.ui import text
from procmon_gui.ui.widgets.chart_view import ChartView
from procmon_gui.ui.widgets.detail.basis import Basis, cpu_scale, memory_scale, rate_scale
from procmon_gui.ui.widgets.detail.graph_chart import GraphChart
from procmon_gui.ui.widgets.detail.life_chart import Curve, Window
from procmon_gui.ui.widgets.detail.lives import Lives
from procmon_gui.ui.widgets.detail.recall import Recall
from procmon_gui.ui.widgets.detail.subject import Subject
from procmon_gui.ui.widgets.detail.tab import DetailTab
from procmon_gui.ui.widgets.fitting_label import FittingLabel

LEAST_SPAN_S: Final = 60.0


class GraphsTab(DetailTab):
    """Charts from the first beat that is known to the newest, or to its end, or of a part of that time.

    Attributes:
        view: which part of the time all charts show.
    """

    tab_id = "graphs"
    title = QT_TRANSLATE_NOOP("Detail", "Graphs")
    looks = frozenset({Look.SOCKETS})

    def __init__(self, lives: Lives, recall: Recall, basis: Basis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lives = lives
        self._recall = recall
        self._basis = basis
        self.view = ChartView()
        self._whole = (0.0, LEAST_SPAN_S)
        self._cursor_s: float | None = None
        recall.recalled.connect(self._on_recalled)
        self._since = FittingLabel(self)
        self._since.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._moment = QLabel(self)
        self.cpu = GraphChart(basis.title(), [Curve("cpu_ratio", "", 0)], cpu_scale(), text.ratio_text, self)
        self.memory = GraphChart(self.tr("Memory"), [Curve("rss_bytes", "", 1)], memory_scale(), text.bytes_text, self)
        self.disk = GraphChart(
            self.tr("Disk/s"),
            [Curve("disk_read_bytes_per_s", self.tr("read"), 2),
             Curve("disk_write_bytes_per_s", self.tr("written"), 5)],
            rate_scale(), text.bytes_text, self,
        )  # fmt: skip
        self.network = GraphChart(
            self.tr("TCP/s"),
            [Curve("tcp_received_bytes_per_s", self.tr("in"), 3), Curve("tcp_sent_bytes_per_s", self.tr("out"), 4)],
            rate_scale(), text.bytes_text, self,
        )  # fmt: skip
        self.charts = (self.cpu, self.memory, self.disk, self.network)
        self._moment.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        for label in (self._since, self._moment):
            label.setObjectName("detail_label")
        head.addWidget(self._since, 1)
        head.addWidget(self._moment)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        for chart in self.charts:
            chart.setMaximumHeight(220)
            chart.cursor_moved.connect(self._on_cursor)
            chart.saving_asked.connect(self.saving_asked)
            chart.zoom_asked.connect(self._on_zoom)
            chart.drag_asked.connect(self._on_drag)
            chart.whole_asked.connect(self._on_whole)
            column.addWidget(chart, 1)
        column.addStretch(0)

    @property
    def moment_words(self) -> str:
        """Return the moment of the cursor, in words."""
        return self._moment.text()

    @property
    def since_words(self) -> str:
        """Return since when the life is known, and what of it are averages."""
        return self._since.said

    # ---- what the panel asks

    def draw(self, subject: Subject) -> None:
        """Show the life up to now, or what the reader zoomed and dragged to."""
        life = self._lives.of(subject.serial)
        self._recall.want(subject, whole=True)
        times = life.times()
        end_s = (subject.ended_at_ms or subject.snapshot.at_ms) / 1000
        if len(times):
            end_s = max(end_s, float(times[-1]))
        if subject.is_past and life.known is not None:
            # Of a moment long ago, what is around it; the days since then would press that flat.
            end_s = min(end_s, life.known.to_ms / 1000)
        start_s = min(float(times[0]) if len(times) else end_s, end_s - LEAST_SPAN_S)
        self._whole = start_s, end_s
        from_s, to_s = self.view.window(end_s, end_s - start_s)
        words = self.tr("now") if subject.is_live and to_s == end_s else text.moment_text(to_s)
        window = Window(from_s, to_s, text.moment_text(from_s), words)
        mark_s = subject.snapshot.at_ms / 1000 if subject.is_past else None
        self.cpu.factor = self._basis.factor(subject.snapshot)
        self.cpu.rename(self._basis.title())
        for chart in self.charts:
            chart.averages_to_s = life.averages_to_s
            chart.subject, chart.is_zoomed = subject.file_name, self.view.is_moved
            chart.draw(life, window, mark_s=mark_s, is_stale=subject.ended_at_ms is not None)
        self._say(subject, float(times[0]) if len(times) else end_s)

    def _say(self, subject: Subject, first_s: float) -> None:
        started_s = subject.number("started_at_utc")
        # A beat may be a second or ten after the start.
        is_whole = started_s == started_s and first_s - started_s < 15.0
        words = self.tr("Whole life") if is_whole else self.tr("Since {time}").format(time=text.moment_text(first_s))
        averages_to_s = self._lives.of(subject.serial).averages_to_s
        if averages_to_s > first_s:
            until = text.moment_text(averages_to_s)
            few = self.tr("Averages of minutes until {time}").format(time=until)
            self._since.say(self.tr("{since}, averages of minutes until {time}").format(since=words, time=until), few)
        else:
            self._since.say(words)
        at_s = self._cursor_s if self._cursor_s is not None else None
        if at_s is None and subject.is_past:
            at_s = subject.snapshot.at_ms / 1000
        moment = "" if at_s is None else self.tr("at {time}").format(time=text.moment_text(at_s))
        if at_s is not None and at_s < averages_to_s:
            moment = self.tr("minute of {time}").format(time=text.moment_text(at_s))
        if moment != self._moment.text():
            self._moment.setText(moment)

    def forget(self) -> None:
        """Show nothing of who was shown before."""
        self._recall.stop()
        self._cursor_s = None
        self.view.reset()
        for chart in self.charts:
            chart.forget()

    def pause(self) -> None:
        """Fetch nothing."""
        self._recall.stop()

    def first_focus(self) -> QWidget:
        """Return the first chart."""
        return self.cpu

    # ---- which part of the time

    def _draw_again(self) -> None:
        if self.subject is not None:
            self.draw(self.subject)

    @Slot(float, float)
    def _on_zoom(self, factor: float, at_s: float) -> None:
        start_s, end_s = self._whole
        self.view.zoom(factor, at_s, now_s=end_s, usual_span_s=end_s - start_s, oldest_s=start_s)
        self._draw_again()

    @Slot(float)
    def _on_drag(self, by_s: float) -> None:
        start_s, end_s = self._whole
        self.view.drag(by_s, now_s=end_s, usual_span_s=end_s - start_s, oldest_s=start_s)
        self._draw_again()

    @Slot()
    def _on_whole(self) -> None:
        self.view.reset()
        self._draw_again()

    # ---- the cursor, and what is recalled

    @Slot(object)
    def _on_cursor(self, at_s: float | None) -> None:
        if at_s is None and self._cursor_s is None:
            return
        self._cursor_s = at_s
        for chart in self.charts:
            chart.point_at(at_s)
        if self.subject is not None:
            times = self._lives.of(self.subject.serial).times()
            self._say(self.subject, float(times[0]) if len(times) else self.subject.snapshot.at_ms / 1000)

    @Slot(object)
    def _on_recalled(self, serial: int) -> None:
        if self.subject is not None and self.subject.serial == serial and self.isVisible():
            self.draw(self.subject)
