"""`procmon-gui mark` and `marks`: gives a few words to a moment, and prints those that have some. Main thread."""

import csv
import io
import json
import time
from collections.abc import Callable, Sequence
from typing import Final

from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.marks import Mark, Marks
from procmon_gui.domain.text import csv_field, fit
from procmon_gui.reports.values import iso_utc
from procmon_gui.services.desk import open_marks
from procmon_gui.services.places import Options
from procmon_gui.terminal.moments import time_ms
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.viewing import check_watching

# A clock that another machine has set may be a little ahead.
_AHEAD_MS: Final = 60_000
_TIME_WIDTH: Final = len("2026-11-20 14:00:00.000Z")
_AUTHOR_WIDTH: Final = 12


def _open(request: Request) -> Marks:
    return open_marks(Options(data_dir=request.data_dir, config=request.config))


def run_mark(request: Request, *, opener: Callable[[Request], Marks] = _open) -> int:
    """Mark a moment; return the exit status."""
    try:
        check_watching(request)
        now_ms = time.time_ns() // 1_000_000
        at_ms = time_ms(request.at, now_ms)
        if at_ms is not None and at_ms > now_ms + _AHEAD_MS:
            raise WrongInput(f"{_time(at_ms)} is still to come; a mark stands at a moment that was.")
        mark = opener(request).add(now_ms if at_ms is None else at_ms, request.text)
        complain(f"marked {_time(mark.at_ms)}: {mark.text}")
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def run_marks(request: Request, *, opener: Callable[[Request], Marks] = _open) -> int:
    """Print all marks; return the exit status."""
    try:
        check_watching(request)
        marks = opener(request).all()
        output = Output(is_utf8=request.format != "table")
        if request.format == "json":
            output.write("".join(json.dumps(_fields(mark), ensure_ascii=False) + "\n" for mark in marks))
        elif request.format == "csv":
            output.write(_csv(marks))
        else:
            output.write(_table(marks, output.size().columns))
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def _fields(mark: Mark) -> dict[str, str | None]:
    return {
        "at_utc": iso_utc(mark.at_ms / 1000),
        "text": mark.text,
        "author": mark.author,
        "made_at_utc": iso_utc(mark.made_ms / 1000),
    }


def _csv(marks: Sequence[Mark]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("at_utc", "text", "author", "made_at_utc"))
    for mark in marks:
        fields = _fields(mark)
        writer.writerow((fields["at_utc"], csv_field(mark.text), csv_field(mark.author), fields["made_at_utc"]))
    return stream.getvalue()


def _table(marks: Sequence[Mark], width: int) -> str:
    if not marks:
        return "Nothing is marked yet; `procmon-gui mark` does, and Ctrl+M in the window.\n"
    lines = [("TIME (UTC)", "BY", "MARK"), *((_time(mark.at_ms), mark.author, mark.text) for mark in marks)]
    rows = (f"{fit(at, _TIME_WIDTH)}  {fit(author, _AUTHOR_WIDTH)}  {text}" for at, author, text in lines)
    return "".join(fit(row, width).rstrip() + "\n" for row in rows)


def _time(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?").replace("T", " ")
