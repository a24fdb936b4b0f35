"""The recording as the window has it: when it starts, that it obeys at once, and what it says of itself."""

import threading
from dataclasses import replace

from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Forwarding, Pace, Recording
from procmon_gui.ui.bridge import recorder as recorder_module
from procmon_gui.ui.bridge.recorder import Recorder, RecordingState

ELSEWHERE = Pace(bytes_a_day=1e6, kept_every=2)


class FakeWriter:
    """Notes what is asked of it."""

    def __init__(self, since_ms: int) -> None:
        self.since_ms = since_ms
        self.told = Recording(path="/data/history.sqlite")
        self.copies: Forwarding | None = None
        self.asked: list[str] = []
        self.stopped_on: set[int] = set()

    def start(self) -> None:
        self.asked.append("start")
        self.told = replace(self.told, is_open=True)

    def flush(self) -> bool:
        self.asked.append("flush")
        return True

    def stop(self) -> bool:
        self.asked.append("stop")
        self.stopped_on.add(threading.get_ident())
        return True

    def figures(self) -> Recording:
        return self.told

    def forwarding(self) -> Forwarding | None:
        return self.copies


class Disk:
    """Opens writers, and notes on which thread."""

    def __init__(self) -> None:
        self.writers: list[FakeWriter] = []
        self.threads: set[int] = set()
        self.looks = 0

    def open_writer(self, since_ms: int) -> FakeWriter:
        self.threads.add(threading.get_ident())
        self.writers.append(FakeWriter(since_ms))
        return self.writers[-1]

    def obey(self, writer: FakeWriter) -> None:
        writer.asked.append("keep")

    def look_up(self) -> Pace:
        self.looks += 1
        return ELSEWHERE


def started(qtbot: QtBot, disk: Disk, *, is_wanted: bool = True) -> Recorder:
    recorder = Recorder(disk)
    recorder._start.setInterval(0)
    recorder.start_soon(is_wanted=is_wanted)
    if is_wanted:
        qtbot.waitUntil(lambda: recorder.report().state is RecordingState.RECORDING)
    return recorder


def test_first_paint_and_first_data_do_not_wait_for_it(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = Recorder(disk)
    recorder.start_soon(is_wanted=True)
    qtbot.wait(50)

    assert recorder_module.START_MS >= 1_000
    assert not disk.writers
    assert recorder.report().state is RecordingState.STARTING
    recorder.stop()


def test_what_speaks_sql_is_loaded_beside_the_window(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = started(qtbot, disk)

    assert disk.threads
    assert threading.get_ident() not in disk.threads
    assert recorder.report().since_ms > 0
    recorder.stop()
    assert disk.writers[0].asked == ["start", "stop"]


def test_turned_off_it_ends_beside_the_window_and_turned_on_it_keeps_only_what_comes(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = started(qtbot, disk)
    recorder.set_recording(False)

    assert recorder.report().state is RecordingState.OFF
    qtbot.waitUntil(lambda: disk.writers[0].asked == ["start", "stop"])
    assert threading.get_ident() not in disk.writers[0].stopped_on
    recorder.set_recording(True)
    qtbot.waitUntil(lambda: recorder.report().state is RecordingState.RECORDING)

    assert (disk.writers[0].since_ms, disk.writers[1].since_ms > 0) == (0, True)
    recorder.stop()


def test_it_obeys_at_once_how_it_is_to_be_kept(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = started(qtbot, disk)
    recorder.obey()

    assert disk.writers[0].asked == ["start", "keep"]
    recorder.stop()
    recorder.obey()


def test_without_recording_what_was_recorded_before_is_learned(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = Recorder(disk)
    recorder._start.setInterval(0)
    with qtbot.waitSignal(recorder.learned):
        recorder.start_soon(is_wanted=False)

    assert (disk.looks, disk.writers) == (1, [])


def test_while_another_program_records_its_history_is_read_again(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = started(qtbot, disk)
    disk.writers[0].told = Recording(path="/data/history.sqlite", is_elsewhere=True, trouble="Another program records")

    assert recorder.report().state is RecordingState.ELSEWHERE
    with qtbot.waitSignal(recorder.learned):
        recorder._look_again()
    assert recorder.report().pace == ELSEWHERE
    disk.writers[0].told = replace(disk.writers[0].told, is_elsewhere=False)
    assert recorder.report().state is RecordingState.TROUBLE
    recorder.stop()


def test_when_the_session_ends_what_was_heard_is_written_and_the_recording_goes_on(qtbot: QtBot) -> None:
    disk = Disk()
    recorder = started(qtbot, disk)

    recorder.flush()

    assert disk.writers[0].asked == ["start", "flush"]
    assert recorder.report().state is RecordingState.RECORDING
    recorder.stop()
