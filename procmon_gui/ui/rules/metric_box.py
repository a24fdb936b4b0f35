"""Chooses a metric of the catalogue: typing finds it by any part of its title or of its id."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate, QWidget

from procmon_gui.domain.metrics import Metric
from procmon_gui.ui import text
from procmon_gui.ui.widgets.combo_box import ComboBox

_ROWS_SHOWN: Final = 12


class MetricBox(ComboBox):
    """A box of choices in which can be typed.

    Signals:
        metric_chosen: the metric of this id is meant from now on.
    """

    metric_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self.setEditable(True)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(_ROWS_SHOWN)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_ROWS_SHOWN)
        found = QListView()
        found.setObjectName("completions")
        found.setAccessibleName(self.tr("Metrics that fit"))
        completer.setPopup(found)
        # The completer's own delegate knows nothing of the style sheet.
        found.setItemDelegate(QStyledItemDelegate(found))
        self.setCompleter(completer)
        completer.activated.connect(self._on_completed)
        self.activated.connect(self._on_activated)

    def offer(self, metrics: Sequence[Metric]) -> None:
        """Offer these, by title; the id stands behind."""
        ids = [metric.id for metric in metrics]
        if ids == self._ids:
            return
        self._ids = ids
        was_blocked = self.blockSignals(True)
        self.clear()
        for metric in metrics:
            self.addItem(f"{text.metric_title(metric)}  ·  {metric.id}", metric.id)
        self.blockSignals(was_blocked)

    @property
    def metric_id(self) -> str:
        """Return the id of the one that is chosen; what is typed where that is none."""
        place = self.findText(self.currentText())
        return self._ids[place] if place >= 0 else self.currentText().strip()

    def show_metric(self, metric_id: str) -> None:
        """Show one, as if nobody had chosen it."""
        was_blocked = self.blockSignals(True)
        place = self._ids.index(metric_id) if metric_id in self._ids else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(metric_id)
        self._show_beginning()
        self.blockSignals(was_blocked)

    def _show_beginning(self) -> None:
        field = self.lineEdit()
        if isinstance(field, QLineEdit):
            field.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing looks for another one."""
        super().focusInEvent(event)
        field = self.lineEdit()
        if isinstance(field, QLineEdit) and event.reason() != Qt.FocusReason.PopupFocusReason:
            field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed with Return; do not let that be the button of the dialog."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            event.accept()

    @Slot(str)
    def _on_completed(self, words: str) -> None:
        self.setCurrentIndex(self.findText(words))
        self._tell()

    @Slot(int)
    def _on_activated(self, _place: int) -> None:
        self._tell()

    def _tell(self) -> None:
        self._show_beginning()
        self.metric_chosen.emit(self.metric_id)
