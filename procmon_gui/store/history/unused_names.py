"""Finds names that no row refers to any more: commands, programs and starts of systems. The writer's thread.

Nothing says how often a name is used, so all that uses one is gone through, some rows at a time, once in a long while.
Recording goes on in between: triggers note what it names meanwhile.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, delete, exists, func, select, text

from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PackedColumns
from procmon_gui.store.history.rollup_schema import BOOTS, COMMANDS, PROCESS_MINUTES, PROCESSES, PROGRAMS
from procmon_gui.store.history.room import pragma

_ROWS_AT_ONCE: Final = 5000
_NAMES_AT_ONCE: Final = 1000
# Who names a program, by which column its rows are gone through.
_USES: Final = (
    ("processes", "command_id", "named_commands", "id"),
    ("commands", "program_id", "named_programs", "id"),
    ("program_minutes", "program_id", "named_programs", "minute_ms"),
    ("program_hours", "program_id", "named_programs", "hour_ms"),
)
_EVENTS: Final = (*((table, column, named, "INSERT") for table, column, named, _ in _USES),
                  ("processes", "command_id", "named_commands", "UPDATE OF command_id"))  # fmt: skip


class UnusedNames:
    """Removes them, a step at a time."""

    def __init__(self, engine: Engine, *, forget: Callable[[], None]) -> None:
        """`forget` is called when some were removed: who remembers their numbers has to look them up again."""
        self._engine = engine
        self._forget = forget

    def steps(self) -> Generator[None, None, None]:
        """Go through all of them; each step is one small transaction."""
        self._begin()
        yield from self._gather("processes")
        yield from self._sweep(COMMANDS, "named_commands")
        yield from self._gather("commands")
        if self._is_any_left():
            yield from self._gather("program_minutes")
            yield from self._gather("program_hours")
            yield from self._sweep(PROGRAMS, "named_programs")
        self._remove_boots()
        with self._engine.begin() as connection:
            _stop_noting(connection)

    def _begin(self) -> None:
        # The disk may be full, and recording must not fail for that; a name takes some bytes.
        pragma(self._engine, "temp_store=MEMORY")
        with self._engine.begin() as connection:
            # Of a round that was given up.
            _stop_noting(connection)
            for named in ("named_commands", "named_programs"):
                connection.exec_driver_sql(f"CREATE TEMP TABLE {named} (id INTEGER PRIMARY KEY)")
            for number, (table, column, named, event) in enumerate(_EVENTS):
                connection.exec_driver_sql(
                    f"CREATE TEMP TRIGGER noted_{number} AFTER {event} ON main.{table} BEGIN INSERT INTO {named} "
                    f"SELECT NEW.{column} WHERE NOT EXISTS (SELECT 1 FROM {named} WHERE id = NEW.{column}); END"
                )

    def _gather(self, user: str) -> Generator[None, None, None]:
        """Note what the rows of a table name."""
        column, named, key = next((column, named, key) for table, column, named, key in _USES if table == user)
        after = -1
        some = text(
            f"SELECT max(place) FROM (SELECT {key} AS place FROM {user} WHERE {key} > :after ORDER BY {key} "
            f"LIMIT {_ROWS_AT_ONCE})"
        )
        noted = text(
            f"INSERT OR IGNORE INTO temp.{named} SELECT {column} FROM {user} WHERE {key} > :after AND {key} <= :upto"
        )
        while True:
            with self._engine.begin() as connection:
                upto = connection.scalar(some, {"after": after})
                if upto is None:
                    return
                connection.execute(noted, {"after": after, "upto": upto})
            after = upto
            yield

    def _is_any_left(self) -> bool:
        """Say whether there is a program that no command names; there rarely is, and the other tables are long."""
        query = "SELECT 1 FROM programs WHERE id NOT IN (SELECT id FROM temp.named_programs) LIMIT 1"
        with self._engine.connect() as connection:
            return connection.execute(text(query)).first() is not None

    def _sweep(self, table: Table, named: str) -> Generator[None, None, None]:
        key, after = table.c.id, -1
        with self._engine.connect() as connection:
            # The last one stays, so that no number is ever given to another name.
            last = connection.scalar(select(func.max(key))) or 0
        while True:
            query = select(key).where(key > after, key < last).order_by(key).limit(_NAMES_AT_ONCE)
            with _unchecked(self._engine) as connection:
                names = connection.scalars(query).all()
                if not names:
                    return
                between = {"first": names[0], "last": names[-1]}
                noted = text(f"SELECT id FROM temp.{named} WHERE id BETWEEN :first AND :last")
                used = set(connection.scalars(noted, between))
                if table is PROGRAMS:
                    used |= _of_unfinished_hours(connection)
                self._remove(connection, table, key.in_([name for name in names if name not in used]))
            after = names[-1]
            yield

    def _remove_boots(self) -> None:
        boots = BOOTS
        last = select(func.max(boots.c.id)).scalar_subquery()
        is_used = exists().where(PROCESSES.c.boot_id == boots.c.id)
        with _unchecked(self._engine) as connection:
            self._remove(connection, boots, ~is_used, boots.c.id < last)

    def _remove(self, connection: Connection, table: Table, *conditions: Any) -> None:
        if connection.execute(delete(table).where(*conditions)).rowcount:
            self._forget()


def _stop_noting(connection: Connection) -> None:
    for number in range(len(_EVENTS)):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS temp.noted_{number}")
    for named in ("named_commands", "named_programs"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{named}")


@contextmanager
def _unchecked(engine: Engine) -> Iterator[Connection]:
    """One transaction in which SQLite does not go through all rows for each name that is removed: we just did."""
    pragma(engine, "foreign_keys=OFF")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        pragma(engine, "foreign_keys=ON")


def _of_unfinished_hours(connection: Connection) -> set[int]:
    """Return the programs that are packed in the parts of hours that are not over; rows of them come later."""
    query = select(PROCESS_MINUTES.c.run_id, PROCESS_MINUTES.c.hour_ms, PROCESS_MINUTES.c.data).where(
        ~PROCESS_MINUTES.c.is_whole
    )
    found: set[int] = set()
    for run_id, hour_ms, data in connection.execute(query):
        try:
            found.update(PackedColumns(data, (run_id, hour_ms)).column("program").tolist())
        except DamagedChunk:
            # It will be left out as well when its hour is over.
            continue
    return found
