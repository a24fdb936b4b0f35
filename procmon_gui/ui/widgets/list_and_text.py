"""A list at the left, and the text of what is chosen at the right, to be read and copied. Window thread only."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QSizePolicy, QWidget

from procmon_gui.ui import theme

LIST_PX: Final = 260
_ITEM_MARGIN_PX: Final = 14


class ListAndText(QWidget):
    """Shows texts of strangers too: as they are, and never as markup.

    Signals:
        chosen: the place of the entry whose text is shown; -1 where none is.
    """

    chosen = Signal(int)

    def __init__(self, list_name: str, text_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: Sequence[str] = ()
        self.list = QListWidget(self)
        self.list.setObjectName("manual")
        self.list.setAccessibleName(list_name)
        self.list.setFixedWidth(theme.scaled(LIST_PX))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(text_name)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.document().setDocumentMargin(16)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)

    @property
    def row(self) -> int:
        """Return the place of what is shown; -1 where nothing is."""
        return self.list.currentRow()

    def show_entries(self, entries: Sequence[tuple[str, str]], *, chosen: int = 0) -> None:
        """Show what the list says of each, and its text; one is chosen where there are any."""
        was_blocked = self.list.blockSignals(True)
        self.list.clear()
        self._texts = [text for _, text in entries]
        height = max(words.count("\n") + 1 for words, _ in entries) if entries else 1
        for words, _ in entries:
            item = QListWidgetItem(words)
            item.setToolTip("")
            item.setSizeHint(QSize(0, self.list.fontMetrics().lineSpacing() * height + _ITEM_MARGIN_PX))
            self.list.addItem(item)
        self.list.blockSignals(was_blocked)
        self.list.setCurrentRow(min(chosen, len(entries) - 1))
        self._on_row(self.list.currentRow())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self.text.setPlainText(self._texts[row] if 0 <= row < len(self._texts) else "")
        self.chosen.emit(row)
