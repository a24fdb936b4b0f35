"""Whatever somebody hands over as a recording is opened, or refused in a sentence that says what to do."""

import os
import random
import shutil
import sqlite3
import stat
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text
from procmon_gui.store.history import sealed
from procmon_gui.store.history.beats import BLANKS, FACTS, RawChunk
from procmon_gui.store.history.codec import Chunk, encode
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.incident import Wanted, make_incident
from procmon_gui.store.history.joining import joined
from procmon_gui.store.history.packing import unpack
from procmon_gui.store.history.rollup_schema import PROGRAMS
from procmon_gui.store.history.sealed_history import IncidentHistory, open_incident
from procmon_gui.store.history.texts import pack_texts, unpack_texts
from procmon_gui.store.sqlite import reading_engine
from tests.faults.rigs import NOBODY
from tests.store.history.cuts import Errand, visible_difference
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end

BEATS = 150
EVERY = 10
FLIPS = pytest.mark.parametrize("flips", [20, pytest.param(300, marks=pytest.mark.nightly)])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    """Return a file with all that was recorded, and what was shown of it."""
    folder = tmp_path_factory.mktemp("whole")
    shown = record_and_end(folder, day(BEATS))
    source = reading_engine(folder / FILE_NAME)
    wanted = Wanted(from_ms=shown[0].at_ms, to_ms=shown[-1].at_ms, has_command_lines=True, hide=str)
    make_incident(source, folder / "whole.procmon", wanted, Errand(), replaces=False)
    source.dispose()
    return folder / "whole.procmon", shown


@pytest.fixture
def copy(whole: tuple[Path, list[Snapshot]], tmp_path: Path) -> Path:
    return Path(shutil.copy(whole[0], tmp_path / "copy.procmon"))


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def assert_refused(path: Path, words: str) -> None:
    before = sorted(path.parent.iterdir())
    with pytest.raises(Unavailable, match=words) as caught:
        open_incident(path)
    sentence = str(caught.value)
    assert display_text(str(path)) in sentence
    assert sentence == display_text(sentence)
    assert sentence.endswith((".", "`"))
    assert sorted(path.parent.iterdir()) == before


# ---- what is no recording


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _empty(path: Path) -> None:
    path.touch()


def _text(path: Path) -> None:
    path.write_text("<b>not a recording</b>\n" * 100)


def _short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def _foreign(path: Path) -> None:
    change(path, "CREATE TABLE bookmarks (address TEXT)")


def _history(path: Path) -> None:
    record_and_end(path.parent, day(20))
    (path.parent / FILE_NAME).rename(path)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_folder, "is a folder"), (_pipe, "is no file"), (_device, "is no file"), (_empty, "is empty"),
        (_text, "is no recording"), (_short, "is no recording"), (_foreign, "of another program"),
        (_history, "--data-dir"), (lambda _: None, "No such file"),
    ],
)  # fmt: skip
def test_what_is_no_recording_is_refused_with_what_to_do(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "x.procmon"
    make(path)

    assert_refused(path, words)


@pytest.mark.skipif(os.geteuid() != 0, reason="root reads everything; it becomes somebody else for this")
def test_a_file_that_may_not_be_read_says_who_can_change_that(copy: Path) -> None:
    copy.parent.chmod(0o755)
    copy.chmod(0o000)
    os.seteuid(NOBODY)
    try:
        # The folders above belong to root; whoever is stopped there is told as well.
        with pytest.raises(Unavailable, match="permission denied"):
            open_incident(copy)
    finally:
        os.seteuid(0)


def test_a_name_that_wants_to_do_harm_is_escaped_in_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31m<img src=x>\n.procmon"
    path.write_text("no")

    assert_refused(path, r"\\x1b\[31m<img src=x>\\n")


# ---- what was one


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95, 0.999])
def test_a_file_that_is_cut_off_says_so(copy: Path, share: float) -> None:
    os.truncate(copy, int(copy.stat().st_size * share))

    assert_refused(copy, "is cut off")


def test_a_file_of_a_newer_version_asks_for_a_newer_program(copy: Path) -> None:
    change(copy, "UPDATE alembic_version SET version_num = '9999'")

    assert_refused(copy, "newer version")


