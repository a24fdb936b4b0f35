"""A host that came late to the database of a team is found without reading what all others sent before."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.old_times import OldTimes
from procmon_gui.store.history.rollup_schema import SYSTEM_SUMS
from procmon_gui.store.history.server import open_server, prepare_server
from procmon_gui.store.history.stored_minutes import StoredMinutes
from procmon_gui.store.history.stored_processes import StoredProcesses
from procmon_gui.store.history.whose import Whose
from tests.store.conftest import Team

BEGIN_MS = 1_764_000_000_000 // HOUR_MS * HOUR_MS
MINUTES, HOURS, PROGRAMS = 30_000, 500, 40
INDEXES = ("system_sums_of_host", "program_hours_of_host")


@pytest.fixture
def older(team: Team) -> Team:
    """Return a database as it was prepared before: two hosts, of which one sent its first minute at the very end."""
    for name in INDEXES:
        team.sql(f"DROP INDEX procmon_gui.{name}")
    team.sql("INSERT INTO procmon_gui.hosts (machine_id, name) VALUES ('early', 'early'), ('late', 'late')")
    team.sql(f"INSERT INTO procmon_gui.programs (name, executable) SELECT n, '' FROM generate_series(1, {PROGRAMS}) n")
    needed = [column.name for column in SYSTEM_SUMS.columns if not column.nullable]
    columns, ones = ", ".join(needed), ", ".join("1" for name in needed if name not in ("minute_ms", "host_id"))
    for host, first in (("early", 0), ("late", MINUTES - 1)):
        team.sql(
            f"INSERT INTO procmon_gui.system_sums ({columns}) "
            f"SELECT {BEGIN_MS} + n * {MINUTE_MS}::bigint, h.id, {ones} "
            f"FROM generate_series({first}, {MINUTES - 1}) n, procmon_gui.hosts h WHERE h.name = '{host}'"
        )
        team.sql(
            "INSERT INTO procmon_gui.program_hours (hour_ms, host_id, program_id, process_count) "
            f"SELECT {BEGIN_MS} + n * {HOUR_MS}::bigint, h.id, p.id, 1 FROM procmon_gui.programs p, "
            f"generate_series({first * HOURS // MINUTES}, {HOURS - 1}) n, procmon_gui.hosts h WHERE h.name = '{host}'"
        )
    team.sql("VACUUM ANALYZE")
    return team


def pages_read(team: Team) -> int:
    """Return how many pages are read to learn from when to when there is anything of the late host."""
    engine, asked = open_server(team.recorder), list[tuple[str, Any]]()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "EXPLAIN" not in statement:
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    whose = Whose("late")
    OldTimes(engine, StoredMinutes(engine, whose), StoredProcesses(engine), whose).refresh(None)
    pages = sum(_pages_of(engine, statement, parameters) for statement, parameters in tuple(asked))
    engine.dispose()
    assert len(asked) == 3
    return pages


def _pages_of(engine: Engine, statement: str, parameters: Any) -> int:
    with engine.connect() as connection:
        explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters)
        (plan,) = explained.scalar_one()
    return int(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])


def test_a_database_that_was_prepared_before_finds_it_at_once_when_it_is_prepared_again(older: Team) -> None:
    before = pages_read(older)

    prepare_server(older.server.url(database=older.database))

    assert before > 200
    assert pages_read(older) < 40


def test_each_month_that_is_made_later_finds_it_too(team: Team) -> None:
    """Also where a recorder makes the month, who may make no table and no index."""
    team.server.sql("SELECT procmon_gui.prepare_month((1000 * extract(epoch FROM now() + '40 days'))::bigint)",
                    team.database, "recorder")  # fmt: skip

    rows = team.sql(
        "SELECT count(*), count(*) FILTER (WHERE i.indexdef LIKE '%(host_id, %_ms)%') FROM pg_inherits t "
        "JOIN pg_class c ON c.oid = t.inhrelid JOIN pg_indexes i ON i.tablename = c.relname "
        "WHERE t.inhparent IN ('procmon_gui.system_sums'::regclass, 'procmon_gui.program_hours'::regclass)"
    )

    assert rows == [(12, 6)]
