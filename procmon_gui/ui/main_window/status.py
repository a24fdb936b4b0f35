"""What the status bar of the window says: the moment that is shown at the left, the program itself at the right."""

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import moment_words, recording_words, spoken, status_words
from procmon_gui.ui.bridge.recorder import Recorder
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.recording_file import Recording
from procmon_gui.ui.widgets.header import Header
from procmon_gui.ui.widgets.status_bar import StatusBar

translate = QCoreApplication.translate


class WindowStatus:
    """Words the facts of the bar; the bar itself decides nothing."""

    def __init__(
        self,
        bar: StatusBar,
        header: Header,
        sampler: Sampler,
        recorder: Recorder | None = None,
        recording: Recording | None = None,
    ) -> None:
        self._bar = bar
        self._header = header
        self._sampler = sampler
        self._recorder = recorder
        bar.show_fact("moment", is_shown=False)
        bar.show_fact("recording", is_shown=recorder is not None)
        bar.show_fact("file", is_shown=recording is not None)
        if recording is not None:
            bar.say("file", recording.words, recording.details)
            for key in ("health", "own"):
                bar.show_fact(key, is_shown=False)

    def draw(self, moment: Moment, interval_s: float) -> None:
        """Say what is known now; nothing before the first beat."""
        newest = moment.newest
        # While the list stands still, the bar goes on; in the past it is of the past.
        shown = moment.snapshot if moment.is_past and moment.snapshot is not None else newest
        if shown is None:
            return
        if moment.is_past:
            words = translate("StatusBar", "At {time}").format(time=moment_words.moment_text(shown.at_ms))
            averages = moment_words.average_text(shown)
            self._bar.say("moment", f"{words}, {averages}" if averages else words)
        self._bar.show_fact("moment", is_shown=moment.is_past)
        self._bar.say("cpu", status_words.cpu(shown))
        self._bar.say("memory", status_words.memory(shown))
        self._bar.say("processes", *status_words.processes(shown))
        self._say_recording(interval_s)
        if newest is not None:
            self._say_own(newest, interval_s)

    def _say_recording(self, interval_s: float) -> None:
        if self._recorder is not None:
            words = recording_words.status(self._recorder.report(), interval_s)
            self._bar.say("recording", words.text, words.tooltip)
            self._bar.sign("recording", words.icon_name, words.token)

    def _say_own(self, newest: Snapshot, interval_s: float) -> None:
        self._bar.say("own", *status_words.own_cost(newest))
        health = status_words.health(self._sampler.workers(), interval_s, newest.missed_beats)
        self._header.show_host_notes("\n".join(spoken.said(note.text) for note in newest.notes))
        self._bar.say("health", health.text, health.tooltip)
        self._bar.sign("health", health.icon_name, health.token)


def make_status_bar() -> StatusBar:
    """Return the bar with a place for each fact, and what is read out while it is unknown."""
    return StatusBar(
        {
            "moment": translate("StatusBar", "Moment"),
            "cpu": translate("StatusBar", "CPU"),
            "memory": translate("StatusBar", "Memory"),
            "processes": translate("StatusBar", "Processes"),
            "recording": translate("StatusBar", "Recording"),
            "health": translate("StatusBar", "Sampling"),
            "file": translate("StatusBar", "File"),
        },
        {"own": translate("StatusBar", "Cost of this program")},
        first_to_go=("processes", "own", "memory"),
    )
