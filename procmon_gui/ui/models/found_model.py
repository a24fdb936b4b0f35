"""The hits of a search, as they come: who holds what, in which way. Window thread only."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from procmon_gui.domain.finding import Found, HeldAs
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import text
from procmon_gui.ui.models.connection_words import socket_text, why_nobody

Index = QModelIndex | QPersistentModelIndex

translate = QCoreApplication.translate

_NO_INDEX: Final = QModelIndex()
_TITLES: Final = (
    QT_TRANSLATE_NOOP("Finding", "Process"),
    QT_TRANSLATE_NOOP("Finding", "What"),
    QT_TRANSLATE_NOOP("Finding", "Held as"),
    QT_TRANSLATE_NOOP("Finding", "User"),
    QT_TRANSLATE_NOOP("Finding", "Size"),
)
PROCESS, WHAT, HELD_AS, USER, SIZE = range(len(_TITLES))
_HELD_AS: Final = {
    HeldAs.DESCRIPTOR: QT_TRANSLATE_NOOP("Finding", "open"),
    HeldAs.MAPPED: QT_TRANSLATE_NOOP("Finding", "mapped"),
    HeldAs.EXECUTABLE: QT_TRANSLATE_NOOP("Finding", "program"),
    HeldAs.WORKING_DIRECTORY: QT_TRANSLATE_NOOP("Finding", "working directory"),
    HeldAs.ROOT_DIRECTORY: QT_TRANSLATE_NOOP("Finding", "root directory"),
    HeldAs.SOCKET: QT_TRANSLATE_NOOP("Finding", "socket"),
}
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class FoundModel(QAbstractTableModel):
    """Hits in the order in which they came, or the largest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Found] = []
        self._largest_first = False

    @property
    def hits(self) -> Sequence[Found]:
        """Return the hits, top to bottom."""
        return self._hits

    def begin(self, *, largest_first: bool) -> None:
        """Forget all: another search begins."""
        if self._hits:
            self.beginRemoveRows(QModelIndex(), 0, len(self._hits) - 1)
            self._hits = []
            self.endRemoveRows()
        self._largest_first = largest_first

    def add(self, hits: Sequence[Found]) -> None:
        """Take some more."""
        if not self._largest_first:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()
            return
        for hit in hits:
            place = bisect_right(self._hits, -(hit.size_bytes or 0), key=_negative_size)
            self.beginInsertRows(QModelIndex(), place, place)
            self._hits.insert(place, hit)
            self.endInsertRows()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(_TITLES):
            if role == Qt.ItemDataRole.DisplayRole:
                return translate("Finding", _TITLES[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section == SIZE else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(hit, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(hit)
        return (_RIGHT if index.column() == SIZE else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _negative_size(hit: Found) -> int:
    return -(hit.size_bytes or 0)


def _cell(hit: Found, column: int) -> str:
    if column == PROCESS:
        return text.UNKNOWN if hit.process is None else f"{hit.name} ({hit.process.pid})".lstrip()
    if column == WHAT:
        said = hit.thing if hit.socket is None else socket_text(hit.socket)
        return translate("Finding", "{path} (deleted)").format(path=said) if hit.is_deleted else said
    if column == HELD_AS:
        return _held_as(hit)
    if column == USER:
        return hit.user or text.UNKNOWN
    if hit.size_bytes is None:
        return text.UNKNOWN if hit.is_deleted else ""
    return text.bytes_text(hit.size_bytes)


def _held_as(hit: Found) -> str:
    said = translate("Finding", _HELD_AS[hit.held_as])
    if hit.descriptor is not None:
        said = translate("Finding", "open as {number}").format(number=hit.descriptor)
    return f"{said} +{hit.more}" if hit.more else said


def _tooltip(hit: Found) -> str:
    lines = [_cell(hit, PROCESS), _cell(hit, WHAT), _cell(hit, HELD_AS)]
    if hit.socket is not None and hit.process is None:
        lines.append(why_nobody(hit.socket))
    return "\n".join(lines)
