"""What `doctor` is told of a history: every figure, and every piece that is damaged."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Table, select, update

from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.history import Gap, Span
from procmon_gui.store.form import Newer
from procmon_gui.store.history import checkup
from procmon_gui.store.history.checkup import check_up
from procmon_gui.store.history.database import FILE_NAME, open_for_writing, put_aside
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.rollup_schema import HOST_MINUTES, PROCESS_MINUTES
from procmon_gui.store.history.schema import CHUNKS, JOURNAL, REVISION, TEXTS
from procmon_gui.store.place import lock_folder
from tests.store.history.machines import day
from tests.store.history.recording import opened, record, record_and_end, recover

OLDER = sorted(Path(__file__).with_name("migrations").glob("*.sqlite"))


class Asked:
    """An errand that may be given up after some progress."""

    def __init__(self, patience: int = 10**9) -> None:
        self.patience = patience
        self.told: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        return len(self.told) >= self.patience

    def tell_progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


def test_a_history_is_described_with_its_gaps_and_the_runs_that_were_cut_off(tmp_path: Path) -> None:
    first = record(tmp_path, day(130))
    second = record(tmp_path, day(70, first=1000))
    recover(tmp_path)
    asked = Asked()

    found = check_up(tmp_path / FILE_NAME, asked)

    assert found.revision == REVISION
    assert found.span == Span(from_ms=first[0].at_ms, to_ms=second[-1].at_ms)
    assert found.gaps == (Gap(from_ms=first[-1].at_ms, to_ms=second[0].at_ms),)
    assert (found.run_count, found.cut_off_count, found.lost_beats) == (3, 3, 0)
    assert found.beat_count == 200
    assert (found.damaged_chunks, found.damaged_texts, found.damaged_pieces) == (0, 0, 0)
    assert found.size_bytes > 0
    assert found.free_bytes > 0
    assert not found.is_recording
    assert not found.has_ballast
    assert asked.told[-1][0] == asked.told[-1][1] > 0


def test_the_run_that_is_at_work_is_not_called_cut_off(tmp_path: Path) -> None:
    record(tmp_path, day(10))
    lock = lock_folder(tmp_path)

    found = check_up(tmp_path / FILE_NAME, Asked())
    lock.close()

    assert (found.is_recording, found.run_count, found.cut_off_count) == (True, 1, 0)


def test_beats_that_are_in_no_chunk_yet_are_counted_too_and_none_twice(tmp_path: Path) -> None:
    """Of those in the journal a chunk is made while this goes on."""
    shown = record(tmp_path, day(130))
    before = check_up(tmp_path / FILE_NAME, Asked())

    class Interrupted(Asked):
        def tell_progress(self, done: int, total: int) -> None:
            if not self.told:
                recover(tmp_path)
            super().tell_progress(done, total)

    meanwhile = check_up(tmp_path / FILE_NAME, Interrupted())
    after = check_up(tmp_path / FILE_NAME, Asked())

    assert before.chunk_count < after.chunk_count
    for found in (before, meanwhile, after):
        assert found.beat_count == len(shown)
        assert found.span == Span(from_ms=shown[0].at_ms, to_ms=shown[-1].at_ms)


@pytest.mark.parametrize(
    ("table", "column", "counted"),
    [
        (CHUNKS, "data", "damaged_chunks"),
        (CHUNKS, "rows", "damaged_chunks"),
        (CHUNKS, "text_numbers", "damaged_chunks"),
        (TEXTS, "data", "damaged_texts"),
        (JOURNAL, "data", "damaged_pieces"),
        (PROCESS_MINUTES, "data", "damaged_hours"),
        (HOST_MINUTES, "data", "damaged_hours"),
    ],
)
def test_every_checksum_is_compared(
    tmp_path: Path,
    table: Table,
    column: str,
    counted: str,
) -> None:
    record(tmp_path, day(130))
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.begin() as connection:
        key = connection.scalar(select(table.c.id).limit(1))
        data = connection.scalar(select(table.c[column]).where(table.c.id == key)) or b"?"
        changed = {column: data[:-1] + bytes([data[-1] ^ 1])}
        connection.execute(update(table).where(table.c.id == key).values(changed))
    engine.dispose()

    found = check_up(tmp_path / FILE_NAME, Asked())

    names = ("damaged_chunks", "damaged_texts", "damaged_pieces", "damaged_hours")
    damaged = {name: getattr(found, name) for name in names}
    assert damaged == dict.fromkeys(damaged, 0) | {counted: 1}


def test_the_minutes_that_are_kept_have_a_span_of_their_own(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, day(130))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("DELETE FROM chunks")
    connection.close()

    found = check_up(tmp_path / FILE_NAME, Asked())

    assert (found.span, found.damaged_hours) == (None, 0)
    assert found.minutes_span is not None
    minutes = (found.minutes_span.from_ms, found.minutes_span.to_ms)
    assert minutes == tuple(one.at_ms // MINUTE_MS * MINUTE_MS for one in (shown[0], shown[-1]))


def test_numbers_beside_a_chunk_are_part_of_its_checksum(tmp_path: Path) -> None:
    record(tmp_path, day(130))
    recover(tmp_path)
    for column in ("run_id", "number", "from_ms", "to_ms", "beat_count"):
        with sqlite3.connect(tmp_path / FILE_NAME) as connection:
            connection.execute(f"UPDATE chunks SET {column} = {column} + 64 WHERE id = 1")
        assert check_up(tmp_path / FILE_NAME, Asked()).damaged_chunks == 1
        with sqlite3.connect(tmp_path / FILE_NAME) as connection:
            connection.execute(f"UPDATE chunks SET {column} = {column} - 64 WHERE id = 1")
        connection.close()


def test_it_can_be_given_up(tmp_path: Path) -> None:
    record(tmp_path, day(130))

    with pytest.raises(Cancelled):
        check_up(tmp_path / FILE_NAME, Asked(patience=1))


def test_beside_a_recorder_it_reads_and_changes_nothing(tmp_path: Path) -> None:
    engine, _ = opened(tmp_path)
    before = sorted(file.name for file in tmp_path.iterdir())

    found = check_up(tmp_path / FILE_NAME, Asked())
    after = sorted(file.name for file in tmp_path.iterdir())
    engine.dispose()

    assert (found.run_count, found.chunk_count, found.span) == (1, 0, None)
    assert set(after) - set(before) <= {"history.lock"}


def test_an_old_sqlite_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path, day(10))
    warned = []
    for version in ((3, 51, 2), (3, 51, 3)):
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        warned.append(len(check_up(tmp_path / FILE_NAME, Asked()).warnings))

    assert warned == [1, 0]


def test_what_was_set_aside_is_told_of_once_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (4, 0, 0))
    record(tmp_path, day(10))
    Path(f"{tmp_path / FILE_NAME}-wal").write_bytes(b"some")
    aside = put_aside(tmp_path / FILE_NAME)
    record(tmp_path, day(10))

    (warning,) = check_up(tmp_path / FILE_NAME, Asked()).warnings

    assert warning.startswith(f"{aside} could not be used")
    assert "procmon-gui salvage" in warning


@pytest.mark.parametrize("old", OLDER, ids=lambda path: path.stem)
def test_a_history_of_an_older_form_is_left_for_the_next_start(old: Path, tmp_path: Path) -> None:
    shutil.copy(old, tmp_path / FILE_NAME)

    found = check_up(tmp_path / FILE_NAME, Asked())

    assert (found.is_older, found.revision) == (True, old.stem)
    assert found.size_bytes > 0
    assert (tmp_path / FILE_NAME).read_bytes() == old.read_bytes()


def test_a_history_of_a_newer_program_is_refused_as_everywhere(tmp_path: Path) -> None:
    record(tmp_path, day(10))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()

    with pytest.raises(Newer, match="newer version of this program"):
        check_up(tmp_path / FILE_NAME, Asked())


@pytest.mark.parametrize("content", [None, b"garbage" * 1000], ids=["nothing", "garbage"])
def test_where_there_is_no_history_it_says_so(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)

    with pytest.raises(Unavailable):
        check_up(tmp_path / FILE_NAME, Asked())


def test_it_is_read_some_rows_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "_AT_ONCE", 1)
    record(tmp_path, day(250))
    recover(tmp_path)

    found = check_up(tmp_path / FILE_NAME, asked := Asked())

    assert found.chunk_count > 3
    assert len(asked.told) == asked.told[-1][1]
