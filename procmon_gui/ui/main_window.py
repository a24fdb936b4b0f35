"""The window: header, rail, pages, messages and status bar around one stream of snapshots.

One timer draws frames for the whole window, at most ten a second, and only while somebody can see them.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.domain.settings import number
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.everything import Everything
from procmon_gui.ui.frame_timer import FrameTimer
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.known_texts import KnownTexts
from procmon_gui.ui.main_window_help import WindowHelp
from procmon_gui.ui.main_window_keys import WindowKeys
from procmon_gui.ui.main_window_look import KEY, WindowLook
from procmon_gui.ui.main_window_messages import WindowMessages
from procmon_gui.ui.main_window_moment import WindowMoment
from procmon_gui.ui.main_window_pages import WindowPages
from procmon_gui.ui.main_window_preferences import WindowPreferences
from procmon_gui.ui.main_window_status import WindowStatus, make_status_bar
from procmon_gui.ui.moment import Moment, State
from procmon_gui.ui.pages.base import Page, PageMaker
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.header import Header
from procmon_gui.ui.widgets.rail import Rail, RailEntry
from procmon_gui.ui.widgets.window_menu import WindowMenu
from procmon_gui.ui.window_place import least_size

if TYPE_CHECKING:
    from procmon_gui.query import Query

__all__ = ["KEY", "MainWindow"]

LIST_PAGE: Final = "processes"
SETTINGS_PAGE: Final = "settings"


class MainWindow(QWidget):
    """Everything that is seen of the program.

    Signals:
        closed: the reader closed the window.
        quit_asked: the program should end.
        frozen_changed: whether the list and the charts stand still.
        find_asked: the reader looks for who holds a file, a socket or a port.
    """

    closed = Signal()
    quit_asked = Signal()
    frozen_changed = Signal(bool)
    find_asked = Signal()

    def __init__(
        self,
        sampler: Sampler,
        makers: Sequence[PageMaker],
        settings: QSettings,
        *,
        history: HistoryReader | None = None,
        preferences: Preferences | None = None,
        version: Callable[[], str] = str,
    ) -> None:
        """Make the window around what makes its pages. The sampler is started by the caller.

        With a `history` the window can go back in time. Without `preferences` it forgets what is chosen.
        """
        super().__init__()
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setMinimumSize(least_size())
        self._sampler = sampler
        preferences = preferences or Preferences(parent=self)
        self._interval_s = number(preferences.store, "sampling.interval_s")
        self._hears_window = False
        self._has_focused = False
        self._is_status_dirty = False
        self._frame = FrameTimer(self)
        self._frame.timeout.connect(self._draw_frame)
        self._build(makers, history)
        self._help = WindowHelp(self.menu, self._pages, version, self)
        self._messages = WindowMessages(self.banners, sampler, self)
        self._keys = WindowKeys(self, page_count=len(makers))
        self._look = WindowLook(self, self.rail, settings, preferences)
        self._obeys = WindowPreferences(preferences, self._look, self.header, self.menu, self.banners)
        self._connect()
        self._restore()

    # ---- building

    def _build(self, makers: Sequence[PageMaker], history: HistoryReader | None) -> None:
        self.filter_box = FilterBox(self)
        self.menu = WindowMenu(self)
        self.header = Header(self.filter_box, self.menu, self)
        self.banners = BannerStack(self)
        self._everything = Everything(self.menu.everything, self._sampler, self.banners, self)
        entries = tuple(RailEntry(maker.page_id, maker.translated_title(), maker.icon_name) for maker in makers)
        self.rail = Rail(entries, self)
        self.filter_box.setProperty(HELP_PROPERTY, "filter")
        self._moment_parts = WindowMoment(history, self.header, self.banners, self)
        self.filter_box.set_known_values(KnownTexts(self.moment))
        self._pages = WindowPages(makers, self.moment, self)
        self.status = make_status_bar()
        self._status = WindowStatus(self.status, self.header, self._sampler)
        self._lay_out()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._moment_parts.banner)
        right.addWidget(self._pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banners)
        column.addLayout(middle, 1)
        if self._moment_parts.strip is not None:
            column.addWidget(self._moment_parts.strip)
        column.addWidget(self.status)
        header = self.header
        order: tuple[QWidget, ...] = (
            header.rail_button, self.filter_box, header.freeze_button, header.interval_button, header.more_button,
            self.rail, *self._moment_parts.banner.tab_order(), *self._moment_parts.strip_tab_order(),
        )  # fmt: skip
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self._sampler.snapshot_taken.connect(self.show_snapshot)
        self._messages.draw_again.connect(self._on_draw_again)
        self._keys.page_asked.connect(self._on_page_key)
        self._keys.settings_asked.connect(self._on_settings_key)
        self._keys.find_asked.connect(self.find_asked)
        self._keys.freeze_asked.connect(self._on_freeze_key)
        self._keys.escape_pressed.connect(self._on_escape)
        self.header.freeze_toggled.connect(self.set_frozen)
        self._obeys.interval_changed.connect(self.set_interval)
        self._obeys.settings_asked.connect(self._on_settings_key)
        self.menu.refresh_asked.connect(self._on_refresh)
        self.menu.quit_asked.connect(self.quit_asked)
        self.rail.page_chosen.connect(self.open_page)
        self.filter_box.query_changed.connect(self._on_query)
        self.filter_box.left.connect(self._on_filter_left)
        self.filter_box.taken_up.connect(self._on_filter_taken_up)
        self._pages.built.connect(self._on_page_built)
        self._moment_parts.frozen_changed.connect(self.frozen_changed)
        self.moment.shown.connect(self._on_shown)
        self.moment.changed.connect(self._on_moment_changed)
        self.moment.cursor_moved.connect(self._on_cursor_moved)
        theme.theme_changed.connect(self._on_theme_changed)

    @Slot(object)
    def _on_page_built(self, page: Page) -> None:
        page.attention_changed.connect(self._tell_attention)
        page.query_asked.connect(self._on_query_asked)
        page.process_asked.connect(self._on_process_asked)
        # Between what stands before every page and what stands behind it.
        for before, after in pairwise((self.rail, *self._moment_parts.banner.tab_order(), *page.tab_order())):
            self.setTabOrder(before, after)

    # ---- the stream

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take one beat; it is drawn with the next frame, if somebody can see it."""
        self._pages.remember(snapshot)
        self.moment.take(snapshot)
        self._messages.show_notes(snapshot)
        self._is_status_dirty = True
        self._ask_frame()

    @Slot(object)
    def _on_shown(self, snapshot: Snapshot) -> None:
        self._pages.show_snapshot(snapshot)
        self._ask_frame()

    @Slot()
    def _on_moment_changed(self) -> None:
        self._is_status_dirty = True
        self._ask_frame()
        self._tell_attention()

    @Slot()
    def _on_cursor_moved(self) -> None:
        self._ask_frame()

    @property
    def moment(self) -> Moment:
        """Return what knows whether the window is live, frozen or in the past."""
        return self._moment_parts.moment

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        return self._pages.page

    @property
    def page_id(self) -> str:
        """Return the name of the page that is open, as the settings know it."""
        return self._pages.page_id

    @property
    def is_frozen(self) -> bool:
        """Say whether the list and the charts stand still."""
        return self.moment.state is State.FROZEN

    @property
    def is_seen(self) -> bool:
        """Say whether anything of the window can be on a screen."""
        handle = self.windowHandle()
        return self.isVisible() and not self.isMinimized() and handle is not None and handle.isExposed()

    def _ask_frame(self) -> None:
        if self.is_seen:
            self._frame.ask()

    @Slot()
    def _draw_frame(self) -> None:
        if not self.is_seen:
            return
        if self._is_status_dirty:
            self._is_status_dirty = False
            self._status.draw(self.moment, self._interval_s)
            self._moment_parts.draw()
        if self.page.is_dirty and not self._messages.is_safe:
            self.page.draw()
            self.page.is_dirty = False
            if self.moment.newest is not None:
                self._focus_once()
        self._tell_attention()

    def _focus_once(self) -> None:
        """Give the keyboard to the page as soon as there is something to move in, unless the reader was faster."""
        if not self._has_focused and not self.filter_box.text():
            self.page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._has_focused = True

    @Slot()
    def _tell_attention(self) -> None:
        is_wanted = self.is_seen and self.moment.is_live
        slots, looks = self.page.attention() if is_wanted else (frozenset(), frozenset())
        self._sampler.look_at(Attention(interval_s=self._interval_s, slots=slots, looks=looks))

    # ---- what the reader asks for

    @Slot(int)
    def open_page(self, row: int) -> None:
        """Open a page by its place in the rail."""
        if not 0 <= row < len(self._pages.makers):
            return
        if self.rail.currentIndex().row() != row:
            # Comes back here through `page_chosen`.
            self.rail.open(row)
            return
        self._pages.open(row)
        self._look.keep_page(self.page_id)
        self._ask_frame()

    def open_page_named(self, page_id: str) -> None:
        """Open a page by its id; nothing happens when there is none of that name."""
        self.open_page(self._pages.row_of(page_id))

    def open_process(self, key: ProcessKey) -> bool:
        """Open the list at this process and give it the keyboard; False when it is not there any more."""
        shown = self.moment.snapshot
        if shown is None or shown.slot_of(key) is None:
            return False
        self.open_page_named(LIST_PAGE)
        return self.page.reveal_process(key)

    @Slot(bool)
    def set_frozen(self, is_frozen: bool) -> None:
        """Let the list and the charts stand still, or move again; sampling and the status bar go on."""
        self._moment_parts.set_frozen(is_frozen)

    @Slot(float)
    def set_interval(self, seconds: float) -> None:
        """Look at the machine this often."""
        self._interval_s = seconds
        self.header.show_interval(seconds)
        self._is_status_dirty = True
        self._tell_attention()

    @Slot(object)
    def _on_query(self, query: "Query | None") -> None:
        self._pages.set_query(query)
        if query is not None and self.page_id != LIST_PAGE:
            self.open_page_named(LIST_PAGE)

    @Slot()
    def _on_filter_taken_up(self) -> None:
        self._pages.prepare(LIST_PAGE)

    @Slot()
    def _on_filter_left(self) -> None:
        self.open_page_named(LIST_PAGE)
        self.page.go_to_found()

    @Slot(str)
    def _on_query_asked(self, words: str) -> None:
        self.filter_box.set_query_text(words)
        self.open_page_named(LIST_PAGE)

    @Slot(object)
    def _on_process_asked(self, key: ProcessKey) -> None:
        if not self.open_process(key):
            self.page.tell_ended()

    @Slot(int)
    def _on_page_key(self, row: int) -> None:
        self.open_page(row)
        self.page.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_settings_key(self) -> None:
        self.open_page_named(SETTINGS_PAGE)
        if self.page_id == SETTINGS_PAGE:
            self.page.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_freeze_key(self) -> None:
        self.set_frozen(not self.is_frozen)

    @Slot()
    def _on_escape(self) -> None:
        if self.filter_box.text():
            self.filter_box.set_query_text("")
        elif self.moment.is_past or self.moment.is_loading:
            self.moment.go_live()
        else:
            self.page.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_refresh(self) -> None:
        self._sampler.refresh()

    # ---- what goes wrong

    @Slot(str)
    def show_fault(self, words: str) -> None:
        """Say that our own code failed; the program goes on."""
        self._messages.show_fault(words)

    @Slot()
    def enter_safe_mode(self) -> None:
        """Stop drawing pages after too many faults; sampling goes on."""
        self._messages.enter_safe_mode()

    @Slot()
    def _on_draw_again(self) -> None:
        self._pages.touch()
        self._ask_frame()

    # ---- how it looked

    def _restore(self) -> None:
        self._look.restore_place()
        self.header.show_interval(self._interval_s)
        self.open_page(max(0, self._pages.row_of(self._look.page_id)))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._pages.touch()
        self._is_status_dirty = True
        self._ask_frame()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show names in the rail while there is room."""
        super().resizeEvent(event)
        self._look.fit_rail()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened meanwhile."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and not self._hears_window:
            self._hears_window = True
            handle.installEventFilter(self)
        self._wake()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw as soon as the window system says that the window can be seen."""
        if event.type() == QEvent.Type.Expose and (self._pages.is_dirty or self._is_status_dirty):
            self._ask_frame()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing costly while nobody looks."""
        super().hideEvent(event)
        self._tell_attention()

    def changeEvent(self, event: QEvent) -> None:
        """Wake up after having been minimised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._wake()

    def _wake(self) -> None:
        self._pages.touch()
        self._is_status_dirty = True
        self._ask_frame()
        self._tell_attention()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window looked, and say that it was closed."""
        self.save_look()
        super().closeEvent(event)
        self.closed.emit()

    def save_look(self) -> None:
        """Write geometry and page to the settings of the desktop."""
        self._look.save()
