"""Which columns the table of processes may have, and what of them glows. No Qt."""

from typing import Final

import numpy as np

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE, STATE_LETTERS
from procmon_gui.domain.reading import ENDS, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.units import Unit

FIRST_COLUMNS: Final = (
    "name",
    "pid",
    "user",
    "cpu_ratio",
    "rss_bytes",
    "disk_read_bytes_per_s",
    "disk_write_bytes_per_s",
    "tcp_bytes_per_s",
    "state",
    "command_line",
)
# What is under 100 % of one core in the catalogue and may be shown as a share of the machine.
CPU_METRICS: Final = frozenset({"cpu_ratio", "cpu_user_ratio", "cpu_system_ratio"})
# What a narrow column says instead of words, by the place of the word: as ps(1), top(1) and htop(1) do.
LETTERS: Final = {"state": STATE_LETTERS}
LETTER_TITLES: Final = {"state": "S"}
# Values that do not move while a process lives: a list sorted by them may be held by its top row.
_STEADY: Final = frozenset({"pid", "ppid", "uid", "started_at_utc", "age_s", "nice", "scheduling_class", *ENDS})

# How the chooser groups the catalogue: by the beginning of an id, the first that fits; what fits none is "Process".
GROUPS: Final = (
    (QT_TRANSLATE_NOOP("Columns", "CPU"), ("cpu_", "nice", "scheduling_", "last_cpu", "threads")),
    (
        QT_TRANSLATE_NOOP("Columns", "Memory"),
        ("rss_", "shared_", "virtual_", "swap_", "pss_", "peak_", "major_", "oom_"),
    ),
    (QT_TRANSLATE_NOOP("Columns", "Disk"), ("disk_", "block_io_", "open_descriptors")),
    (QT_TRANSLATE_NOOP("Columns", "Network"), ("tcp_",)),
    (QT_TRANSLATE_NOOP("Columns", "GPU"), ("gpu_",)),
    (QT_TRANSLATE_NOOP("Columns", "Scheduling"), ("voluntary_", "involuntary_", "wchan", "state")),
    (QT_TRANSLATE_NOOP("Columns", "Process"), ("",)),
)

_CPU_STEPS: Final = np.array([0.01, 0.04, 0.08, 0.16, 0.32])
_MEMORY_STEPS: Final = np.array([0.0125, 0.025, 0.05, 0.10, 0.20])
_MIB: Final = 1024.0 * 1024.0
_RATE_STEPS: Final = np.array([0.25 * _MIB, 2 * _MIB, 16 * _MIB, 64 * _MIB, 256 * _MIB])
_MEMORY_METRICS: Final = frozenset({"rss_bytes", "pss_bytes"})


def is_number(metric: Metric) -> bool:
    """Say whether the cells of a column are figures, which stand at the right."""
    return metric.unit not in (Unit.TEXT, Unit.CHOICE, Unit.FLAG)


def grouped() -> list[tuple[str, list[Metric]]]:
    """Return the whole catalogue in the groups of the column chooser, titles untranslated."""
    groups: dict[str, list[Metric]] = {title: [] for title, _ in GROUPS}
    for metric in PROCESS_CATALOGUE.metrics:
        title = next(title for title, beginnings in GROUPS if metric.id.startswith(beginnings))
        groups[title].append(metric)
    return list(groups.items())


def is_steady(metric_id: str) -> bool:
    """Say whether the order by this metric changes only when processes come and go."""
    return metric_id in _STEADY or PROCESS_CATALOGUE.by_id[metric_id].is_text


def is_heated(metric: Metric) -> bool:
    """Say whether high values of a column are tinted."""
    return metric.id in CPU_METRICS or metric.id in _MEMORY_METRICS or metric.unit is Unit.BYTES_PER_S


def heat(metric: Metric, values: FloatArray, snapshot: Snapshot) -> IntArray:
    """Return the step of the tint for each value: 0 for none, up to 5. Unknown does not glow."""
    if metric.id in CPU_METRICS:
        steps = _CPU_STEPS * core_count(snapshot)
    elif metric.id in _MEMORY_METRICS:
        steps = _MEMORY_STEPS * snapshot.host_value("host.memory.size_bytes")
    else:
        steps = _RATE_STEPS
    if np.isnan(steps[0]):
        return np.zeros(len(values), dtype=np.int64)
    return np.searchsorted(steps, np.where(np.isnan(values), 0.0, values), side="right")


def core_count(snapshot: Snapshot) -> float:
    """Return the number of cores that make 100 % of the machine; 1 where it is not known."""
    cores = snapshot.host_value("host.cpu.core_count")
    return cores if cores >= 1 else 1.0
