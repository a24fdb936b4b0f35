"""`procmon-gui sample`: prints one beat after another. Lives on the main thread."""

import platform
from collections.abc import Callable
from typing import Final

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text, one_line, shown_width
from procmon_gui.query import QueryError, compile
from procmon_gui.reports.csv_rows import csv_header, csv_rows
from procmon_gui.reports.json_lines import json_line
from procmon_gui.reports.selection import Selection, sort_metric
from procmon_gui.reports.table import table_lines
from procmon_gui.services import Options, open_pulse
from procmon_gui.terminal.arguments import Request, complain, complain_in_full
from procmon_gui.terminal.heartbeat import BeatWatch, Heartbeat
from procmon_gui.terminal.output import Output, ReaderGone

EXIT_FAILED: Final = 1
EXIT_WRONG_INPUT: Final = 2
# Two beats are not printed: the first has no rates; the second is the first for which costly fields were asked.
SILENT_BEATS: Final = 2
SILENT_INTERVAL_S: Final = 0.5
_WAIT_S: Final = 2.0
_CARET_WIDTH: Final = 76
# Everything but the proportional memory, which costs more than all else together.
_ALL_LOOKS: Final = frozenset({Look.STATUS, Look.DESCRIPTORS, Look.SCORES, Look.GPU, Look.SOCKETS})
_TABLE_LOOKS: Final = frozenset({Look.SOCKETS})


def run_sample(request: Request, *, open_heartbeat: Callable[[Request], Heartbeat] | None = None) -> int:
    """Print beats until the count is reached or the reader goes; return the exit status."""
    try:
        selection = _selection(request)
        output = Output(is_utf8=request.format != "table")
        heartbeat = (open_heartbeat or _open_pulse)(request)
        try:
            _print_beats(heartbeat, request, selection, output)
        finally:
            heartbeat.close()
    except ReaderGone:
        return 0
    except QueryError as error:
        _complain_about_filter(request.filter, error)
        return EXIT_WRONG_INPUT
    except WrongInput as error:
        complain(str(error))
        return EXIT_WRONG_INPUT
    except ProcmonError as error:
        complain(str(error))
        return EXIT_FAILED
    return 0


def _open_pulse(request: Request) -> Heartbeat:
    interval_s = min(SILENT_INTERVAL_S, request.interval_s)
    return open_pulse(Options(data_dir=request.data_dir, config=request.config), interval_s=interval_s)


def _selection(request: Request) -> Selection:
    query = compile(request.filter) if request.filter.strip() else None
    return Selection(query=query, sort=sort_metric(request.sort), limit=request.limit)


def _print_beats(heartbeat: Heartbeat, request: Request, selection: Selection, output: Output) -> None:
    looks = selection.looks | (_TABLE_LOOKS if request.format == "table" else _ALL_LOOKS)
    slots = None if selection.query is None else frozenset[int]()
    interval_s = min(SILENT_INTERVAL_S, request.interval_s)
    heartbeat.look_at(Attention(interval_s=interval_s, slots=slots, looks=looks))
    write = _writer(request, selection, output)
    beat_count = 0
    watch = BeatWatch(heartbeat, has_end=request.count is not None)
    while request.count is None or beat_count < SILENT_BEATS + request.count:
        snapshot = heartbeat.beat(_WAIT_S)
        watch.look(snapshot)
        if snapshot is None:
            continue
        beat_count += 1
        if beat_count >= SILENT_BEATS:
            interval_s = request.interval_s
        slots = selection.wanted_slots(snapshot)
        heartbeat.look_at(Attention(interval_s=interval_s, slots=slots, looks=looks))
        if beat_count > SILENT_BEATS:
            write(snapshot, selection.rows(snapshot))


def _writer(request: Request, selection: Selection, output: Output) -> Callable[[Snapshot, IntArray], None]:
    """Return what prints one beat."""
    host = display_text(platform.node() or "localhost", 64)
    if request.format == "json":
        return lambda snapshot, rows: output.write(json_line(snapshot, rows, host) + "\n")
    if request.format == "csv":
        output.write(csv_header())
        return lambda snapshot, rows: output.write(csv_rows(snapshot, rows))

    def write_table(snapshot: Snapshot, rows: IntArray) -> None:
        size = output.size()
        if output.is_terminal and request.limit is None:
            rows = rows[: max(1, size.lines - 4)]
        lines = table_lines(snapshot, rows, host=host, sort=selection.sort, width=size.columns)
        output.write("\n".join(lines) + "\n\n")

    return write_table


def _complain_about_filter(text: str, error: QueryError) -> None:
    """Show the filter with a caret under the place, then what is wrong."""
    place = max(0, error.column - 1)
    first = max(0, place - _CARET_WIDTH // 2)
    before = display_text(text[first:place])
    line = display_text(before + display_text(text[place:]), _CARET_WIDTH)
    complain("The filter can not be understood.")
    complain_in_full(f"  {line}\n  {' ' * shown_width(before)}^\n{one_line(str(error))}\n")
