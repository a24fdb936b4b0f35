"""How one moment is printed, live or past, and how a mistake in an expression is shown."""

import platform
from collections.abc import Callable
from typing import Final

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.accounts import LoginRefused
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.recorded_hosts import WhichHost
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text, fit, one_line, shown_width
from procmon_gui.query import QueryError, compile
from procmon_gui.reports.csv_rows import csv_header, csv_rows
from procmon_gui.reports.json_lines import json_line
from procmon_gui.reports.selection import Selection, sort_metric
from procmon_gui.reports.table import table_lines
from procmon_gui.reports.values import iso_utc
from procmon_gui.terminal.output import Output, ReaderGone
from procmon_gui.terminal.request import Request, complain, complain_in_full

EXIT_FAILED: Final = 1
EXIT_WRONG_INPUT: Final = 2
# By a role, or at the password.
EXIT_REFUSED: Final = 3
_CARET_WIDTH: Final = 76
_NAME_WIDTH: Final = 40


class WrongTime(ProcmonError):
    """A time that can not be understood, and the text that was to be one."""

    def __init__(self, text: str, error: QueryError) -> None:
        super().__init__(str(error))
        self.text = text
        self.error = error


def selection_of(request: Request) -> Selection:
    """Return which processes are printed; raises QueryError and WrongInput."""
    query = compile(request.filter) if request.filter.strip() else None
    return Selection(query=query, sort=sort_metric(request.sort), limit=request.limit)


def beat_printer(
    request: Request, selection: Selection, output: Output, host_name: str = ""
) -> Callable[[Snapshot, IntArray], None]:
    """Return what prints one moment of this machine, or of the one of that name."""
    host = display_text(host_name or platform.node() or "localhost", 64)
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


def complain_about(what: str, text: str, error: QueryError) -> None:
    """Show an expression with a caret under the place, then what is wrong."""
    place = max(0, error.column - 1)
    first = max(0, place - _CARET_WIDTH // 2)
    before = display_text(text[first:place])
    line = display_text(before + display_text(text[place:]), _CARET_WIDTH)
    complain(f"The {what} can not be understood.")
    complain_in_full(f"  {line}\n  {' ' * shown_width(before)}^\n{one_line(str(error))}\n")


def complain_about_host(error: WhichHost) -> None:
    """Say that it is not clear which machine of a server is meant, and which there are."""
    complain(f"{error.sentence}:")
    names = [display_text(host.name, _NAME_WIDTH) for host in error.hosts]
    width = max(map(shown_width, names))
    for host, name in zip(error.hosts, names, strict=True):
        complain_in_full(f"  {fit(name, width)}  {host.fingerprint}  {span_text(host.span)}\n")


def span_text(span: Span | None) -> str:
    """Return from when to when there is something, in UTC."""
    if span is None:
        return "nothing yet"
    begin, end = (_minute_text(at_ms) for at_ms in (span.from_ms, span.to_ms))
    return f"{begin} to {end} UTC"


def _minute_text(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?")[:16].replace("T", " ")


def end_with(error: ProcmonError, request: Request) -> int:
    """Say why a verb ends before it is done, and return its exit status; nothing is said where its reader has left."""
    match error:
        case ReaderGone():
            return 0
        case WrongTime():
            complain_about("time", error.text, error.error)
            return EXIT_WRONG_INPUT
        case QueryError():
            complain_about("filter", request.filter, error)
            return EXIT_WRONG_INPUT
        case WhichHost():
            complain_about_host(error)
            return EXIT_WRONG_INPUT
    complain(str(error))
    if isinstance(error, Denied | LoginRefused):
        return EXIT_REFUSED
    return EXIT_WRONG_INPUT if isinstance(error, WrongInput) else EXIT_FAILED