@pytest.mark.parametrize("revision", ["0001", "0002", "soon", "\x1b[31m", "9" * 500])
def test_a_file_of_an_unknown_version_is_refused(copy: Path, revision: str) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))

    assert_refused(copy, "unknown version")


def test_a_file_whose_tables_have_names_that_are_no_text_is_damaged(copy: Path) -> None:
    data = copy.read_bytes()
    at = data.index(b"PRIMARY KEY", data.index(b"CREATE TABLE alembic_version"))
    copy.write_bytes(data[:at] + b"\xd0" + data[at + 1 :])

    assert_refused(copy, "is damaged")


@FLIPS
def test_a_bit_that_flips_shows_nothing_wrong(whole: tuple[Path, list[Snapshot]], tmp_path: Path, flips: int) -> None:
    path, shown = whole
    data, chance = path.read_bytes(), random.Random(flips)
    bad = []
    for _ in range(flips):
        place, bit = chance.randrange(len(data)), chance.randrange(8)
        changed = bytearray(data)
        changed[place] ^= 1 << bit
        (tmp_path / "flipped.procmon").write_bytes(changed)
        wrong = read_all(tmp_path / "flipped.procmon", shown)
        if wrong:
            bad.append((place, bit, wrong))

    assert bad == []


def read_all(path: Path, shown: list[Snapshot]) -> list[str]:
    """Return what is wrong; what is not there, or said to be damaged, is not wrong."""
    try:
        history = open_incident(path)
    except Unavailable:
        return []
    wrong = []
    try:
        ask_all(history)
        for one in shown[EVERY::EVERY]:
            try:
                past = history.snapshot_at(one.at_ms)
            except Unavailable:
                continue
            if past is not None and past.at_ms == one.at_ms:
                differing = visible_difference(one, past)
                wrong += [name for name in differing if name not in past.texts and not name.startswith("tcp_")]
    finally:
        history.close()
    return wrong


def ask_all(history: IncidentHistory) -> None:
    """Ask everything that a window asks, of the whole file; raises nothing but what the window can tell."""
    span = history.span()
    assert span is not None
    for question in (
        lambda: history.curve(span.from_ms, span.to_ms, 500),
        lambda: history.series("host.memory.used_bytes", span.from_ms, span.to_ms),
        lambda: history.cpu_beats(span.from_ms, span.to_ms),
        lambda: history.host_beats(span.from_ms, span.to_ms),
        lambda: history.ended_since(span.from_ms),
        lambda: history.snapshot_at(span.to_ms),
        lambda: history.gaps(span.from_ms, span.to_ms),
        lambda: history.beat_near(span.from_ms, 3),
        lambda: history.leader_at(span.to_ms),
        lambda: history.newest(0),
    ):
        try:
            question()
        except Unavailable:
            continue


# ---- what somebody made to do harm


def test_tables_that_do_more_than_hold_rows_are_refused(copy: Path) -> None:
    change(copy, "CREATE TRIGGER t AFTER INSERT ON chunks BEGIN DELETE FROM chunks; END")
    assert_refused(copy, "other tables")


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE chunks RENAME TO c", "CREATE VIEW chunks AS SELECT * FROM c"),
        ("DROP TABLE texts", "CREATE VIRTUAL TABLE texts USING fts5(id, run_id, first_number, last_number, data)"),
        ("CREATE TABLE more (x)",),
        ("DROP TABLE system_sums",),
        ("DROP VIEW system_minutes", "DROP VIEW process_list", "DROP VIEW cpu_by_program_and_hour",
         "ALTER TABLE runs ADD COLUMN more INTEGER GENERATED ALWAYS AS (abs(-9223372036854775808)) VIRTUAL"),
    ],
)  # fmt: skip
def test_other_tables_and_columns_than_ours_are_refused(copy: Path, statements: tuple[str, ...]) -> None:
    change(copy, *statements)

    assert_refused(copy, "other (tables|columns)")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incident SET to_ms = 9223372036854775807",
        "UPDATE incident SET from_ms = -1",
        "UPDATE incident SET from_ms = 'soon'",
        "DELETE FROM incident",
        "DELETE FROM hosts",
        "DELETE FROM chunks",
        "UPDATE chunks SET from_ms = 'x'",
        "UPDATE system_sums SET minute_ms = minute_ms - 31536000000",
        "UPDATE program_hours SET hour_ms = -9223372036854775807",
        "UPDATE program_minutes SET minute_ms = minute_ms + 86400000",
        "UPDATE chunks SET from_ms = from_ms - 86400000 * 365000",
        "UPDATE processes SET first_ms = 9223372036854775807",
        "UPDATE processes SET last_ms = -1",
        "UPDATE processes SET gone_after_ms = 1e300 WHERE last_ms IS NOT NULL",
        "UPDATE processes SET last_ms = NULL, gone_after_ms = 1000",
        "UPDATE processes SET exit_status = 256 WHERE pid = 104",
        "UPDATE processes SET exit_status = -128 WHERE pid = 104",
        "UPDATE processes SET exit_status = 'well' WHERE pid = 104",
        "UPDATE processes SET ended_ms = 9223372036854775807 WHERE pid = 104",
    ],
)  # fmt: skip
def test_a_file_that_does_not_say_what_it_holds_is_refused(copy: Path, statement: str) -> None:
    change(copy, statement)

    with pytest.raises(Unavailable):
        open_incident(copy)


