"""How unusual a beat is: what `anomaly` finds, and everybody else reads. Data only. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

SCORE: Final = "host.anomaly.score"
RATE: Final = "host.anomaly.rate_ratio"
_HOST: Final = "host."
# The most telling figures of the host: each is an instance of SCORE, called without its "host.".
TELLING: Final = (
    "host.cpu.busy_ratio", "host.cpu.iowait_ratio", "host.cpu.steal_ratio", "host.load.1min",
    "host.pressure.cpu.some_ratio", "host.pressure.memory.some_ratio", "host.pressure.io.some_ratio",
    "host.memory.used_ratio", "host.memory.dirty_bytes", "host.swap.used_bytes",
    "host.disk.read_bytes_per_s", "host.disk.write_bytes_per_s", "host.disk.busy_ratio", "host.disk.latency_s",
    "host.filesystem.used_bytes", "host.network.received_bytes_per_s", "host.network.sent_bytes_per_s",
    "host.network.tcp_sockets", "host.context_switches_per_s", "host.forks_per_s", "host.processes.count",
    "host.limits.open_files",
)  # fmt: skip


def instance_of(metric_id: str) -> str:
    """Return under which instance of SCORE a figure of the host is told."""
    return metric_id.removeprefix(_HOST)


def figure_of(metric_id: str, instance: str) -> str:
    """Return the figure that a metric of the host is about: of SCORE the one that may be unusual, else itself."""
    return f"{_HOST}{instance}" if metric_id == SCORE and instance else metric_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """What is usual for one metric at this hour, in its unit; None where it is not known yet."""

    least: float | None
    middle: float | None
    most: float | None
    score: float
    learning_left_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """One beat.

    Attributes:
        host: (metric id, instance) to how unusual it is, 0 to 1; from 0.5 on all detectors that must agree do.
        programs: (name, executable, metric id) to the same; only those of which enough is known.
        rate: the share of all watched series that are unusual, 0 to 1; NaN while nothing is known.
        learning_left_s: until the first judgement; 0.0 when it has begun.
    """

    host: Mapping[tuple[str, str], float] = field(default_factory=dict)
    programs: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    rate: float = float("nan")
    learning_left_s: float = 0.0


class Usual(Protocol):
    """Who knows what is usual; asked from any thread, answers at once. None where nobody learns it."""

    def normal(self, metric_id: str, instance: str = "") -> Normal | None:
        """Return what is usual for a metric of the host at this hour."""

    def normal_of_program(self, name: str, executable: str, metric_id: str) -> Normal | None:
        """Return what is usual for a program at this hour, all its processes together."""
