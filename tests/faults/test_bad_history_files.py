"""F10 and F29: whatever lies where the history should be, the recorder says what is wrong and goes on where it can."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from procmon_gui.domain.history import Recording
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store import place
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.room import log_of
from procmon_gui.store.history.writer import HistoryWriter
from tests.faults.rigs import PATIENCE_S, as_nobody, child_script
from tests.store.history.machines import START_MS, day, difference, live
from tests.store.history.recording import opened, record, recover, stored

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and links of Unix")
PAGE = 2048


def written(folder: Path, *, first: int = 5000) -> Recording:
    """Start a recorder in a folder, give it some beats, stop it; return how it was, at the end or in trouble."""
    memory = RecentMemory()
    keeping = Keeping(commit_s=0.02, beats_days=36_500)
    writer = HistoryWriter(memory, folder, clock=SystemClock(), keeping=keeping, ballast_bytes=PAGE)
    shown = live(day(30, first=first), memory)
    writer.start()
    give_up_s = time.monotonic() + PATIENCE_S
    while not (figures := writer.figures()).trouble and figures.kept_ms < shown[-1].at_ms:
        assert time.monotonic() < give_up_s, figures
        time.sleep(0.002)
    assert writer.stop(PATIENCE_S)
    return figures


def assert_recorded(folder: Path, *, first: int = 5000) -> None:
    """Assert that what `written` wrote can be read."""
    recover(folder)
    shown = live(day(30, first=first))
    history = stored(folder)
    past = history.snapshot_at(shown[20].at_ms)
    history.close()
    assert past is not None
    assert difference(shown[20], past) == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a history of some pages."""
    folder = tmp_path_factory.mktemp("whole")
    record(folder, day(130))
    recover(folder)
    return folder


def _garbage(path: Path, whole: Path) -> None:
    path.write_bytes(os.urandom(3 * PAGE))


