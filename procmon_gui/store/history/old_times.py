"""The time of which only minutes and hours are left: from when, its curve, and a minute of it as a moment.

Belongs in a worker, but for what says "at once".
"""

import threading
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from sqlalchemy import Engine, Table, func, select

from procmon_gui.domain.ends import End
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Gap, HostBeat, Peak, Series, Span
from procmon_gui.domain.host_over_time import SeriesKey
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS, PROCESS_FIGURES
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minute_snapshot import (
    SERIALS_FROM,
    host_means,
    process_means,
    snapshot_of_minute,
)
from procmon_gui.store.history.minutes import PackedColumns
from procmon_gui.store.history.rollup_schema import (
    HOST_MINUTES,
    PROCESS_MINUTES,
    PROGRAM_HOURS,
    SYSTEM_SUMS,
    MinutesColumns,
)
from procmon_gui.store.history.steps import Steps
from procmon_gui.store.history.stored_minutes import StoredMinutes
from procmon_gui.store.history.stored_processes import StoredProcesses
from procmon_gui.store.history.stretch import joined_series
from procmon_gui.store.history.sums import NOTHING, Sums
from procmon_gui.store.history.used import own_minutes
from procmon_gui.store.history.whose import EVERYBODY, Whose
from procmon_gui.store.sqlite import told

_BUSY: Final = "cpu_busy_ratio"
ONLY_HOURS: Final = "Of this time only what programs used in each hour is kept: see the page History."
_MINUTE: Final = SYSTEM_SUMS.columns.minute_ms


