"""`procmon-gui incident`: a recorded time as a file for another machine, whole or not at all. On the main thread."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.text import display_text
from procmon_gui.reports.wording import bytes_text
from procmon_gui.services.history import make_incident
from procmon_gui.services.places import Options
from procmon_gui.services.server import make_server_incident
from procmon_gui.terminal.moments import Times, said
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.progress import Progress
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.viewing import demand_export

if TYPE_CHECKING:
    from procmon_gui.services.history import MadeIncident

ENDING: Final = ".procmon"

Maker = Callable[[Request, Path, Span, Errand], "MadeIncident"]


def run_incident(
    request: Request, *, maker: Maker | None = None, gate: Callable[[Request], None] = demand_export
) -> int:
    """Write what was asked for; return the exit status."""
    try:
        times = Times(request)
        target = request.out
        if target is None or target.suffix.casefold() != ENDING:
            raise WrongInput(f"--out is a file that ends in {ENDING}, so that it is known what it is.")
        gate(request)
        to_ms = times.now_ms if times.to_ms is None else times.to_ms
        with Progress(_written) as progress:
            made = (maker or _make)(request, target, Span(from_ms=times.from_ms or 0, to_ms=to_ms), progress)
    except ProcmonError as error:
        return end_with(error, request)
    if made.damaged_count:
        complain(f"{made.damaged_count} parts of that time are damaged and were left out")
    lines = "with command lines" if request.has_command_lines else "without command lines"
    complain(
        f"{made.beat_count} moments from {said(made.span.from_ms)} to {said(made.span.to_ms)}, {lines}, are in "
        f"{display_text(str(target))} ({bytes_text(made.size_bytes)})"
    )
    return 0


def _make(request: Request, target: Path, span: Span, errand: Errand) -> "MadeIncident":
    if request.server:
        return make_server_incident(
            request.server, request.host, target, span, errand,
            has_command_lines=request.has_command_lines, replaces=request.replaces,
        )  # fmt: skip
    options = Options(data_dir=request.data_dir, config=request.config)
    return make_incident(
        options, target, span, errand, has_command_lines=request.has_command_lines, replaces=request.replaces
    )


def _written(done: int, total: int) -> str:
    return f"writing {done / total:.0%}"
