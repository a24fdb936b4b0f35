"""What can be asked of rows of the process table: the menu of a row, each entry with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.act_entries import ActEntries
from procmon_gui.ui.widgets.process_tag_bar import UNTAG_KEYS

_NATIVE = QKeySequence.SequenceFormat.NativeText


class ProcessActions(QMenu):
    """Entries to connect to; this menu does nothing itself. Their keys work while the table has the keyboard."""

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self._table = table
        self.detail = self._entry(self.tr("Show details"), "", "Enter")
        self.follow = self._entry(self.tr("Follow"), "Shift+F")
        self.follow.setCheckable(True)
        self.parent_process = self._entry(self.tr("Go to parent"), "Backspace")
        self.subtree = self._entry(self.tr("Select with all below"), "Shift+C")
        self.life = self._entry(self.tr("Whole life…"), "Shift+L")
        self.program_life = self._entry(self.tr("Life of the program…"), "")
        self.rule = self._entry(self.tr("Alert rule…"), "")
        self.rule.setIcon(theme.icon("bell-ring"))
        self.addSeparator()
        self.acting = ActEntries(self, table)
        self.tag = self._entry(self.tr("Tag, or untag"), "", "Space")
        self.tag_subtree = self._entry(self.tr("Tag with all below"), "", "Shift+Space")
        self.untag = self._entry(self.tr("Untag all"), UNTAG_KEYS)
        self._has_lives = self._has_rules = False
        self._show_lives(is_shown=False)
        self.addSeparator()
        self.filter = self._entry(self.tr("Filter by this value"), "")
        self.sort = self._entry(self.tr("Sort by this column"), "", "Shift+S")
        self.sort_by = QMenu(self.tr("Sort by"), self)
        self.addMenu(self.sort_by)
        self.addSeparator()
        self.location = self._entry(self.tr("Open file location"), "")
        self.addSeparator()
        self.copy = self._entry("", "Ctrl+C")
        self.copy_csv = self._entry("", "Ctrl+Shift+C")
        self.copy_cell = self._entry(self.tr("Copy cell"), "")
        self.save = self._entry("", "Ctrl+S")
        self.word_tags(0, 0)
        self.addSeparator()
        self.fold = self._entry(self.tr("Fold"), "")
        self.open_all = self._entry(self.tr("Open all"), "")
        self.fold_all = self._entry(self.tr("Fold all"), "")
        self.aboutToHide.connect(self._on_hidden)
        # Assistive technology triggers an entry and leaves the menu where it is.
        self.triggered.connect(self.close)
        self.sort_by.triggered.connect(self.close)

    def _entry(self, words: str, keys: str, heard: str = "") -> QAction:
        """Append an entry with its keys; those that the table itself hears are only shown."""
        action = QAction(words, self._table)
        if heard:
            action.setText(words + "\t" + QKeySequence(heard).toString(_NATIVE))
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._table.addAction(action)
        self.addAction(action)
        return action

    def word_tags(self, tagged: int, count: int) -> None:
        """Say that copies and files take so many of the tagged, or what they take when nobody is."""
        self._has_tags = tagged > 0
        copy, copy_csv, save = self.tr("Copy"), self.tr("Copy as CSV"), self.tr("Save list…")
        if count:
            copy = self.tr("Copy %Ln tagged", "", count)
            copy_csv = self.tr("Copy %Ln tagged as CSV", "", count)
            save = self.tr("Save %Ln tagged…", "", count)
        self.copy.setText(copy)
        self.copy_csv.setText(copy_csv)
        self.save.setText(save)

    def offer_lives(self) -> None:
        """Offer whole lives: there is a memory that knows them."""
        self._has_lives = True
        self._show_lives(is_shown=True)

    def _show_lives(self, *, is_shown: bool) -> None:
        for action in (self.life, self.program_life):
            action.setVisible(is_shown and self._has_lives)
        self.rule.setVisible(is_shown and self._has_rules)

    def offer_rules(self) -> None:
        """Offer to make a rule of a process: there is somebody who judges."""
        self._has_rules = True
        self._show_lives(is_shown=True)

    def offer_columns(self, titles: Sequence[tuple[int, str]], sorted_column: int) -> None:
        """Offer to sort by these columns; one of them may be that by which it is sorted now."""
        self.sort_by.clear()
        for column, title in titles:
            action = self.sort_by.addAction(title)
            action.setData(column)
            action.setCheckable(True)
            action.setChecked(column == sorted_column)

    def offer_fold(self, *, is_open: bool | None) -> None:
        """Offer to fold a row that is open, to open one that is folded, and nothing on a row without others below."""
        self.fold.setText(self.tr("Fold") if is_open else self.tr("Open"))
        self.fold.setVisible(is_open is not None)

    def open_at(self, at: QPoint, *, is_process: bool, is_group: bool, has_levels: bool) -> None:
        """Open with what makes sense for the row: all of it is absent that does not."""
        for action in (self.detail, self.follow, self.parent_process, self.tag, self.location):
            action.setVisible(is_process)
        self._show_lives(is_shown=is_process)
        for action in (self.subtree, self.tag_subtree, self.filter, self.copy, self.copy_csv, self.copy_cell):
            action.setVisible(is_process or is_group)
        self.sort.setVisible(is_process or is_group)
        self.untag.setVisible(self._has_tags)
        for action in (self.open_all, self.fold_all):
            action.setVisible(has_levels)
        self.popup(at)

    def go_to_first(self) -> None:
        """Have the first entry at hand, for who came without a pointer. A screen reader hears of a menu by it alone."""
        offered = [action for action in self.actions() if action.isVisible() and not action.isSeparator()]
        self.setActiveAction(offered[0])

    @Slot()
    def _on_hidden(self) -> None:
        # What is hidden in the menu has no key either.
        for action in self.actions():
            action.setVisible(True)
        self._show_lives(is_shown=True)
