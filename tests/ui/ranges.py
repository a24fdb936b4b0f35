"""A memory of ranges that answers what a test gives it: a database that forks a few children, over some hours."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from procmon_gui.domain.errors import Cancelled, ProcmonError
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.identity import ProcessKey
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

HOUR_MS = 3_600_000
# 14 November 2023, 22:13:20 UTC.
START_MS = 1_700_000_000_000
WHOLE = Span(from_ms=START_MS, to_ms=START_MS + 48 * HOUR_MS)
MIB = 1024.0**2


def use(cpu_s: float | None = 12.5, **more: float | int | None) -> Use:
    """Return what somebody used."""
    values: dict[str, float | int | None] = {
        "ran_ms": HOUR_MS, "cpu_ratio_most": 0.84, "rss_mean_bytes": 50 * MIB, "rss_most_bytes": 80 * MIB,
        "read_bytes": 3 * MIB, "write_bytes": 9 * MIB, "received_bytes": None, "sent_bytes": None,
        "peak_ms": START_MS + 600_000, **more,
    }  # fmt: skip
    return Use(cpu_s=cpu_s, **values)  # type: ignore[arg-type]


def facts(pid: int, **more: object) -> ProcessFacts:
    """Return who a process was: it lived for an hour."""
    values = {
        "key": ProcessKey("boot", pid, pid * 100), "name": "postgres", "executable": "/usr/lib/postgres",
        "user": "anna", "command_line": f"postgres: worker {pid}", "parent_pid": 1, "first_ms": START_MS,
        "last_ms": START_MS + HOUR_MS, "gone_ms": START_MS + HOUR_MS + 1000, "serial": pid, **more,
    }  # fmt: skip
    return ProcessFacts(**values)  # type: ignore[arg-type]


def curve(values: Sequence[float], *, step_ms: int = 0, from_ms: int = START_MS, every_ms: int = 1000) -> Curve:
    """Return a curve through values; with a step, its peaks are twice as high."""
    mean = np.array(values, dtype=np.float64)
    nothing = np.full(len(mean), np.nan)
    return Curve(
        at_ms=from_ms + np.arange(len(mean), dtype=np.int64) * (step_ms or every_ms),
        mean=mean,
        least=nothing if step_ms else mean,
        most=2 * mean if step_ms else mean,
        step_ms=step_ms,
    )


def process_life(pid: int = 2114, *, step_ms: int = 0, **more: object) -> ProcessLife:
    """Return the life of a process with a parent and two children."""
    wave = [0.1, 0.5, float("nan"), 0.2, 0.84, 0.3]
    values = {
        "facts": facts(pid),
        "parent": facts(2, name="systemd", command_line="/sbin/init", user="root", last_ms=None, gone_ms=None),
        "children": (facts(pid + 1), facts(pid + 2, name="sh", command_line="sh -c true")),
        "use": use(),
        "curves": {
            "cpu_ratio": curve(wave, step_ms=step_ms),
            "rss_bytes": curve([value * 100 * MIB for value in wave], step_ms=step_ms),
            "disk_read_bytes_per_s": curve([value * MIB for value in wave], step_ms=step_ms),
            "disk_write_bytes_per_s": curve([value * 2 * MIB for value in wave], step_ms=step_ms),
            "threads": curve([4.0, 4.0, float("nan"), 5.0, 9.0, 9.0], step_ms=step_ms),
        },
        **more,
    }
    return ProcessLife(**values)  # type: ignore[arg-type]


def program_life(name: str = "postgres", executable: str = "/usr/lib/postgres", runs: int = 3) -> ProgramLife:
    """Return the life of a program over some runs, each with more CPU than the one before."""
    return ProgramLife(
        name=name,
        executable=executable,
        runs=[ProcessInRange(facts=facts(2114 + place), use=use(10.0 * (place + 1))) for place in range(runs)],
        is_cut=False,
        use=use(60.0),
        cpu=curve([0.5, 1.5, 0.25], step_ms=60_000),
        memory=curve([100 * MIB, 150 * MIB, 90 * MIB], step_ms=60_000),
        processes=curve([3.0, 3.0, 2.0], step_ms=60_000),
    )


def program(name: str, cpu_s: float, executable: str = "", **more: float | None) -> ProgramInRange:
    """Return what a program used in a range."""
    return ProgramInRange(name=name, executable=executable, process_count=1, use=use(cpu_s, **more))


@dataclass
class FakeRanges:
    """Answers at once, unless told to wait until somebody gives up or lets it go on.

    Attributes:
        asked: what was asked for, and on which thread.
        programs: what `top_programs` answers, by the beginning of the span.
        step_ms: of what statistics are: with a step, of the means of steps, the greatest too.
    """

    lives: dict[ProcessKey, ProcessLife] = field(default_factory=dict)
    programs: Mapping[int, Sequence[ProgramInRange]] = field(default_factory=dict)
    asked: list[object] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    error: ProcmonError | None = None
    covered_ms: int = HOUR_MS
    step_ms: int = 0
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_go_on.set()

    def _answer(self, question: object, errand: Errand) -> None:
        self.asked.append(question)
        self.threads.add(threading.get_ident())
        errand.tell_progress(1, 2)
        while not self.may_go_on.wait(0.01):
            if errand.is_cancelled():
                raise Cancelled
        if self.error is not None:
            raise self.error

    def span(self) -> Span | None:
        return WHOLE

    def host_series(self, span: Span, errand: Errand) -> Sequence[HostSeries]:
        return (HostSeries(metric_id="host.cpu.busy_ratio"),)

    def host_curve(self, series: HostSeries, span: Span, points: int, errand: Errand) -> Curve:
        return curve([0.1, 0.2])

    def host_statistics(self, series: HostSeries, span: Span, errand: Errand) -> Statistics:
        self._answer((series, span), errand)
        if not self.covered_ms:
            return Statistics(least=None, mean=None, p95=None, most=None, covered_ms=0)
        scale = 1.0 if series.metric_id.endswith("ratio") else 10 * MIB
        return Statistics(
            least=0.0, mean=0.25 * scale, p95=0.5 * scale, most=0.75 * scale, covered_ms=self.covered_ms,
            step_ms=self.step_ms, most_is_mean=self.step_ms > 0,
        )  # fmt: skip

    def gaps(self, span: Span) -> Sequence[Gap]:
        return ()

    def top_programs(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProgramInRange]:
        self._answer(span, errand)
        return self.programs.get(span.from_ms, ())

    def top_processes(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProcessInRange]:
        return ()

    def process_life(self, key: ProcessKey, points: int, errand: Errand) -> ProcessLife | None:
        self._answer(key, errand)
        return self.lives.get(key)

    def program_life(self, name: str, executable: str, span: Span, points: int, errand: Errand) -> ProgramLife:
        self._answer((name, executable, span), errand)
        return program_life(name, executable)
