"""A tab that lists what was read: a line to filter by, how many there are, and the table."""

from collections.abc import Hashable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from procmon_gui.domain.inspection import Listing
from procmon_gui.ui import text
from procmon_gui.ui.models.detail_table import Column, DetailTable
from procmon_gui.ui.widgets.detail.reading_tab import Answering, Means, ReadingTab
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.escape import asks_for_escape

Row = TypeVar("Row")
_CONTROL_PX: Final = 28


class FilterLine(QLineEdit):
    """What a list is narrowed by. Esc empties it; empty, Esc is the panel's. Down leads into the list.

    Signals:
        left: the reader goes on to the list.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_CONTROL_PX)
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something to clear."""
        if asks_for_escape(event) and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, Down and Return go on to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ListPart(QWidget, Generic[Row]):
    """Filter, count and table of rows of one kind; where they come from is the tab's business."""

    def __init__(self, model: DetailTable[Row], name: str, hint: str, parent: QWidget | None = None) -> None:
        """Show a model; `name` is of the list, `hint` stands in the empty filter."""
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self.filter = FilterLine(self)
        self.filter.setPlaceholderText(hint)
        self.filter.setAccessibleName(hint)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setObjectName("detail_hint")
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setObjectName("detail_hint")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(16, 4, 16, 8)
        self.note.hide()
        self.view = RowsView(model, name, self)
        self.controls = QHBoxLayout()
        self.controls.setContentsMargins(16, 8, 16, 8)
        self.controls.setSpacing(8)
        self.controls.addWidget(self.filter, 1)
        self.controls.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.controls)
        column.addWidget(self.note)
        column.addWidget(self.view, 1)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.left.connect(self._on_left)
        self._copy = self._make_copy()

    def _make_copy(self) -> QAction:
        copy = QAction(self.tr("Copy"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.view.copy_rows)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.actions_of_row: list[QAction] = []
        return copy

    def show_rows(self, rows: Sequence[Row], *, total: int | None = None) -> None:
        """Show rows; `total` is how many there are where not all were read."""
        self._total = total
        self.model.set_rows(rows)
        self._say_count()

    def say(self, words: str) -> None:
        """Say a sentence over the list; an empty one takes it away."""
        if words != self.note.text():
            self.note.setText(words)
            self.note.setVisible(bool(words))

    def current(self) -> Row | None:
        """Return the row that has the keyboard."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    _total: int | None = None

    def _say_count(self) -> None:
        shown, there = len(self.model.rows), self.model.total_count
        said = text.count_text(shown)
        if shown != there:
            said = self.tr("{count} of {total}").format(count=said, total=text.count_text(there))
        elif self._total is not None and self._total > there:
            said = self.tr("first {count} of {total}").format(count=said, total=text.count_text(self._total))
        if said != self.count.text():
            self.count.setText(said)

    @Slot(str)
    def _on_filter(self, words: str) -> None:
        self.model.set_filter(words)
        self._say_count()

    @Slot()
    def _on_left(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and len(self.model.rows):
            self.view.setCurrentIndex(self.model.index(0, 0))

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([*self.actions_of_row, self._copy])
        self._copy.setEnabled(bool(self.view.selected_rows()))
        menu.popup(self.view.viewport().mapToGlobal(at))


class ListingTab(ReadingTab):
    """Shows the rows of a `Listing`, read anew while the tab is seen."""

    def __init__(self, read: Answering, means: Means, parent: QWidget | None = None) -> None:
        super().__init__(read, means, parent)
        self.list: ListPart[Any] = ListPart(
            DetailTable(self.columns(), self.identity), self.translated_title(), self.filter_hint(), self.body
        )
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    # ---- what a tab says

    def columns(self) -> Sequence[Column[Any]]:
        """Return the columns from left to right."""
        raise NotImplementedError

    def identity(self, row: Any) -> Hashable:
        """Return what names a row from one reading to the next."""
        raise NotImplementedError

    def filter_hint(self) -> str:
        """Return what stands in the empty filter."""
        return self.tr("Filter this list")

    def empty_words(self) -> str:
        """Return the sentence for a list without rows."""
        return self.tr("There are none.")

    def rows_of(self, listing: Listing[Any]) -> Sequence[Any]:
        """Return what is listed of what was read."""
        return listing.rows

    # ---- what the panel asks

    def show_answer(self, answer: Listing[Any]) -> None:
        """Show what was read."""
        rows = self.rows_of(answer)
        self.list.show_rows(rows, total=answer.total_count)
        words = QCoreApplication.translate("Inspection", answer.note) if answer.note else ""
        if not words and not rows:
            words = self.empty_words()
        if not words and answer.unreadable_count:
            words = self.tr("{count} could not be read.").format(count=text.count_text(answer.unreadable_count))
        self.list.say(words)

    def forget(self) -> None:
        """List nothing."""
        super().forget()
        self.list.show_rows(())
        self.list.say("")

    def set_stale(self, is_stale: bool) -> None:
        """List what was read in paler words."""
        self.list.view.set_stale(is_stale)

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.list.view
