"""`procmon-gui prepare-server`: sets the database of a team up. Lives on the main thread."""

from collections.abc import Callable

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.services.history import prepare_server
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.viewing import demand_management


def run_prepare_server(request: Request, *, prepare: Callable[[str], str] = prepare_server) -> int:
    """Set it up, or bring it up to date; return the exit status."""
    try:
        demand_management(request)
        label = prepare(request.url)
        Output(is_utf8=False).write(
            f"{label} is ready. Make each person or machine that records a login in the role procmon_gui_recorders.\n"
        )
    except ProcmonError as error:
        return end_with(error, request)
    return 0
