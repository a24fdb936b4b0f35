"""Figures of the machine as a table: a row for each device with its metrics, or a row for each metric.

A column may hold one of several metrics, written "host.a|host.b": what a device is measured in depends on what it is.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text, theme
from procmon_gui.ui.figure_words import latency_text, sensor_error
from procmon_gui.ui.widgets.plain import plain_tooltip

# More rows nobody reads; what is left out is said in the last one.
MOST_ROWS: Final = 1000
_NO_PARENT: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FigureTable(QAbstractTableModel):
    """Told a snapshot, it moves rows of devices that came or went and leaves all others where they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = ""
        self._each = ""
        self._whole = ""
        self._metrics: tuple[Metric, ...] = ()
        self._columns: tuple[tuple[Metric, ...], ...] = ()
        self._instances: list[str] = []
        self._words: list[tuple[str, ...]] = []
        self._reasons: dict[str, str] = {}

    def show_devices(self, subject: str, each: str, whole: str, columns: Sequence[str]) -> None:
        """Begin a table with a row for each device; `whole` names the row of the machine, "" for none.

        What the table is about, its `subject`, and what a row is, `each`, are said above and not again by every title.
        """
        self._begin(subject, each, whole, columns)

    def show_figures(self, subject: str, metric_ids: Sequence[str]) -> None:
        """Begin a table with a row for each metric."""
        self._begin(subject, "", "", metric_ids)

    def _begin(self, subject: str, each: str, whole: str, columns: Sequence[str]) -> None:
        self.beginResetModel()
        self._subject = subject
        self._each, self._whole = each, whole
        by_id = HOST_CATALOGUE.by_id
        self._columns = tuple(tuple(by_id[metric_id] for metric_id in column.split("|")) for column in columns)
        self._metrics = tuple(metric for column in self._columns for metric in column)
        self._instances, self._words = [], []
        if not each:
            self._instances = [metric.id for metric in self._metrics]
            self._words = [(self._title(metric), text.UNKNOWN) for metric in self._metrics]
        self.endResetModel()

    def _title(self, metric: Metric) -> str:
        title = text.metric_title(metric)
        for said in (self._subject, self._each):
            rest = title.removeprefix(f"{said}, ")
            if rest != title:
                return rest[:1].upper() + rest[1:]
        return title

    def instance(self, row: int) -> str:
        """Return the device of a row: "" is the machine."""
        return self._instances[row] if 0 <= row < len(self._instances) else ""

    def row_of(self, instance: str) -> int:
        """Return the row of a device, -1 when it has none."""
        return self._instances.index(instance) if instance in self._instances else -1

    def take(self, snapshot: Snapshot) -> None:
        """Show one snapshot."""
        self._reasons = {m.id: snapshot.unsupported[m.id] for m in self._metrics if m.id in snapshot.unsupported}
        if self._each:
            self._follow(self._found(snapshot))
            words = [self._device_words(snapshot, instance) for instance in self._instances]
        else:
            words = [(self._title(metric), _worded(metric, snapshot, "")) for metric in self._metrics]
        if words != self._words and words:
            self._words = words
            last = self.index(len(words) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])

    def _found(self, snapshot: Snapshot) -> list[str]:
        found = {name for metric in self._metrics for name in snapshot.host.get(metric.id, {})}
        whole = [""] if self._whole else []
        return [*whole, *sorted(found - {""}, key=lambda name: (len(name), name) if name.isdigit() else (999, name))][
            :MOST_ROWS
        ]

    def _follow(self, found: Sequence[str]) -> None:
        """Take out the devices that are gone, from the bottom up, and put in those that came."""
        there = set(found)
        for row in range(len(self._instances) - 1, -1, -1):
            if self._instances[row] not in there:
                self.beginRemoveRows(_NO_PARENT, row, row)
                del self._instances[row]
                del self._words[row]
                self.endRemoveRows()
        for row, name in enumerate(found):
            if row >= len(self._instances) or self._instances[row] != name:
                self.beginInsertRows(_NO_PARENT, row, row)
                self._instances.insert(row, name)
                self._words.insert(row, (name, *[text.UNKNOWN] * len(self._columns)))
                self.endInsertRows()

    def _device_words(self, snapshot: Snapshot, instance: str) -> tuple[str, ...]:
        return (
            instance[: text.CELL_CAP] or self._whole,
            *(_worded_one(column, snapshot, instance) for column in self._columns),
        )

    # ---- what a view asks

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._instances)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        if parent.isValid():
            return 0
        return 1 + len(self._columns) if self._each else 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, side, colour of what is unknown, and why it is."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words[row][column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column and text.is_faint(self._words[row][column]):
            return theme.colour("zero")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(row, column)
        return None

    def _tooltip(self, row: int, column: int) -> str | None:
        metric = self._columns[column - 1][0] if self._each and column else None if self._each else self._metrics[row]
        if metric is None:
            return plain_tooltip(self._words[row][0])
        if self._words[row][column] == text.UNKNOWN and column:
            return plain_tooltip(self._reasons.get(metric.id, QCoreApplication.translate("Overview", "Not known now.")))
        return plain_tooltip(text.metric_description(metric))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if not self._each:
            translate = QCoreApplication.translate
            return translate("Overview", "Value") if section else translate("Overview", "Figure")
        if not section:
            return self._each
        column = self._columns[section - 1]
        if len(column) > 1:
            return QCoreApplication.translate("Overview", "Value")
        return self._title(column[0])


def _worded_one(column: Sequence[Metric], snapshot: Snapshot, instance: str) -> str:
    worded = (_worded(metric, snapshot, instance) for metric in column)
    return next((words for words in worded if words != text.UNKNOWN), text.UNKNOWN)


def _worded(metric: Metric, snapshot: Snapshot, instance: str) -> str:
    value = snapshot.host_value(metric.id, instance)
    if metric.id == "host.disk.latency_s":
        return latency_text(value)
    if metric.id == "host.sensor.error_number":
        return sensor_error(value)
    # Titles of rates carry the "/s".
    return text.cell_text(metric, value)
