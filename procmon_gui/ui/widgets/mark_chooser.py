"""The marks as a list in which one is chosen: those that hold what is typed elsewhere, the newest moment first."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from procmon_gui.domain.marks import Mark
from procmon_gui.ui import moment_words
from procmon_gui.ui.widgets.plain import plain_tooltip

_ROWS: Final = 6
_MARK_ROLE: Final = Qt.ItemDataRole.UserRole


class MarkChooser(QWidget):
    """Shows marks and hands the wishes of its reader on.

    Signals:
        chosen: the reader wants to be there.
        current_changed: another mark is selected, or none.
        rename_asked, remove_asked: this mark is to have other words, or to go.
    """

    chosen = Signal(object)
    current_changed = Signal()
    rename_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, can_change: bool = True) -> None:
        """Show none yet; without `can_change` they are only to be gone to."""
        super().__init__(parent)
        self._marks: Sequence[Mark] = ()
        self._typed = ""
        self.list = QListWidget(self)
        self.list.setObjectName("marks")
        self.list.setAccessibleName(self.tr("Marks"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(_ROWS * (self.list.fontMetrics().height() + 6))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.rename_button = QPushButton(self.tr("Rename…"), self)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        for button in (self.rename_button, self.remove_button):
            button.setAutoDefault(False)
            button.setVisible(can_change)
        buttons = QHBoxLayout()
        buttons.addWidget(self.rename_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        if can_change:
            self._add_key("F2", self.tr("Rename…")).triggered.connect(self._on_rename)
            self._add_key("Delete", self.tr("Remove")).triggered.connect(self._on_remove)
        self.rename_button.clicked.connect(self._on_rename)
        self.remove_button.clicked.connect(self._on_remove)
        self.list.itemActivated.connect(self._on_activated)
        self.list.currentItemChanged.connect(self._on_current)
        self._on_current()

    def _add_key(self, key: str, words: str) -> QAction:
        action = QAction(words, self.list)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.addAction(action)
        return action

    @property
    def current(self) -> Mark | None:
        """Return the mark that is selected."""
        return _mark_of(self.list.currentItem())

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Take all marks, oldest moment first."""
        self._marks = marks
        self._fill()

    def show_matching(self, typed: str) -> None:
        """Show those that hold all words of a text."""
        self._typed = typed
        self._fill()

    def select_first(self) -> None:
        """Select the newest of those that are shown."""
        self.list.setCurrentRow(0)

    def select_none(self) -> None:
        """Select none."""
        self.list.setCurrentRow(-1)

    def take_keyboard(self) -> None:
        """Take the keyboard, with something selected."""
        if self.current is None:
            self.select_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        words = self._typed.casefold().split()
        before, row = self.current, self.list.currentRow()
        self.list.clear()
        for mark in reversed(self._marks):
            shown = self.tr("{moment}: {text}").format(moment=moment_words.moment_text(mark.at_ms), text=mark.text)
            if all(word in shown.casefold() for word in words):
                item = QListWidgetItem(shown, self.list)
                item.setData(_MARK_ROLE, mark)
                item.setToolTip(plain_tooltip(shown))
                if before is not None and mark.id == before.id:
                    self.list.setCurrentItem(item)
        # Where one was taken away, the next moves up to its place.
        if before is not None and self.current is None and self.list.count():
            self.list.setCurrentRow(min(row, self.list.count() - 1))

    @Slot()
    def _on_current(self) -> None:
        for button in (self.rename_button, self.remove_button):
            button.setEnabled(self.current is not None)
        self.current_changed.emit()

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        mark = _mark_of(item)
        if mark is not None:
            self.chosen.emit(mark)

    @Slot()
    def _on_rename(self) -> None:
        if self.current is not None:
            self.rename_asked.emit(self.current)

    @Slot()
    def _on_remove(self) -> None:
        if self.current is not None:
            self.remove_asked.emit(self.current)


def _mark_of(item: QListWidgetItem | None) -> Mark | None:
    found = item.data(_MARK_ROLE) if item is not None else None
    return found if isinstance(found, Mark) else None
