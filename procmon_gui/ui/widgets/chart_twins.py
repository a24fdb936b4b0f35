"""What every chart offers beside itself: its values as a table, as text and as CSV, and itself as a picture."""

from datetime import UTC, datetime
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.chart_table import ChartTable, TextTable
from procmon_gui.ui.widgets.file_saver import FileContent, file_name

# Sharp enough to be printed.
PICTURE_SCALE: Final = 2.0
# More rows nobody reads; a file has them all.
MOST_ROWS: Final = 5_000


class Tabled(Protocol):
    """What a chart says of itself."""

    @property
    def name(self) -> str:
        """Return what the chart shows, in words."""

    @property
    def has_values(self) -> bool:
        """Say whether there is anything to be had."""

    def table_titles(self) -> list[str]:
        """Return the heads of the columns, the time first."""

    def table_rows(self) -> list[list[str]]:
        """Return what is shown in words, the newest first."""

    def csv_text(self) -> str:
        """Return the numbers that are drawn over UTC, oldest first."""

    def file_stem(self) -> tuple[str, ...]:
        """Return what stands in the name of a file: the subject, then more."""

    def picture(self) -> QImage:
        """Return what is seen."""


class ChartTwins(QObject):
    """`T` opens the table of a chart, `Ctrl+C` copies it, a menu saves it. Belongs to the widget of the chart.

    Signals:
        saving_asked: the chart is to be a file, a `FileContent`.
    """

    saving_asked = Signal(object)

    def __init__(self, chart: Tabled, widget: QWidget) -> None:
        super().__init__(widget)
        self._chart = chart
        self._widget = widget

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; say whether it was one of ours."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_values()
        elif event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.show_as_table()
        else:
            return False
        return True

    def offer(self, menu: QMenu) -> None:
        """Put everything into a menu that can be made of the chart."""
        for words, icon_name, keys, slot in (
            (self.tr("Show as table…"), "table-2", "T", self.show_as_table),
            (self.tr("Copy values"), "copy", "Ctrl+C", self.copy_values),
            (self.tr("Save as CSV…"), "download", "", self.save_csv),
            (self.tr("Save as picture…"), "download", "", self.save_picture),
        ):
            action = menu.addAction(theme.icon(icon_name), words)
            action.setShortcut(QKeySequence(keys))
            action.setEnabled(self._chart.has_values)
            action.triggered.connect(slot)

    @Slot()
    def show_as_table(self) -> None:
        """Open what the chart shows as a table, the newest first."""
        chart = self._chart
        if chart.has_values:
            ChartTable(chart.name, chart.table_titles(), chart.table_rows(), self._widget.window()).open()

    @Slot()
    def copy_values(self) -> None:
        """Copy what the chart shows, as a spreadsheet takes it."""
        if self._chart.has_values:
            rows = self._chart.table_rows()
            QGuiApplication.clipboard().setText(TextTable(self._chart.table_titles(), rows).lines(range(len(rows))))

    @Slot()
    def save_csv(self) -> None:
        """Ask where the values are to be kept."""
        self._save("csv", self.tr("CSV, for spreadsheets (*.csv)"), self._chart.csv_text())

    @Slot()
    def save_picture(self) -> None:
        """Ask where a picture of the chart is to be kept."""
        self._save("png", self.tr("Picture (*.png)"), png_of(self._chart.picture()))

    def _save(self, ending: str, kind: str, data: str | bytes) -> None:
        subject, *more = self._chart.file_stem()
        self.saving_asked.emit(FileContent(name=file_name(subject, ending, *more), kind=kind, data=data))


def png_of(image: QImage) -> bytes:
    """Return a picture as a file has it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def stamp_of(at_s: float) -> str:
    """Return a moment, seconds UTC, as it stands in the name of a file: in the time of the reader."""
    return f"{datetime.fromtimestamp(at_s, UTC).astimezone():%Y-%m-%d-%H%M%S}"
