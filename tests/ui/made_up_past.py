"""A made-up past of one machine: two days of honest curves with a gap, a nightly backup, and who used what."""

import math
from collections.abc import Sequence

import numpy as np

from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.heat import METRICS, Heat, HeatKind, HeatProgram, HeatWish, steps_of, unusual_of
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import (
    Curve,
    HostSeries,
    ProcessFacts,
    ProcessInRange,
    ProcessLife,
    ProgramInRange,
    ProgramLife,
    Resource,
    Statistics,
    Use,
)
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.recorded_hosts import RecordedHost
from tests.ui.ranges import HOUR_MS, curve, facts, use

DAY_MS = 24 * HOUR_MS
GIB = 1024**3
CPU, MEMORY = HostSeries(metric_id="host.cpu.busy_ratio"), HostSeries(metric_id="host.memory.used_bytes")
READ = HostSeries(metric_id="host.disk.read_bytes_per_s")
CORE = HostSeries(metric_id="host.cpu.busy_ratio", instance="0")
RECEIVED = HostSeries(metric_id="host.network.received_bytes_per_s", instance="eth0")
# Who uses what in a second of the backup, and outside of it: cores, bytes of memory, bytes a second from the disk.
PROGRAMS = {
    "zstd": (2.62, 0.4 * GIB, 90e6, False),
    "postgres": (1.03, 2.1 * GIB, 12e6, True),
    "pg_dump": (0.65, 0.1 * GIB, 60e6, False),
    "python": (0.33, 0.6 * GIB, 0.0, True),
    "dockerd": (0.04, 0.2 * GIB, 0.0, True),
    "gnome-shell": (0.016, 0.5 * GIB, 0.0, True),
    "sshd": (0.0, 0.01 * GIB, 0.0, True),
}


