"""What is kept on disk: the past of an earlier start is what was shown then, whatever cut that start off."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, func, select, update
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.schema import CHUNKS, JOURNAL, RUNS
from procmon_gui.store.history.stored import StoredHistory
from tests.store.history.machines import beating, day, difference, live
from tests.store.history.recording import opened, record, recover, stored

# The last chunk packs itself while others follow.
LONG = 3 * BEATS_PER_CHUNK + 47


def past(history: StoredHistory, at_ms: int) -> Snapshot:
    stretch = history.stretch_near(at_ms)
    assert stretch is not None
    found = stretch.snapshot_near(at_ms)
    assert found is not None
    return found


def count(folder: Path, table: Table) -> int:
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(table))
    engine.dispose()
    return int(found or 0)


@pytest.mark.parametrize("commit_every", [1, 7, 10, 60, 100])
def test_after_a_cut_every_beat_that_was_committed_is_what_was_shown(tmp_path: Path, commit_every: int) -> None:
    """Chunks, and what was in the journal; in memory or on disk, one can not be told from the other."""
    shown = record(tmp_path, day(LONG), commit_every=commit_every)
    committed = shown[: LONG // commit_every * commit_every]
    recover(tmp_path)
    history = stored(tmp_path)

    differing = [(one.at_ms, difference(one, past(history, one.at_ms))) for one in committed[::7]]

    assert [found for found in differing if found[1]] == []
    span = history.span()
    assert span is not None
    assert (span.from_ms, span.to_ms) == (committed[0].at_ms, committed[-1].at_ms)


def test_the_journal_holds_only_what_is_in_no_chunk(tmp_path: Path) -> None:
    record(tmp_path, day(LONG))

    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.connect() as connection:
        chunks = set(connection.scalars(select(CHUNKS.c.number)))
        journal = set(connection.scalars(select(JOURNAL.c.number)))
    engine.dispose()

    assert chunks
    assert journal
    assert not chunks & journal


def test_recovery_empties_the_journal_and_does_nothing_the_second_time(tmp_path: Path) -> None:
    record(tmp_path, day(LONG))

    assert recover(tmp_path) == 0
    chunks = count(tmp_path, CHUNKS)
    assert recover(tmp_path) == 0

    assert (count(tmp_path, JOURNAL), count(tmp_path, CHUNKS)) == (0, chunks)


def test_a_damaged_piece_costs_its_chunk_only_what_comes_after_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown = record(tmp_path, day(BEATS_PER_CHUNK - 5))
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.begin() as connection:
        third = connection.scalar(select(JOURNAL.c.id).where(JOURNAL.c.first_beat == 20))
        data = connection.scalar(select(JOURNAL.c.data).where(JOURNAL.c.id == third)) or b""
        flipped = bytes([*data[:99], data[99] ^ 16, *data[100:]])
        connection.execute(update(JOURNAL).where(JOURNAL.c.id == third).values(data=flipped))
    engine.dispose()

    assert recover(tmp_path) == 3
    assert "3 pieces of the journal were damaged" in caplog.text

    span = stored(tmp_path).span()
    assert span is not None
    assert span.to_ms == shown[19].at_ms


def test_a_damaged_chunk_is_a_gap_and_takes_nothing_else_with_it(tmp_path: Path) -> None:
    shown = record(tmp_path, day(LONG))
    recover(tmp_path)
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.begin() as connection:
        data = connection.scalar(select(CHUNKS.c.data).where(CHUNKS.c.number == 1)) or b""
        connection.execute(update(CHUNKS).where(CHUNKS.c.number == 1).values(data=data[:-9] + bytes(9)))
    engine.dispose()
    history = stored(tmp_path)

    stretch = history.stretch_near(shown[BEATS_PER_CHUNK + 3].at_ms)
    assert stretch is not None
    with pytest.raises(Unavailable, match="checksum"):
        stretch.snapshot_near(shown[BEATS_PER_CHUNK + 3].at_ms)
    (whole,) = history.stretches(shown[0].at_ms, shown[-1].at_ms)
    times, values = whole.series("host.cpu.busy_ratio")
    after = shown[2 * BEATS_PER_CHUNK]
    assert history.damaged_count == 1
    assert shown[BEATS_PER_CHUNK + 3].at_ms not in times
    assert difference(shown[10], past(history, shown[10].at_ms)) == []
    # What comes after the gap is not taken against what came before it.
    assert np.isnan(values[times == after.at_ms])
    _, ticks = whole.series_of(ProcessKey("boot", 101, 1), "cpu_ratio")
    assert np.isnan(ticks[times == after.at_ms])


def test_two_runs_are_told_apart_though_their_numbers_are_alike(tmp_path: Path) -> None:
    first = record(tmp_path, day(70))
    second = record(tmp_path, day(70, first=1000))
    recover(tmp_path)
    history = stored(tmp_path)

    assert count(tmp_path, RUNS) == 3
    assert difference(first[30], past(history, first[30].at_ms)) == []
    assert difference(second[30], past(history, second[30].at_ms)) == []
    assert len(list(history.stretches(0, 2**53))) == 2


def test_beats_that_were_forgotten_before_they_could_be_written_are_counted(tmp_path: Path) -> None:
    engine, keeper = opened(tmp_path)
    memory, mark = RecentMemory(), Mark()
    live(day(4 * BEATS_PER_CHUNK), memory)
    memory.set_budget(0)
    live(day(2, first=4 * BEATS_PER_CHUNK + 1), memory)

    keeper.save(memory.news(mark))

    with engine.connect() as connection:
        lost = connection.scalar(select(RUNS.c.lost_beats))
    engine.dispose()
    assert lost == memory.news(mark).lost_beats > 0


def test_nothing_is_kept_of_a_commit_that_fails_and_all_of_it_with_the_next(tmp_path: Path) -> None:
    engine, keeper = opened(tmp_path)
    memory = RecentMemory()
    shown = live(day(30), memory)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = open_for_writing(tmp_path / FILE_NAME).engine
    with other.begin(), pytest.raises(DatabaseError, match="locked"):
        keeper.save(memory.news(Mark()))
    other.dispose()
    assert count(tmp_path, JOURNAL) == 0

    keeper.save(memory.news(Mark()))
    engine.dispose()
    recover(tmp_path)

    assert difference(shown[29], past(stored(tmp_path), shown[29].at_ms)) == []


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(0, 2**32))
def test_whenever_commits_come_the_past_is_what_was_shown(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("history")
    engine, keeper = opened(folder)
    memory, mark = RecentMemory(), Mark()
    commits = set(np.cumsum(steps).tolist())
    shown = []
    for number, snapshot in enumerate(beating(day(max(commits), first=1 + seed % 1000), memory), 1):
        shown.append(snapshot)
        if number in commits:
            news = memory.news(mark)
            keeper.save(news)
            mark = news.mark
    engine.dispose()
    recover(folder)
    history = stored(folder)

    assert [difference(one, past(history, one.at_ms)) for one in shown[::9]] == [[] for _ in shown[::9]]


@pytest.mark.parametrize(
    ("commit_s", "kept_every", "waits_s"), [(10, 1, 10), (10, 3, 30), (10, 10, 60), (60, 5, 60), (1, 10, 10)]
)
def test_where_fewer_beats_are_kept_they_are_written_in_as_large_parts(
    commit_s: float, kept_every: int, waits_s: float
) -> None:
    assert Keeping(commit_s=commit_s).commit_s_of(kept_every) == waits_s
