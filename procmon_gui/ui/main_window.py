"""The window: header, rail, pages, messages and status bar around one stream of snapshots.

One timer draws frames for the whole window, at most ten a second, and only while somebody can see them.
"""

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.domain.settings import number
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query import Query
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.everything import Everything
from procmon_gui.ui.main_window_keys import WindowKeys
from procmon_gui.ui.main_window_look import KEY, WindowLook
from procmon_gui.ui.main_window_messages import WindowMessages
from procmon_gui.ui.main_window_moment import WindowMoment
from procmon_gui.ui.main_window_preferences import WindowPreferences
from procmon_gui.ui.main_window_status import WindowStatus, make_status_bar
from procmon_gui.ui.moment import Moment, State
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.dialogs import AboutDialog
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.header import Header
from procmon_gui.ui.widgets.help_window import HELP_PROPERTY, HelpWindow, help_page_of
from procmon_gui.ui.widgets.rail import Rail, RailEntry
from procmon_gui.ui.widgets.window_menu import WindowMenu

__all__ = ["KEY", "MainWindow"]

FRAME_MS: Final = 100
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
        pages: Sequence[Page],
        settings: QSettings,
        *,
        history: HistoryReader | None = None,
        preferences: Preferences | None = None,
        version: Callable[[], str] = str,
    ) -> None:
        """Make the window around pages; it becomes their parent. The sampler is started by the caller.

        With a `history` the window can go back in time. Without `preferences` it forgets what is chosen.
        """
        super().__init__()
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setMinimumSize(720, 480)
        self._sampler = sampler
        self._version = version
        preferences = preferences or Preferences(parent=self)
        self._interval_s = number(preferences.store, "sampling.interval_s")
        self._hears_window = False
        self._has_focused = False
        self._is_status_dirty = False
        self._drawn_at_s = 0.0
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._draw_frame)
        self._pages = tuple(pages)
        self._build(history)
        self._messages = WindowMessages(self.banners, sampler, self)
        self._keys = WindowKeys(self, page_count=len(self._pages))
        self._look = WindowLook(self, self.rail, settings, preferences)
        self._obeys = WindowPreferences(preferences, self._look, self.header, self.menu, self.banners)
        self._connect()
        self._restore()

    # ---- building

    def _build(self, history: HistoryReader | None) -> None:
        self.filter_box = FilterBox(self)
        self.menu = WindowMenu(self)
        self.header = Header(self.filter_box, self.menu, self)
        self.banners = BannerStack(self)
        self._everything = Everything(self.menu.everything, self._sampler, self.banners, self)
        entries = tuple(RailEntry(page.page_id, page.translated_title(), page.icon_name) for page in self._pages)
        self.rail = Rail(entries, self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("pages")
        self.filter_box.setProperty(HELP_PROPERTY, "filter")
        for page in self._pages:
            page.setProperty(HELP_PROPERTY, page.page_id)
            self._stack.addWidget(page)
        self._moment_parts = WindowMoment(history, self.header, self.banners, self)
        self.status = make_status_bar()
        self._status = WindowStatus(self.status, self.header, self._sampler)
        for page in self._pages:
            page.use_moment(self.moment)
        self._lay_out()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._moment_parts.banner)
        right.addWidget(self._stack, 1)
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
            self.rail, *self._moment_parts.banner.tab_order(),
            *(widget for page in self._pages for widget in page.tab_order()), *self._moment_parts.strip_tab_order(),
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
        self.menu.help_asked.connect(self._on_help)
        self.menu.about_asked.connect(self._on_about)
        self.menu.quit_asked.connect(self.quit_asked)
        self.rail.page_chosen.connect(self.open_page)
        self.filter_box.query_changed.connect(self._on_query)
        for page in self._pages:
            page.attention_changed.connect(self._tell_attention)
            page.query_asked.connect(self._on_query_asked)
        self._moment_parts.frozen_changed.connect(self.frozen_changed)
        self.moment.shown.connect(self._on_shown)
        self.moment.changed.connect(self._on_moment_changed)
        self.moment.cursor_moved.connect(self._on_cursor_moved)
        theme.theme_changed.connect(self._on_theme_changed)

    # ---- the stream

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take one beat; it is drawn with the next frame, if somebody can see it."""
        for page in self._pages:
            page.remember(snapshot)
        self.moment.take(snapshot)
        self._messages.show_notes(snapshot)
        self._is_status_dirty = True
        self._ask_frame()

    @Slot(object)
    def _on_shown(self, snapshot: Snapshot) -> None:
        for page in self._pages:
            page.show_snapshot(snapshot)
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
        return self._pages[self._stack.currentIndex()]

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
        if self._frame.isActive() or not self.is_seen:
            return
        since_ms = round((time.monotonic() - self._drawn_at_s) * 1000)
        self._frame.start(max(0, FRAME_MS - since_ms))

    @Slot()
    def _draw_frame(self) -> None:
        if not self.is_seen:
            return
        self._drawn_at_s = time.monotonic()
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
        if not 0 <= row < len(self._pages):
            return
        if self.rail.currentIndex().row() != row:
            # Comes back here through `page_chosen`.
            self.rail.open(row)
            return
        self._stack.setCurrentIndex(row)
        self._look.keep_page(self.page.page_id)
        self.page.is_dirty = True
        self._ask_frame()

    def open_page_named(self, page_id: str) -> None:
        """Open a page by its id; nothing happens when there is none of that name."""
        for row, page in enumerate(self._pages):
            if page.page_id == page_id:
                self.open_page(row)

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
    def _on_query(self, query: Query | None) -> None:
        for page in self._pages:
            page.set_query(query)
        if query is not None:
            self.open_page_named(LIST_PAGE)
        self.page.is_dirty = True
        self._ask_frame()

    @Slot(str)
    def _on_query_asked(self, words: str) -> None:
        self.filter_box.set_query_text(words)
        self.open_page_named(LIST_PAGE)

    @Slot(int)
    def _on_page_key(self, row: int) -> None:
        self.open_page(row)
        self.page.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_settings_key(self) -> None:
        self.open_page_named(SETTINGS_PAGE)
        if self.page.page_id == SETTINGS_PAGE:
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

    @Slot()
    def _on_about(self) -> None:
        AboutDialog(self._version(), self).open()

    @Slot()
    def _on_help(self) -> None:
        page = help_page_of(self.focusWidget() or self.page)
        help_window = self.findChild(HelpWindow) or HelpWindow(resource_path("docs", "manual"), self)
        help_window.open_page(page)
        help_window.show()
        help_window.activateWindow()

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
        self.page.is_dirty = True
        self._ask_frame()

    # ---- how it looked

    def _restore(self) -> None:
        self._look.restore_place()
        self.header.show_interval(self._interval_s)
        rows = [row for row, page in enumerate(self._pages) if page.page_id == self._look.page_id]
        self.open_page(rows[0] if rows else 0)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.page.is_dirty = True
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
        if event.type() == QEvent.Type.Expose and (self.page.is_dirty or self._is_status_dirty):
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
        self.page.is_dirty = True
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
