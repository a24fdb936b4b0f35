"""Which sums by minute and hour the history on disk holds, for whoever copies them; read beside the one who writes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, func, select

from procmon_gui.store.history.digest import HOUR_MS
from procmon_gui.store.history.outbox import connected, is_up_to_date
from procmon_gui.store.history.rollup_schema import (
    PROCESS_MINUTES,
    PROGRAM_HOURS,
    PROGRAM_MINUTES,
    PROGRAMS,
    SYSTEM_SUMS,
)
from procmon_gui.store.history.schema import HOSTS, RUNS

Values = dict[str, Any]
# How much of an hour there is; it only grows, each number by itself.
HourVersion = tuple[int, ...]
_MINUTES: Final = PROGRAM_MINUTES
_HOURS: Final = PROGRAM_HOURS
HOUR_FIGURES: Final = ("process_count", "cpu_ms", "read_bytes", "write_bytes", "tcp_received_bytes", "tcp_sent_bytes")


@dataclass(frozen=True, slots=True)
class State:
    """How far the sums are: for each run the next chunk that they do not know, and the oldest hour that goes on."""

    next_digests: Mapping[int, int | None]
    unfinished_hour_ms: int | None


@dataclass(frozen=True, slots=True)
class Minute:
    """What there is of a minute: the row of the machine, and those of programs with `name` and `executable`."""

    at_ms: int
    machine: Values
    programs: Sequence[Values]


class SumsOutbox:
    """Reads one history."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def state(self) -> State | None:
        """Return how far the sums are; None while those of earlier runs are still being made. Raises Unavailable."""
        if not self._path.exists():
            return None
        with connected(self._path) as connection:
            if not is_up_to_date(connection):
                return None
            rows = connection.execute(select(RUNS.c.id, RUNS.c.next_digest).order_by(RUNS.c.id)).all()
            unfinished = connection.scalar(
                select(func.min(PROCESS_MINUTES.c.hour_ms)).where(~PROCESS_MINUTES.c.is_whole)
            )
        if any(next_digest is not None for _, next_digest in rows[:-1]):
            return None
        return State({row.id: row.next_digest for row in rows}, unfinished)

    def hosts(self) -> list[tuple[int, str]]:
        """Return the hosts of this history, each with its machine_id; raises Unavailable."""
        with connected(self._path) as connection:
            return [(key, machine) for key, machine in connection.execute(select(HOSTS.c.id, HOSTS.c.machine_id))]

    def beats_by_hour(self, host_id: int, from_ms: int) -> dict[int, int]:
        """Return of how many beats the minutes of each hour tell; raises Unavailable."""
        columns = SYSTEM_SUMS.c
        hour = columns.minute_ms - columns.minute_ms % HOUR_MS
        query = select(hour.label("hour_ms"), func.sum(columns.beat_count).label("beats")).where(
            columns.host_id == host_id, columns.minute_ms >= from_ms
        )
        with connected(self._path) as connection:
            return {row.hour_ms: row.beats for row in connection.execute(query.group_by(hour))}

    def hour_versions(self, host_id: int, from_ms: int) -> dict[int, HourVersion]:
        """Return how much is told of programs in each hour that is over; raises Unavailable."""
        figures = [func.coalesce(func.sum(_HOURS.c[name]), 0) for name in HOUR_FIGURES]
        mine = (_HOURS.c.host_id == host_id, _HOURS.c.hour_ms >= from_ms)
        query = select(_HOURS.c.hour_ms, func.count(), *figures).where(*mine).group_by(_HOURS.c.hour_ms)
        with connected(self._path) as connection:
            return {row[0]: tuple(row[1:]) for row in connection.execute(query)}

    def minutes(self, host_id: int, hour_ms: int) -> Iterator[Minute]:
        """Return the minutes of an hour as they are at one moment; raises Unavailable."""
        machine = select(*(column for column in SYSTEM_SUMS.columns if column.name != "host_id"))
        inside = SYSTEM_SUMS.c.minute_ms.between(hour_ms, hour_ms + HOUR_MS - 1)
        with connected(self._path) as connection:
            rows = connection.execute(machine.where(SYSTEM_SUMS.c.host_id == host_id, inside)).mappings().all()
            programs = _programs(connection, _MINUTES, "minute_ms", host_id, hour_ms)
        by_minute: dict[int, list[Values]] = {}
        for program in programs:
            by_minute.setdefault(program["minute_ms"], []).append(program)
        for row in sorted(rows, key=lambda row: int(row["minute_ms"])):
            yield Minute(row["minute_ms"], dict(row), by_minute.get(row["minute_ms"], ()))

    def programs_of_hour(self, host_id: int, hour_ms: int) -> list[Values]:
        """Return what programs did in an hour, with their `name` and `executable`; raises Unavailable."""
        with connected(self._path) as connection:
            return _programs(connection, _HOURS, "hour_ms", host_id, hour_ms)


def _programs(connection: Any, table: Table, time: str, host_id: int, hour_ms: int) -> list[Values]:
    columns = [column for column in table.columns if column.name not in ("host_id", "program_id")]
    query = select(PROGRAMS.c.name, PROGRAMS.c.executable, *columns).join(table, table.c.program_id == PROGRAMS.c.id)
    inside = table.c[time].between(hour_ms, hour_ms + HOUR_MS - 1)
    rows = connection.execute(query.where(table.c.host_id == host_id, inside)).mappings().all()
    return [dict(row) for row in rows]
