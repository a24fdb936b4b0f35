"""`procmon-gui salvage`: brings back what can be read of a history that was set aside. Lives on the main thread."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.text import display_text
from procmon_gui.reports.values import iso_utc
from procmon_gui.reports.wording import bytes_text
from procmon_gui.services.history import salvage_history
from procmon_gui.services.places import Options
from procmon_gui.terminal.arguments import Request, complain, complain_in_full
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with

if TYPE_CHECKING:
    from procmon_gui.services.history import Salvaged

_PAUSE_S: Final = 0.2


def run_salvage(request: Request, *, work: "Callable[..., Salvaged]" = salvage_history) -> int:
    """Do it and tell what became of the file; return the exit status."""
    assert request.file is not None, "the command line has seen to that"
    progress = _Progress()
    try:
        found = work(Options(data_dir=request.data_dir, config=request.config), request.file, progress)
        progress.end()
        Output(is_utf8=False).write("".join(f"{line}\n" for line in _lines(found)))
    except ProcmonError as error:
        progress.end()
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


class _Progress:
    """Says on a terminal how far it is, in one line that stays one."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._next_s = 0.0
        self._has_told = False

    def is_cancelled(self) -> bool:
        """Ctrl+C ends the program instead."""
        return False

    def tell_progress(self, done: int, total: int) -> None:
        """Say it, a few times a second."""
        if self._is_shown and time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + _PAUSE_S
            self._has_told = True
            complain_in_full(f"\r{done * 100 // max(total, 1)} % of {bytes_text(total)}\x1b[K")

    def end(self) -> None:
        """Take the line away."""
        if self._has_told:
            complain_in_full("\r\x1b[K")
