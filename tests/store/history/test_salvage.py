"""What can be read of a damaged history comes back, all of it, and nothing that is not what was once written."""

import contextlib
import random
import sqlite3
import struct
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text

from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing, put_aside
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.pages import rows_of
from procmon_gui.store.history.salvage import Salvaged, salvage
from procmon_gui.store.place import Occupied, lock_folder
from tests.store.history.machines import START_MS, day, difference
from tests.store.history.recording import opened, record, recover, rows, start_again, stored
from tests.store.history.test_checkup import Asked

PAGE = 4096
MACHINE = "0123456789abcdef" * 2
KEEPING = Keeping(beats_days=36_500)


@cache
def cut_off(beats: int) -> tuple[bytes, list[Snapshot]]:
    """Return the file of a recorder that was cut off, and what was shown while it recorded."""
    with tempfile.TemporaryDirectory() as folder:
        shown = record(Path(folder), day(beats), machine_id=MACHINE)
        assert not Path(folder, FILE_NAME + "-wal").exists()
        return Path(folder, FILE_NAME).read_bytes(), shown


def set_aside(folder: Path, beats: int = 400) -> tuple[Path, list[Snapshot]]:
    """Leave the file of such a recorder, and set it aside as a start does."""
    content, shown = cut_off(beats)
    (folder / FILE_NAME).write_bytes(content)
    return put_aside(folder / FILE_NAME), shown


@pytest.fixture(autouse=True)
def warned(caplog: pytest.LogCaptureFixture) -> None:
    """What is set aside is told."""


def salvaged(aside: Path, folder: Path, keeping: Keeping = KEEPING) -> Salvaged:
    return salvage(aside, folder, keeping, Asked())


def back(folder: Path, shown: list[Snapshot], begins: Sequence[int] = (0,)) -> list[int]:
    """Return which of the beats are back; what is told of them has to be as it was, or unknown.

    The first beats after a gap, and where a run begins, have too little before them to be compared.
    """
    history = stored(folder)
    times = {int(at_ms) for stretch in history.stretches(0, 2**53) for at_ms in stretch.rows["time_ms"]}
    found = [place for place, one in enumerate(shown) if one.at_ms in times]
    for place in found[:: max(1, len(found) // 40)]:
        before = range(max(0, place - 10), place)
        if set(before) <= set(found) and not set(begins) & {*before, place} - {0}:
            then = history.snapshot_at(shown[place].at_ms)
            # Nothing where the text that tells of its start was lost.
            assert then is None or wrong(shown[place], then) == [], place
    history.close()
    return found


def wrong(one: Snapshot, then: Snapshot) -> list[str]:
    """Return what differs and is not merely unknown: a text may have been lost with its batch."""
    from_texts = {"boot_id", "notes", "unsupported", *one.texts}
    differing = [name for name in difference(one, then) if name not in from_texts]
    for field in one.texts:
        both = zip(one.texts[field], then.texts[field], strict=True)
        differing += [field for was, now in both if now not in (None, was)]
    return differing


def overwrite(path: Path, pages: list[int], chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    path.write_bytes(data)


def test_a_file_that_is_whole_comes_back_whole_with_what_was_in_no_chunk_yet(tmp_path: Path) -> None:
    aside, shown = set_aside(tmp_path)
    before = aside.read_bytes()
    told = "SELECT uuid, began_ms, ended_ms, kept_every, machine_id FROM runs JOIN hosts h ON h.id = host_id"
    with contextlib.closing(sqlite3.connect(aside)) as connection:
        runs = connection.execute(told).fetchall()

    found = salvaged(aside, tmp_path)

    assert back(tmp_path, shown) == list(range(400))
    assert (found.beat_count, found.there_count, found.left_count, found.damaged_count) == (400, 0, 0, 0)
    assert found.span is not None
    assert (found.span.from_ms, found.span.to_ms) == (shown[0].at_ms, shown[-1].at_ms)
    assert aside.read_bytes() == before
    assert [tuple(row.values()) for row in rows(tmp_path, told)] == runs


def test_what_only_the_log_of_a_damaged_file_holds_comes_back_too(tmp_path: Path) -> None:
    engine, _ = opened(tmp_path, MACHINE)
    engine.dispose()
    held = sqlite3.connect(tmp_path / FILE_NAME)
    held.execute("BEGIN")
    held.execute("SELECT * FROM hosts").fetchall()
    # Somebody reads, so that nothing is written back.
    shown = record(tmp_path, day(200), machine_id=MACHINE)
    aside = put_aside(tmp_path / FILE_NAME)
    held.close()
    log = aside.with_name(aside.name + "-wal")
    assert log.stat().st_size > 20 * PAGE

    salvaged(aside, tmp_path)

    assert back(tmp_path, shown) == list(range(200))


@pytest.mark.parametrize(("head", "page_bytes"), [(16, 1024), (100, 2048), (512, 4096), (16, 16384)])
def test_a_head_full_of_zeros_loses_nothing(tmp_path: Path, head: int, page_bytes: int) -> None:
    aside, shown = set_aside(tmp_path)
    with contextlib.closing(sqlite3.connect(aside)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA page_size={page_bytes}")
        connection.execute("VACUUM")
    data = bytearray(aside.read_bytes())
    data[:head] = bytes(head)
    aside.write_bytes(data)

    salvaged(aside, tmp_path)

    assert back(tmp_path, shown) == list(range(400))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 20))])