class OldTimes:
    """What is known of the time before the oldest beat."""

    def __init__(
        self, engine: Engine, minutes: StoredMinutes, processes: StoredProcesses, whose: Whose = EVERYBODY
    ) -> None:
        self._engine = engine
        self._my_minutes, self._my_hours = whose.sums(SYSTEM_SUMS.columns.host_id), whose.sums(PROGRAM_HOURS.c.host_id)
        self._minutes = minutes
        self._processes = processes
        self._guard = threading.Lock()
        self._span: Span | None = None
        self._minutes_from_ms: int | None = None
        # Whole hours do not change any more: of a year they are read once.
        self._hours: tuple[int, IntArray, FloatArray] | None = None

    def refresh(self, beats_from_ms: int | None) -> None:
        """Learn how far minutes and hours reach; `beats_from_ms` is the oldest beat, None where there is none."""
        with told(), self._engine.connect() as connection:
            minutes = select(_MINUTE).where(self._my_minutes).limit(1)
            hours = select(PROGRAM_HOURS.c.hour_ms).where(self._my_hours).limit(1)
            minute = connection.scalar(minutes.order_by(_MINUTE))
            hour = connection.scalar(hours.order_by(PROGRAM_HOURS.c.hour_ms))
            last = connection.scalar(minutes.order_by(_MINUTE.desc())) if beats_from_ms is None else None
        end_ms = beats_from_ms if beats_from_ms is not None else 0 if last is None else last + MINUTE_MS
        # The first minute, and the first hour, may have begun before anything was recorded.
        from_ms = minute if minute is not None and minute + MINUTE_MS <= end_ms else None
        if hour is not None and hour + HOUR_MS <= (end_ms if from_ms is None else from_ms):
            from_ms = hour
        with self._guard:
            self._span = None if from_ms is None else Span(from_ms=from_ms, to_ms=end_ms - 1)
            self._minutes_from_ms = minute

    def span(self) -> Span | None:
        """Return from when to when that is, None where there is no such time. At once."""
        with self._guard:
            return self._span

    def minute_near(self, at_ms: int, steps: int = 0) -> int | None:
        """Return the beginning of the minute of a time, or of one before or after it; None beyond the last. At once.

        Whether that minute was recorded is known when it is read.
        """
        span = self.span()
        wanted = (at_ms // MINUTE_MS + steps) * MINUTE_MS
        if span is None or wanted > span.to_ms:
            return None
        return max(wanted, span.from_ms)

    def minute_times(self, from_ms: int, to_ms: int) -> Sequence[int]:
        """Return when the minutes began that tell of a time before the oldest beat, oldest first.

        Raises Unavailable, also where only hours are left of all of it.
        """
        with self._guard:
            span, first = self._span, self._minutes_from_ms
        if span is None or to_ms < span.from_ms:
            return ()
        if first is None or to_ms < first:
            raise Unavailable(ONLY_HOURS)
        inside = (from_ms - MINUTE_MS < _MINUTE, min(to_ms, span.to_ms) >= _MINUTE)
        query = select(_MINUTE).where(self._my_minutes, *inside).order_by(_MINUTE)
        with told(), self._engine.connect() as connection:
            return connection.scalars(query).all()

    # ---- a moment

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the minute nearest to a time: of each process its averages. None where there is none.

        Raises Unavailable, also where only hours are left.
        """
        minute_ms = self._nearest_minute(at_ms)
        if minute_ms is None:
            raise Unavailable(ONLY_HOURS)
        return self._moment(minute_ms)

    def _moment(self, minute_ms: int) -> Snapshot | None:
        """Return a minute that is there as a moment; raises DamagedChunk."""
        hour_ms = minute_ms // HOUR_MS * HOUR_MS
        minute = (minute_ms - hour_ms) // MINUTE_MS
        parts, damage = self._read(PROCESS_MINUTES, hour_ms)
        ids, means = process_means(parts, minute)
        if damage is not None and not len(ids):
            raise damage
        host = host_means(self._packed(HOST_MINUTES, hour_ms), minute)
        return snapshot_of_minute(minute_ms, self._processes.facts(ids.tolist()), ids, means, host)

    def ended_since(self, at_ms: int) -> Mapping[int, End]:
        """Return how processes of that minute ended, by serial; raises Unavailable."""
        snapshot = self.snapshot_at(at_ms)
        if snapshot is None:
            return {}
        facts = self._processes.facts((snapshot.serials - SERIALS_FROM).tolist())
        end_ms = snapshot.at_ms + MINUTE_MS
        return {
            number + SERIALS_FROM: End(one.gone_ms, one.exit_status, one.ended_ms)
            for number, one in facts.items()
            if one.gone_ms is not None and one.gone_ms >= end_ms
        }

    def _nearest_minute(self, at_ms: int) -> int | None:
        """Return the minute that tells of a time or is nearest to it; None where minutes are gone."""
        with self._guard:
            span, first = self._span, self._minutes_from_ms
        if span is None or first is None or at_ms < first - HOUR_MS:
            return None
        query = select(_MINUTE).where(self._my_minutes, span.to_ms >= _MINUTE).limit(1)
        with told(), self._engine.connect() as connection:
            before: int | None = connection.scalar(query.where(at_ms >= _MINUTE).order_by(_MINUTE.desc()))
            after: int | None = connection.scalar(query.where(at_ms < _MINUTE).order_by(_MINUTE))
        if before is None or after is None or at_ms < before + MINUTE_MS:
            return before if before is not None else after
        return before if at_ms - before - MINUTE_MS <= after - at_ms else after

    def _packed(self, table: Table[MinutesColumns], hour_ms: int) -> list[PackedColumns]:
        return self._read(table, hour_ms)[0]

    def _read(self, table: Table[MinutesColumns], hour_ms: int) -> tuple[list[PackedColumns], DamagedChunk | None]:
        """Return the parts of an hour, and what is wrong with one that is damaged."""
        with told(), self._engine.connect() as connection:
            query = (
                select(table.c.id, table.c.run_id, table.c.data).where(table.c.hour_ms == hour_ms).order_by(table.c.id)
            )
            rows = connection.execute(query).all()
        found, damage = [], None
        for key, run_id, data in rows:
            try:
                found.append(PackedColumns(data, (run_id, hour_ms)))
            except DamagedChunk as error:
                self._minutes.note_damage(table, key)
                damage = error
        return found, damage

    # ---- over time

    def host_beats(self, from_ms: int, to_ms: int) -> list[HostBeat]:
        """Return the averages of the machine in each minute of a time before the oldest beat; raises Unavailable.

        A minute has no monotonic time: it stands at the second of UTC with which it begins.
        """
        span = self.span()
        if span is None:
            return []
        first_ms = -(-max(from_ms, span.from_ms) // MINUTE_MS) * MINUTE_MS
        hours: dict[int, list[PackedColumns]] = {}
        minutes = range(first_ms, min(to_ms, span.to_ms) + 1, MINUTE_MS)
        means = [(minute_ms, self._machine(minute_ms, hours)) for minute_ms in minutes]
        return [HostBeat(at_s=minute_ms / 1000, host=_by_metric(host)) for minute_ms, host in means if host]

    def _machine(self, minute_ms: int, hours: dict[int, list[PackedColumns]]) -> Mapping[SeriesKey, float]:
        """Return the averages of the machine in a minute; `hours` keeps what was read for it."""
        hour_ms = minute_ms // HOUR_MS * HOUR_MS
        if hour_ms not in hours:
            hours[hour_ms] = self._packed(HOST_MINUTES, hour_ms)
        return host_means(hours[hour_ms], (minute_ms - hour_ms) // MINUTE_MS)

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: Errand) -> Mapping[str, Series]:
        """Return the averages of a process in each minute of a time before the oldest beat, by metric id.

        A minute stands where it begins. Raises Unavailable and Cancelled.
        """
        span, number = self.span(), self._processes.numbers([key]).get(key)
        if span is None or number is None:
            return {}
        steps = {figure: Steps() for figure in PROCESS_FIGURES}
        for minutes, sums in own_minutes(self._minutes, number, from_ms, min(to_ms, span.to_ms) + 1, errand):
            for figure, own in sums.items():
                steps[figure].add(minutes, own)
        # A minute in which the recorder started anew comes in two parts.
        together = {figure: own.together(MINUTE_MS) for figure, own in steps.items()}
        return {figure: Series(at_ms=at_ms, values=sums.mean) for figure, (at_ms, sums) in together.items()}

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the machine in about so many points that keep its peaks, of any time that has minutes.

        Before the first minute, hours tell what all programs used together. Raises Unavailable.
        """
        step_ms = max(1, -(-(to_ms - from_ms) // (max(1, points // 2) * MINUTE_MS))) * MINUTE_MS
        parts = []
        hours, used = self.busy_hours(from_ms, to_ms + 1)
        if len(hours):
            hours_ms = -(-step_ms // HOUR_MS) * HOUR_MS
            steps = Steps()
            steps.add(hours, used)
            parts.append(_peaks(*steps.together(hours_ms), hours_ms))
        at_ms, sums = self._minutes.system(_BUSY, from_ms // MINUTE_MS * MINUTE_MS, to_ms + 1, step_ms)
        parts.append(_peaks(at_ms, sums, step_ms))
        return joined_series(parts)

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the minute that had the busiest beat of a time; who led it is not kept. Raises Unavailable."""
        span = self.span()
        if span is None or from_ms > span.to_ms:
            return None
        times, sums = self._minutes.system(_BUSY, from_ms // MINUTE_MS * MINUTE_MS, min(to_ms, span.to_ms) + 1)
        known = np.flatnonzero(~np.isnan(sums.most))
        if not len(known):
            return None
        row = int(known[sums.most[known].argmax()])
        return Peak(at_ms=int(times[row]), busy_ratio=float(sums.most[row]), leader=None)

    def busy_hours(self, from_ms: int, end_ms: int) -> tuple[IntArray, Sums]:
        """Return of the hours before the first minute how busy the machine was, as far as programs tell."""
        with self._guard:
            first, known = self._minutes_from_ms, self._hours
        until_ms = (1 << 53) if first is None else first // HOUR_MS * HOUR_MS
        if from_ms >= until_ms:
            return np.zeros(0, np.int64), NOTHING
        if known is None or known[0] != until_ms:
            known = (until_ms, *self._read_busy_hours(until_ms))
            with self._guard:
                self._hours = known
        _, times, ratios = known
        inside = slice(*np.searchsorted(times, (from_ms // HOUR_MS * HOUR_MS, end_ms)).tolist())
        values = ratios[inside]
        return times[inside], Sums(np.ones(len(values), np.int64), values, np.full(len(values), np.nan), values)

    def _read_busy_hours(self, until_ms: int) -> tuple[IntArray, FloatArray]:
        cores = self._core_count()
        inside = (self._my_hours, PROGRAM_HOURS.c.hour_ms < until_ms)
        query = select(PROGRAM_HOURS.c.hour_ms, func.sum(PROGRAM_HOURS.c.cpu_ms)).where(*inside)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query.group_by(PROGRAM_HOURS.c.hour_ms).order_by(PROGRAM_HOURS.c.hour_ms)).all()
        table = np.array([tuple(row) for row in rows if cores], np.float64).reshape(-1, 2)
        return table[:, 0].astype(np.int64), np.minimum(table[:, 1] / (HOUR_MS * max(cores, 1)), 1.0)

    def _core_count(self) -> float:
        """Return how many cores the machine had in the newest hour that tells, or might use; 0 where none does."""
        with told(), self._engine.connect() as connection:
            query = select(HOST_MINUTES.c.hour_ms).order_by(HOST_MINUTES.c.hour_ms.desc()).limit(1)
            hour_ms = connection.scalar(query)
        parts = self._packed(HOST_MINUTES, hour_ms) if hour_ms is not None else []
        for minute in range(HOUR_MS // MINUTE_MS):
            figures = host_means(parts, minute)
            found = figures.get(("host.cpu.limit_cores", "")) or figures.get(("host.cpu.core_count", ""))
            if found:
                return found
        return 0.0

    def gaps(self, from_ms: int, to_ms: int) -> list[Gap]:
        """Return the stretches of a time before the oldest beat of which nothing is known; raises Unavailable."""
        span = self.span()
        if span is None or from_ms > span.to_ms:
            return []
        end_ms = min(to_ms, span.to_ms) + 1
        hours, _ = self.busy_hours(from_ms - HOUR_MS, end_ms)
        minutes, _ = self._minutes.system(_BUSY, from_ms - MINUTE_MS, end_ms)
        begins = np.concatenate((hours, minutes))
        ends = np.concatenate((hours + HOUR_MS, minutes + MINUTE_MS))
        # An hour of programs may reach into the first minutes.
        pairs = [pair for pair in zip(ends[:-1].tolist(), begins[1:].tolist(), strict=True) if pair[0] < pair[1]]
        return [Gap(from_ms=end, to_ms=begin) for end, begin in pairs if end < to_ms and begin > from_ms]


def _by_metric(means: Mapping[SeriesKey, float]) -> dict[str, dict[str, float]]:
    host: dict[str, dict[str, float]] = {}
    for (metric_id, instance), mean in means.items():
        host.setdefault(metric_id, {})[instance] = mean
    return host


def _peaks(at_ms: IntArray, sums: Sums, step_ms: int) -> Series:
    """Return the mean and the most of each step at its middle; where one is missing the line breaks."""
    times = np.repeat(at_ms + step_ms // 2, 2)
    values = np.column_stack((sums.mean, sums.most)).ravel()
    missing = np.flatnonzero(np.diff(at_ms) > step_ms) + 1
    return Series(
        at_ms=np.insert(times, 2 * missing, at_ms[missing - 1] + step_ms), values=np.insert(values, 2 * missing, np.nan)
    )
