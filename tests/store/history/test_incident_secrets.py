"""What must not be in a file that was cut out of a history: no secret, and nothing of another time."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.domain.reading import TEXT_FIELDS, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.incident import LEFT_OUT
from procmon_gui.store.history.minutes import PackedColumns
from procmon_gui.store.history.sealed_history import open_incident
from procmon_gui.store.history.texts import unpack_texts
from tests.store.history.cuts import cut
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end


def all_that_is_in(path: Path) -> Iterator[bytes]:
    """Yield the file as it is, and everything that is packed in it."""
    yield path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        for data, run in connection.execute("SELECT data, run_id FROM texts"):
            yield json.dumps(unpack_texts(data, run), ensure_ascii=False).encode()
        for (data,) in connection.execute("SELECT data FROM chunks"):
            chunk = Chunk(data)
            yield json.dumps(chunk.host_keys).encode()
            for track in chunk.tracks().values():
                yield track.base.tobytes() + track.bits.tobytes()
        for data, run, hour in connection.execute("SELECT data, run_id, hour_ms FROM host_minutes"):
            yield json.dumps(PackedColumns(data, (run, hour)).keys).encode()


def with_command_lines(readings: list[Reading], argv: list[list[bytes]]) -> list[Reading]:
    """Return readings whose processes were started so, as an eye tells it."""
    lines = [b" ".join(redact(words)).decode("utf-8", "replace") for words in argv]
    return [
        replace(
            one, texts={**one.texts, "command_line": [lines[slot % len(lines)] for slot in range(len(one.serials))]}
        )
        for one in readings
    ]


SECRET = st.text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12, max_size=24)

SHAPES = (
    [b"mysql", b"-p%s"], [b"prog", b"--password=%s"], [b"prog", b"--api-key", b"%s"],
    [b"env", b"PGPASSWORD=%s", b"psql"], [b"curl", b"-u", b"anna:%s"], [b"wget", b"https://anna:%s@host/"],
    [b"sh", b"-c", b"ssh host 'mysql -p%s'"],
)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(secret=SECRET, has_command_lines=st.booleans())
def test_a_secret_of_a_command_line_is_nowhere_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, secret: str, *, has_command_lines: bool
) -> None:
    folder = tmp_path_factory.mktemp("secret")
    argv = [[word.replace(b"%s", secret.encode()) for word in shape] for shape in SHAPES]
    shown = record_and_end(folder, with_command_lines(day(30), argv))

    path, _ = cut(folder, shown[5].at_ms, shown[25].at_ms, has_command_lines=has_command_lines)

    parts = list(all_that_is_in(path))
    assert not any(secret.encode() in part for part in parts)
    assert any(b"[redacted]" in part for part in parts) == has_command_lines


def test_a_secret_that_an_older_version_has_written_down_is_redacted_on_the_way_out(tmp_path: Path) -> None:
    readings = [
        replace(one, texts={**one.texts, "command_line": ["mysql -phunter2hunter2 db"] * len(one.serials)})
        for one in day(30)
    ]
    shown = record_and_end(tmp_path, readings)

    path, _ = cut(tmp_path, shown[5].at_ms, shown[25].at_ms)

    assert not any(b"hunter2" in part for part in all_that_is_in(path))
    history = open_incident(path)
    found = history.snapshot_at(shown[20].at_ms)
    history.close()
    assert found is not None
    assert found.texts["command_line"][0] == "mysql -p[redacted] db"


def test_without_command_lines_each_says_why_it_is_not_there(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    path, _ = cut(folder, shown[30].at_ms, shown[99].at_ms, has_command_lines=False, target=tmp_path / "out.procmon")
    history = open_incident(path)
    found = history.snapshot_at(shown[50].at_ms)
    history.close()

    assert found is not None
    assert set(found.texts["command_line"]) == {None}
    assert found.texts["name"][0] == "name 2"
    assert found.unsupported["command_line"] == LEFT_OUT
    assert not history.incident.has_command_lines
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT command_line FROM commands").fetchall() == [(None,)]
    assert not any(b"command_line of" in part for part in all_that_is_in(path))


def test_nothing_of_who_was_gone_before_or_came_after_is_in_the_file(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    """A slot keeps what stood in it until another process takes it."""
    folder, shown = recorded
    path, _ = cut(folder, shown[90].at_ms, shown[104].at_ms, target=tmp_path / "out.procmon")

    there = {
        f"{field} of {serial}"
        for one in shown[90:105]
        for field in TEXT_FIELDS
        for serial in one.serials.tolist()
        if serial >= 5000
    }
    with closing(sqlite3.connect(path)) as connection:
        texts = {
            words
            for data, run in connection.execute("SELECT data, run_id FROM texts")
            for words in unpack_texts(data, run).values()
        }
        starts = {start for (start,) in connection.execute("SELECT start_ticks FROM processes")}
        tracks = [Chunk(data).track("start_ticks") for (data,) in connection.execute("SELECT data FROM chunks")]
    assert {words for words in texts if " of " in words} == there
    lived = {float(serial) for one in shown[90:105] for serial in one.serials.tolist() if serial >= 0}
    told = {value for track in tracks for value in np.concatenate((track.base, track.bits)).view(np.float64).tolist()}
    assert {value for value in told if value == value} == lived
    assert starts == lived
