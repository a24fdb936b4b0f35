"""Tags processes for a common action as htop does, and says which rows such an action takes."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.process_actions import ProcessActions
from procmon_gui.ui.widgets.process_notice import ProcessNotice
from procmon_gui.ui.widgets.process_tag_bar import ProcessTagBar
from procmon_gui.ui.widgets.process_view import ProcessView


class ProcessTagging(QObject):
    """Belongs to one table."""

    def __init__(
        self, model: ProcessModel, view: ProcessView, notice: ProcessNotice, actions: ProcessActions
    ) -> None:  # fmt: skip
        super().__init__(view)
        self._model = model
        self._view = view
        self._notice = notice
        self._actions = actions
        self.bar = ProcessTagBar(view.parentWidget())
        view.keys.tag_asked.connect(self._on_tag)
        view.keys.subtree_tag_asked.connect(self._on_tag_subtree)
        actions.tag.triggered.connect(self._on_tag_current)
        actions.tag_subtree.triggered.connect(self._on_tag_subtree)
        actions.untag.triggered.connect(self._on_untag)
        self.bar.button.clicked.connect(self._on_untag)
        model.tags.changed.connect(self._on_changed)
        model.layoutChanged.connect(self._on_changed)

    def rows(self) -> list[int]:
        """Return the rows of those who are tagged, as far as the list shows them, top to bottom."""
        rows: list[int] = self._model.tags.among(self._model.rows.serials).nonzero()[0].tolist()
        return rows

    def rows_in_hand(self, otherwise: list[int]) -> list[int]:
        """Return what a common action takes: who is tagged, or these when nobody is."""
        if not len(self._model.tags):
            return otherwise
        rows = self.rows()
        if not rows:
            # Taking others instead would be a surprise.
            self._notice.say("info", self.tr("The list shows none of the tagged processes."))
        return rows

    @Slot()
    def _on_tag(self) -> None:
        """Tag the current process, or untag it, and go on to the next row. A group is tagged with all its members."""
        row = self._view.currentIndex().row()
        if not 0 <= row < len(self._model.rows):
            return
        if self._model.cells.group(row) is not None:
            self._on_tag_subtree()
            return
        self._on_tag_current()
        self._view.go_to_row(row + 1)

    @Slot()
    def _on_tag_current(self) -> None:
        row = self._view.currentIndex().row()
        if 0 <= row < len(self._model.rows) and self._model.cells.group(row) is None:
            is_tagged = self._model.tags.toggle([int(self._model.rows.serials[row])])
            words = self.tr("{name} tagged") if is_tagged else self.tr("{name} untagged")
            self._announce(words.format(name=self._model.cell_text(row, 0)))

    @Slot()
    def _on_tag_subtree(self) -> None:
        """Tag the current row with all below it, and open it, so that one sees whom; or untag them."""
        row = self._view.currentIndex().row()
        if not 0 <= row < len(self._model.rows):
            return
        found = self._model.arrangement.subtree_serials(int(self._model.rows.serials[row]))
        processes = [serial for serial in found if serial >= 0]
        if processes:
            self._model.open_these(found)
            self._model.tags.toggle(processes)
            self._announce(self.bar.label.said if len(self._model.tags) else self.tr("Nobody is tagged"))

    @Slot()
    def _on_untag(self) -> None:
        had_focus = self.bar.button.hasFocus()
        self._model.tags.clear()
        if had_focus:
            self._view.setFocus()
        self._announce(self.tr("Nobody is tagged"))

    @Slot()
    def _on_changed(self) -> None:
        tagged = len(self._model.tags)
        shown = len(self.rows()) if tagged else 0
        self.bar.show_count(tagged, shown)
        self._actions.word_tags(tagged, shown)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))
