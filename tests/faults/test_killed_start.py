"""F31 and F16: SIGKILL inside of what a start does: an upgrade from an older version, and roll-ups that are missing.

Whenever it comes, the file opens, nothing is lost, and the next start goes on: what is there at the end is to the last
digit what a start makes that nobody disturbed.
"""

import contextlib
import random
import shutil
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PROGRAM_COLUMNS, PackedColumns
from procmon_gui.store.history.schema import REVISION
from tests.faults.recorder import Recorders, recorders
from tests.faults.starter import STARTER
from tests.store.history.machines import day
from tests.store.history.recording import record, recover
from tests.store.history.test_migrations import OLDER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")
ROLLUPS = ("process_minutes", "host_minutes", "program_minutes", "program_hours", "system_sums", "processes",
           "commands", "programs", "boots")  # fmt: skip
DONE_S = 120.0
_ROUNDS = [
    pytest.param(12, marks=pytest.mark.slow),
    pytest.param(150, marks=[pytest.mark.nightly, pytest.mark.timeout(1500)]),
]


@contextlib.contextmanager
def looked_at(folder: Path) -> Any:
    """Read a history with nothing of ours; what a killed program left half done in it is undone at that."""
    connection = sqlite3.connect(f"file:{folder / FILE_NAME}?mode=rw", uri=True, timeout=10.0)
    try:
        yield connection
    finally:
        connection.close()


def told(folder: Path) -> dict[str, Any]:
    """Return all beats, and all that the roll-ups tell, without the numbers that rows happen to have."""
    queries = {
        "beats": "SELECT run_id, number, from_ms, to_ms, data FROM chunks ORDER BY 1, 2",
        "machine": "SELECT h.machine_id, s.* FROM system_sums s JOIN hosts h ON h.id = s.host_id ORDER BY 1, 2",
        "minutes": "SELECT p.name, p.executable, m.minute_ms, m.process_count, m.cpu_ms, m.cpu_ratio_max, "
        "m.rss_bytes_max, m.read_bytes, m.tcp_sent_bytes FROM program_minutes m JOIN programs p ON p.id = m.program_id "
        "ORDER BY 3, 1, 2",
        "hours": "SELECT p.name, p.executable, u.hour_ms, u.process_count, u.cpu_ms, u.cpu_ratio_max, u.rss_bytes_max, "
        "u.read_bytes, u.tcp_sent_bytes FROM program_hours u JOIN programs p ON p.id = u.program_id ORDER BY 3, 1, 2",
        "processes": "SELECT host, boot_id, pid, parent_pid, program, executable, user, command_line, first_ms, "
        "last_ms, gone_ms FROM process_list ORDER BY boot_id, first_ms, pid",
    }
    with looked_at(folder) as connection:
        found: dict[str, Any] = {name: connection.execute(query).fetchall() for name, query in queries.items()}
        found["of each process"] = sorted(_packed(connection))
    return found


