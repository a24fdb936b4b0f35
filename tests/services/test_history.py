"""What is built over the memory of this program."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.domain.ranges import RangeReader
from procmon_gui.services.history import (
    LATE_S,
    RangeOpener,
    check_history,
    look_at_recorder,
    open_history,
    open_memory,
    open_stored_history,
)
from procmon_gui.services.places import Options
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end


def test_whoever_asks_for_ranges_from_whatever_thread_gets_the_same_reader(tmp_path: Path) -> None:
    """What the History page has read of a chunk is not unpacked again for the life of a process."""
    open_ranges = RangeOpener(open_history(Options(data_dir=tmp_path), open_memory()))
    got: list[RangeReader] = []
    threads = [threading.Thread(target=lambda: got.append(open_ranges())) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 4
    assert len({id(one) for one in got}) == 1


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Give a history on a disk that can not be written."""
    source, place = tmp_path / "source", tmp_path / "place"
    source.mkdir()
    place.mkdir()
    record_and_end(source, day(20))
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("needs the right to mount")
    if subprocess.run(["mount", "--bind", source, place], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        yield place
    finally:
        # Lazily: a failure may have left the file open.
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_history_where_nothing_can_be_written_is_read_as_it_is(read_only: Path) -> None:
    """A backup, a snapshot: the memory that readers of SQLite share can not be made there."""
    history = open_stored_history(Options(data_dir=read_only))
    span = history.span()
    history.close()
    found = check_history(Options(data_dir=read_only))

    assert span is not None
    assert found is not None
    assert found.span == span
    assert not found.damaged_chunks


def test_how_old_the_newest_sample_may_be_follows_from_the_settings(tmp_path: Path) -> None:
    """A recorder that looks every ten seconds and writes every minute is not late after half a minute."""
    record_and_end(tmp_path, day(20))
    config = tmp_path / "settings.toml"
    config.write_text("[sampling]\ninterval_s = 10\n[history]\ncommit_s = 60\n")

    found, most_age_s = look_at_recorder(Options(data_dir=tmp_path, config=config))

    assert found.kept_every == 1
    assert most_age_s == 10 + 60 + LATE_S