def test_of_a_file_with_overwritten_pages_all_comes_back_that_does_not_lie_in_them(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    aside, shown = set_aside(tmp_path, 600)
    pages = aside.stat().st_size // PAGE
    overwrite(aside, chance.sample(range(pages), max(1, pages // 20)), chance)

    found = salvaged(aside, tmp_path)

    came = back(tmp_path, shown)
    assert len(came) == found.beat_count
    assert len(came) > 0.5 * len(shown)


@pytest.mark.slow
@pytest.mark.parametrize("part", [0.7, *(pytest.param(part, marks=pytest.mark.nightly) for part in (0.1, 0.3, 0.9))])
def test_of_a_file_that_was_cut_comes_back_what_lies_before_the_cut(tmp_path: Path, part: float) -> None:
    aside, shown = set_aside(tmp_path, 600)
    data = aside.read_bytes()
    aside.write_bytes(data[: int(part * len(data)) + 17])

    found = salvaged(aside, tmp_path)

    came = back(tmp_path, shown)
    assert len(came) == found.beat_count < len(shown)
    assert len(came) > 0 or part < 0.5


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 20))])
def test_bits_that_flipped_never_come_back_as_values(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    aside, shown = set_aside(tmp_path)
    data = bytearray(aside.read_bytes())
    for _ in range(20):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    aside.write_bytes(data)

    salvaged(aside, tmp_path)

    back(tmp_path, shown)


def test_what_is_recorded_already_does_not_come_twice(tmp_path: Path) -> None:
    """The memory of a recorder outlives its file: it writes what it holds into the new one."""
    aside, shown = set_aside(tmp_path)
    record(tmp_path, day(400)[120:], machine_id=MACHINE)
    recover(tmp_path, MACHINE)

    first, again = salvaged(aside, tmp_path), salvaged(aside, tmp_path)
    start_again(tmp_path)

    assert first.chunk_count > 0
    assert first.there_count > 0
    assert (again.chunk_count, again.beat_count) == (0, 0)
    assert again.there_count == first.there_count + first.chunk_count
    (counted,) = rows(tmp_path, "SELECT max(beat_count) AS most, sum(beat_count) AS beats FROM system_sums")
    assert counted["most"] <= 60
    assert counted["beats"] == len(back(tmp_path, shown, begins=(120,))) == 400


def test_sums_are_made_of_it_by_the_next_recorder_and_who_lives_still_is_known_to_live(tmp_path: Path) -> None:
    aside, shown = set_aside(tmp_path)
    record(tmp_path, day(100, first=1000), machine_id=MACHINE)
    salvaged(aside, tmp_path)
    start_again(tmp_path)

    minutes = rows(tmp_path, "SELECT minute_ms FROM system_minutes")
    (one,) = rows(tmp_path, "SELECT first_ms, last_ms FROM process_list ORDER BY first_ms, last_ms DESC LIMIT 1")

    assert len(minutes) >= 400 // 60 + 100 // 60
    assert one["first_ms"] == shown[0].at_ms
    assert one["last_ms"] == START_MS + 1099 * 1000


def test_what_is_too_old_or_more_than_there_is_room_for_is_left_and_the_newest_comes(tmp_path: Path) -> None:
    aside, shown = set_aside(tmp_path, 900)
    (tmp_path / "room").mkdir()

    old = salvaged(aside, tmp_path, Keeping(beats_days=500 / 86_400))
    crowded = salvaged(aside, tmp_path / "room", Keeping(beats_days=36_500, limit_bytes=9 * 1024**2))

    assert old.left_count > 0
    assert back(tmp_path, shown)[-1] == 899
    assert crowded.left_count == 15
    assert crowded.chunk_count == 0


def test_the_history_in_use_is_refused_and_while_somebody_records_nothing_is_done(tmp_path: Path) -> None:
    aside, _ = set_aside(tmp_path)
    open_for_writing(tmp_path / FILE_NAME).engine.dispose()

    with pytest.raises(Unavailable, match="in use"):
        salvaged(tmp_path / FILE_NAME, tmp_path)
    with pytest.raises(Unavailable, match="There is no file"):
        salvaged(tmp_path / "nothing", tmp_path)
    lock = lock_folder(tmp_path)
    with pytest.raises(Occupied):
        salvaged(aside, tmp_path)
    lock.close()


def test_it_can_be_given_up_and_asked_again(tmp_path: Path) -> None:
    aside, shown = set_aside(tmp_path)
    aside.write_bytes(aside.read_bytes() + bytes(5000 * PAGE))

    with pytest.raises(Cancelled):
        salvage(aside, tmp_path, KEEPING, Asked(patience=12))
    salvaged(aside, tmp_path)

    assert back(tmp_path, shown) == list(range(400))


# ---- files that somebody made


def _varint(number: int) -> bytes:
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.insert(0, 0x80 | number & 0x7F)
    return bytes(parts)


def _hostile(leaves: int, cells: int = 1500) -> bytes:
    """Return pages full of rows that claim 15 MB each, all of which go on in one page that follows itself."""
    columns = bytes([0, 6, 6, 6, 6, 6, 12, 12])
    local = 489
    # So much that only the least part of a row lies in its cell.
    size = next(size for size in range(15 * 1024**2, 16 * 1024**2) if (size - local) % 4092 > 4092 - 10)
    head = 1 + len(columns) + 4
    row = bytes([head]) + columns + _varint(12 + 2 * (size - head - 5 * 8))
    ring = leaves + 1
    cell = _varint(size) + b"\x01" + row.ljust(local, b"\0") + struct.pack(">I", ring)
    page = bytearray(PAGE)
    page[:8] = struct.pack(">BHHHB", 13, 0, cells, PAGE - len(cell), 0)
    for place in range(cells):
        page[8 + 2 * place : 10 + 2 * place] = struct.pack(">H", PAGE - len(cell))
    page[PAGE - len(cell) :] = cell
    return bytes(page) * leaves + struct.pack(">I", ring).ljust(PAGE, b"\0")


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage" * 100_000, _hostile(50), b"SQLite format 3\0" + bytes(100_000), bytes([13]) * 500_000],
    ids=["nothing", "garbage", "hostile", "zeros", "leaves"],
)
def test_a_file_of_anything_is_read_in_bounded_time_and_gives_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "anything").write_bytes(content)

    found = salvaged(tmp_path / "anything", tmp_path / "data")

    assert (found.chunk_count, found.beat_count) == (0, 0)


