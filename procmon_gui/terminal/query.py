"""`procmon-gui query`: prints recorded moments. Lives on the main thread."""

from collections.abc import Callable

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.terminal.moments import Moments, Times, chosen, open_moments
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import beat_printer, end_with, selection_of
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.viewing import View, view_for


def run_query(
    request: Request,
    *,
    opener: Callable[[Request], Moments] = open_moments,
    viewer: Callable[[Request], View] = view_for,
) -> int:
    """Print what was asked for; return the exit status."""
    try:
        selection = selection_of(request)
        times = Times(request)
        view = viewer(request)
        moments = opener(request)
        try:
            output = Output(is_utf8=request.format != "table")
            write = beat_printer(request, selection, output, moments.host_name)
            for snapshot in map(view, chosen(moments, times)):
                write(snapshot, selection.rows(snapshot))
        finally:
            moments.close()
    except ProcmonError as error:
        return end_with(error, request)
    return 0
