"""The file that is cut out of a history: whose it is, what it replaces, what is said where there is none."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Cancelled, Unavailable, WrongInput
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME
from tests.store.history.cuts import Errand, cut, read
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end


def test_only_its_owner_may_read_the_file_and_nothing_lies_beside_it(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    before = os.umask(0)
    try:
        path, made = cut(folder, shown[30].at_ms, shown[99].at_ms, target=tmp_path / "out.procmon")
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["out.procmon"]
    assert made.size_bytes == path.stat().st_size
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    target = tmp_path / "out.procmon"
    target.write_text("before")

    with pytest.raises(WrongInput, match="--force"):
        cut(folder, shown[30].at_ms, shown[99].at_ms, target=target)
    assert target.read_text() == "before"
    cut(folder, shown[30].at_ms, shown[99].at_ms, target=target, replaces=True)

    assert read(target, shown[60:61]) == []


@pytest.mark.parametrize("stopped", [Cancelled, KeyboardInterrupt])
def test_who_stops_it_leaves_nothing_behind(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path, stopped: type[BaseException]
) -> None:
    folder, shown = recorded

    class Stopping(Errand):
        def tell_progress(self, done: int, total: int) -> None:
            if done == 2:
                raise stopped

    with pytest.raises(stopped):
        cut(folder, shown[0].at_ms, shown[-1].at_ms, target=tmp_path / "out.procmon", errand=Stopping())

    assert list(tmp_path.iterdir()) == []


def test_it_says_how_far_it_is(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded
    errand = Errand()
    cut(folder, shown[0].at_ms, shown[-1].at_ms, target=tmp_path / "out.procmon", errand=errand)

    assert errand.told[-1] == (4, 4)


def test_a_time_of_which_nothing_was_recorded_makes_no_file(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded

    with pytest.raises(Unavailable, match="Nothing was recorded"):
        cut(folder, shown[-1].at_ms + 60_000, shown[-1].at_ms + 120_000, target=tmp_path / "out.procmon")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded

    with pytest.raises(Unavailable, match="No such file or directory"):
        cut(folder, shown[0].at_ms, shown[9].at_ms, target=tmp_path / "nowhere" / "out.procmon")


# ---- what there is no file of


def test_of_a_time_of_which_only_minutes_or_hours_are_left_it_is_said(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, day(400))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("DELETE FROM chunks WHERE number < 3")
        connection.commit()

    with pytest.raises(Unavailable, match="only averages of minutes are left"):
        cut(tmp_path, shown[70].at_ms, shown[100].at_ms)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("DELETE FROM system_sums")
        connection.commit()
    with pytest.raises(Unavailable, match="what programs used in each hour is left"):
        cut(tmp_path, shown[70].at_ms, shown[100].at_ms)
    with pytest.raises(Unavailable, match=r"Nothing was recorded in that time\. `procmon-gui doctor`"):
        cut(tmp_path, 1000, 2000)
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.suffix in (".part", ".procmon")) == []
