"""What is kept of each minute, of processes and of the machine: from any thread, beside the one who writes.

Packed hours are read a few at a time, and no transaction stays open while they are worked on: whoever writes could not
tidy up. Belongs in a worker.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Engine, Table, func, null, select

from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import ALL, PackedColumns
from procmon_gui.store.history.rollup_schema import (
    HOST_MINUTES,
    PROCESS_MINUTES,
    SYSTEM_FIGURES,
    SYSTEM_SUMS,
    MinutesColumns,
)
from procmon_gui.store.history.schema import HOSTS
from procmon_gui.store.history.sums import Sums
from procmon_gui.store.history.whose import EVERYBODY, Whose
from procmon_gui.store.sqlite import told

# An hour of a thousand processes has some 400 KiB: so much is read with each look at the disk.
_BYTES_AT_ONCE: Final = 1 << 19


@dataclass(frozen=True, slots=True, eq=False)
class PackedHour:
    """Minutes of an hour that begins at a time, or a part of them."""

    hour_ms: int
    packed: PackedColumns

    def minutes(self, rows: slice = ALL) -> IntArray:
        """Return when the minute of each row, or of some, began; raises DamagedChunk."""
        return self.hour_ms + MINUTE_MS * self.packed.column("minute", rows)


@dataclass(frozen=True, slots=True, eq=False)
class BeatLengths:
    """How long a beat took in each minute, in seconds; minutes in ascending order."""

    minute_ms: IntArray
    lengths_s: FloatArray

    def at(self, minutes: IntArray) -> FloatArray:
        """Return those of some minutes; a second where that is not known."""
        if not len(self.minute_ms):
            return np.ones(len(minutes))
        places = np.minimum(np.searchsorted(self.minute_ms, minutes), len(self.minute_ms) - 1)
        return np.where(self.minute_ms[places] == minutes, self.lengths_s[places], 1.0)


def _steps(step_ms: int) -> ColumnElement[int]:
    """Return in which step a minute lies: whole numbers are divided downwards, so each begins at a multiple of it."""
    minute_ms = SYSTEM_SUMS.columns.minute_ms
    return minute_ms - minute_ms % step_ms


def _at_once(sizes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield keys in their order, as many at a time as have so many bytes, one at least."""
    keys: list[int] = []
    together = 0
    for key, size in sizes:
        if keys and together + size > _BYTES_AT_ONCE:
            yield keys
            keys, together = [], 0
        keys.append(key)
        together += size
    if keys:
        yield keys


