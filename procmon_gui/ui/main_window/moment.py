"""Where the moment meets the rest of the window: banner over the pages, strip under them, Freeze in the header."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.marks import Marks
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.ui import text
from procmon_gui.ui.alert_marks import with_alerts
from procmon_gui.ui.deed_marks import with_deeds
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.main_window.marks import WindowMarks
from procmon_gui.ui.mark_list import MarkList
from procmon_gui.ui.moment import Moment, State
from procmon_gui.ui.moment_peaks import MomentPeaks
from procmon_gui.ui.moment_player import MomentPlayer
from procmon_gui.ui.recording_file import Recording
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.header import Header
from procmon_gui.ui.widgets.moment_banner import MomentBanner
from procmon_gui.ui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from procmon_gui.ui.alert_list import AlertList
    from procmon_gui.ui.audit_list import AuditList
    from procmon_gui.ui.widgets.go_to_time_dialog import GoToTimeDialog

_CODE: Final = "moment"
_ARRIVED: Final = "arrived"
_NO_PEAK: Final = "no-peak"


class WindowMoment(QObject):
    """Owns the moment of one window and what shows it. Without a memory there is no past, and so no strip.

    Signals:
        frozen_changed: whether the list and the charts stand still.
        marks_changed: all marks, oldest moment first, and what was done to processes among them.
        saving_asked: the strip is to be a file, a `FileContent`.
        alert_asked: the alert of this id, whose mark was chosen.
    """

    frozen_changed = Signal(bool)
    marks_changed = Signal(object)
    saving_asked = Signal(object)
    alert_asked = Signal(object)

    def __init__(
        self,
        history: HistoryReader | None,
        header: Header,
        messages: BannerStack,
        window: QWidget,
        open_marks: Callable[[], Marks] | None = None,
        *,
        recording: Recording | None = None,
    ) -> None:
        """Make them; of a `recording` there is no live moment."""
        super().__init__(window)
        self._header = header
        self._messages = messages
        self._was_frozen = False
        self.moment = Moment(history, self, has_live=recording is None)
        self.player = MomentPlayer(self.moment, self)
        self.peaks = MomentPeaks(self.moment, self)
        self.banner = MomentBanner(self.moment, self.player, window, recording=recording)
        self._go_to_time: GoToTimeDialog | None = None
        self._told = recording.marks if recording is not None else ()
        self.strip = TimeStrip(history, self.moment, window) if history is not None else None
        self.mark_list: MarkList | None = None
        self._marks: WindowMarks | None = None
        self._audit: AuditList | None = None
        self._alerts: AlertList | None = None
        if self.strip is not None and open_marks is not None:
            self.mark_list = MarkList(open_marks, self)
            self._marks = WindowMarks(self.mark_list, self.moment, self.strip, messages, self)
            self._marks.time_asked.connect(self.ask_for_time)
            self._marks.alert_asked.connect(self.alert_asked)
            self.mark_list.changed.connect(self._on_marks_changed)
            self.banner.mark_asked.connect(self.mark_this_moment)
            self.banner.offer_marks()
            self.mark_list.start_soon()
        if self.strip is not None and recording is not None:
            self.strip.show_marks(self._told)
        for widget in (self.banner, self.strip):
            if widget is not None:
                widget.setProperty(HELP_PROPERTY, "moment")
        self.moment.changed.connect(self._on_changed)
        self.moment.failed.connect(self._on_failed)
        self.player.arrived.connect(self._on_arrived)
        self.banner.time_asked.connect(self.ask_for_time)
        self.banner.peak_asked.connect(self.peaks.go_on)
        self.peaks.missed.connect(self._on_peak_missed)
        if self.strip is not None:
            self.strip.play_asked.connect(self.player.toggle)
            self.strip.time_asked.connect(self.ask_for_time)
            self.strip.saving_asked.connect(self.saving_asked)
            self.strip.chart.alert_asked.connect(self.alert_asked)

    def set_frozen(self, is_frozen: bool) -> None:
        """Let the list and the charts stand still, or move again; nothing in the past, which stands still anyway."""
        self.moment.set_frozen(is_frozen)
        self._show_frozen()

    @Slot()
    def toggle_frozen(self) -> None:
        """Freeze, or go on."""
        self.set_frozen(self.moment.state is not State.FROZEN)

    @Slot()
    def ask_for_time(self) -> None:
        """Let the reader type a time to go to."""
        history, window = self.moment.history, self._messages.window()
        if history is None:
            return
        if self._go_to_time is None:
            from procmon_gui.ui.widgets.go_to_time_dialog import GoToTimeDialog

            self._go_to_time = GoToTimeDialog(history, window, marks=self.mark_list, told=self._told)
            self._go_to_time.time_chosen.connect(self._on_time_chosen)
            if self._marks is not None:
                self._go_to_time.rename_asked.connect(self._marks.rename)
                self._go_to_time.remove_asked.connect(self._marks.remove)
        self._go_to_time.open_here()

    @Slot()
    def mark_this_moment(self) -> None:
        """Let the reader give a few words to the moment that is shown."""
        if self._marks is not None:
            self._marks.mark_this_moment()

    def use_audit(self, audit: "AuditList") -> None:
        """Show what was done to processes beside the marks."""
        if self.strip is not None:
            self._audit = audit
            audit.changed.connect(self._on_marks_changed)

    def use_alerts(self, alerts: "AlertList") -> None:
        """Show when alerts fired beside the marks."""
        if self.strip is not None:
            self._alerts = alerts
            alerts.changed.connect(self._on_marks_changed)

    @Slot()
    def _on_marks_changed(self) -> None:
        marks = self.mark_list.all if self.mark_list is not None else ()
        if self._audit is not None:
            marks = with_deeds(marks, self._audit.entries)
        if self._alerts is not None:
            marks = with_alerts(marks, self._alerts.known)
        if self.strip is not None:
            self.strip.show_marks(marks)
        self.marks_changed.emit(marks)

    def close(self) -> bool:
        """End what waits for a disk; False when that hangs."""
        return self.mark_list.close() if self.mark_list is not None else True

    @Slot(object)
    def _on_time_chosen(self, at_ms: int) -> None:
        self.moment.go_to(at_ms)

    @Slot()
    def _on_arrived(self) -> None:
        self._messages.say(_ARRIVED, "info", self.tr("Playing has come to now: the window is live again."))

    @Slot(int)
    def _on_peak_missed(self, direction: int) -> None:
        words = (
            self.tr("There is no later peak of CPU.") if direction > 0 else self.tr("There is no earlier peak of CPU.")
        )
        self._messages.say(_NO_PEAK, "info", words)

    def draw(self) -> None:
        """Bring the strip up to date."""
        if self.strip is not None:
            self.strip.draw()

    def strip_tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through on the strip."""
        return self.strip.tab_order() if self.strip is not None else ()

    @Slot()
    def _on_changed(self) -> None:
        is_past = self.moment.is_past
        for button in (self._header.freeze_button, self._header.interval_button):
            button.setEnabled(not is_past)
        for code in (_CODE, _ARRIVED, _NO_PEAK):
            self._messages.unsay(code)
        self._show_frozen()

    def _show_frozen(self) -> None:
        is_frozen = self.moment.state is State.FROZEN
        snapshot = self.moment.newest
        since = text.moment_text(snapshot.at_ms / 1000) if snapshot is not None else "–"
        if is_frozen != self._was_frozen or self._header.freeze_button.isChecked() != is_frozen:
            self._header.show_frozen(since if is_frozen else "")
        if is_frozen != self._was_frozen:
            self._was_frozen = is_frozen
            self.frozen_changed.emit(is_frozen)

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        self._messages.say(_CODE, "critical", words)
