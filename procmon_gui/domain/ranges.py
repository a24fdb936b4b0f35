"""What is asked of a range of recorded time, and in which shapes the answers come. Pure.

A range is `Span`: milliseconds on the axis of the memory (`domain.history`), both ends included. Short ranges are
answered from beats, long ones from minutes and hours; the answer says how coarse it is (`step_ms`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import FloatArray, IntArray


class Resource(Enum):
    """By what processes and programs are ranked."""

    CPU = "cpu"
    MEMORY = "memory"
    DISK = "disk"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class HostSeries:
    """One curve of the machine: a metric of `HOST_METRICS` and its instance, "" for the whole machine."""

    metric_id: str
    instance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """One metric over a range, oldest first: arrays of one length; NaN is unknown, and breaks the line.

    Attributes:
        at_ms: when each step began; the time of the beat where `step_ms` is 0.
        mean, least, most: of the beats of a step, all the same where `step_ms` is 0. `least` and `most` are NaN where
            only the mean was kept.
        step_ms: how long a step is; 0 where each point is a beat.
    """

    at_ms: IntArray
    mean: FloatArray
    least: FloatArray
    most: FloatArray
    step_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """One metric over a range; None is unknown.

    Attributes:
        least: None too where it was not kept of some of the range.
        p95: below it were 95 of 100 beats; 95 of 100 means of steps where `step_ms` is not 0.
        covered_ms: how much of the range was recorded.
        peak_ms: when the greatest was.
        most_is_mean: of some of the range the greatest was not kept; `most` is that of means of steps there.
    """

    least: float | None
    mean: float | None
    p95: float | None
    most: float | None
    covered_ms: int
    peak_ms: int | None = None
    step_ms: int = 0
    most_is_mean: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What somebody used in a range; None is unknown, ratios are of one core.

    Attributes:
        ran_ms: for how long it was seen in the range.
        peak_ms: when it used most CPU, as far as that is known: a beat, or the beginning of a minute or an hour.
        rss_mean_bytes: while it was there.
    """

    ran_ms: int | None
    cpu_s: float | None
    cpu_ratio_most: float | None
    rss_mean_bytes: float | None
    rss_most_bytes: float | None
    read_bytes: float | None
    write_bytes: float | None
    received_bytes: float | None
    sent_bytes: float | None
    peak_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramInRange:
    """All processes of one name and file."""

    name: str
    executable: str
    process_count: int  # the most at one beat
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFacts:
    """Who a process was; times are None where nobody saw them.

    Attributes:
        serial: 0 where it is not known.
        last_ms: the last beat that saw it; None while it is not known to have ended.
        gone_ms: the first beat that did not see it any more.
        exit_status, ended_ms: how and when it ended, where the system told it, see `domain.ends`.
    """

    key: ProcessKey
    name: str
    executable: str
    user: str | None
    command_line: str | None
    parent_pid: int | None
    first_ms: int | None
    last_ms: int | None
    gone_ms: int | None
    serial: int = 0
    exit_status: int | None = None
    ended_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessInRange:
    """One process and what it used."""

    facts: ProcessFacts
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProcessLife:
    """The whole of a process, as far as it was recorded.

    Attributes:
        curves: by metric id: cpu_ratio, rss_bytes, disk_read_bytes_per_s, disk_write_bytes_per_s, threads,
            tcp_received_bytes_per_s, tcp_sent_bytes_per_s.
        use: over the whole of it.
        running_ms: the newest beat, where it still runs in it.
    """

    facts: ProcessFacts
    parent: ProcessFacts | None
    children: Sequence[ProcessFacts]
    use: Use
    curves: dict[str, Curve]
    running_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramLife:
    """A program over its runs.

    Attributes:
        runs: its processes in the range, the newest first; `is_cut` says that there were more.
        cpu: of all its processes together, a ratio of one core.
        memory: of all its processes together, resident bytes, the most of each step.
        processes: how many there were at most in each step.
    """

    name: str
    executable: str
    runs: Sequence[ProcessInRange]
    is_cut: bool
    use: Use
    cpu: Curve
    memory: Curve
    processes: Curve


class RangeReader(Protocol):
    """Answers questions about a range. Any thread but the window's: each may take as long as the range is.

    All raise Unavailable when the history can not be read, and Cancelled when the errand is. What is damaged is left
    out, and shows as a gap.
    """

    def span(self) -> Span | None:
        """Return from when to when anything is known, roll-ups among it; None when there is nothing. At once."""

    def host_series(self, span: Span, errand: Errand) -> Sequence[HostSeries]:
        """Return the curves that there are in a range."""

    def host_curve(self, series: HostSeries, span: Span, points: int, errand: Errand) -> Curve:
        """Return one of them in about so many points that keep its peaks."""

    def host_statistics(self, series: HostSeries, span: Span, errand: Errand) -> Statistics:
        """Return least, mean, p95 and most."""

    def gaps(self, span: Span) -> Sequence[Gap]:
        """Return the stretches of a range of which nothing is known."""

    def top_programs(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProgramInRange]:
        """Return the programs that used most, the dead among them."""

    def top_processes(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProcessInRange]:
        """Return the processes that used most, the dead among them."""

    def process_life(self, key: ProcessKey, points: int, errand: Errand) -> ProcessLife | None:
        """Return the whole of a process; None when it was never recorded."""

    def program_life(self, name: str, executable: str, span: Span, points: int, errand: Errand) -> ProgramLife:
        """Return a program over its runs in a range."""