def test_more_minutes_than_a_year_has_are_not_counted_up(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_MOST_CHUNKS", 2)

    assert_refused(copy, "does not say what it holds")


def with_chunk(path: Path, data: bytes) -> None:
    """Put other beats into the first chunk, with checksums that fit."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE chunks SET data = ? WHERE number = 0", (data,))


def raw_of(path: Path) -> RawChunk:
    with closing(sqlite3.connect(path)) as connection:
        (data,) = connection.execute("SELECT data FROM chunks WHERE number = 0").fetchone()
    return joined([Chunk(data)])


def with_fact(raw: RawChunk, name: str, value: int) -> RawChunk:
    place = FACTS.index(name)
    facts = [(*row[:place], value, *row[place + 1 :]) for row in raw.facts]
    return RawChunk(base=raw.base, changes=raw.changes, facts=facts, host_keys=raw.host_keys, host=raw.host)


def with_base(raw: RawChunk, field: str, value: float) -> RawChunk:
    column = np.full(len(raw.base["serials"]), value).view(np.int64)
    return RawChunk(
        base={**raw.base, field: column}, changes=raw.changes, facts=raw.facts, host_keys=raw.host_keys, host=raw.host
    )


def with_host(raw: RawChunk, key: tuple[str, str | None], value: float) -> RawChunk:
    host = [np.append(row, value) for row in raw.host]
    return RawChunk(base=raw.base, changes=raw.changes, facts=raw.facts, host_keys=[*raw.host_keys, key], host=host)


@pytest.mark.parametrize(
    "made",
    [
        lambda raw: with_fact(raw, "slots", 2**40),
        lambda raw: with_fact(raw, "slots", -5),
        lambda raw: with_fact(raw, "at_ms", 2**62),
        lambda raw: with_fact(raw, "at_ms", -1),
        lambda raw: with_fact(raw, "time", 0),
        lambda raw: with_fact(raw, "ticks_per_s", 0),
        lambda raw: with_fact(raw, "told", 2**60),
        lambda raw: with_fact(raw, "boot_at_bits", int(np.float64("inf").view(np.int64))),
        lambda raw: with_base(raw, "pid", np.nan),
        lambda raw: with_base(raw, "pid", 1.5),
        lambda raw: with_base(raw, "rss_bytes", np.inf),
        lambda raw: with_base(raw, "rss_bytes", 1e300),
        lambda raw: with_base(raw, "exit_status", -128.0),
        lambda raw: with_base(raw, "exit_status", 1e12),
        lambda raw: with_base(raw, "ended_at_utc", -1.0),
        lambda raw: with_base(raw, "ended_at_utc", 1e15),
        lambda raw: with_host(raw, ("memory.total_bytes", "\x1b[31m"), 1.0),
        lambda raw: with_host(raw, ("load.1min", "<img>" * 500), 1.0),
        lambda raw: with_host(raw, ("load.1min", ""), np.inf),
    ],
)
def test_beats_that_no_machine_can_have_had_are_a_gap(
    copy: Path, whole: tuple[Path, list[Snapshot]], made: Callable[[RawChunk], RawChunk]
) -> None:
    """A checksum proves nothing about who made it."""
    shown = whole[1]
    with_chunk(copy, encode(made(raw_of(copy))))
    history = open_incident(copy)

    with pytest.raises(Unavailable):
        history.snapshot_at(shown[20].at_ms)
    ask_all(history)
    later = history.snapshot_at(shown[100].at_ms)
    history.close()

    assert later is not None
    assert later.at_ms == shown[100].at_ms


def test_a_piece_that_unpacks_to_more_than_any_that_is_written_is_not_unpacked() -> None:
    block = struct.pack("<BII", 8, 10**8, 3) + b"abc"

    with pytest.raises(ValueError, match="larger"):
        unpack(memoryview(block), 0)


@pytest.mark.parametrize(
    "words",
    [
        "[" * 100_000,
        "{}",
        "null",
        '{"boot_id": 5, "unsupported": {}, "notes": []}',
        '{"boot_id": "b", "unsupported": {"rss_bytes": ["x"]}, "notes": []}',
        '{"boot_id": "b", "unsupported": {}, "notes": [["a"]]}',
        '{"boot_id": "b", "unsupported": {}, "notes": [["a", "\\u001b[31m"]]}',
    ],
)
def test_what_a_reading_tells_of_its_machine_has_to_be_lines_of_text(copy: Path, words: str) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        for key, data, run in connection.execute("SELECT id, data, run_id FROM texts").fetchall():
            texts = unpack_texts(data, run)
            changed = {number: words if one.startswith('{"boot_id') else one for number, one in texts.items()}
            connection.execute("UPDATE texts SET data = ? WHERE id = ?", (pack_texts(list(changed.items()), run), key))
    history = open_incident(copy)
    span = history.span()
    assert span is not None

    with pytest.raises(Unavailable):
        history.snapshot_at(span.to_ms)
    ask_all(history)
    history.close()


def test_names_that_want_to_do_harm_are_shown_as_escapes(copy: Path, whole: tuple[Path, list[Snapshot]]) -> None:
    evil = "\x1b]0;owned\x07<img src=/etc/passwd>\u202e\ud800" + "x" * 100_000
    with closing(sqlite3.connect(copy)) as connection, connection:
        for key, data, run in connection.execute("SELECT id, data, run_id FROM texts").fetchall():
            texts = unpack_texts(data, run)
            changed = {number: one if one.startswith('{"boot_id') else evil for number, one in texts.items()}
            connection.execute("UPDATE texts SET data = ? WHERE id = ?", (pack_texts(list(changed.items()), run), key))
        connection.execute("UPDATE hosts SET name = ?", ("\x1b[31m" + "h" * 500,))
    history = open_incident(copy)
    found = history.snapshot_at(whole[1][50].at_ms)
    history.close()

    assert found is not None
    names = [name for column in found.texts.values() for name in column if name is not None]
    assert names
    assert all(name == display_text(name) for name in names)
    assert history.host_name.startswith("\\x1b[31mhhh")
    assert len(history.host_name) <= 64


def test_names_in_tables_pass_the_border_of_text_too(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE programs SET name = ? || id", ("\x1b[31m<img src=x>\u202e" + "x" * 100_000,))
    history = open_incident(copy)
    with history._sealed._engine.connect() as reading:
        names = reading.scalars(select(PROGRAMS.c.name)).all()
    history.close()

    assert names
    assert all(name.startswith("\\x1b[31m<img") and name == display_text(name) for name in names)


def test_the_file_is_never_changed_and_nothing_is_laid_beside_it(copy: Path) -> None:
    copy.chmod(0o400)
    before = copy.read_bytes(), stat.S_IMODE(copy.stat().st_mode)
    history = open_incident(copy)
    ask_all(history)
    history.close()

    assert (copy.read_bytes(), stat.S_IMODE(copy.stat().st_mode)) == before
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]


def test_blank_slots_are_blank(copy: Path) -> None:
    """The ruler of the tests above: what is written is read as it is."""
    raw = raw_of(copy)
    with_chunk(copy, encode(raw))
    assert set(raw.base) <= set(BLANKS)
    history = open_incident(copy)
    span = history.span()
    assert span is not None
    assert history.snapshot_at(span.from_ms) is not None
    history.close()
