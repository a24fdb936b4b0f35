"""`procmon-gui salvage`: brings back what can be read of a history that was set aside. Lives on the main thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.text import display_text
from procmon_gui.reports.values import iso_utc
from procmon_gui.reports.wording import bytes_text
from procmon_gui.services.history import salvage_history
from procmon_gui.services.places import Options
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.progress import Progress
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.viewing import demand_management

if TYPE_CHECKING:
    from procmon_gui.services.history import Salvaged


def run_salvage(request: Request, *, work: "Callable[..., Salvaged]" = salvage_history) -> int:
    """Do it and tell what became of the file; return the exit status."""
    assert request.file is not None, "the command line has seen to that"
    try:
        demand_management(request)
        with Progress(_looked_at) as progress:
            found = work(Options(data_dir=request.data_dir, config=request.config), request.file, progress)
        Output(is_utf8=False).write("".join(f"{line}\n" for line in _lines(found)))
    except ProcmonError as error:
        return end_with(error, request)
    complain(f"{display_text(str(request.file))} stays as it is; delete it when you do not need it any more")
    return 0


def _lines(found: "Salvaged") -> list[str]:
    told = [f"brought back   {found.beat_count} samples in {found.chunk_count} minutes{_between(found)}"]
    for count, words in (
        (found.there_count, "minutes that are in the history already"),
        (found.left_count, "minutes that are too old to be kept, or for which there is no room"),
        (found.damaged_count, "pieces that are damaged, or were deleted long before"),
    ):
        if count:
            told.append(f"not            {count} {words}")
    if found.chunk_count:
        told.append("not            sums by minute and hour: whoever records next makes them of these samples")
    return told


def _between(found: "Salvaged") -> str:
    if found.span is None:
        return ""
    return f", from {_time(found.span.from_ms)} to {_time(found.span.to_ms)} UTC"


def _time(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?")[:19].replace("T", " ")


def _looked_at(done: int, total: int) -> str:
    return f"{done * 100 // total} % of {bytes_text(total)}"
