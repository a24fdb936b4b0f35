"""What can be done with the charts of the History page and with who is beside them: table, copy, save, go there."""

from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.pages.history_files import Save, csv_of, in_sight, picture_of, table_of
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.chart_table import ChartTable, TextTable
from procmon_gui.ui.widgets.chart_twins import stamp_of
from procmon_gui.ui.widgets.history.range_chart import RangeChart
from procmon_gui.ui.widgets.history.range_charts import RangeCharts

_WIDTH_PX: Final = 1200
_SAVED: Final = "saved"


class HistoryDeeds(QObject):
    """Belongs to one page.

    Signals:
        moment_asked: the window is to show this moment, ms.
        range_asked: the reader wants to choose a range.
        view_asked: the chosen range is to fill the charts.
        comparison_asked: the range is to be compared with another.
        recording_asked: the range, or what is in sight, is to be a file of its own.
        rule_asked: a rule about the curve is to be begun, a `Rule`.
    """

    moment_asked = Signal(object)
    range_asked = Signal()
    view_asked = Signal()
    comparison_asked = Signal()
    recording_asked = Signal()
    rule_asked = Signal(object)

    def __init__(self, charts: RangeCharts, banners: BannerStack, page: QWidget) -> None:
        super().__init__(page)
        self._charts = charts
        self._banners = banners
        self._page = page
        self._can_compare = self._can_record = self._can_judge = False
        self._content: str | QImage = ""
        self._path = ""
        self._folder = str(Path.home())
        charts.menu_asked.connect(self.open_menu)
        charts.table_asked.connect(self.show_table)

    def offer_comparison(self) -> None:
        """Let ranges be compared: there is somebody who does."""
        self._can_compare = True

    def offer_rules(self) -> None:
        """Let a rule be made of a curve: there is somebody who judges."""
        self._can_judge = True

    def offer_recordings(self) -> None:
        """Let ranges be files: there is somebody who writes them."""
        self._can_record = True

    # ---- menus

    @Slot(QPoint)
    def open_menu(self, at: QPoint) -> None:
        """Offer what can be done with one chart."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill_menu(menu)
        menu.popup(at)

    def fill_menu(self, menu: QMenu) -> None:
        """Put everything into a menu that can be done with the chart that has the keyboard, and with all."""
        chart = self._charts.focused()
        has_peak = chart is not None and chart.statistics is not None and chart.statistics.peak_ms is not None
        has_range = self._charts.chosen is not None
        as_file = self.tr("Save this range as a file…") if has_range else self.tr("Save what is in sight as a file…")
        for words, icon_name, slot, is_enabled in (
            (self.tr("Show as table…"), "table-2", self.show_table, True),
            (self.tr("Copy values"), "copy", self.copy_values, True),
            (self.tr("Save as CSV…"), "download", self.save_csv, True),
            (self.tr("Save as picture…"), "download", self.save_picture, True),
            ("", "", None, True),
            (self.tr("Save all charts as CSV…"), "download", self.save_all_csv, True),
            (self.tr("Save all charts as picture…"), "download", self.save_all_pictures, True),
            ("", "", None, True),
            (self.tr("Choose a range…"), "crosshair", self.range_asked, True),
            (self.tr("Zoom to the range"), "search", self.view_asked, has_range),
            (self.tr("Go to the peak of the range"), "history", self.go_to_peak, has_peak),
            (self.tr("Compare the range with another…"), "layers", self.comparison_asked, self._can_compare),
            (as_file, "package", self.recording_asked, self._can_record),
            (self.tr("Choose no range"), "x", self._charts.clear_range, has_range),
            *([(self.tr("Alert rule…"), "bell-ring", self.begin_rule, True)] if self._can_judge else []),
        ):
            if slot is None:
                menu.addSeparator()
                continue
            action = menu.addAction(theme.icon(icon_name), words)
            action.triggered.connect(slot)
            action.setEnabled(is_enabled and bool(self._charts.charts))

    # ---- one chart

    def _chart(self) -> RangeChart | None:
        charts = self._charts.charts
        return self._charts.focused() or (charts[0] if charts else None)

    @Slot()
    def begin_rule(self) -> None:
        """Begin a rule about what the chart shows."""
        from procmon_gui.ui.rules.draft import rule_about_curve

        chart = self._chart()
        if chart is not None:
            series, curve = chart.series, chart.content.curve
            seen = curve.mean[in_sight(curve, chart.shown)] if curve is not None else np.zeros(0)
            self.rule_asked.emit(rule_about_curve(series.metric_id, series.instance, chart.title, seen))

    @Slot()
    def show_table(self) -> None:
        """Open what the chart shows as a table."""
        chart = self._chart()
        if chart is not None:
            ChartTable(chart.title, *table_of(chart), self._page.window()).open()

    @Slot()
    def copy_values(self) -> None:
        """Put what the chart shows into the clipboard, columns apart by tabs."""
        chart = self._chart()
        if chart is not None:
            titles, rows = table_of(chart)
            QGuiApplication.clipboard().setText(TextTable(titles, rows).lines(range(len(rows))))

    @Slot()
    def go_to_peak(self) -> None:
        """Go to where the chart is highest in the chosen range."""
        chart = self._charts.focused()
        if chart is not None and chart.statistics is not None and chart.statistics.peak_ms is not None:
            self.moment_asked.emit(chart.statistics.peak_ms)

    # ---- files

    @Slot()
    def save_csv(self) -> None:
        """Ask where the values of the chart are to be kept."""
        chart = self._chart()
        if chart is not None:
            self._save_as(csv_of([chart]), "csv")

    @Slot()
    def save_picture(self) -> None:
        """Ask where a picture of the chart is to be kept."""
        chart = self._chart()
        if chart is not None:
            self._save_as(picture_of([chart], _WIDTH_PX, self._page.font()), "png")

    @Slot()
    def save_all_csv(self) -> None:
        """Ask where the values of all charts are to be kept."""
        self._save_as(csv_of(self._charts.charts), "csv")

    @Slot()
    def save_all_pictures(self) -> None:
        """Ask where a picture of all charts is to be kept."""
        if self._charts.charts:
            self._save_as(picture_of(self._charts.charts, _WIDTH_PX, self._page.font()), "png")

    def _save_as(self, content: str | QImage, suffix: str) -> None:
        # What is shown now, not what will be when a name was typed.
        with_leave(Permission.EXPORT, self._page, partial(self._choose_place, content, suffix))

    def _choose_place(self, content: str | QImage, suffix: str) -> None:
        self._content = content
        window = self._charts.window_in_sight
        stamp = "" if window is None else f"-{stamp_of(window.from_ms / 1000)}"
        dialog = QFileDialog(self._page, self.tr("Save"), self._folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = {"csv": self.tr("CSV, for spreadsheets (*.csv)"), "png": self.tr("Picture (*.png)")}
        dialog.setNameFilter(names[suffix])
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"history{stamp}.{suffix}")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write what was to be saved."""
        self._folder, self._path = str(Path(path).parent), path
        Operation(Save(self._content, path), owner=self, channel="save").success(self._on_saved).failure(
            self._on_not_saved
        ).start()
        self._content = ""

    def _on_saved(self, path: str) -> None:
        self._banners.say(_SAVED, "info", self.tr("Saved: {path}").format(path=path))

    def _on_not_saved(self, error: ProcmonError) -> None:
        words = self.tr("{path} could not be saved: {reason}. Nothing was changed.")
        self._banners.say(_SAVED, "warning", words.format(path=self._path, reason=error))
