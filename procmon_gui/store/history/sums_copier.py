"""Copies sums by minute and hour to a server, so that a team can ask it with SQL.

A minute is told with all of its programs in one transaction, oldest first. How many beats a minute tells of says how
new it is, so what the server has is compared, and no mark is kept anywhere. What is older than the oldest that the
server has of a host is not told: its owner lets months go. Lives on the thread of the one who forwards.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from procmon_gui.store.history.digest import HOUR_MS
from procmon_gui.store.history.server_sums import SCHEMA
from procmon_gui.store.history.sums_outbox import HOUR_FIGURES, HourVersion, Minute, State, SumsOutbox, Values
from procmon_gui.store.postgresql import Connection

# Takes a moment after so many bytes; False when it is time to end.
Rest = Callable[[int], bool]
_ROWS_AT_ONCE: Final = 1000
# An index of PostgreSQL takes a third of a page at most, and a path may be longer.
_LONGEST_BYTES: Final = 1200
_NOTHING: Final = -(2**62)


@dataclass(slots=True)
class _Known:
    """What the server has of a host: its number there, and of each hour the beats and the sums of programs."""

    host_id: int
    first_minute_ms: int = _NOTHING
    first_hour_ms: int = _NOTHING
    beats: dict[int, int] = field(default_factory=dict)
    hours: dict[int, HourVersion] = field(default_factory=dict)


class SumsCopier:
    """Copies the sums of one history over one connection."""

    def __init__(self, path: Path, connection: Connection, prepare_months: Callable[[set[int]], None]) -> None:
        self._outbox = SumsOutbox(path)
        self._connection = connection
        self._prepare_months = prepare_months
        self._state: State | None = None
        self._known: dict[str, _Known] = {}
        self._programs: dict[tuple[str, str], int] = {}

    def copy(self, rest: Rest) -> bool:
        """Copy what is new; False when there was no time for all of it. Raises psycopg2.Error and Unavailable."""
        state = self._outbox.state()
        if state is None or state == self._state:
            return True
        is_all_known = True
        for local_id, machine_id in self._outbox.hosts():
            known = self._known.get(machine_id) or self._ask(machine_id)
            if known is None:
                # None of its chunks was sent yet.
                is_all_known = False
                continue
            self._known[machine_id] = known
            from_ms = self._from_ms(state, known)
            if not self._copy_minutes(local_id, known, from_ms, rest):
                return False
            if not self._copy_hours(local_id, known, from_ms, rest):
                return False
        self._state = state if is_all_known else None
        return True

    def _from_ms(self, state: State, known: _Known) -> int:
        """Return from when on something may have changed: while one run goes on, its last hours."""
        is_same_run = self._state is not None and self._state.next_digests.keys() == state.next_digests.keys()
        if not is_same_run or not known.beats or not known.hours:
            return _NOTHING
        return min(max(known.beats), max(known.hours)) - HOUR_MS

    # ---- what the server has

    def _ask(self, machine_id: str) -> _Known | None:
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {SCHEMA}.hosts WHERE machine_id = %s", (machine_id,))
            row = cursor.fetchone()
            if row is None:
                self._connection.commit()
                return None
            known = _Known(row[0])
            cursor.execute(
                f"SELECT minute_ms / {HOUR_MS} * {HOUR_MS}, sum(beat_count)::bigint, min(minute_ms) "
                f"FROM {SCHEMA}.system_sums WHERE host_id = %s GROUP BY 1 ORDER BY 1",
                row,
            )
            for hour_ms, beats, first_ms in cursor.fetchall():
                if not known.beats:
                    known.first_minute_ms = first_ms
                known.beats[hour_ms] = beats
            figures = ", ".join(f"coalesce(sum({name}), 0)::bigint" for name in HOUR_FIGURES)
            cursor.execute(
                f"SELECT hour_ms, count(*), {figures} FROM {SCHEMA}.program_hours WHERE host_id = %s GROUP BY 1", row
            )
            for hour_ms, *version in cursor.fetchall():
                known.hours[hour_ms] = tuple(version)
            known.first_hour_ms = min(known.hours, default=_NOTHING)
        self._connection.commit()
        return known

    def _beats_by_minute(self, known: _Known, hour_ms: int) -> dict[int, int]:
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"SELECT minute_ms, beat_count FROM {SCHEMA}.system_sums "
                "WHERE host_id = %s AND minute_ms BETWEEN %s AND %s",
                (known.host_id, hour_ms, hour_ms + HOUR_MS - 1),
            )
            found = dict(cursor.fetchall())
        self._connection.commit()
        return found

    # ---- what it is told

    def _copy_minutes(self, local_id: int, known: _Known, from_ms: int, rest: Rest) -> bool:
        for hour_ms, beats in sorted(self._outbox.beats_by_hour(local_id, from_ms).items()):
            if hour_ms + HOUR_MS <= known.first_minute_ms or beats <= known.beats.get(hour_ms, 0):
                continue
            there = self._beats_by_minute(known, hour_ms) if hour_ms in known.beats else {}
            minutes = list(self._outbox.minutes(local_id, hour_ms))
            news = [
                one
                for one in minutes
                if one.at_ms >= known.first_minute_ms and one.machine["beat_count"] > there.get(one.at_ms, 0)
            ]
            for some in _in_parts(news):
                if not rest(self._tell_minutes(known, some)):
                    return False
            known.beats[hour_ms] = sum(one.machine["beat_count"] for one in minutes)
        return True

    def _tell_minutes(self, known: _Known, minutes: Sequence[Minute]) -> int:
        """Tell of some minutes; return of how many bytes."""
        self._prepare_months({one.at_ms for one in minutes})
        programs = self._with_ids([program for one in minutes for program in one.programs])
        # In the order of `server.PARTITIONED`.
        size_bytes = self._tell("add_program_minutes", known, programs)
        size_bytes += self._tell("add_system_sums", known, [one.machine for one in minutes])
        self._connection.commit()
        return size_bytes

    def _copy_hours(self, local_id: int, known: _Known, from_ms: int, rest: Rest) -> bool:
        for hour_ms, version in sorted(self._outbox.hour_versions(local_id, from_ms).items()):
            if hour_ms < known.first_hour_ms or not _is_newer(version, known.hours.get(hour_ms, ())):
                continue
            self._prepare_months({hour_ms})
            size_bytes = 0
            rows = self._with_ids(self._outbox.programs_of_hour(local_id, hour_ms))
            for place in range(0, len(rows), _ROWS_AT_ONCE):
                size_bytes += self._tell("add_program_hours", known, rows[place : place + _ROWS_AT_ONCE])
            self._connection.commit()
            known.hours[hour_ms] = version
            if not rest(size_bytes):
                return False
        return True

    def _tell(self, function: str, known: _Known, rows: Sequence[Values]) -> int:
        if not rows:
            return 0
        told = json.dumps(rows, separators=(",", ":"))
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT {SCHEMA}.{function}(%s, %s::jsonb)", (known.host_id, told))
        return len(told)

    # ---- programs

    def _with_ids(self, rows: Sequence[Values]) -> list[Values]:
        """Return rows with the numbers that their programs have there."""
        keys = {(row["name"], _fitting(row["executable"])) for row in rows}
        missing = sorted(keys - self._programs.keys())
        if missing:
            self._look_up(missing)
        return [
            {"program_id": self._programs[row["name"], _fitting(row["executable"])]}
            | {name: value for name, value in row.items() if name not in ("name", "executable")}
            for row in rows
        ]

    def _look_up(self, keys: Sequence[tuple[str, str]]) -> None:
        told = json.dumps([{"name": name, "executable": executable} for name, executable in keys])
        some = "SELECT r.name, r.executable FROM jsonb_to_recordset(%s::jsonb) AS r(name text, executable text)"
        with self._connection.cursor() as cursor:
            # In one order, so that of two hosts each waits for the other in turn.
            cursor.execute(
                f"INSERT INTO {SCHEMA}.programs (name, executable) {some} WHERE NOT EXISTS "
                f"(SELECT 1 FROM {SCHEMA}.programs p WHERE p.name = r.name AND p.executable = r.executable) "
                "ORDER BY 1, 2 ON CONFLICT DO NOTHING",
                (told,),
            )
            cursor.execute(
                f"SELECT p.name, p.executable, p.id FROM {SCHEMA}.programs p "
                f"JOIN ({some}) AS s ON s.name = p.name AND s.executable = p.executable",
                (told,),
            )
            found = {(name, executable): key for name, executable, key in cursor.fetchall()}
        # Before anybody relies on it: what is rolled back is not remembered.
        self._connection.commit()
        self._programs |= found


def _in_parts(minutes: Iterable[Minute]) -> Iterable[list[Minute]]:
    """Yield minutes, some rows at a time."""
    part: list[Minute] = []
    count = 0
    for one in minutes:
        part.append(one)
        count += 1 + len(one.programs)
        if count >= _ROWS_AT_ONCE:
            yield part
            part, count = [], 0
    if part:
        yield part


def _is_newer(version: HourVersion, there: HourVersion) -> bool:
    return not there or any(one > other for one, other in zip(version, there, strict=True))


def _fitting(executable: str) -> str:
    data = executable.encode()
    return executable if len(data) <= _LONGEST_BYTES else data[:_LONGEST_BYTES].decode("utf-8", "ignore") + "…"
