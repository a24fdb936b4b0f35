"""The keys of the process table: folding, walking, sorting, tagging, and going to a name that is typed."""

import math
import time
from typing import Final

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.act_entries import END, KILL, SIGNAL

# A letter after this pause begins another name.
_TYPING_PAUSE_S: Final = 1.0
_SORT_KEYS: Final = {
    Qt.Key.Key_P: "cpu_ratio",
    Qt.Key.Key_M: "rss_bytes",
    Qt.Key.Key_T: "cpu_time_s",
}
_ACT_KEYS: Final = {Qt.Key.Key_Delete: END, Qt.Key.Key_F9: SIGNAL}


class ProcessKeys(QObject):
    """Acts on a table and its model.

    Signals:
        sort_asked: a key asked for this metric, downwards.
        column_sort_asked: a key asked to sort by this column, as a click on its title does.
        opened: Enter was pressed on a row.
        tag_asked: tag the current row, or untag it, and go on.
        subtree_tag_asked: the same with all below it.
        act_asked: something is to be done to those in hand, a word of `act_entries`.
    """

    sort_asked = Signal(str)
    column_sort_asked = Signal(int)
    opened = Signal()
    tag_asked = Signal()
    subtree_tag_asked = Signal()
    act_asked = Signal(str)

    def __init__(self, view: QTableView, model: ProcessModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._typed = ""
        self._typed_at_s = -math.inf

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; say whether it was one of ours."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if modifiers == Qt.KeyboardModifier.ShiftModifier and self._press_with_shift(key):
            return True
        if modifiers == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_column(1 if key == Qt.Key.Key_Right else -1)
            return True
        if modifiers == Qt.KeyboardModifier.NoModifier:
            if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
                # In a list of processes they mean the first and the last, not the ends of a row.
                self.go_to_row(0 if key == Qt.Key.Key_Home else len(self._model.rows) - 1)
                return True
            if key == Qt.Key.Key_Space:
                self._press_space()
                return True
            if key in _ACT_KEYS:
                self.act_asked.emit(_ACT_KEYS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._view.currentIndex().isValid():
                self.opened.emit()
                return True
        return self._fold(event)

    def _press_with_shift(self, key: Qt.Key) -> bool:
        if key in _SORT_KEYS:
            self.sort_asked.emit(_SORT_KEYS[key])
        elif key == Qt.Key.Key_S and self._view.currentIndex().isValid():
            self.column_sort_asked.emit(self._view.currentIndex().column())
        elif key == Qt.Key.Key_Space:
            self.subtree_tag_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.act_asked.emit(KILL)
        else:
            return False
        return True

    def _press_space(self) -> None:
        """Tag, unless the space belongs to a name that is being typed: "Web " goes on to Web Content."""
        now_s = time.monotonic()
        if self._is_typing(now_s) and self.go_to_name(f"{self._typed} "):
            self._typed, self._typed_at_s = f"{self._typed} ", now_s
            return
        self._typed_at_s = -math.inf
        self.tag_asked.emit()

    def go_to_row(self, row: int) -> None:
        """Make a row the current and only selected one, and bring it into view."""
        if 0 <= row < len(self._model.rows):
            self._view.setCurrentIndex(self._model.index(row, max(0, self._view.currentIndex().column())))

    def go_to_name(self, typed: str, *, after_current: bool = False) -> bool:
        """Go to the next row whose name begins with what was typed; say whether there is one."""
        rows = np.arange(len(self._model.rows))
        wanted = typed.casefold()
        current = self._view.currentIndex().row()
        start = current + 1 if after_current else max(0, current)
        names = [shown for _icon, shown in self._model.words.names(rows)]
        for step in range(len(names)):
            row = (start + step) % len(names)
            name = names[row]
            if name is not None and name.casefold().startswith(wanted):
                self.go_to_row(row)
                return True
        return False

    def search(self, letters: str) -> None:
        """Go to the name that is being typed."""
        now_s = time.monotonic()
        is_new = not self._is_typing(now_s)
        self._typed = letters if is_new else self._typed + letters
        self._typed_at_s = now_s
        # The same letter again and again steps through the names that begin with it.
        is_repeated = len(self._typed) > 1 and len(set(self._typed.casefold())) == 1
        self.go_to_name(self._typed[:1] if is_repeated else self._typed, after_current=is_new or is_repeated)

    def _is_typing(self, now_s: float) -> bool:
        return now_s - self._typed_at_s <= _TYPING_PAUSE_S

    def _fold(self, event: QKeyEvent) -> bool:
        row, rows = self._view.currentIndex().row(), self._model.rows
        if not self._model.arrangement.shape.has_levels or not 0 <= row < len(rows):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.text().isprintable() and event.text() and self._is_typing(time.monotonic()):
            # The minus in the middle of "ssh-agent" belongs to the name.
            return False
        is_open, is_foldable = bool(rows.is_open[row]), bool(rows.is_foldable[row])
        key = event.key()
        if key == Qt.Key.Key_Asterisk:
            self._model.set_open(row, True, whole_subtree=True)
        elif key == Qt.Key.Key_Plus or (key == Qt.Key.Key_Right and is_foldable and not is_open):
            self._model.set_open(row, True)
        elif key == Qt.Key.Key_Minus or (key == Qt.Key.Key_Left and is_open):
            self._model.set_open(row, False)
        elif key == Qt.Key.Key_Right:
            self.go_to_row(row + 1 if is_open else row)
        elif key == Qt.Key.Key_Left:
            parent = rows.parent_row(row)
            self.go_to_row(parent if parent >= 0 else row)
        else:
            return False
        return True

    def _step_column(self, step: int) -> None:
        header, current = self._view.horizontalHeader(), self._view.currentIndex()
        if current.isValid():
            visual = header.visualIndex(current.column()) + step
            while 0 <= visual < header.count() and header.isSectionHidden(header.logicalIndex(visual)):
                visual += step
            if 0 <= visual < header.count():
                index = self._model.index(current.row(), header.logicalIndex(visual))
                self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self._view.scrollTo(index)
