"""How far a recorder has come is known from its newest rows, whatever lies before them."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.progress import progress_of
from procmon_gui.store.history.schema import JOURNAL
from procmon_gui.store.place import lock_folder
from tests.store.history.machines import day
from tests.store.history.recording import opened, record, record_and_end


def test_the_newest_beat_is_the_last_that_was_committed(tmp_path: Path) -> None:
    """130 beats are two whole chunks and a piece of a third in the journal; the last five were never committed."""
    shown = record(tmp_path, day(135))

    assert progress_of(tmp_path / FILE_NAME).newest_ms == shown[129].at_ms


def test_of_a_recorder_that_ended_all_is_in_chunks(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, day(135))

    assert progress_of(tmp_path / FILE_NAME).newest_ms == shown[-1].at_ms


def test_a_recorder_that_has_just_begun_has_nothing_of_its_own_yet(tmp_path: Path) -> None:
    """What the one before it left does not speak for it."""
    record_and_end(tmp_path, day(70))
    engine, _ = opened(tmp_path)
    engine.dispose()

    assert progress_of(tmp_path / FILE_NAME).newest_ms is None


def test_where_the_newest_piece_is_damaged_the_last_chunk_tells(tmp_path: Path) -> None:
    shown = record(tmp_path, day(130))
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.begin() as connection:
        data = connection.scalar(select(JOURNAL.c.rows).order_by(JOURNAL.c.id.desc()).limit(1)) or b"?"
        connection.execute(update(JOURNAL).values(rows=data[:-1] + bytes([data[-1] ^ 1])))
    engine.dispose()

    newest_ms = progress_of(tmp_path / FILE_NAME).newest_ms

    assert newest_ms is not None
    assert newest_ms in {one.at_ms for one in shown[:130]}


def test_who_records_holds_the_folder(tmp_path: Path) -> None:
    record(tmp_path, day(20))
    before = progress_of(tmp_path / FILE_NAME).is_recording
    lock = lock_folder(tmp_path)
    meanwhile = progress_of(tmp_path / FILE_NAME).is_recording
    lock.close()

    assert (before, meanwhile) == (False, True)


def test_where_nothing_was_recorded_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="There is no history"):
        progress_of(tmp_path / FILE_NAME)


def test_a_file_that_is_no_history_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database " * 1000)

    with pytest.raises(Unavailable):
        progress_of(tmp_path / FILE_NAME)
