"""One snapshot as a table for a terminal: a line about the host, a heading, and a line for each process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import fit
from procmon_gui.domain.units import Unit
from procmon_gui.reports.values import column_values, iso_utc
from procmon_gui.reports.wording import UNKNOWN, worded

_GAP: Final = "  "
# Less is not worth showing of the last column.
_LAST_MIN_WIDTH: Final = 16
_LAST_MAX_WIDTH: Final = 256


@dataclass(frozen=True, slots=True)
class _Column:
    metric: Metric
    title: str
    width: int
    right: bool
    # Columns with a larger number go first when the terminal is narrow.
    spare: int


def _column(id: str, title: str, width: int, spare: int, *, right: bool = True) -> _Column:
    return _Column(PROCESS_CATALOGUE.by_id[id], title, width, right, spare)


_COLUMNS: Final = (
    _column("pid", "PID", 7, 0),
    _column("user", "USER", 10, 4, right=False),
    _column("state", "STATE", 8, 5, right=False),
    _column("cpu_ratio", "CPU %", 6, 0),
    _column("rss_bytes", "MEMORY", 10, 1),
    _column("disk_bytes_per_s", "DISK", 12, 3),
    _column("tcp_bytes_per_s", "TCP", 12, 3),
    _column("cpu_time_s", "CPU TIME", 10, 2),
    _column("name", "NAME", 15, 0, right=False),
    _column("command_line", "COMMAND LINE", 0, 0, right=False),
)


def table_lines(snapshot: Snapshot, rows: IntArray, *, host: str, sort: Metric, width: int) -> list[str]:
    """Return the lines of the table, none wider than `width` columns; unknown is a dash.

    The field that it is sorted by is shown even when it is not among the usual ones.
    """
    columns = _chosen(sort, width)
    taken = sum(column.width + len(_GAP) for column in columns[:-1])
    widths = [column.width for column in columns[:-1]] + [max(1, min(_LAST_MAX_WIDTH, width - taken))]
    heading = [fit(column.title, cell, right=column.right) for column, cell in zip(columns, widths, strict=True)]
    texts = [_texts(snapshot, rows, column) for column in columns]
    cells = (
        [fit(text, cell, right=column.right) for text, cell, column in zip(line, widths, columns, strict=True)]
        for line in zip(*texts, strict=True)
    )
    lines = [host_line(snapshot, host), _GAP.join(heading), *map(_GAP.join, cells)]
    return [fit(line, width).rstrip() for line in lines]


def _chosen(sort: Metric, width: int) -> Sequence[_Column]:
    """Return the columns that fit, the sorted one always among them."""
    columns = list(_COLUMNS)
    if all(column.metric is not sort for column in columns):
        wide = 20 if sort.is_text else 12
        columns.insert(-2, _Column(sort, sort.title.upper(), max(wide, len(sort.title)), not sort.is_text, 0))
    for spare in (5, 4, 3, 2, 1):
        if sum(column.width + len(_GAP) for column in columns[:-1]) + _LAST_MIN_WIDTH <= width:
            break
        columns = [column for column in columns if column.spare < spare or column.metric is sort]
    return columns


def _texts(snapshot: Snapshot, rows: IntArray, column: _Column) -> list[str]:
    metric = column.metric
    if metric.is_text or metric.unit in {Unit.CHOICE, Unit.FLAG}:
        return [_word(value) for value in column_values(snapshot, metric, rows)]
    numbers = snapshot.columns.get(metric.id)
    if numbers is None:
        return [UNKNOWN] * len(rows)
    word = _WORDS.get(metric.id) or (lambda number: worded(number, metric.unit))
    return [word(number) for number in numbers[rows].tolist()]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return UNKNOWN if value is None else str(value)


def _percent(ratio: float) -> str:
    # The unit stands in the heading.
    return worded(ratio, Unit.RATIO).removesuffix(" %")


_WORDS: Final[dict[str, Callable[[float], str]]] = {"cpu_ratio": _percent}


def host_line(snapshot: Snapshot, host: str) -> str:
    """Return one line about the whole machine: time, CPU, memory, load, processes, and beats that were missed."""
    parts = [
        host,
        (iso_utc(snapshot.at_ms / 1000) or UNKNOWN).replace("T", " "),
        f"CPU {_host(snapshot, 'host.cpu.busy_ratio')} of {_host(snapshot, 'host.cpu.core_count')} cores",
        f"memory {_host(snapshot, 'host.memory.used_bytes')} of {_host(snapshot, 'host.memory.size_bytes')}",
        f"swap {_host(snapshot, 'host.swap.used_bytes')}",
        f"load {_host(snapshot, 'host.load.1min')}",
        f"{len(snapshot.rows)} processes",
        f"{_host(snapshot, 'host.processes.running')} running",
    ]
    if snapshot.missed_beats:
        parts.append(f"{snapshot.missed_beats} beats missed")
    return ", ".join(parts)


def _host(snapshot: Snapshot, metric_id: str) -> str:
    return worded(snapshot.host_value(metric_id), HOST_CATALOGUE.by_id[metric_id].unit)
