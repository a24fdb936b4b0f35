"""`procmon-gui query`: prints recorded moments. Lives on the main thread."""

from collections.abc import Callable
from typing import Final

from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.query import QueryError
from procmon_gui.terminal.arguments import Request, complain
from procmon_gui.terminal.moments import Moments, Times, WrongTime, chosen, open_moments
from procmon_gui.terminal.output import Output, ReaderGone
from procmon_gui.terminal.printing import beat_printer, complain_about, selection_of

EXIT_FAILED: Final = 1
EXIT_WRONG_INPUT: Final = 2


def run_query(request: Request, *, opener: Callable[[Request], Moments] = open_moments) -> int:
    """Print what was asked for; return the exit status."""
    try:
        selection = selection_of(request)
        times = Times(request)
        moments = opener(request)
        try:
            output = Output(is_utf8=request.format != "table")
            write = beat_printer(request, selection, output)
            for snapshot in chosen(moments, times):
                write(snapshot, selection.rows(snapshot))
        finally:
            moments.close()
    except ReaderGone:
        return 0
    except WrongTime as error:
        complain_about("time", error.text, error.error)
        return EXIT_WRONG_INPUT
    except QueryError as error:
        complain_about("filter", request.filter, error)
        return EXIT_WRONG_INPUT
    except WrongInput as error:
        complain(str(error))
        return EXIT_WRONG_INPUT
    except ProcmonError as error:
        complain(str(error))
        return EXIT_FAILED
    return 0