class StoredMinutes:
    """Reads them."""

    def __init__(self, engine: Engine, whose: Whose = EVERYBODY) -> None:
        self._engine = engine
        self._mine = whose.sums(SYSTEM_SUMS.columns.host_id)
        self._guard = threading.Lock()
        self._damaged: set[tuple[str, int]] = set()

    @property
    def damaged_count(self) -> int:
        """Return how many hours, or parts of one, were found damaged so far."""
        with self._guard:
            return len(self._damaged)

    def note_damage(self, table: Table[MinutesColumns], key: int) -> None:
        """Count a row that is damaged."""
        with self._guard:
            self._damaged.add((table.name, key))

    def processes(self, from_ms: int, end_ms: int, errand: Errand) -> Iterator[PackedHour]:
        """Yield the hours that have minutes from one time to before another; raises Unavailable and Cancelled.

        An hour that goes on comes in parts.
        """
        return self._hours(PROCESS_MINUTES, from_ms, end_ms, errand)

    def machine(self, from_ms: int, end_ms: int, errand: Errand) -> Iterator[PackedHour]:
        """Yield the same of the machine."""
        return self._hours(HOST_MINUTES, from_ms, end_ms, errand)

    def _hours(self, table: Table[MinutesColumns], from_ms: int, end_ms: int, errand: Errand) -> Iterator[PackedHour]:
        if end_ms <= from_ms:
            return
        inside = (table.c.hour_ms >= from_ms // HOUR_MS * HOUR_MS, table.c.hour_ms < end_ms)
        with told(), self._engine.connect() as connection:
            columns = select(table.c.id, func.length(table.c.data)).where(*inside)
            found = connection.execute(columns.order_by(table.c.hour_ms, table.c.id)).all()
        done = 0
        for keys in _at_once([(int(key), int(size)) for key, size in found]):
            query = select(table.c.id, table.c.run_id, table.c.hour_ms, table.c.data).where(table.c.id.in_(keys))
            with told(), self._engine.connect() as connection:
                rows = connection.execute(query.order_by(table.c.hour_ms, table.c.id)).all()
            for key, run_id, hour_ms, data in rows:
                if errand.is_cancelled():
                    raise Cancelled
                errand.tell_progress(done, len(found))
                done += 1
                try:
                    yield PackedHour(hour_ms, PackedColumns(data, (run_id, hour_ms)))
                except DamagedChunk:
                    self.note_damage(table, key)

    def system(self, name: str, from_ms: int, end_ms: int, step_ms: int = MINUTE_MS) -> tuple[IntArray, Sums]:
        """Return a figure of `SYSTEM_FIGURES` of the minutes that begin in a time, in steps of whole minutes.

        The least was not kept, and of some figures the most neither. Steps without a beat are missing. Raises
        Unavailable.
        """
        at_ms, (sums,) = self.figures([name], from_ms, end_ms, step_ms)
        return at_ms, sums

    def figures(
        self, names: Sequence[str], from_ms: int, end_ms: int, step_ms: int = MINUTE_MS
    ) -> tuple[IntArray, list[Sums]]:
        """Return several of them, in one look."""
        columns = SYSTEM_SUMS.columns
        step = _steps(step_ms)
        wanted: list[ColumnElement[Any]] = []
        for name in names:
            most = columns.get(f"{name}_max")
            wanted += [
                func.sum(columns[f"{name}_count"]),
                func.sum(columns[f"{name}_sum"]),
                func.max(most) if most is not None else null(),
            ]
        query = (
            select(step, *wanted)
            .where(self._mine, columns.minute_ms >= from_ms, columns.minute_ms < end_ms)
            .group_by(step)
            .order_by(step)
        )
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        table = np.array([tuple(row) for row in rows], np.float64).reshape(-1, 1 + 3 * len(names)).T
        least = np.full(len(rows), np.nan)
        places = range(1, 1 + 3 * len(names), 3)
        sums = [Sums(table[at].astype(np.int64), table[at + 1], least, table[at + 2]) for at in places]
        return table[0].astype(np.int64), sums

    def of_all_hosts(self, name: str, from_ms: int, end_ms: int, step_ms: int) -> Mapping[str, tuple[IntArray, Sums]]:
        """Return a figure that has a most of each machine that a server knows, by its id; raises Unavailable."""
        columns = SYSTEM_SUMS.columns
        step = _steps(step_ms)
        query = (
            select(
                HOSTS.c.machine_id,
                step,
                func.sum(columns[f"{name}_count"]),
                func.sum(columns[f"{name}_sum"]),
                func.max(columns[f"{name}_max"]),
            )
            .join(HOSTS, HOSTS.c.id == columns.host_id)
            .where(columns.minute_ms >= from_ms, columns.minute_ms < end_ms)
            .group_by(HOSTS.c.machine_id, step)
        )
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        by_host: dict[str, list[tuple[float, ...]]] = {}
        for machine_id, *figures in rows:
            by_host.setdefault(machine_id, []).append(tuple(figures))
        found = {}
        for machine_id, parts in by_host.items():
            table = np.array(parts, np.float64).reshape(-1, 4).T
            least = np.full(len(parts), np.nan)
            found[machine_id] = table[0].astype(np.int64), Sums(table[1].astype(np.int64), table[2], least, table[3])
        return found

    def recorded(self, from_ms: int, end_ms: int, step_ms: int) -> tuple[IntArray, FloatArray]:
        """Return the steps that have minutes of a time, and how many each has; raises Unavailable."""
        minute_ms = SYSTEM_SUMS.columns.minute_ms
        inside = (self._mine, minute_ms >= from_ms, minute_ms < end_ms)
        query = select(_steps(step_ms), func.count()).where(*inside).group_by(_steps(step_ms))
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        table = np.array([tuple(row) for row in rows], np.float64).reshape(-1, 2)
        return table[:, 0].astype(np.int64), table[:, 1]

    def system_means(self, from_ms: int, end_ms: int) -> Mapping[str, float]:
        """Return the means of all figures of the minutes that begin in a time by metric; raises Unavailable.

        Those of which nothing is known are missing.
        """
        columns = SYSTEM_SUMS.columns
        sums = [func.sum(columns[f"{name}_{part}"]) for name, _, _ in SYSTEM_FIGURES for part in ("sum", "count")]
        query = select(*sums).where(self._mine, columns.minute_ms >= from_ms, columns.minute_ms < end_ms)
        with told(), self._engine.connect() as connection:
            totals = connection.execute(query).one()
        pairs = zip(totals[::2], totals[1::2], strict=True)
        return {
            metric_id: float(total) / float(count)
            for (_, metric_id, _), (total, count) in zip(SYSTEM_FIGURES, pairs, strict=True)
            if count
        }

    def newest(self, until_ms: int) -> int | None:
        """Return the newest minute that began until a time; raises Unavailable."""
        minute_ms = SYSTEM_SUMS.columns.minute_ms
        query = select(minute_ms).where(self._mine, minute_ms <= until_ms).order_by(minute_ms.desc()).limit(1)
        with told(), self._engine.connect() as connection:
            return connection.scalar(query)

    def beat_lengths(self, from_ms: int, end_ms: int) -> BeatLengths:
        """Return how long beats took; raises Unavailable.

        Of a minute that was recorded in part only, its neighbours tell.
        """
        columns = SYSTEM_SUMS.columns
        # Another minute on both sides, to tell whether the first and the last are whole.
        inside = (self._mine, columns.minute_ms >= from_ms - MINUTE_MS, columns.minute_ms < end_ms + MINUTE_MS)
        query = select(columns.minute_ms, func.max(columns.beat_count)).where(*inside).group_by(columns.minute_ms)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(columns.minute_ms)).all()
        table = np.array([tuple(row) for row in rows], np.int64).reshape(-1, 2)
        minutes, own_s = table[:, 0], 60.0 / np.maximum(table[:, 1], 1)
        return BeatLengths(minutes, np.minimum(own_s, _beside(minutes, own_s)))


def _beside(minutes: IntArray, own_s: FloatArray) -> FloatArray:
    """Return the longer beat of the minutes before and after each; infinite where there are none."""
    follows = np.diff(minutes) == MINUTE_MS
    before, after = np.zeros(len(minutes)), np.zeros(len(minutes))
    before[1:][follows] = own_s[:-1][follows]
    after[:-1][follows] = own_s[1:][follows]
    longer = np.maximum(before, after)
    return np.where(longer > 0, longer, np.inf)


def lengths_of(times: Sequence[int] | IntArray) -> float:
    """Return how long a beat took, in seconds, of the times of some in a row; a second where there is one only."""
    steps = np.diff(np.asarray(times))
    return float(np.median(steps)) / 1000 if len(steps) else 1.0
