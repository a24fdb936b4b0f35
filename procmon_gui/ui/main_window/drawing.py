"""When the window draws, what of it, and what the sampler is told of who looks.

One timer draws frames for the whole window, ten a second at most, more in the past, only while somebody sees them.
"""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.attention import Attention
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.frame_timer import FRAME_MS, PAST_FRAME_MS, FrameTimer
from procmon_gui.ui.main_window.messages import WindowMessages
from procmon_gui.ui.main_window.moment import WindowMoment
from procmon_gui.ui.main_window.pages import WindowPages
from procmon_gui.ui.main_window.status import WindowStatus
from procmon_gui.ui.widgets.filter_box import FilterBox


class WindowDrawing(QObject):
    """Draws what has changed with the next frame; owns none of the widgets."""

    def __init__(
        self,
        window: QWidget,
        sampler: Sampler,
        pages: WindowPages,
        parts: WindowMoment,
        status: WindowStatus,
        messages: WindowMessages,
        filter_box: FilterBox,
        interval_s: float,
    ) -> None:
        """Draw for a window whose sampler looks every `interval_s`."""
        super().__init__(window)
        self._sampler = sampler
        self._pages = pages
        self._parts = parts
        self._moment = parts.moment
        self._status = status
        self._messages = messages
        self._filter_box = filter_box
        self._is_status_dirty = False
        self._is_covered = False
        self._has_focused = False
        self.interval_s = interval_s
        self.frame = FrameTimer(window)
        self.frame.timeout.connect(self._draw)
        pages.touched.connect(self.frame.ask)
        self._moment.cursor_moved.connect(self.frame.ask)
        self._moment.changed.connect(self._on_moment_changed)

    @property
    def is_waiting(self) -> bool:
        """Say whether something was changed that is not drawn yet."""
        return self._is_status_dirty or self._pages.is_dirty

    @Slot()
    def status_changed(self) -> None:
        """Draw the status bar and what belongs to the moment with the next frame."""
        self._is_status_dirty = True
        self.frame.ask()

    @Slot()
    def all_changed(self) -> None:
        """Draw everything with the next frame."""
        self._is_status_dirty = True
        self._pages.touch()

    @Slot()
    def wake(self) -> None:
        """Draw everything, for somebody may see it again."""
        self.all_changed()
        self.tell_attention()

    def cover(self, *, is_covered: bool) -> None:
        """Draw no pages while something else stands in their place."""
        self._is_covered = is_covered

    @Slot()
    def _on_moment_changed(self) -> None:
        self.frame.least_ms = PAST_FRAME_MS if self._moment.is_past else FRAME_MS
        self.status_changed()
        self.tell_attention()

    @Slot()
    def _draw(self) -> None:
        if not self.frame.is_seen:
            return
        if self._is_status_dirty:
            self._is_status_dirty = False
            self._status.draw(self._moment, self.interval_s)
            self._parts.draw()
        page = self._pages.page
        if not self._is_covered and page.is_dirty and not self._messages.is_safe:
            page.draw()
            page.is_dirty = False
            if self._moment.snapshot is not None:
                self._focus_once()
        self.tell_attention()

    def _focus_once(self) -> None:
        """Give the keyboard to the page as soon as there is something to move in, unless the reader was faster."""
        if not self._has_focused and not self._filter_box.text():
            self._pages.page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._has_focused = True

    @Slot()
    def tell_attention(self) -> None:
        """Tell the sampler what somebody looks at now, so that nothing costly is read for nobody."""
        is_wanted = self.frame.is_seen and self._moment.is_live and not self._is_covered
        slots, looks = self._pages.page.attention() if is_wanted else (frozenset(), frozenset())
        self._sampler.look_at(Attention(interval_s=self.interval_s, slots=slots, looks=looks))