class MadeUpPast:
    """Two days up to `to_ms`, of which half an hour in the evening of yesterday is not known; answers at once.

    Attributes:
        asked: the name of each question, in order; `wishes` the heat maps among them.
        machines: those of the server on which it lies; none where it is alone.
        trouble: what reading fails with; None while all is well.
    """

    def __init__(self, to_ms: int, days: float = 2.0) -> None:
        self.to_ms = to_ms
        self.from_ms = to_ms - round(days * DAY_MS)
        self.gap = Gap(from_ms=to_ms - round(7.5 * HOUR_MS), to_ms=to_ms - 7 * HOUR_MS)
        self.backup = Span(from_ms=to_ms - 6 * HOUR_MS, to_ms=to_ms - round(5.5 * HOUR_MS))
        self.asked: list[str] = []
        self.trouble: str | None = None
        self.wishes: list[HeatWish] = []
        self.core_count = 4
        self.machines: tuple[RecordedHost, ...] = ()
        self.is_empty = False

    def _ask(self, name: str, errand: Errand) -> None:
        self.asked.append(name)
        if errand.is_cancelled():
            raise Cancelled
        if self.trouble is not None:
            raise Unavailable(self.trouble)

    def span(self) -> Span | None:
        return None if self.is_empty else Span(from_ms=self.from_ms, to_ms=self.to_ms)

    def host_series(self, span: Span, errand: Errand) -> Sequence[HostSeries]:
        self._ask("host_series", errand)
        return (CPU, CORE, MEMORY, READ, RECEIVED)

    def host_curve(self, series: HostSeries, span: Span, points: int, errand: Errand) -> Curve:
        self._ask("host_curve", errand)
        first, last = max(span.from_ms, self.from_ms), min(span.to_ms, self.to_ms)
        step_ms = max(1000, round((span.to_ms - span.from_ms) / max(1, points) / 1000) * 1000)
        at_ms = np.arange(first // step_ms * step_ms, last, step_ms, dtype=np.int64)
        mean = self._values(series, at_ms)
        spread = 0.0 if step_ms <= 1000 else 0.01 if series == MEMORY else 0.15
        return Curve(
            at_ms=at_ms,
            mean=mean,
            least=mean * (1 - spread),
            most=np.minimum(mean * (1 + spread), 1.0) if series.metric_id.endswith("_ratio") else mean * (1 + spread),
            step_ms=0 if step_ms <= 1000 else step_ms,
        )

    def _values(self, series: HostSeries, at_ms: np.ndarray) -> FloatArray:
        phase = at_ms / 240_000
        noise = (np.sin(phase) + np.sin(2.7 * phase) + np.sin(7.1 * phase + 1)) / 3
        backup = np.zeros(len(at_ms))
        for days in range(3):
            share = (at_ms - self.backup.from_ms + days * DAY_MS) / (self.backup.to_ms - self.backup.from_ms)
            backup += np.where((share >= 0) & (share < 1), (0.9, 0.6, 0.75)[days], 0.0)
        scale = {MEMORY: (11 * GIB, 0.2 * GIB, 9 * GIB), READ: (12e6, 10e6, 190e6), RECEIVED: (2e6, 1.5e6, 0.0)}
        base, wave, peak = scale.get(series, (0.16, 0.07, 0.72))
        values: FloatArray = base + wave * noise + peak * backup
        unknown = (at_ms > self.gap.from_ms) & (at_ms < self.gap.to_ms)
        return np.where(unknown, np.nan, values)

    def host_statistics(self, series: HostSeries, span: Span, errand: Errand) -> Statistics:
        curve = self.host_curve(series, span, 2000, errand)
        known = curve.mean[np.isfinite(curve.mean)]
        if not len(known):
            return Statistics(least=None, mean=None, p95=None, most=None, covered_ms=0)
        return Statistics(
            least=float(known.min()),
            mean=float(known.mean()),
            p95=float(np.percentile(known, 95)),
            most=float(known.max()),
            covered_ms=self._covered_ms(span),
            peak_ms=int(curve.at_ms[np.nanargmax(curve.mean)]),
            step_ms=curve.step_ms,
        )

    def _covered_ms(self, span: Span) -> int:
        known_ms = min(span.to_ms, self.to_ms) - max(span.from_ms, self.from_ms)
        return max(0, known_ms - _common_ms(span, self.gap))

    def gaps(self, span: Span) -> Sequence[Gap]:
        return [self.gap] if _common_ms(span, self.gap) else []

    def _use(self, name: str, span: Span) -> Use | None:
        cores, memory, read, is_always = PROGRAMS[name]
        in_backup_ms = sum(
            _common_ms(span, Span(from_ms=self.backup.from_ms - days * DAY_MS, to_ms=self.backup.to_ms - days * DAY_MS))
            for days in range(3)
        )
        ran_ms = self._covered_ms(span) if is_always else in_backup_ms
        if not ran_ms:
            return None
        cpu_s = cores * (in_backup_ms + (0.2 * (ran_ms - in_backup_ms) if is_always else 0)) / 1000
        return use(
            cpu_s,
            ran_ms=ran_ms,
            cpu_ratio_most=cores * 1.4,
            rss_mean_bytes=memory,
            rss_most_bytes=memory * 1.2,
            read_bytes=read * in_backup_ms / 1000,
            write_bytes=0.0,
            received_bytes=0.0,
            peak_ms=self.backup.from_ms + 7 * 60_000,
        )

    def top_programs(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProgramInRange]:
        self._ask("top_programs", errand)
        used = {name: use for name in PROGRAMS if (use := self._use(name, span)) is not None}
        programs = [
            ProgramInRange(name=name, executable=f"/usr/bin/{name}", process_count=1 + len(name) % 3, use=use)
            for name, use in used.items()
        ]
        return sorted(programs, key=lambda one: -_amount(one.use, by))[:count]

    def top_processes(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProcessInRange]:
        self._ask("top_processes", errand)
        return [
            ProcessInRange(facts=self._who(one.name), use=one.use) for one in self.top_programs(span, by, count, errand)
        ]

    def _who(self, name: str) -> ProcessFacts:
        return facts(
            2000 + list(PROGRAMS).index(name), name=name, executable=f"/usr/bin/{name}", user="backup",
            command_line=f"{name} -19", first_ms=self.backup.from_ms, last_ms=self.backup.to_ms,
            gone_ms=self.backup.to_ms + 1000,
        )  # fmt: skip

    def hosts(self) -> Sequence[RecordedHost]:
        return self.machines

    def heat(self, wish: HeatWish, errand: Errand) -> Heat:
        self._ask("heat", errand)
        self.wishes.append(wish)
        steps = steps_of(wish.span, wish.step_ms)
        at_ms = steps.from_ms + np.arange(steps.count, dtype=np.int64) * wish.step_ms
        subjects, mean = self._heat_rows(wish, at_ms)
        is_recorded = (at_ms + wish.step_ms > self.from_ms) & (at_ms <= self.to_ms)
        is_recorded &= ~((at_ms >= self.gap.from_ms) & (at_ms + wish.step_ms <= self.gap.to_ms))
        mean = np.where(is_recorded, mean, np.nan)
        return Heat(
            subjects=subjects,
            from_ms=steps.from_ms,
            step_ms=wish.step_ms,
            mean=mean,
            most=mean * 1.4,
            is_recorded=is_recorded,
            unusual=unusual_of(mean, 0.01) if wish.is_unusual else None,
        )

    def _heat_rows(
        self, wish: HeatWish, at_ms: np.ndarray
    ) -> tuple[Sequence[HostSeries | HeatProgram | RecordedHost], FloatArray]:
        cpu = np.nan_to_num(self._values(CPU, at_ms), nan=0.2)
        if wish.kind is HeatKind.METRICS:
            known = [np.nan_to_num(self._values(one, at_ms), nan=0.1) for one in METRICS]
            return METRICS, np.stack(known)
        if wish.kind is HeatKind.CORES:
            cores = [HostSeries(metric_id=CPU.metric_id, instance=str(number)) for number in range(self.core_count)]
            return cores, np.stack([np.clip(cpu * (0.4 + number % 5 / 3), 0, 1) for number in range(self.core_count)])
        if wish.kind is HeatKind.HOSTS:
            return self.machines, np.stack([np.roll(cpu, 7 * place) for place in range(len(self.machines))])
        top = self.top_programs(wish.span, wish.by, wish.count, Patient())
        rows = [self._row_of(one.name, wish.by, at_ms) for one in top]
        programs = [HeatProgram(name=one.name, executable=one.executable) for one in top]
        return programs, np.stack(rows) if rows else np.zeros((0, len(at_ms)))

    def _row_of(self, name: str, by: Resource, at_ms: np.ndarray) -> FloatArray:
        cores, memory, read, is_always = PROGRAMS[name]
        in_backup = np.zeros(len(at_ms), np.bool_)
        for days in range(3):
            in_backup |= (at_ms >= self.backup.from_ms - days * DAY_MS) & (at_ms < self.backup.to_ms - days * DAY_MS)
        full = {Resource.CPU: cores, Resource.MEMORY: memory, Resource.DISK: read, Resource.NETWORK: 0.0}[by]
        waves = 0.2 + 0.15 * np.sin(at_ms / 2_400_000 * (1 + len(name) % 3))
        idle = np.where(waves > 0.2, waves * full, 0.0) if is_always else 0.0
        return np.where(in_backup, full, memory if by is Resource.MEMORY and is_always else idle)

    def process_life(self, key: ProcessKey, points: int, errand: Errand) -> ProcessLife | None:
        raise NotImplementedError

    def program_life(self, name: str, executable: str, span: Span, points: int, errand: Errand) -> ProgramLife:
        self._ask("program_life", errand)
        used = self._use(name, span)
        nothing = curve(())
        return ProgramLife(
            name=name,
            executable=executable,
            runs=[] if used is None else [ProcessInRange(facts=self._who(name), use=used)],
            is_cut=False,
            use=used or use(0.0, ran_ms=0),
            cpu=nothing,
            memory=nothing,
            processes=nothing,
        )


def _common_ms(one: Span | Gap, other: Span | Gap) -> int:
    return max(0, min(one.to_ms, other.to_ms) - max(one.from_ms, other.from_ms))


def _amount(use: Use, by: Resource) -> float:
    value = {Resource.CPU: use.cpu_s, Resource.MEMORY: use.rss_mean_bytes, Resource.DISK: use.read_bytes}.get(by, 0.0)
    return math.nan if value is None else value