def _foreign(path: Path, whole: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
        connection.commit()


def _foreign_without_tables(path: Path, whole: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=7")


def _without_revision(path: Path, whole: Path) -> None:
    shutil.copy(whole / FILE_NAME, path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE alembic_version")
        connection.commit()


def _names_that_are_no_text(path: Path, whole: Path) -> None:
    data = (whole / FILE_NAME).read_bytes()
    at = data.index(b"PRIMARY KEY", data.index(b"CREATE TABLE alembic_version"))
    path.write_bytes(data[:at] + b"\xd0" + data[at + 1 :])


def _log_of_nothing(path: Path, whole: Path) -> None:
    log_of(path).write_bytes(b"all that there is")


@pytest.mark.parametrize(
    "lay",
    [_garbage, _foreign, _foreign_without_tables, _without_revision, _names_that_are_no_text, _log_of_nothing],
    ids=lambda lay: lay.__name__,
)
def test_what_can_not_be_used_is_set_aside_with_its_companions_and_recording_goes_on(
    tmp_path: Path, whole: Path, lay: Callable[[Path, Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / FILE_NAME
    lay(path, whole)
    before = {file.name.removeprefix(FILE_NAME): file.read_bytes() for file in tmp_path.iterdir()}

    figures = written(tmp_path)

    aside = Path(figures.set_aside)
    assert figures.trouble == ""
    assert aside.name.startswith(f"{FILE_NAME}.damaged-")
    kept = {file.name.removeprefix(aside.name): file.read_bytes() for file in tmp_path.glob(f"{aside.name}*")}
    assert {name: kept.get(name) for name in before} == before
    assert f"was set aside as {aside}" in caplog.text
    assert_recorded(tmp_path)


@pytest.mark.parametrize("every", [pytest.param(4, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.nightly)])
def test_a_file_that_ends_at_any_page_is_used_or_set_aside(
    tmp_path: Path, whole: Path, every: int, caplog: pytest.LogCaptureFixture
) -> None:
    data = (whole / FILE_NAME).read_bytes()
    lengths = [*range(0, len(data), every * PAGE), PAGE // 2, len(data) - 7]
    assert len(lengths) > 6

    for number, length in enumerate(lengths):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / FILE_NAME).write_bytes(data[:length])
        figures = written(folder)
        assert figures.trouble == "", length
        # SQLite takes a page that is cut off for a whole one.
        assert bool(figures.set_aside) == (0 < length <= len(data) - PAGE), length
        assert_recorded(folder)
        shutil.rmtree(folder)
    assert "was set aside" in caplog.text


def test_an_empty_file_is_a_new_history(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"")

    figures = written(tmp_path)

    assert (figures.trouble, figures.set_aside) == ("", "")
    assert_recorded(tmp_path)


def test_a_history_of_a_newer_version_is_refused_with_a_sentence_and_stays_as_it_is_byte_for_byte(
    tmp_path: Path, whole: Path
) -> None:
    path = tmp_path / FILE_NAME
    shutil.copy(whole / FILE_NAME, path)
    keeper = sqlite3.connect(path)
    keeper.execute("PRAGMA wal_autocheckpoint=0")
    keeper.execute("UPDATE alembic_version SET version_num='9999'")
    keeper.commit()
    before = {file: file.read_bytes() for file in (path, log_of(path))}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in before:
        shutil.copy(file, elsewhere)
    keeper.close()

    figures = written(elsewhere)

    assert "newer version of this program (its format is 9999" in figures.trouble
    assert figures.set_aside == ""
    assert {file: (elsewhere / file.name).read_bytes() for file in before} == before


def _link(path: Path) -> None:
    target = path.with_name("precious")
    target.write_bytes(b"")
    path.symlink_to(target)


def _link_of_the_log(path: Path) -> None:
    _link(log_of(path))


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("lay", "words"),
    [(_link, "is a link"), (_link_of_the_log, "is a link"), (_folder, "is no file"), (_pipe, "is no file")],
    ids=lambda lay: getattr(lay, "__name__", None),
)
def test_what_is_no_file_is_refused_and_left_alone(
    tmp_path: Path, lay: Callable[[Path], None], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    lay(tmp_path / FILE_NAME)
    before = sorted(os.listdir(tmp_path))

    figures = written(tmp_path)

    assert words in figures.trouble
    assert str(tmp_path / FILE_NAME) in figures.trouble
    assert set(os.listdir(tmp_path)) - set(before) <= {"history.lock", "history.ballast"}
    assert all(file.stat().st_size == 0 for file in tmp_path.glob("precious"))


def _assert_only_the_log_went(tmp_path: Path, figures: Recording, log: bytes, shown: Sequence[Snapshot]) -> None:
    """Nothing of the file is lost, the log is told of and kept, and recording goes on."""
    assert figures.trouble == ""
    assert log_of(Path(figures.set_aside)).read_bytes() == log
    assert not Path(figures.set_aside).exists()
    assert_recorded(tmp_path)
    history = stored(tmp_path)
    past = [history.snapshot_at(one.at_ms) for one in shown]
    history.close()
    assert [difference(one, then) if then else "gone" for one, then in zip(shown, past, strict=True)] == [[]] * len(
        past
    )


def test_the_log_of_another_history_is_not_mixed_with_what_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Both are ours and whole; SQLite would play such a log into any file."""
    other = tmp_path / "other"
    other.mkdir()
    engine, _ = opened(other)
    log = log_of(other / FILE_NAME).read_bytes()
    engine.dispose()
    shown = record(tmp_path, day(130))
    log_of(tmp_path / FILE_NAME).write_bytes(log)

    figures = written(tmp_path)

    assert f"The log of {tmp_path / FILE_NAME} was set aside" in caplog.text
    _assert_only_the_log_went(tmp_path, figures, log, shown[::10])


def test_a_copy_from_before_that_is_put_back_is_not_mixed_with_the_log_of_what_came_since(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody restores the file alone; what a killed recorder has left beside it belongs to a newer one."""
    path, copy = tmp_path / FILE_NAME, tmp_path / "copy"
    shown = record(tmp_path, day(130))
    shutil.copy(path, copy)
    record(tmp_path, day(50, first=1000))
    engine, _ = opened(tmp_path)
    since = log_of(path).read_bytes()
    engine.dispose()
    shutil.copy(copy, path)
    log_of(path).write_bytes(since)

    figures = written(tmp_path)

    _assert_only_the_log_went(tmp_path, figures, since, shown[::10])


def test_the_shared_memory_of_another_history_or_garbage_in_its_place_does_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown = record(tmp_path, day(130))
    engine, _ = opened(tmp_path)
    memory = Path(f"{tmp_path / FILE_NAME}-shm").read_bytes()
    engine.dispose()
    for content in (memory, os.urandom(len(memory)), b"x"):
        Path(f"{tmp_path / FILE_NAME}-shm").write_bytes(content)
        figures = written(tmp_path)
        assert (figures.trouble, figures.set_aside) == ("", "")
    assert_recorded(tmp_path)
    history = stored(tmp_path)
    past = history.snapshot_at(shown[60].at_ms)
    history.close()
    assert past is not None
    assert difference(shown[60], past) == []


@pytest.mark.parametrize("left", ["nothing was written back", "all was written back"])
def test_the_log_that_a_killed_recorder_left_is_its_own(tmp_path: Path, left: str) -> None:
    """Whatever of it has reached the file, also after several starts, and with somebody who reads meanwhile."""
    for number in range(3):
        shown = record(tmp_path, day(60, first=1 + 1000 * number))
    engine, keeper = opened(tmp_path)
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM chunks").scalar()
    for _ in range(3):
        keeper.end_run(1)
        if left == "all was written back":
            with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    killed = tmp_path / "killed"
    killed.mkdir()
    for file in tmp_path.glob(f"{FILE_NAME}*"):
        shutil.copy(file, killed)
    engine.dispose()

    figures = written(killed)

    assert (figures.trouble, figures.set_aside) == ("", "")
    history = stored(killed)
    assert history.snapshot_at(shown[30].at_ms) is not None
    history.close()


def test_a_network_file_system_is_refused_and_a_better_place_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "büro und mehr"
    folder.mkdir()
    mounts = tmp_path / "mountinfo"
    point = str(folder).replace(" ", "\\040")
    mounts.write_text(
        f"22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n99 22 0:44 / {point} rw - nfs4 server:/home rw\n"
    )
    monkeypatch.setattr(place, "MOUNTS", mounts)

    figures = written(folder / "data")

    assert "network file system (nfs4)" in figures.trouble
    assert "--data-dir, for instance below /var/lib" in figures.trouble
    assert os.listdir(folder / "data") == []


def test_a_folder_without_rights_is_named_and_nothing_is_left_there(caplog: pytest.LogCaptureFixture) -> None:
    with as_nobody() as folder:
        folder.chmod(0o500)
        inside, itself = written(folder / "data"), written(folder)

        assert str(folder / "data") in inside.trouble
        assert "can not be written to" in itself.trouble
        assert os.listdir(folder) == []


def test_a_file_without_rights_is_named_and_left_alone(caplog: pytest.LogCaptureFixture, whole: Path) -> None:
    data = (whole / FILE_NAME).read_bytes()
    with as_nobody() as folder:
        path = folder / FILE_NAME
        path.write_bytes(data)
        path.chmod(0o400)
        figures = written(folder)

        assert "can not be" in figures.trouble
        assert figures.set_aside == ""
        assert path.read_bytes() == data


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts")
def test_a_file_system_that_is_read_only_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    body = (
        "import logging; from pathlib import Path; logging.disable(logging.CRITICAL)\n"
        "from tests.faults.test_bad_history_files import written\n"
        f"print(written(Path({str(tmp_path / 'data')!r})).trouble)"
    )
    (tmp_path / "data").mkdir()
    mount = 'mount -t tmpfs none "$0" && mkdir "$0/data" && mount -o remount,ro "$0" && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", mount, str(tmp_path), *child_script(body)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr
    assert f"{tmp_path / 'data'}: no history can be kept there" in done.stdout


def test_a_file_that_is_taken_away_while_it_is_written_begins_anew_with_all_that_the_memory_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    memory = RecentMemory()
    keeping = Keeping(commit_s=0.02, beats_days=36_500)
    writer = HistoryWriter(memory, tmp_path, clock=SystemClock(), keeping=keeping, ballast_bytes=PAGE)
    shown = live(day(30), memory)
    writer.start()
    _wait(lambda: writer.figures().kept_ms == shown[-1].at_ms)
    for name in (FILE_NAME, log_of(Path(FILE_NAME)).name):
        (tmp_path / name).unlink()
    _wait(lambda: "taken away" in writer.figures().trouble)
    _wait(lambda: not writer.figures().trouble and (tmp_path / FILE_NAME).exists())
    assert writer.stop(PATIENCE_S)
    recover(tmp_path)

    history = stored(tmp_path)
    span = history.span()
    history.close()
    assert span is not None
    assert (span.from_ms, span.to_ms) == (shown[0].at_ms, shown[-1].at_ms)
    assert "was taken away" in caplog.text


def _wait(is_true: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < give_up_s
        time.sleep(0.005)


def test_nobody_else_can_read_what_is_recorded_whatever_the_umask_says(
    tmp_path: Path, whole: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "a" / "b"
    umask = os.umask(0)
    try:
        memory = RecentMemory()
        writer = HistoryWriter(
            memory, folder, clock=SystemClock(), keeping=Keeping(commit_s=0.02, beats_days=36_500), ballast_bytes=PAGE
        )
        live(day(30), memory)
        writer.start()
        _wait(lambda: writer.figures().kept_ms > START_MS)
        modes = {file: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*")}
        assert writer.stop(PATIENCE_S)
        # What somebody copied there with wider rights, and what is set aside.
        (folder / FILE_NAME).chmod(0o644)
        written(folder)
        modes |= {file: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*")}
    finally:
        os.umask(umask)

    assert {FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", "history.ballast", "history.lock"} <= {
        file.name for file in modes
    }
    assert {file.name: oct(mode) for file, mode in modes.items() if mode & 0o077} == {}
