"""The ways to go on that drop down under the filter box while somebody types. Window thread only."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate

_ROWS_SHOWN: Final = 10
_WIDTH_PX: Final = 420


class FilterOffers(QCompleter):
    """A list of words; `activated` says which was chosen."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self._box = box
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.list = QListView()
        self.list.setObjectName("completions")
        self.list.setAccessibleName(self.tr("Ways to go on"))
        self.setPopup(self.list)
        # The completer's own delegate knows nothing of the style sheet.
        self.list.setItemDelegate(QStyledItemDelegate(self.list))
        self.setWidget(box)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_ROWS_SHOWN)

    @property
    def words(self) -> Sequence[str]:
        """Return what is offered."""
        return self._words.stringList()

    @property
    def is_shown(self) -> bool:
        """Say whether the list is open."""
        return self.list.isVisible()

    @property
    def is_at_one(self) -> bool:
        """Say whether one of them is the current one."""
        return self.is_shown and self.list.currentIndex().isValid()

    def offer(self, words: Sequence[str]) -> None:
        """Show these under the place where is typed; none at all closes the list."""
        if not words:
            self.hide()
            return
        self._words.setStringList(list(words))
        box = self._box
        left = max(0, box.cursorRect().left() - 8)
        self.complete(QRect(left, 0, min(_WIDTH_PX, box.width() - left), box.height()))
        # Qt makes the first row the current one without showing it; Return would take it, and Down pass over it.
        self.list.setCurrentIndex(QModelIndex())

    def hide(self) -> None:
        """Close the list."""
        self.list.hide()
