"""Who reads beside a recorder knows what it has committed, also of the minute that is no chunk yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.sqlite import reading_engine
from tests.store.history.machines import day, difference
from tests.store.history.recording import record, recover

CHUNK = 60
COMMIT = 10


@contextmanager
def beside(folder: Path) -> Iterator[StoredHistory]:
    """Read what a recorder has committed so far."""
    history = StoredHistory(reading_engine(folder / FILE_NAME), reads_journal=True)
    history.refresh()
    yield history
    history.close()


def change(folder: Path, statement: str) -> None:
    """Change something in the history."""
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def assert_equal(history: StoredHistory, shown: Snapshot) -> None:
    """Say that a moment reads as it was shown."""
    past = history.snapshot_at(shown.at_ms)
    assert past is not None
    assert difference(shown, past) == []


@pytest.mark.parametrize("beats", [25, CHUNK - 1, CHUNK + 5, CHUNK + 35, 2 * CHUNK + 15])
def test_all_that_was_committed_is_there_as_it_was_shown(tmp_path: Path, beats: int) -> None:
    shown = record(tmp_path, day(beats), commit_every=COMMIT)
    committed = shown[: beats // COMMIT * COMMIT]

    with beside(tmp_path) as history:
        span = history.span()
        assert span is not None
        assert (span.from_ms, span.to_ms) == (shown[0].at_ms, committed[-1].at_ms)
        assert list(history.beat_times(span.from_ms, span.to_ms)) == [one.at_ms for one in committed]
        for one in (committed[0], committed[len(committed) // 2], committed[-2], committed[-1]):
            assert_equal(history, one)
        if beats > CHUNK + COMMIT:
            assert_equal(history, shown[CHUNK])  # its rates are taken against the chunk before it


def test_what_becomes_a_chunk_meanwhile_is_there_once(tmp_path: Path) -> None:
    shown = record(tmp_path, day(CHUNK + 20), commit_every=COMMIT)

    with beside(tmp_path) as history:
        recover(tmp_path)
        history.refresh()

        assert list(history.beat_times(0, shown[-1].at_ms)) == [one.at_ms for one in shown]
        assert_equal(history, shown[-1])


def test_a_piece_that_is_damaged_ends_what_is_known(tmp_path: Path) -> None:
    shown = record(tmp_path, day(40), commit_every=COMMIT)
    change(tmp_path, f"UPDATE journal SET data = zeroblob(40) WHERE first_beat = {2 * COMMIT}")

    with beside(tmp_path) as history:
        span = history.span()
        assert span is not None
        assert span.to_ms == shown[2 * COMMIT - 1].at_ms
        assert_equal(history, shown[2 * COMMIT - 1])


def test_of_what_is_unfinished_the_beats_tell_and_no_sums(tmp_path: Path) -> None:
    shown = record(tmp_path, day(CHUNK + 20), commit_every=COMMIT, catches_up=True)

    with beside(tmp_path) as history:
        told_ms = history.rolled_up_to_ms()
        assert told_ms is not None
        assert told_ms < shown[CHUNK].at_ms


def test_who_hears_the_recorder_reads_no_journal(tmp_path: Path) -> None:
    record(tmp_path, day(CHUNK - 20), commit_every=COMMIT)
    history = StoredHistory(reading_engine(tmp_path / FILE_NAME))
    history.refresh()

    assert history.span() is None
    history.close()
