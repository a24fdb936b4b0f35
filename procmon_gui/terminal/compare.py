"""`procmon-gui compare`: two recorded ranges side by side. Lives on the main thread."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from procmon_gui.domain.errors import ProcmonError, Unavailable, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.range_comparison import Change, compare
from procmon_gui.domain.ranges import RangeReader, Resource
from procmon_gui.domain.two_ranges import ReadRanges
from procmon_gui.reports.comparison import comparison_csv, comparison_json, comparison_lines
from procmon_gui.services.history import open_stored_ranges
from procmon_gui.services.places import Options
from procmon_gui.services.server import open_server_ranges
from procmon_gui.terminal.moments import time_ms
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.viewing import check_watching

Opener = Callable[[Request], AbstractContextManager[RangeReader]]
_UNCHANGED: Final = (Change.SAME, Change.UNKNOWN)


def open_ranges(request: Request) -> AbstractContextManager[RangeReader]:
    """Return what was recorded, here or on a server; raises Unavailable where nothing was, and WhichHost."""
    if request.server:
        return open_server_ranges(request.server, request.host)
    return open_stored_ranges(Options(data_dir=request.data_dir, config=request.config))


def run_compare(
    request: Request, *, opener: Opener = open_ranges, gate: Callable[[Request], None] = check_watching
) -> int:
    """Print what was asked for; return the exit status."""
    try:
        this, that = _ranges(request)
        gate(request)
        with opener(request) as ranges:
            read, other = ReadRanges(ranges, this, that)(Patient())
        for letter, side in (("A", read), ("B", other)):
            if not side.use.covered_ms:
                raise Unavailable(f"Nothing was recorded in {letter}, so there is nothing to compare.")
        by = Resource(request.by)
        programs = compare(read.use, other.use, by)
        if not request.has_all:
            programs = tuple(one for one in programs if one.change not in _UNCHANGED)
        programs = programs[: request.limit]
        output = Output(is_utf8=request.format != "table")
        match request.format:
            case "csv":
                output.write(comparison_csv(programs, by))
            case "json":
                output.write(comparison_json(read, other, programs, by) + "\n")
            case _:
                lines = comparison_lines(read, other, programs, by, width=output.size().columns)
                output.write("\n".join(lines) + "\n")
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def _ranges(request: Request) -> tuple[Span, Span]:
    """Return A and B; B is as long as A where no end is said, and just before A where nothing is."""
    now_ms = int(time.time() * 1000)
    from_ms = time_ms(request.from_, now_ms)
    assert from_ms is not None  # the command line asks for it
    to_ms = time_ms(request.to, now_ms)
    this = _span(from_ms, now_ms if to_ms is None else to_ms, "--to lies before --from.")
    with_from_ms, with_to_ms = time_ms(request.with_from, now_ms), time_ms(request.with_to, now_ms)
    length_ms = this.to_ms - this.from_ms
    if with_from_ms is None:
        if with_to_ms is not None:
            raise WrongInput("--with-to needs --with-from: from when?")
        return this, Span(from_ms=this.from_ms - length_ms, to_ms=this.from_ms)
    end_ms = with_from_ms + length_ms if with_to_ms is None else with_to_ms
    return this, _span(with_from_ms, end_ms, "--with-to lies before --with-from.")


def _span(from_ms: int, to_ms: int, complaint: str) -> Span:
    if to_ms <= from_ms:
        raise WrongInput(complaint)
    return Span(from_ms=from_ms, to_ms=to_ms)