def _packed(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    keys = dict(connection.execute("SELECT id, pid || ' ' || start_ticks FROM processes"))
    query = (
        "SELECT r.uuid, m.run_id, m.hour_ms, m.is_whole, m.data FROM process_minutes m JOIN runs r ON r.id = m.run_id"
    )
    found: list[tuple[Any, ...]] = []
    for _, run_id, hour_ms, is_whole, data in connection.execute(query):
        assert is_whole
        packed = PackedColumns(data, (run_id, hour_ms))
        with pytest.raises(DamagedChunk):
            packed.column(PROGRAM_COLUMNS[0])
        columns = [packed.column(f"cpu_ratio.{part}").tolist() for part in ("count", "mean", "below", "above")]
        processes = [keys[one] for one in packed.column("process").tolist()]
        found += zip(processes, packed.column("minute").tolist(), *columns, strict=True)
    return found


def finished(program: Recorders, folder: Path) -> float:
    """Let a start do everything; return how long the upgrade took."""
    program.start(folder, 0)
    program.wait_for("starts")
    began_s = time.monotonic()
    program.wait_for("open")
    took_s = time.monotonic() - began_s
    program.wait_for("caught up", patience_s=DONE_S)
    return took_s


@pytest.fixture(scope="module")
def not_rolled_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a history of several runs as an older version left it: chunks, and no roll-ups."""
    folder = tmp_path_factory.mktemp("without")
    for first in (1, 3000, 6000):
        record(folder, day(900, first=first), commit_every=60)
    recover(folder)
    connection = sqlite3.connect(folder / FILE_NAME)
    with connection:
        for table in ROLLUPS:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE runs SET next_digest = 0")
    connection.close()
    return folder


@pytest.mark.parametrize("rounds", _ROUNDS)
def test_roll_ups_that_are_caught_up_are_the_same_whenever_it_is_killed(
    tmp_path: Path, not_rolled_up: Path, rounds: int
) -> None:
    chance = random.Random(31)
    undisturbed, folder = tmp_path / "undisturbed", tmp_path / "disturbed"
    shutil.copytree(not_rolled_up, undisturbed)
    inside = 0
    with recorders(STARTER) as program:
        finished(program, undisturbed)
        wanted = told(undisturbed)
        while rounds > 0:
            shutil.copytree(not_rolled_up, folder)
            while rounds > 0:
                pid = program.start(folder, 0)
                program.wait_for("open")
                program.listen(chance.random() * 0.1)
                program.kill(pid)
                rounds -= 1
                if "caught up" in program.lines:
                    break
                inside += _is_not_done(folder)
            finished(program, folder)
            assert told(folder) == wanted
            shutil.rmtree(folder)
    assert len(wanted["minutes"]) > 40
    assert inside > 3


def _is_not_done(folder: Path) -> bool:
    with looked_at(folder) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        # That of the one who was killed is not done either.
        (left,) = connection.execute(
            "SELECT count(next_digest) FROM runs WHERE id < (SELECT max(id) FROM runs)"
        ).fetchone()
    return bool(left)


@pytest.mark.parametrize("rounds", _ROUNDS)
@pytest.mark.parametrize("old", OLDER, ids=lambda path: path.stem)
def test_an_upgrade_that_is_killed_leaves_the_old_file_or_the_new_one_and_the_next_start_goes_on(
    tmp_path: Path, old: Path, rounds: int
) -> None:
    chance = random.Random(int(old.stem))
    undisturbed, folder = tmp_path / "undisturbed", tmp_path / "disturbed"
    for one in (undisturbed, folder):
        one.mkdir()
        shutil.copy(old, one / FILE_NAME)
    beats = _beats(folder)
    still_old = 0
    with recorders(STARTER) as program:
        upgrade_s = finished(program, undisturbed)
        wanted = told(undisturbed)
        form = {old.stem: _form(folder), REVISION: _form(undisturbed)}
        number = 0
        # On a machine that is busy now and then, more are needed until there was an early one and a late one.
        while number < rounds or (not 0 < still_old < number and number < 4 * rounds):
            pid = program.start(folder, 0)
            program.wait_for("starts")
            # Early and late ones are among them, however few they are.
            share = (number % rounds + chance.random()) / rounds / (1 if still_old else 2 ** (number // rounds))
            number += 1
            program.listen(share * 1.5 * upgrade_s)
            program.kill(pid)
            with looked_at(folder) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            assert _form(folder) == form[revision]
            if revision == REVISION:
                finished(program, folder)
                assert told(folder) == wanted
                shutil.rmtree(folder)
                folder.mkdir()
                shutil.copy(old, folder / FILE_NAME)
            else:
                assert _beats(folder) == beats
                still_old += 1
        finished(program, folder)
        assert told(folder) == wanted
    assert 0 < still_old < number
    assert not list(folder.glob("*before-upgrade*"))


def _form(folder: Path) -> list[str]:
    """Return how all tables, indexes and views were made."""
    with looked_at(folder) as connection:
        return sorted(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))


def _beats(folder: Path) -> list[tuple[Any, ...]]:
    """Return what is told of every chunk, and what is in the journal, bytes included."""
    with looked_at(folder) as connection:
        chunks = connection.execute("SELECT run_id, number, from_ms, to_ms, data FROM chunks ORDER BY 1, 2").fetchall()
        pieces = connection.execute("SELECT run_id, number, first_beat, data FROM journal ORDER BY 1, 2, 3").fetchall()
    return [*chunks, *pieces]
