"""What the window says under its header: sampling in trouble, limits of the machine, faults of our own code."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import recording_words, spoken
from procmon_gui.ui.bridge.recorder import Recorder, RecordingState
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.widgets.banner import BannerStack

# What is no news and limits nothing: told in the tooltip of the host, not by a bar.
QUIET_NOTES: Final = frozenset({"container"})


class WindowMessages(QObject):
    """Decides which bars stand under the header; owns none of the widgets.

    Signals:
        draw_again: the reader wants the pages drawn again after too many faults.
    """

    draw_again = Signal()

    def __init__(
        self, banners: BannerStack, sampler: Sampler, recorder: Recorder | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._recorder = recorder
        self._banners = banners
        self._note_codes: frozenset[str] = frozenset()
        self.is_safe = False
        sampler.failed.connect(self._on_sampler_failed)
        sampler.recovered.connect(self._on_sampler_recovered)
        sampler.stalled.connect(self._on_sampler_stalled)
        banners.action_asked.connect(self._on_action)

    def show_notes(self, snapshot: Snapshot) -> None:
        """Say what limits the view of this machine, and take away what does so no longer."""
        notes: dict[str, list[str]] = {}
        for note in snapshot.notes:
            if note.code not in QUIET_NOTES:
                notes.setdefault(f"note:{note.code}", []).append(spoken.said(note.text))
        for code in self._note_codes - notes.keys():
            self._banners.unsay(code)
        for code, texts in notes.items():
            self._banners.say(code, "info", " ".join(texts), is_standing=True)
        self._note_codes = frozenset(notes)

    def show_recording(self) -> None:
        """Say what keeps the recording from going on, and where a file went that could not be used."""
        report = self._recorder.report() if self._recorder is not None else None
        if report is None or report.figures is None:
            return
        if report.state is RecordingState.TROUBLE:
            self._banners.say("recording", "critical", recording_words.trouble(report.figures))
        else:
            self._banners.unsay("recording")
        if report.figures.set_aside:
            self._banners.say("set-aside", "warning", recording_words.set_aside(report.figures))

    def show_fault(self, words: str) -> None:
        """Say that our own code failed; the program goes on."""
        template = self.tr("Something failed inside this program: {what}. It goes on; the log has the details.")
        self._banners.say("fault", "warning", template.format(what=words))

    def show_trouble(self, words: str) -> None:
        """Say what was asked for and could not be done."""
        self._banners.say("trouble", "warning", words)

    def enter_safe_mode(self) -> None:
        """Say that the pages are drawn no longer after too many faults; sampling goes on."""
        self.is_safe = True
        self._banners.unsay("fault")
        words = self.tr("Too many faults within a minute: the pages are drawn no longer. Sampling goes on.")
        self._banners.say("safe", "critical", words, self.tr("Draw again"))

    @Slot(str)
    def _on_sampler_failed(self, words: str) -> None:
        self._banners.say(
            "sampler", "critical", self.tr("Sampling failed and is tried again: {reason}").format(reason=words)
        )

    @Slot()
    def _on_sampler_recovered(self) -> None:
        self._banners.unsay("sampler")

    @Slot(bool)
    def _on_sampler_stalled(self, has_new: bool) -> None:
        words = (
            self.tr("Sampling did not answer. It was started anew; the old one is left behind.")
            if has_new
            else self.tr("Sampling does not answer. What is shown is old; start the program again.")
        )
        self._banners.say("sampler", "critical", words)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == "safe":
            self.is_safe = False
            self._banners.unsay("safe")
            self.draw_again.emit()
