"""`record`, as the person at the keyboard has it: a real eye, a real file, real signals."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.remote.door import NAME
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.sqlite import reading_engine
from tests.e2e.desktop import desktop, program

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="needs the eye")]
PATIENCE_S = 60.0


@contextlib.contextmanager
def running(verb: str, folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "procmon_gui", verb, "--data-dir", str(folder)]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def recording(folder: Path, *arguments: str) -> contextlib.AbstractContextManager["subprocess.Popen[str]"]:
    return running("record", folder, "--interval", "0.2", *arguments)


def wait_for_beats(folder: Path) -> None:
    """Wait until a beat is on disk."""
    give_up_s = time.monotonic() + PATIENCE_S
    while not _beat_count(folder / FILE_NAME):
        assert time.monotonic() < give_up_s, "nothing is recorded"
        time.sleep(0.1)


def _beat_count(path: Path) -> int:
    if not path.exists() or not path.stat().st_size:
        return 0
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # its tables are being made


def last_moment(folder: Path) -> Snapshot:
    """Let a new run recover what an earlier one left, as every start does, and return the last beat."""
    engine = open_for_writing(folder / FILE_NAME).engine
    keeper = Keeper(engine)
    keeper.begin_run(machine_id="a test", host_name="a test", began_ms=0, program_version="")
    assert keeper.recover() == 0
    engine.dispose()
    history = StoredHistory(reading_engine(folder / FILE_NAME))
    history.refresh()
    span = history.span()
    assert span is not None
    stretch = history.stretch_near(span.to_ms)
    assert stretch is not None
    found = stretch.snapshot_near(span.to_ms)
    history.close()
    assert found is not None
    return found


def test_a_recording_with_an_end_keeps_every_process(tmp_path: Path) -> None:
    with recording(tmp_path, "--for", "8s") as process:
        told, complaints = process.communicate(timeout=PATIENCE_S)

    moment = last_moment(tmp_path)
    names = {moment.texts["name"][slot] for slot in moment.rows.tolist()}
    assert (process.returncode, complaints) == (0, "")
    assert told.startswith("Recorded ")
    assert moment.at_ms > 0
    assert "procmon-gui" in names
    assert moment.slot_of(moment.key(int(moment.rows[0]))) == moment.rows[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_it_writes_what_is_left_and_is_its_normal_end(tmp_path: Path, number: signal.Signals) -> None:
    with recording(tmp_path) as process:
        wait_for_beats(tmp_path)
        began_s = time.monotonic()
        process.send_signal(number)
        told, complaints = process.communicate(timeout=PATIENCE_S)

    assert (process.returncode, complaints) == (0, "")
    assert "Recorded" in told
    # The first commit would have come after ten seconds.
    assert last_moment(tmp_path).at_ms / 1000 > time.time() - (time.monotonic() - began_s) - 5


def test_two_programs_do_not_record_into_one_folder(tmp_path: Path) -> None:
    with recording(tmp_path) as first:
        wait_for_beats(tmp_path)
        with recording(tmp_path) as second:
            _, complaints = second.communicate(timeout=PATIENCE_S)
        first.terminate()
        first.communicate(timeout=PATIENCE_S)

    assert second.returncode == 1
    assert f"Another program records into {tmp_path} already" in complaints
    assert first.returncode == 0


def test_recording_loads_no_window(tmp_path: Path) -> None:
    with recording(tmp_path) as process:
        wait_for_beats(tmp_path)
        loaded = Path(f"/proc/{process.pid}/maps").read_text()
        process.terminate()
        process.communicate(timeout=PATIENCE_S)

    assert "PySide6" not in loaded
    assert "sqlite" in loaded


def eyes_of(pid: int) -> list[int]:
    """Return the eyes that a process has started."""
    children = [
        child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return [int(child) for child in children if b"collectors/eye" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.skipif(not all(map(shutil.which, ("Xvfb", "openbox", "xdotool"))), reason="needs a display")
def test_a_window_listens_to_the_recorder_and_looks_for_itself_when_that_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with recording(folder) as recorder, desktop(tmp_path) as screen:
        wait_for_beats(folder)
        with program(screen, ["--data-dir", str(folder)]) as window:
            time.sleep(3.0)
            eyes_beside_the_recorder = eyes_of(window.pid)
            recorder.kill()
            give_up_s = time.monotonic() + PATIENCE_S
            while not eyes_of(window.pid):
                assert time.monotonic() < give_up_s, "nobody looks any more"
                time.sleep(0.1)
            window.send_signal(signal.SIGTERM)
            assert window.wait(PATIENCE_S) == 0

    assert eyes_beside_the_recorder == []
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.skipif(not all(map(shutil.which, ("Xvfb", "openbox", "xdotool"))), reason="needs a display")
def test_a_sample_beside_a_window_that_records_is_the_windows_and_goes_on_when_that_is_killed(tmp_path: Path) -> None:
    """The next window finds nothing but the door of the dead one, and opens its own."""
    folder = tmp_path / "data"
    with desktop(tmp_path) as screen:
        with program(screen, ["--data-dir", str(folder)]) as window:
            wait_for_beats(folder)
            with running("sample", folder, "--format", "json") as sample:
                json.loads(next(iter(sample.stdout or ())))
                eyes_beside_the_window, eyes_of_the_window = eyes_of(sample.pid), eyes_of(window.pid)
                window.kill()
                window.wait(PATIENCE_S)
                give_up_s = time.monotonic() + PATIENCE_S
                while not eyes_of(sample.pid):
                    assert time.monotonic() < give_up_s, "nobody looks any more"
                    time.sleep(0.1)
        was_left_over = (folder / NAME).exists()
        with program(screen, ["--data-dir", str(folder)]) as window:
            give_up_s = time.monotonic() + PATIENCE_S
            while (tried := hears_a_beat(folder)) != [0, []]:
                assert time.monotonic() < give_up_s, f"nobody can listen: {tried}"
            window.send_signal(signal.SIGTERM)
            assert window.wait(PATIENCE_S) == 0

    assert (eyes_beside_the_window, len(eyes_of_the_window)) == ([], 1)
    assert was_left_over
    assert not (folder / NAME).exists()
    assert (tmp_path / "log").read_text() == ""


def hears_a_beat(folder: Path) -> list[object]:
    """Return how a short `sample` ended, and which eyes it had of its own."""
    with running("sample", folder, "--format", "json", "--limit", "1") as sample:
        next(iter(sample.stdout or ()))
        eyes = eyes_of(sample.pid)
        sample.send_signal(signal.SIGTERM)
        return [sample.wait(PATIENCE_S), eyes]


def test_a_sample_beside_the_recorder_is_the_recorders_and_one_with_an_interval_of_its_own_is_not(
    tmp_path: Path,
) -> None:
    """Until the recorder goes there is one eye, and from then on the program that listened has its own."""
    folder = tmp_path / "data"
    with recording(folder) as recorder:
        wait_for_beats(folder)
        (eye,) = eyes_of(recorder.pid)
        as_json = ("--format", "json")
        own_pace = ("--interval", "1", *as_json)
        with running("sample", folder, *as_json) as listens, running("sample", folder, *own_pace) as looks:
            heard = [json.loads(next(iter(one.stdout or ()))) for one in (listens, looks)]
            eyes = [eyes_of(one.pid) for one in (listens, looks)]
            recorder.kill()
            recorder.wait(PATIENCE_S)
            give_up_s = time.monotonic() + PATIENCE_S
            assert listens.stdout is not None
            while not (eyes_later := eyes_of(listens.pid)):
                assert listens.stdout.readline(), "it has ended"
                assert time.monotonic() < give_up_s, "nobody looks any more"

    assert eyes[0] == []
    assert len(eyes[1]) == len(eyes_later) == 1
    assert eye not in (*eyes[1], *eyes_later)
    assert all(beat["processes"] for beat in heard)


def test_the_interval_of_a_recording_is_that_of_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[sampling]\ninterval_s = 0.5\n")
    with running("record", tmp_path / "data", "--config", str(settings), "--for", "4s") as process:
        said, _ = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 0
    assert int(said.split()[1]) > 5  # of four seconds at one a second there are five at most


def test_a_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    with recording(place) as process:
        _, complaints = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 1
    assert str(place) in complaints
    assert os.listdir(tmp_path) == ["file"]
