"""Two ranges side by side: as a table for a terminal, as CSV, as JSON."""

from collections.abc import Iterable, Sequence
from typing import Final

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.range_comparison import Change, ComparedProgram
from procmon_gui.domain.ranges import Resource, Statistics
from procmon_gui.domain.text import display_text, fit
from procmon_gui.domain.two_ranges import FIGURES, ReadRange
from procmon_gui.domain.units import Unit
from procmon_gui.reports.rows import Cell, rows_csv
from procmon_gui.reports.values import iso_utc
from procmon_gui.reports.wording import UNKNOWN, duration_text, worded

# What a level is called, as in the catalogue: CPU is 1 for one full core.
FIELD_OF: Final = {
    Resource.CPU: "cpu_ratio",
    Resource.MEMORY: "rss_bytes",
    Resource.DISK: "disk_bytes_per_s",
    Resource.NETWORK: "tcp_bytes_per_s",
}
_UNITS: Final = {
    Resource.CPU: Unit.RATIO,
    Resource.MEMORY: Unit.BYTES,
    Resource.DISK: Unit.BYTES_PER_S,
    Resource.NETWORK: Unit.BYTES_PER_S,
}
_CHANGE, _LEVEL, _COUNTS, _FIGURE = 8, 13, 11, 18
_GAP: Final = "  "
_MARK: Final = "*"
_OF_MINUTES: Final = f"{_MARK} of the means of minutes, not of the samples"


def compared_fields(by: Resource) -> tuple[str, ...]:
    """Return how the columns of a file are called."""
    field = FIELD_OF[by]
    return ("program", "executable", "change", f"a_{field}", f"b_{field}", "difference", "a_processes", "b_processes")


def compared_cells(program: ComparedProgram) -> tuple[Cell, ...]:
    """Return a program as a line of a file has it, in the order of `compared_fields`."""
    return (
        program.name, program.executable, program.change.value, program.level, program.other_level, program.difference,
        program.process_count, program.other_count,
    )  # fmt: skip


def comparison_csv(programs: Iterable[ComparedProgram], by: Resource) -> str:
    """Return a header and a line for each program."""
    return rows_csv(compared_fields(by), map(compared_cells, programs))


def comparison_json(this: ReadRange, that: ReadRange, programs: Iterable[ComparedProgram], by: Resource) -> str:
    """Return `{"by", "a", "b", "programs"}` without a line break; unknown is null."""
    # Here and not above: the window needs the CSV only.
    import msgspec

    names = compared_fields(by)
    told = {
        "by": by.value,
        "a": _range(this),
        "b": _range(that),
        "programs": [dict(zip(names, map(_safe, compared_cells(one)), strict=True)) for one in programs],
    }
    return msgspec.json.encode(told).decode()


def _safe(cell: Cell) -> Cell:
    return display_text(cell) if isinstance(cell, str) else cell


def _range(side: ReadRange) -> dict[str, object]:
    return {
        "from_utc": iso_utc(side.span.from_ms / 1000),
        "to_utc": iso_utc(side.span.to_ms / 1000),
        "recorded_s": side.use.covered_ms / 1000,
        "system": {
            metric_id: {
                "mean": one.mean,
                "p95": one.p95,
                "p95_step_s": one.step_ms // 1000,
                "max": one.most,
                "max_step_s": one.step_ms // 1000 if one.most_is_mean else 0,
            }
            for metric_id, one in side.statistics.items()
        },
    }


# ---- a table


def comparison_lines(
    this: ReadRange, that: ReadRange, programs: Sequence[ComparedProgram], by: Resource, *, width: int
) -> list[str]:
    """Return the lines of the table, none wider than `width` columns; unknown is a dash."""
    lines = [_range_line("A", this), _range_line("B", that), ""]
    figures = _figure_lines(this, that)
    lines += [*figures, _OF_MINUTES] if any(_MARK in line for line in figures) else figures
    lines += ["", _program_line("CHANGE", "A", "B", "A - B", "PROCESSES", "PROGRAM")]
    lines += [_compared_line(one, _UNITS[by]) for one in programs]
    return [fit(line, width).rstrip() for line in lines]


def _compared_line(program: ComparedProgram, unit: Unit) -> str:
    count, other_count = program.process_count, program.other_count
    return _program_line(
        "" if program.change in (Change.SAME, Change.UNKNOWN) else program.change.value,
        _said(program.level, unit) if count else "",
        _said(program.other_level, unit) if other_count else "",
        _signed(program.difference, unit),
        str(count) if count == other_count else f"{count}, was {other_count}",
        f"{display_text(program.name)}  {display_text(program.executable)}".rstrip(),
    )


def _range_line(letter: str, side: ReadRange) -> str:
    first, last = (worded(at_ms / 1000, Unit.TIME_UTC_S) for at_ms in (side.span.from_ms, side.span.to_ms))
    return f"{letter}  {first} to {last} UTC, recorded {duration_text(side.use.covered_ms / 1000)}"


def _figure_lines(this: ReadRange, that: ReadRange) -> list[str]:
    titles = ("A MEAN", "B MEAN", "A P95", "B P95", "A MAX", "B MAX")
    lines = [_GAP.join([fit("", _FIGURE), *(fit(title, _LEVEL, right=True) for title in titles)])]
    for metric_id in FIGURES:
        metric = HOST_CATALOGUE.by_id[metric_id]
        pairs = [_figures(side.statistics[metric_id]) for side in (this, that)]
        cells = [
            _said(value, metric.unit) + (_MARK if is_of_minutes and value is not None else "")
            for values in zip(*pairs, strict=True)
            for value, is_of_minutes in values
        ]
        lines.append(_GAP.join([fit(metric.title, _FIGURE), *(fit(cell, _LEVEL, right=True) for cell in cells)]))
    return lines


def _figures(statistics: Statistics) -> tuple[tuple[float | None, bool], ...]:
    """Return mean, p95 and most, each with whether it is of the means of minutes instead of samples."""
    return (
        (statistics.mean, False), (statistics.p95, statistics.step_ms > 0), (statistics.most, statistics.most_is_mean),
    )  # fmt: skip


def _program_line(change: str, level: str, other: str, difference: str, counts: str, name: str) -> str:
    numbers = [fit(cell, _LEVEL, right=True) for cell in (level, other, difference)]
    return _GAP.join([fit(change, _CHANGE), *numbers, fit(counts, _COUNTS, right=True), name])


def _said(value: float | None, unit: Unit) -> str:
    return UNKNOWN if value is None else worded(value, unit)


def _signed(value: float | None, unit: Unit) -> str:
    return f"+{worded(value, unit)}" if value is not None and value > 0 else _said(value, unit)
