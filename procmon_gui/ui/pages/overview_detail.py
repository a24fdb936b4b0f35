"""The bigger view of one panel: its chart with more room, and all of its figures as a table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Usual
from procmon_gui.ui import text, theme
from procmon_gui.ui.pages.overview_detail_specs import SPECS, DetailSpec
from procmon_gui.ui.pages.overview_history import COLUMNS, OverviewHistory, clock_s
from procmon_gui.ui.pages.overview_words import translate
from procmon_gui.ui.usual import usual_forms
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chart import Chart, Line, axis_px
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.figure_table import FigureTable
from procmon_gui.ui.widgets.figure_view import FigureView
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.panel import Legend, LegendItem
from procmon_gui.ui.widgets.plot import Plot
from procmon_gui.ui.widgets.plot_loading import PlotLoading
from procmon_gui.ui.widgets.series_table import SeriesSamples

_CHART_PX = 220
_PADDING_PX = 16
_CELL_PX = 8
_LONGEST_NUMBER = "1023.9 MiB/s"


class DetailView(QWidget):
    """Made once, opened for one panel after another.

    Signals:
        closed: the reader goes back to all panels.
        saving_asked: the chart is to be a file, a `FileContent`.
        rule_asked: a rule about a curve is to be begun, a `Rule`.

    Attributes:
        has_rules: there is somebody who judges.
        name: which view is open, a name of `SPECS`.
        table: the figures; the device that is chosen in it is drawn.
        usual: says what is usual at this hour of what is drawn.
        moment_text: words the time so many seconds from now, for the chart.
        utc_s: says what time that is, seconds UTC.
    """

    closed = Signal()
    saving_asked = Signal(object)
    rule_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, usual: Usual | None = None) -> None:
        """Make it empty; who knows what is `usual` is asked at every beat."""
        super().__init__(parent)
        self._known = usual
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name = ""
        self.has_rules = False
        self.moment_text: Callable[[float], str] | None = None
        self.utc_s: Callable[[float], float] | None = None
        self._chart: Chart | None = None
        self._snapshot: Snapshot | None = None
        self._history: OverviewHistory | None = None
        self._cursor_s: float | None = None
        self._loading = PlotLoading(self)
        self._loading.loaded.connect(self._on_plot_loaded)
        self._model = FigureTable(self)
        self._back = QToolButton(self)
        self._back.setText(self.tr("All panels"))
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back.setIconSize(theme.icon_size(16))
        self._back.clicked.connect(self.closed)
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._chosen = QLabel(self)
        self._chosen.setTextFormat(Qt.TextFormat.PlainText)
        self._newest = QToolButton(self)
        self._newest.setText(beside_icon(self.tr("Show the newest, unzoomed")))
        self._newest.setAccessibleName(self.tr("Show the newest, unzoomed"))
        self._newest.setToolTip("Esc")
        self._newest.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._newest.setIconSize(theme.icon_size(16))
        self._newest.clicked.connect(self._on_newest)
        self._newest.hide()
        self._as_table = QToolButton(self)
        self._as_table.setText(beside_icon(self.tr("Show as table…")))
        self._as_table.setAccessibleName(self.tr("Show as table…"))
        self._as_table.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._as_table.setIconSize(theme.icon_size(16))
        self._as_table.clicked.connect(self._on_as_table)
        self._legend = Legend(self, indent_px=axis_px(self.font()))
        self.usual = FittingLabel(self)
        self.usual.setObjectName("detail_label")
        self.usual.setContentsMargins(axis_px(self.font()), 0, 0, 0)
        self.usual.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.usual.hide()
        self.table = self._make_table()
        self._lay_out()
        self._tint()
        theme.theme_changed.connect(self._tint)

    def _make_table(self) -> FigureView:
        table = FigureView(self)
        table.setModel(self._model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        return table

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(12)
        for widget in (self._back, self._title, self._chosen):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._newest)
        bar.addWidget(self._as_table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_PADDING_PX, 12, _PADDING_PX, 12)
        self._column.setSpacing(10)
        self._column.addLayout(bar)
        self._column.addWidget(self._legend)
        self._column.addWidget(self.usual)
        self._column.addWidget(self.table, 1)

    @property
    def chart(self) -> Chart | None:
        """Return the chart of the open view; some have none."""
        return self._chart

    def open(self, name: str) -> None:
        """Show another view."""
        spec = SPECS[name]
        self.name = name
        self._snapshot = self._history = None
        self._drop_chart()
        title = translate("Overview", spec.title)
        self._title.setText(title)
        self._title.setFont(theme.sized_font(self.font(), 3, theme.sized_font(self.font()).Weight.DemiBold))
        self.table.setAccessibleName(title)
        if spec.each:
            whole = translate("Overview", spec.whole) if spec.whole else ""
            self._model.show_devices(title, translate("Overview", spec.each), whole, spec.columns)
        else:
            self._model.show_figures(title, spec.figures)
        self._fit_columns()
        if spec.curves:
            self._make_chart(spec, title)
        self._as_table.setVisible(self._chart is not None)
        self._legend.setVisible(len(spec.curves) > 1)
        self._chosen.clear()

    def _fit_columns(self) -> None:
        """Give numbers the room that they may need, and the rest to the names."""
        header, metrics = self.table.horizontalHeader(), self.fontMetrics()
        columns = SPECS[self.name].columns
        number_px = metrics.horizontalAdvance(_LONGEST_NUMBER)
        for column in range(self._model.columnCount()):
            title = str(self._model.headerData(column, Qt.Orientation.Horizontal) or "")
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            has_words = column and column <= len(columns) and columns[column - 1] == "host.sensor.error_number"
            least_px = 3 * number_px if has_words else number_px
            if column:
                header.resizeSection(column, max(least_px, metrics.horizontalAdvance(title)) + 2 * _CELL_PX)
        self.table.give_rest_to_names()

    def _drop_chart(self) -> None:
        self._legend.say(())
        if self._chart is not None:
            self._column.removeWidget(self._chart)
            self._chart.deleteLater()
            self._chart = None
        self._cursor_s = None
        self._newest.hide()

    def _make_chart(self, spec: DetailSpec, title: str) -> None:
        lines = [
            Line(curve.column, translate("Overview", curve.title), curve.colour, is_filled=curve.is_filled)
            for curve in spec.curves
        ]
        chart = Chart(lines, spec.scale(), spec.axis_text, self, value_text=spec.value_text)
        chart.setAccessibleName(title)
        chart.setMinimumHeight(_CHART_PX)
        chart.setMaximumHeight(2 * _CHART_PX)
        if self.moment_text is not None:
            chart.moment_text = self.moment_text
        if self.utc_s is not None:
            chart.utc_s = self.utc_s
        chart.has_rules = self.has_rules
        chart.rule_asked.connect(self._on_rule_asked)
        chart.saving_asked.connect(self.saving_asked)
        chart.cursor_moved.connect(self._on_cursor_moved)
        chart.view_changed.connect(self._on_view_changed)
        self._column.insertWidget(1, chart, 1)
        self._chart = chart
        # Until it is there, and where it is not, the chart is painted as the small ones are.
        self._loading.begin()

    def draw(self, snapshot: Snapshot, history: OverviewHistory, *, is_past: bool = False, averages: str = "") -> None:
        """Show one snapshot and the history behind it; `averages` words what its points are if they are no beats."""
        if self._chart is not None:
            self._chart.view.is_past = is_past
            self._chart.averages = averages
        is_first = self._snapshot is None
        self._snapshot, self._history = snapshot, history
        self._model.take(snapshot)
        if is_first:
            # A curve has as many points as the chart is wide, which it is not before it has its place.
            self._column.activate()
        if is_first and self._model.rowCount():
            self.table.selectRow(self._first_row(snapshot))
        self._draw_chart()

    def _first_row(self, snapshot: Snapshot) -> int:
        """Return the row of the machine, or of the device that does most."""
        spec = SPECS[self.name]
        if spec.whole or not spec.of_device:
            return 0
        values = snapshot.host.get(spec.curves[0].column, {})
        return max(0, self._model.row_of(max(values, key=values.__getitem__))) if values else 0

    def _draw_chart(self) -> None:
        if self._chart is None or self._snapshot is None or self._history is None:
            return
        now_s = clock_s(self._snapshot)
        if SPECS[self.name].of_device:
            instance = self._model.instance(self.table.currentIndex().row())
            self._chart.draw(SeriesSamples(self._history.devices, instance), now_s)
        else:
            self._chart.draw(self._history.table, now_s)
        self._say_legend()
        self._say_usual()

    def _say_usual(self) -> None:
        """Say of every curve what is usual now, where somebody knows; of the past, nothing."""
        known, spec = self._known, SPECS[self.name]
        told: list[tuple[str, ...]] = []
        if known is not None and self._chart is not None and not self._chart.view.is_past:
            instance = self._model.instance(self.table.currentIndex().row()) if spec.of_device else ""
            for curve in spec.curves:
                normal = known.normal(curve.column if spec.of_device else COLUMNS[curve.column], instance)
                told.append(usual_forms(normal, spec.value_text))
        forms = self._together(told) if any(one[0] for one in told) else ("",)
        self.usual.say(*forms)
        self.usual.setVisible(bool(forms[0]))

    def _together(self, told: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Return what is said of all curves: once where it is the same of each, as while it is learned."""
        if len(set(told)) == 1:
            return told[0]
        titles = [translate("Overview", curve.title) for curve in SPECS[self.name].curves]
        return tuple(
            " · ".join(
                self.tr("{curve}: {words}").format(curve=title, words=forms[place])
                for title, forms in zip(titles, told, strict=True)
                if forms[0]
            )
            for place in (0, -1)
        )

    def _say_legend(self) -> None:
        """Say what the lines are at the cursor, or at the right edge of what is in sight."""
        if self._chart is None or len(self._chart.lines) < 2:
            return
        values = self._chart.values_at(self._chart.edges_s[1] if self._cursor_s is None else self._cursor_s)[1]
        worded = [SPECS[self.name].value_text(value) if value == value else text.UNKNOWN for value in values]
        self._legend.say(
            [
                LegendItem(line.colour, f"{line.name} {words}")
                for line, words in zip(self._chart.lines, worded, strict=True)
            ]
        )

    @Slot(QModelIndex, QModelIndex)
    def _on_row_chosen(self, current: QModelIndex, before: QModelIndex) -> None:
        if self._chart is None or not SPECS[self.name].of_device:
            return
        shown = str(self._model.data(self._model.index(max(0, current.row()), 0)) or "")
        self._chosen.setText(shown[: text.CELL_CAP])
        self._chart.setAccessibleName(f"{self._title.text()}, {shown}")
        self._chart.scale.reset()
        self._draw_chart()

    @Slot(object)
    def _on_cursor_moved(self, cursor_s: float | None) -> None:
        if self._chart is not None:
            self._cursor_s = cursor_s
            self._chart.point_at(cursor_s)
            self._say_legend()

    @Slot(object)
    def _on_plot_loaded(self, kind: type[Plot]) -> None:
        if self._chart is not None:
            self._chart.draw_with(kind)

    @Slot()
    def _on_view_changed(self) -> None:
        """Offer the way back, and say what is in sight."""
        if self._chart is None:
            return
        self._newest.setVisible(self._chart.view.is_moved)
        self._chart.setAccessibleDescription(
            self.tr("{first} to {last}").format(first=self._chart.edge_words()[0], last=self._chart.edge_words()[1])
        )
        self._say_legend()

    @Slot()
    def _on_newest(self) -> None:
        if self._chart is not None:
            self._chart.show_newest()
            self._chart.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_rule_asked(self, column: str) -> None:
        from procmon_gui.ui.pages.overview_rules import rule_about_line

        if self._chart is not None:
            row = self.table.currentIndex().row()
            instance = self._model.instance(row) if SPECS[self.name].of_device else ""
            self.rule_asked.emit(rule_about_line(self._chart, column, instance))

    @Slot()
    def _on_as_table(self) -> None:
        if self._chart is not None:
            self._chart.twins.show_as_table()

    @Slot()
    def _tint(self) -> None:
        self._back.setIcon(theme.icon("chevron-left"))
        self._newest.setIcon(theme.icon("rotate-ccw"))
        self._as_table.setIcon(theme.icon("table-2"))

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window, which would take it first."""
        if asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo zoom and drag with Esc, or go back."""
        if event.key() == Qt.Key.Key_Escape:
            if self._chart is not None and self._chart.view.is_moved:
                self._chart.show_newest()
            else:
                self.closed.emit()
            return
        super().keyPressEvent(event)
