"""A time cut out of a history: all of it, as it was."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.history.sealed_history import IncidentHistory, open_incident
from tests.store.history.cuts import BEATS, cut, read, visible_difference
from tests.store.history.machines import day, live, with_ends, without
from tests.store.history.notes import wild
from tests.store.history.recording import copied, record, record_and_end, recover

OLDER = sorted(Path(__file__).with_name("incidents").glob("*.procmon"))


def test_every_beat_of_the_time_is_what_was_shown_of_it(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded
    path, made = cut(folder, shown[30].at_ms, shown[150].at_ms, target=tmp_path / "out.procmon")

    # Of the first few it is not known what came before; of the sockets, since the look before the last.
    assert read(path, shown[36:151:7]) == []
    assert (made.beat_count, made.damaged_count) == (121, 0)
    assert (made.span.from_ms, made.span.to_ms) == (shown[30].at_ms, shown[150].at_ms)


def test_a_machine_on_which_as_many_files_may_be_open_as_a_number_holds_is_read(tmp_path: Path) -> None:
    """So it is where systemd runs: fs.file-max is 2 ** 63 - 1, which is 2 ** 63 among figures."""
    endless = {"limits.max_files": {"": float(2**63 - 1)}}
    shown = record_and_end(tmp_path, [replace(one, host={**one.host, **endless}) for one in day(BEATS)])
    path, made = cut(tmp_path, shown[30].at_ms, shown[90].at_ms)

    assert made.damaged_count == 0
    assert read(path, shown[36:91:7]) == []


def test_how_those_ended_is_taken_along_of_whom_a_beat_is_in_the_file_and_of_nobody_else(tmp_path: Path) -> None:
    """The first beat of the file tells in the history how serial 5 ended, which was gone by then. Serial 9 is missed by
    the first beat of a chunk.
    """
    shown = record_and_end(tmp_path, with_ends(day(BEATS, first=10)))
    path, _ = cut(tmp_path, shown[20].at_ms, shown[140].at_ms)
    history = open_incident(path)
    ends = [history.ended_since(shown[place].at_ms) for place in (25, 45, 55, 65)]
    history.close()
    with closing(sqlite3.connect(path)) as connection:
        chunks = [Chunk(data) for (data,) in connection.execute("SELECT data FROM chunks ORDER BY number")]
    tracks = [chunk.track("ended_at_utc") for chunk in chunks]
    told_s = np.concatenate([part.view(np.float64) for track in tracks for part in (track.base, track.bits)])

    assert [own[serial].status for own, serial in zip(ends, (6, 8, 9, 10), strict=True)] == [-9, 8, -9, 10]
    assert np.nanmin(told_s) * 1000 > shown[20].at_ms


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), begin=st.integers(0, 60), length=st.integers(12, 60))
def test_machines_on_which_anything_happens_are_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, seed: int, begin: int, length: int
) -> None:
    folder = tmp_path_factory.mktemp("wild")
    readings = wild(seed, 100)
    shown = record_and_end(folder, readings, commit_every=30)
    end = min(begin + length, len(shown))
    path, _ = cut(folder, shown[begin].at_ms, shown[end - 1].at_ms)
    history = open_incident(path)

    for place in range(begin + 1, end):
        past = history.snapshot_at(shown[place].at_ms)
        assert past is not None
        wrong = visible_difference(shown[place], past)
        # Rates of TCP are taken since an older look at the sockets, which may lie before the time.
        has_look = any(one.sockets_ns != readings[place].sockets_ns for one in readings[begin:place])
        assert [name for name in wrong if has_look or not name.startswith("tcp_")] == []
    history.close()


def test_gaps_and_runs_stay_what_they_are(tmp_path: Path) -> None:
    readings = without(day(BEATS), range(80, 120))
    shown = record(tmp_path, readings[:100])
    recover(tmp_path)
    later = [replace(one, boot_id="another boot") for one in day(60, first=400)]
    shown_later = record_and_end(tmp_path, later)
    path, _ = cut(tmp_path, shown[20].at_ms, shown_later[30].at_ms)
    history = open_incident(path)

    gaps = history.gaps(shown[20].at_ms, shown_later[30].at_ms)
    found = history.snapshot_at(shown_later[20].at_ms)
    history.close()

    assert [(gap.from_ms, gap.to_ms) for gap in gaps][-1] == (shown[99].at_ms, shown_later[0].at_ms)
    assert found is not None
    assert found.boot_id == "another boot"
    assert read(path, [*shown[30:70:9], *shown[90:99], *shown_later[5:30:6]]) == []


def test_what_a_recorder_that_goes_on_has_in_its_journal_is_in_the_file(tmp_path: Path) -> None:
    shown = record(tmp_path, day(75))

    path, made = cut(tmp_path, shown[10].at_ms, shown[69].at_ms)

    assert made.beat_count == 60
    assert read(path, shown[62:70]) == []


def test_the_roll_ups_tell_of_the_beats_in_the_file_only(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded
    path, _ = cut(folder, shown[30].at_ms, shown[99].at_ms, target=tmp_path / "out.procmon")

    with closing(sqlite3.connect(path)) as connection:
        (beats,) = connection.execute("SELECT sum(beat_count) FROM system_sums").fetchone()
        first, last = connection.execute("SELECT min(first_ms), max(last_ms) FROM processes").fetchone()
        (runs,) = connection.execute("SELECT count(*) FROM runs WHERE next_digest IS NULL").fetchone()
    assert beats == 70
    assert (first, last) == (shown[30].at_ms, shown[99].at_ms)
    assert runs == 1


def test_a_chunk_that_is_damaged_is_left_out_counted_and_a_gap(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    copied(folder, tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE chunks SET data = zeroblob(100) WHERE number = 1")

    path, made = cut(tmp_path, shown[0].at_ms, shown[-1].at_ms)

    assert made.damaged_count == 1
    assert made.beat_count == BEATS - 60
    assert read(path, [*shown[10:60:9], *shown[126:190:9]]) == []


def test_the_moment_that_is_opened_first_is_the_busiest(tmp_path: Path) -> None:
    readings = [
        replace(one, host={**one.host, "cpu.user_s": {"": beat * 0.1 + (1.0 if beat > 70 else 0.0)},
                           "cpu.idle_s": {"": beat * 1.9}})
        for beat, one in enumerate(day(120))
    ]  # fmt: skip
    shown = record_and_end(tmp_path, readings)
    path, _ = cut(tmp_path, shown[10].at_ms, shown[110].at_ms)
    history: IncidentHistory = open_incident(path)

    assert history.peak_ms == shown[71].at_ms
    assert history.host_name == "host"
    assert history.newest(0).at_ms[-1] == shown[110].at_ms
    assert history.beat_near(shown[50].at_ms + 300) == shown[50].at_ms
    history.close()


def test_a_recorder_may_go_on_meanwhile(tmp_path: Path) -> None:
    shown = record(tmp_path, day(100))
    more = live(day(100, first=101))
    path, _ = cut(tmp_path, shown[0].at_ms, more[-1].at_ms)

    assert read(path, shown[10:100:30]) == []


# ---- older versions


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_a_file_of_every_older_version_opens_and_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    shown = live(day(90))

    assert read(path, shown[26:81:9]) == []

    assert path.read_bytes() == before
    assert list(Path(tempfile.gettempdir()).glob("procmon_gui-*/copy.procmon")) == []


def test_there_is_a_file_of_every_older_version() -> None:
    """Whoever makes a new format keeps a file of the old one."""
    assert [path.stem for path in OLDER] == [f"{number:04}" for number in range(3, int(REVISION))]
