"""Which curves the History page shows: all that were recorded, with search. What is checked is shown at once."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.ranges import HostSeries
from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.check_rows import CheckRows
from procmon_gui.ui.widgets.history.series_words import FIRST_SERIES, metric_of, title_of
from procmon_gui.ui.widgets.plain import plain_tooltip

# Charts of more than so many curves can not be taken in, and cost what they cost.
MOST_SERIES: Final = 12
_SIZE: Final = (380, 480)
_SERIES: Final = Qt.ItemDataRole.UserRole


class SeriesDialog(QDialog):
    """Closing it is all there is to do.

    Signals:
        chosen: the curves that are to be shown, a tuple of `HostSeries`; those that were shown before come first.
    """

    chosen = Signal(object)

    def __init__(self, known: Sequence[HostSeries], shown: Sequence[HostSeries], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = list(shown)
        self._is_filling = False
        self.setWindowTitle(self.tr("Series"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search series"))
        self.search.setAccessibleName(self.tr("Search series"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("column_list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(CheckRows(self.list))
        self.list.setAccessibleName(self.tr("Series that were recorded"))
        self.list.setUniformItemSizes(True)
        self._says = QLabel(self)
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self.first_button = QPushButton(self.tr("Show the first three"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        for button in (self.first_button, self.close_button):
            button.setAutoDefault(False)
        self._lay_out()
        self._fill(known)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.list.itemChanged.connect(self._on_item)
        self.first_button.clicked.connect(self._on_first)
        self.close_button.clicked.connect(self.accept)
        self.search.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.first_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.search, self.list, self._says):
            column.addWidget(widget, 1 if widget is self.list else 0)
        column.addLayout(foot)
        self.resize(theme.scaled(_SIZE[0]), theme.scaled(_SIZE[1]))

    def _fill(self, known: Sequence[HostSeries]) -> None:
        self._is_filling = True
        listed = [*self._shown, *(series for series in known if series not in self._shown)]
        for series in listed:
            item = QListWidgetItem(title_of(series), self.list)
            item.setData(_SERIES, series)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            metric = metric_of(series)
            item.setToolTip(plain_tooltip(text.metric_description(metric) if metric is not None else series.metric_id))
        self._check()

    def _check(self) -> None:
        self._is_filling = True
        for row in range(self.list.count()):
            item = self.list.item(row)
            is_shown = item.data(_SERIES) in self._shown
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        self._is_filling = False
        words = self.tr("{shown} of {all} are shown, {most} at most.")
        self._says.setText(words.format(shown=len(self._shown), all=self.list.count(), most=MOST_SERIES))

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        if self._is_filling:
            return
        series = item.data(_SERIES)
        if item.checkState() != Qt.CheckState.Checked:
            self._shown = [one for one in self._shown if one != series]
        elif series not in self._shown and len(self._shown) < MOST_SERIES:
            self._shown.append(series)
        self._tell()

    @Slot()
    def _on_first(self) -> None:
        self._shown = list(FIRST_SERIES)
        self._tell()

    def _tell(self) -> None:
        self._check()
        self.chosen.emit(tuple(self._shown))

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        words = typed.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            name = f"{item.text()} {item.data(_SERIES).metric_id}".casefold()
            item.setHidden(not all(word in name for word in words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search into the list with the arrow key."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            seen = (row for row in range(self.list.count()) if not self.list.item(row).isHidden())
            row = next(seen, -1)
            if row >= 0:
                self.list.setCurrentRow(row)
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)
