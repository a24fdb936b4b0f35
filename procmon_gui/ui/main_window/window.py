"""The window: header, rail, pages, messages and status bar around one stream of snapshots."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.marks import Marks
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.domain.settings import flag, number
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.recorder import Recorder
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.everything import Everything
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.known_texts import KnownTexts
from procmon_gui.ui.leave import Guard
from procmon_gui.ui.main_window.cover import WindowCover
from procmon_gui.ui.main_window.drawing import WindowDrawing
from procmon_gui.ui.main_window.files import WindowFiles
from procmon_gui.ui.main_window.help import WindowHelp
from procmon_gui.ui.main_window.keys import WindowKeys
from procmon_gui.ui.main_window.layout import lay_out, set_tab_order
from procmon_gui.ui.main_window.lives import WindowLives
from procmon_gui.ui.main_window.look import WindowLook
from procmon_gui.ui.main_window.messages import WindowMessages
from procmon_gui.ui.main_window.moment import WindowMoment
from procmon_gui.ui.main_window.navigation import WindowNavigation
from procmon_gui.ui.main_window.pages import WindowPages
from procmon_gui.ui.main_window.preferences import WindowPreferences
from procmon_gui.ui.main_window.status import WindowStatus, make_status_bar
from procmon_gui.ui.moment import Moment, State
from procmon_gui.ui.pages.base import Page, PageMaker
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.recording_file import Recording
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.header import Header
from procmon_gui.ui.widgets.rail import Rail, RailEntry
from procmon_gui.ui.widgets.window_menu import WindowMenu
from procmon_gui.ui.window_frame import WindowFrame
from procmon_gui.ui.window_place import StaysOnScreen, least_size

if TYPE_CHECKING:
    # Loaded by who is first asked for: every start would pay for it.
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.ui.alert_list import AlertList
    from procmon_gui.ui.audit_list import AuditList
    from procmon_gui.ui.main_window.alerts import WindowAlerts


class MainWindow(QWidget):
    """Everything that is seen of the program.

    Signals:
        closed: the reader closed the window.
        quit_asked: the program should end.
        frozen_changed: whether the list and the charts stand still.
        find_asked: the reader looks for who holds a file, a socket or a port.
        page_opened: the page of this name is open now.
        file_asked: the reader wants to see the recording in the file at this path.
    """

    closed = Signal()
    quit_asked = Signal()
    frozen_changed = Signal(bool)
    find_asked = Signal()
    page_opened = Signal(str)
    file_asked = Signal(str)

    def __init__(
        self,
        sampler: Sampler,
        makers: Sequence[PageMaker],
        settings: QSettings,
        *,
        history: HistoryReader | None = None,
        open_marks: Callable[[], Marks] | None = None,
        open_ranges: "Callable[[], RangeReader] | None" = None,
        recorder: Recorder | None = None,
        preferences: Preferences | None = None,
        recording: Recording | None = None,
        frame: WindowFrame | None = None,
    ) -> None:
        """Make the window around what makes its pages. The sampler is started by the caller.

        With a `history` the window can go back in time, and mark what it finds there; with `open_ranges` it shows whole
        lives; the `recorder` says whether it is kept on disk. Without `preferences` it forgets what is chosen. With a
        `recording` that is all there is: nothing is live. It fills the `frame` that is on the screen already; without
        one it is a window by itself.
        """
        super().__init__(frame)
        # What the window system knows: the frame, or this.
        self._top = self.window()
        # At once as large as it will be: else all is laid out twice, first for a small window.
        self.resize(self._top.size())
        self._top.setWindowTitle(self.tr("procmon_gui") if recording is None else recording.words)
        self.setMinimumSize(least_size())
        self._sampler = sampler
        self._recorder = recorder
        self._recording = recording
        self._preferences = preferences = preferences or Preferences(parent=self)
        self._hears_window = False
        self._stays_on_screen = StaysOnScreen(self._top)
        self._may_close: Callable[[], bool] | None = None
        self._cover: WindowCover | None = None
        self.guard: Guard | None = None
        self._build(makers, history, open_marks)
        self._navigation = WindowNavigation(self._pages, self.rail, self.filter_box, self.moment)
        self._help = WindowHelp(self.menu, self._pages, self)
        self._messages = WindowMessages(self.banners, sampler, recorder, self)
        self.drawing = WindowDrawing(
            self, sampler, self._pages, self._moment_parts, self._status, self._messages, self.filter_box,
            number(preferences.store, "sampling.interval_s"),
        )  # fmt: skip
        self._files = WindowFiles(self.banners, self)
        self._keys = WindowKeys(self, page_count=len(makers))
        self._look = WindowLook(self, self.rail, settings, preferences)
        self._obeys = WindowPreferences(preferences, self._look, self.header, self.menu, self.banners)
        self._connect()
        # Behind what is connected above: it leads to a process once the pages show its moment.
        self._lives: WindowLives | None = None
        self._alerts: WindowAlerts | None = None
        if open_ranges is not None:
            self._lives = WindowLives(open_ranges, self.moment, self._navigation, self)
            self.menu.comparison_asked.connect(self._lives.compare_any)
        self.menu.comparison.setVisible(open_ranges is not None)
        self._restore()

    # ---- building

    def _build(
        self, makers: Sequence[PageMaker], history: HistoryReader | None, open_marks: Callable[[], Marks] | None
    ) -> None:
        self.filter_box = FilterBox(self)
        self.menu = WindowMenu(self)
        self.header = Header(self.filter_box, self.menu, self)
        self.banners = BannerStack(self)
        self._everything = Everything(self.menu.everything, self._sampler, self.banners, self)
        entries = tuple(RailEntry(maker.page_id, maker.translated_title(), maker.icon_name) for maker in makers)
        self.rail = Rail(entries, self)
        self.filter_box.setProperty(HELP_PROPERTY, "filter")
        recording = self._recording
        self._moment_parts = WindowMoment(history, self.header, self.banners, self, open_marks, recording=recording)
        self.filter_box.set_known_values(KnownTexts(self.moment))
        self._pages = WindowPages(makers, self.moment, self)
        self.status = make_status_bar()
        self._status = WindowStatus(self.status, self.header, self._sampler, self._recorder, recording)
        if recording is not None:
            self.header.show_recording(recording.host_name, recording.details)
            self.menu.refresh.setVisible(False)
        self._lay_out()

    def _lay_out(self) -> None:
        header, moment = self.header, self._moment_parts
        self._middle = lay_out(
            self,
            above=(header, self.banners),
            left=self.rail,
            middle=(moment.banner, self._pages),
            below=(self.status,) if moment.strip is None else (moment.strip, self.status),
        )
        set_tab_order((
            header.rail_button, self.filter_box, header.freeze_button, header.interval_button, header.more_button,
            self.rail, *moment.banner.tab_order(), *moment.strip_tab_order(),
        ))  # fmt: skip

    def _connect(self) -> None:
        self._sampler.snapshot_taken.connect(self.show_snapshot)
        self._messages.draw_again.connect(self.drawing.all_changed)
        self._keys.page_asked.connect(self._navigation.open_by_key)
        self._keys.settings_asked.connect(self._navigation.open_settings)
        self._keys.find_asked.connect(self.find_asked)
        self._keys.freeze_asked.connect(self._moment_parts.toggle_frozen)
        self._keys.escape_pressed.connect(self._navigation.go_back)
        self.header.freeze_toggled.connect(self.set_frozen)
        self._obeys.interval_changed.connect(self.set_interval)
        self._obeys.settings_asked.connect(self._navigation.open_settings)
        self.menu.time_asked.connect(self._moment_parts.ask_for_time)
        self.menu.next_peak_asked.connect(self._moment_parts.peaks.go_on)
        self.menu.last_peak_asked.connect(self._moment_parts.peaks.go_back)
        for entry in (self.menu.go_to_time, self.menu.next_peak, self.menu.last_peak):
            entry.setVisible(self._moment_parts.strip is not None)
        self.menu.mark_asked.connect(self._moment_parts.mark_this_moment)
        self.menu.mark_moment.setVisible(self._moment_parts.mark_list is not None)
        self.menu.refresh_asked.connect(self._sampler.refresh)
        self.menu.quit_asked.connect(self.quit_asked)
        self._pages.built.connect(self._on_page_built)
        self._navigation.opened.connect(self._on_page_opened)
        self._navigation.opened.connect(self._obeys.follow_page)
        self._navigation.opened.connect(self.page_opened)
        if self._recorder is not None:
            self._recorder.learned.connect(self.learn_past)
        self._moment_parts.frozen_changed.connect(self.frozen_changed)
        self._moment_parts.marks_changed.connect(self._pages.show_marks)
        self._moment_parts.saving_asked.connect(self._files.ask)
        self.moment.shown.connect(self._on_shown)
        theme.theme_changed.connect(self.drawing.all_changed)
        self._top.installEventFilter(self)

    @Slot(object)
    def _on_page_built(self, page: Page) -> None:
        page.attention_changed.connect(self.drawing.tell_attention)
        page.file_asked.connect(self.file_asked)
        self._files.serve(page)
        if self._lives is not None:
            self._lives.serve(page)
        if self._alerts is not None:
            self._alerts.serve(page)
        # Between what stands before every page and what stands behind it.
        set_tab_order((self.rail, *self._moment_parts.banner.tab_order(), *page.tab_order()))

    # ---- the stream

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take one beat; it is drawn with the next frame, if somebody can see it."""
        self._pages.remember(snapshot)
        self.moment.take(snapshot)
        self._messages.show_notes(snapshot)
        self._messages.show_recording()
        self.drawing.status_changed()

    @Slot(object)
    def _on_shown(self, snapshot: Snapshot) -> None:
        self._pages.show_snapshot(snapshot)
        self.drawing.frame.ask()

    @Slot()
    def learn_past(self) -> None:
        """Read again what is in sight: there may be more of the past now."""
        if self._moment_parts.strip is not None:
            self._moment_parts.strip.forget_past()
        self.drawing.all_changed()

    @property
    def cover(self) -> WindowCover:
        """Return what lets a panel stand in place of the pages."""
        if self._cover is None:
            parts = self._moment_parts
            shut = (self.header, self.rail) if parts.strip is None else (self.header, self.rail, parts.strip)
            self._cover = WindowCover(self, self._middle, shut, self._keys, self.menu)
            self._cover.changed.connect(self._on_covered)
        return self._cover

    @Slot()
    def _on_covered(self) -> None:
        is_covered = self._cover is not None and self._cover.panel is not None
        self.drawing.cover(is_covered=is_covered)
        if self._alerts is not None:
            self._alerts.cover(is_covered=is_covered)

    def see(self, seen: Callable[[Snapshot], Snapshot], *, is_less: bool) -> None:
        """Show everything as it may be seen from now on, which may be less than what is remembered here."""
        self.moment.see(seen)
        if is_less:
            self.cover.close_windows()
            self._pages.make_anew()
        else:
            self._sampler.refresh()
            self.moment.look_again()
            self._pages.see_more()

    def obey_access(self) -> None:
        """Show the pages that who sits here may see, and no others."""
        self._pages.obey()

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
    def is_recording(self) -> bool:
        """Say whether what is sampled here is kept on disk."""
        return self._recorder is not None and flag(self._preferences.store, "history.recorded")

    @property
    def is_frozen(self) -> bool:
        """Say whether the list and the charts stand still."""
        return self.moment.state is State.FROZEN

    # ---- what the reader asks for

    def open_page(self, row: int) -> None:
        """Open a page by its place in the rail."""
        self._navigation.open(row)

    def open_page_named(self, page_id: str) -> None:
        """Open a page by its id; nothing happens when there is none of that name."""
        self._navigation.open_named(page_id)

    def open_process(self, key: ProcessKey) -> bool:
        """Open the list at this process and give it the keyboard; False when it is not there any more."""
        return self._navigation.open_process(key)

    @Slot(str)
    def _on_page_opened(self, page_id: str) -> None:
        self._look.keep_page(page_id)

    @Slot(bool)
    def set_frozen(self, is_frozen: bool) -> None:
        """Let the list and the charts stand still, or move again; sampling and the status bar go on."""
        self._moment_parts.set_frozen(is_frozen)

    @Slot(float)
    def set_interval(self, seconds: float) -> None:
        """Look at the machine this often."""
        self.drawing.interval_s = seconds
        self.header.show_interval(seconds)
        self.drawing.status_changed()
        self.drawing.tell_attention()

    # ---- what goes wrong

    @Slot(str)
    def show_fault(self, words: str) -> None:
        """Say that our own code failed; the program goes on."""
        self._messages.show_fault(words)

    @Slot(str)
    def show_trouble(self, words: str) -> None:
        """Say what was asked for and could not be done."""
        self._messages.show_trouble(words)

    @Slot()
    def enter_safe_mode(self) -> None:
        """Stop drawing pages after too many faults; sampling goes on."""
        self._messages.enter_safe_mode()

    # ---- how it looked

    def _restore(self) -> None:
        self._look.restore_place()
        self.header.show_interval(self.drawing.interval_s)
        self.open_page(max(0, self._pages.row_of(self._look.page_id)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show names in the rail while there is room."""
        super().resizeEvent(event)
        self._look.fit_rail()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened meanwhile."""
        super().showEvent(event)
        handle = self._top.windowHandle()
        if handle is not None and not self._hears_window:
            self._hears_window = True
            handle.installEventFilter(self)
        else:
            # It was hidden, and its screen may be gone since.
            self._stays_on_screen.look()
        self.drawing.wake()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what the window system says of the window: it can be seen, is minimised or not, shall close."""
        kind = event.type()
        if kind == QEvent.Type.Expose and self.drawing.is_waiting:
            # What Qt paints now reaches the screen when its loop begins anew: asked at once, it would wait until the
            # page is built.
            QTimer.singleShot(0, self.drawing.frame.ask)
        elif kind == QEvent.Type.WindowStateChange:
            self.drawing.wake()
        elif kind == QEvent.Type.Close and watched is self._top:
            return self._is_kept_open(event)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing costly while nobody looks."""
        super().hideEvent(event)
        self.drawing.tell_attention()

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """Let somebody say whether the window may close when the reader wants it to."""
        self._may_close = may_close

    def _is_kept_open(self, event: QEvent) -> bool:
        """Remember how the window looked, and say that it was closed, unless somebody does not let it."""
        if self._may_close is not None and not self._may_close():
            event.ignore()
            return True
        self.save_look()
        self.closed.emit()
        return False

    def use_audit(self, audit: "AuditList") -> None:
        """Show what was done on the time strip and on charts."""
        self._moment_parts.use_audit(audit)
        audit.start_soon()

    def use_alerts(self, alerts: "AlertList") -> None:
        """Show what fires, and when something fired; called before a page is built."""
        from procmon_gui.ui.main_window.alerts import WindowAlerts

        self._alerts = WindowAlerts(
            alerts, self.rail, self.banners, self._moment_parts, self._navigation, self._pages, self
        )
        alerts.start_soon()

    def show_alert(self, id: int) -> None:
        """Open the page of alerts at one, where there is such a page."""
        if self._alerts is not None:
            self._alerts.show_alert(id)

    def close_marks(self) -> bool:
        """Let marks that are being kept be kept; False when that hangs."""
        return self._moment_parts.close()

    def save_look(self) -> None:
        """Write geometry and page to the settings of the desktop."""
        self._look.save()
