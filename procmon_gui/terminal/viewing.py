"""What of a moment is printed for whom, where there are accounts. Main thread."""

from collections.abc import Callable

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.concealing import without_command_lines
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.terminal.identity import demand as demand_of
from procmon_gui.terminal.identity import glance, identify, may
from procmon_gui.terminal.request import Request, complain

View = Callable[[Snapshot], Snapshot]


def view_for(request: Request) -> View:
    """Return what makes of a moment what may be seen of it; says once what is left out.

    Raises what `terminal.identity.glance` does.
    """
    if may(glance(request), Permission.FULL_COMMAND_LINES):
        return _whole
    complain("command lines are cut down to the name of the program: only operators may read them (--account NAME)")
    return without_command_lines


def check_watching(request: Request) -> None:
    """Let somebody log in where watching needs it. Raises what `terminal.identity.glance` does."""
    glance(request)


def demand_export(request: Request) -> None:
    """Make sure that who asks may take something away. Raises Denied, and what `terminal.identity.identify` does."""
    demand_of(identify(request), Permission.EXPORT, request)


def demand_management(request: Request) -> None:
    """Make sure that who asks may look after what is kept. Raises as above."""
    demand_of(identify(request), Permission.MANAGE, request)


def _whole(snapshot: Snapshot) -> Snapshot:
    return snapshot