def test_rows_are_read_as_sqlite_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "some"
    chance = random.Random(3)
    kinds = [None, 0, 1, -1, 127, -40_000, 2**23, -(2**40), 2**62, 1.5, "", "ä" * 50, b"", b"x" * 4058]
    wanted = [tuple(chance.choice(kinds) for _ in range(5)) for _ in range(300)]
    wanted += [(chance.randbytes(size), 1, 2, 3, 4) for size in range(3900, 4200)]
    wanted += [(chance.randbytes(chance.randrange(200_000)), 1, 2, 3, 4) for _ in range(20)]
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE some (id INTEGER PRIMARY KEY, a, b, c, d, e)")
    connection.executemany("INSERT INTO some (a, b, c, d, e) VALUES (?, ?, ?, ?, ?)", wanted)
    connection.commit()
    connection.close()

    found = {row.id: row.values[1:] for row in rows_of(path, lambda shape: len(shape) == 6, lambda done, total: None)}

    assert found == dict(enumerate(wanted, 1))


def test_every_table_that_is_looked_for_has_the_columns_that_are_expected(tmp_path: Path) -> None:
    """Who adds a column to one of these has to tell the salvage."""
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.connect() as connection:
        found = {
            table: [row[1] for row in connection.execute(text(f"PRAGMA table_info({table})"))]
            for table in ("hosts", "runs", "texts", "chunks", "journal")
        }
    engine.dispose()

    assert found == {
        "hosts": ["id", "machine_id", "name"],
        "runs": [
            "id",
            "host_id",
            "began_ms",
            "ended_ms",
            "program_version",
            "lost_beats",
            "uuid",
            "next_digest",
            "written_bytes_a_day",
            "most_bytes_a_day",
            "kept_every",
        ],
        "texts": ["id", "run_id", "first_number", "last_number", "data"],
        "chunks": ["id", "run_id", "number", "from_ms", "to_ms", "beat_count", "text_numbers", "rows", "data"],
        "journal": ["id", "run_id", "number", "first_beat", "rows", "data"],
    }
