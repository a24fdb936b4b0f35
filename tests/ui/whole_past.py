"""The states of the whole window in the past and around the recording, for walks through it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSettings
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Forwarding, Pace, Recording, Span
from procmon_gui.domain.service import ServiceDeed
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.moment import WindowMoment
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.recording_file import RecordingFile
from procmon_gui.ui.widgets.history.recording_dialog import RecordingDialog
from procmon_gui.ui.widgets.keep_recording_dialog import KeepRecordingDialog
from procmon_gui.ui.widgets.time_strip import TimeStrip
from procmon_gui.ui.widgets.time_strip_chart import ALL_MS
from tests.ui.fakes import FakePulse
from tests.ui.remembered import GONE
from tests.ui.screen import show_active
from tests.ui.state import State

if TYPE_CHECKING:
    from tests.ui.whole_window import WholeWindow

TABS: Final = (
    "general",
    "graphs",
    "threads",
    "files",
    "sockets",
    "memory",
    "environment",
    "limits",
    "children",
    "actions",
)
# Behind the other tabs stands what stands behind threads: that it was not recorded.
_PAST_TABS: Final = ("general", "graphs", "threads")
_MIB: Final = 1024 * 1024
_HELD = Pace(bytes_a_day=120 * _MIB, most_bytes_a_day=100 * _MIB, kept_every=10)
_AWAY = Forwarding(
    server="db.example.com", trouble="Unavailable", sent_count=3, sent_bytes=_MIB, waiting_count=7, missed_count=2
)
_DEED = ServiceDeed(name="procmon_gui", written="/var/log/app.log", undo="/usr/bin/postgres")


class PastStates:
    """Goes back in time, and comes back to now."""

    def __init__(self, whole: "WholeWindow", qtbot: QtBot) -> None:
        self._whole, self._qtbot = whole, qtbot
        self._window = whole.window
        self._past = whole.remembered

    @property
    def _parts(self) -> WindowMoment:
        return self._window._moment_parts

    @property
    def _strip(self) -> TimeStrip:
        assert self._parts.strip is not None
        return self._parts.strip

    def states(self) -> Iterator[State]:
        """Visit each page at a moment, and what else is there only then."""
        self._go_to(self._past.moment_ms)
        for page_id in ("overview", "processes", "history", "connections", "settings"):
            self._open(page_id)
            yield State(f"past, {page_id}", self._window)
        yield from self._detail_states()
        for name, at_ms in (("minute", self._past.minute_ms), ("after a gap", self._past.after_gap_ms)):
            self._go_to(at_ms)
            for page_id in ("overview", "processes"):
                self._open(page_id)
                yield State(f"past, {name}, {page_id}", self._window)
        yield from self._banner_states()
        yield from self._strip_states()
        self._window.moment.go_live()
        self._whole.feed()

    def _go_to(self, at_ms: int) -> None:
        self._window.moment.go_to(at_ms)
        self._wait()
        shown = self._window.moment.snapshot
        assert self._window.moment.is_past
        assert shown is not None
        assert (shown.average_of_ms > 0) is (at_ms == self._past.minute_ms)

    def _open(self, page_id: str) -> None:
        self._window.open_page_named(page_id)
        self._wait()

    def _wait(self) -> None:
        """Wait until the moment is there, and what is read around it."""
        self._qtbot.waitUntil(lambda: not self._window.moment.is_loading)
        self._qtbot.wait(20)
        self._whole.settle()

    def _detail_states(self) -> Iterator[State]:
        page = self._whole.list_page
        self._open("processes")
        assert page.detail is not None
        for name, serial in (("of one who lives", page.model.rows.serials[1]), ("of one who ended", GONE.serial)):
            page.view.selectRow(page.model.rows.row_of(int(serial)))
            page.detail.open_detail()
            self._wait()
            assert page.detail.panel is not None
            for tab_id in _PAST_TABS if serial != GONE.serial else _PAST_TABS[:2]:
                page.detail.panel.choose_tab(tab_id)
                self._wait()
                yield State(f"past, detail {name}, {tab_id}", self._window)
        self._go_to(self._past.minute_ms)
        yield State("past, detail in a minute", self._window)
        page.detail.close_detail()

    def _banner_states(self) -> Iterator[State]:
        self._go_to(self._past.after_gap_ms)
        self._parts.player.toggle()
        assert self._parts.player.is_playing
        yield State("past, playing", self._window)
        self._parts.player.stop()
        self._parts.peaks.missed.emit(1)
        self._parts._on_failed(self._window.moment.tr("This moment is not remembered any more."))
        yield State("past, no later peak, and one that is gone", self._window)
        self._go_to(self._past.moment_ms)

    def _strip_states(self) -> Iterator[State]:
        marks, kept = self._parts._marks, self._parts.mark_list
        assert marks is not None
        assert kept is not None
        (mark,) = self._whole.marks.all()
        self._strip.chart.show_span(ALL_MS)
        marks._on_menu_asked(mark.at_ms, (mark,), self._strip.mapToGlobal(QPoint(0, 0)))
        marks._menu.close()
        yield State("past, all that was recorded and the menu of a mark", self._window)
        marks.remove(mark)
        self._qtbot.waitUntil(lambda: not kept.all)
        yield State("past, mark removed", self._window)
        self._window.banners.action_asked.emit("mark-removed")
        self._qtbot.waitUntil(lambda: bool(kept.all))
        self._strip.chart.show_span(None)


class RecordingStates:
    """Lets the recording do well, badly and not at all, and asks all that can be asked about it."""

    def __init__(self, whole: "WholeWindow", qtbot: QtBot) -> None:
        self._whole, self._qtbot = whole, qtbot
        self._window = whole.window

    def states(self) -> Iterator[State]:
        """Visit them."""
        (writer,) = self._whole.disk.writers
        well = Recording(path="/var/log/app.log", is_open=True, written_bytes=_MIB, size_bytes=_MIB, pace=_HELD)
        writer.copies = _AWAY
        for name, told in (
            ("well", well),
            ("elsewhere", replace(well, is_elsewhere=True)),
            ("with trouble", replace(well, trouble="Unavailable", set_aside="/var/log/app.log", lost_beats=3)),
        ):
            writer.told = told
            self._whole.feed()
            yield State(f"recording, {name}", self._window)
        self._whole.recorder.set_recording(False)
        self._window.banners.unsay("set-aside")
        self._whole.feed()
        yield State("recording, off", self._window)
        yield from self._dialog_states()
        yield from self._file_states()

    def _dialog_states(self) -> Iterator[State]:
        keep = KeepRecordingDialog(self._window, has_tray=True, has_service=True, is_closing=True)
        keep.show()
        yield State("keep recording", keep)
        keep.show_trouble("Unavailable")
        yield State("keep recording, trouble", keep)
        keep.show_done(_DEED)
        yield State("keep recording, done", keep)
        keep.close()
        past = self._whole.past
        save = RecordingDialog(Span(from_ms=past.from_ms, to_ms=past.to_ms), self._window)
        save.show()
        yield State("save as a recording", save)
        save.show_writing()
        yield State("save as a recording, writing", save)
        save.close()

    def _file_states(self) -> Iterator[State]:
        """Open a second window, over a recording in a file."""
        past = self._whole.remembered
        file = RecordingFile(
            path="/var/log/app.log", host_name="web-7", from_ms=past.minute_ms, to_ms=past.beats[-1].at_ms,
            has_command_lines=False, marks=tuple(self._whole.marks.all()),
        )  # fmt: skip
        settings = QSettings(f"{self._whole.settings.fileName()}.file", QSettings.Format.IniFormat)
        sampler = Sampler(FakePulse)
        makers = (OverviewMaker(), ProcessesMaker(None, None, settings))
        window = MainWindow(sampler, makers, settings, history=past.history, recording=file)
        sampler.setParent(window)
        self._qtbot.addWidget(window)
        window.resize(self._window.size())
        show_active(window, self._qtbot)
        window.moment.go_to(past.moment_ms)
        for page_id in ("overview", "processes"):
            window.open_page_named(page_id)
            self._qtbot.waitUntil(lambda: not window.moment.is_loading and not window.page.is_dirty)
            yield State(f"file, {page_id}", window)
        window.hide()
        show_active(self._window, self._qtbot)
