"""The ways between the pages of one window: rail, keys, filter, and what a page asks for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui.main_window.pages import WindowPages
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from procmon_gui.query import Query

LIST_PAGE: Final = "processes"
SETTINGS_PAGE: Final = "settings"


class WindowNavigation(QObject):
    """Opens pages and gives them the keyboard; owns none of the widgets.

    Signals:
        opened: the page with this id is open now.
    """

    opened = Signal(str)

    def __init__(self, pages: WindowPages, rail: Rail, filter_box: FilterBox, moment: Moment) -> None:
        super().__init__(pages)
        self._pages = pages
        self._rail = rail
        self._filter_box = filter_box
        self._moment = moment
        self._open_life: Callable[[ProcessKey], None] | None = None
        rail.page_chosen.connect(self.open)
        filter_box.find_asked.connect(self._on_find)
        filter_box.query_changed.connect(self._on_query)
        filter_box.left.connect(self._on_filter_left)
        filter_box.taken_up.connect(self._on_filter_taken_up)
        pages.built.connect(self._on_page_built)

    def use_lives(self, open_life: Callable[[ProcessKey], None]) -> None:
        """Show the life of a process that a page asks for and that is not there any more."""
        self._open_life = open_life

    # ---- to a page

    @Slot(int)
    def open(self, row: int) -> None:
        """Open a page by its place in the rail."""
        if not 0 <= row < len(self._pages.makers):
            return
        if self._rail.currentIndex().row() != row:
            # Comes back here through `page_chosen`.
            self._rail.open(row)
            return
        self._pages.open(row)
        self.opened.emit(self._pages.page_id)

    def open_named(self, page_id: str) -> None:
        """Open a page by its id; nothing happens when there is none of that name."""
        self.open(self._pages.row_of(page_id))

    @Slot(int)
    def open_by_key(self, row: int) -> None:
        """Open a page by its place in the rail, and give it the keyboard."""
        self.open(row)
        self._focus_page()

    @Slot()
    def open_settings(self) -> None:
        """Open the page of settings and give it the keyboard, where there is one."""
        row = self._pages.row_of(SETTINGS_PAGE)
        if row >= 0:
            self.open_by_key(row)

    def open_process(self, key: ProcessKey) -> bool:
        """Open the list at this process and give it the keyboard; False when it is not there any more."""
        shown = self._moment.snapshot
        if shown is None or shown.slot_of(key) is None:
            return False
        self.open_named(LIST_PAGE)
        return self._pages.page.reveal_process(key)

    @Slot()
    def go_back(self) -> None:
        """Take the filter away, or else return to now, or else give the keyboard back to the page."""
        if self._filter_box.text():
            self._filter_box.set_query_text("")
        elif self._moment.has_live and (self._moment.is_past or self._moment.is_loading):
            self._moment.go_live()
        else:
            self._focus_page()

    def _focus_page(self) -> None:
        self._pages.page.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- between the filter and the list

    @Slot(object)
    def _on_query(self, query: "Query | None") -> None:
        self._pages.set_query(query)
        if query is not None and self._pages.page_id != LIST_PAGE:
            self.open_named(LIST_PAGE)

    @Slot()
    def _on_find(self) -> None:
        """Lead to the filter of the page, where it has one; from there, and else, to that of the window."""
        own = self._pages.page.own_filter()
        if own is None or own.hasFocus():
            self._filter_box.take_focus()
        else:
            own.setFocus(Qt.FocusReason.ShortcutFocusReason)
            own.selectAll()

    @Slot()
    def _on_filter_taken_up(self) -> None:
        self._pages.prepare(LIST_PAGE)

    @Slot()
    def _on_filter_left(self) -> None:
        self.open_named(LIST_PAGE)
        self._pages.page.go_to_found()

    # ---- what a page asks for

    @Slot(object)
    def _on_page_built(self, page: Page) -> None:
        page.query_asked.connect(self._on_query_asked)
        page.process_asked.connect(self._on_process_asked)
        page.setting_asked.connect(self._on_setting_asked)

    @Slot(str)
    def _on_query_asked(self, words: str) -> None:
        self._filter_box.set_query_text(words)
        self.open_named(LIST_PAGE)

    @Slot(object)
    def _on_process_asked(self, key: ProcessKey) -> None:
        if self.open_process(key):
            return
        if self._open_life is not None:
            self._open_life(key)
        else:
            self._pages.page.tell_ended()

    @Slot(str)
    def _on_setting_asked(self, key: str) -> None:
        self.open_settings()
        self._pages.page.reveal_setting(key)
