"""Builds what reads from the server of a team: a machine's history, and what is made of it. Nothing is changed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.services.history import program_command

if TYPE_CHECKING:
    from procmon_gui.domain.history import Span
    from procmon_gui.domain.ports import Errand
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.domain.recorded_hosts import RecordedHost
    from procmon_gui.store.history.incident import MadeIncident
    from procmon_gui.store.history.server_history import ServerHistory as ServerHistory


def open_server_history(url: str, host: str = "") -> "ServerHistory":
    """Return what a server has of the machine of that name, or of the only one; `Ranges` can ask it as well.

    Raises WrongInput, WhichHost among them, and Unavailable.
    """
    from procmon_gui.store.history.server_history import open_server_history as open_history

    return open_history(url, host)


@contextmanager
def open_server_ranges(url: str, host: str = "") -> "Iterator[RangeReader]":
    """Return what answers questions about ranges of it, as long as the block runs; raises the same."""
    from procmon_gui.store.history.ranges import Ranges

    history = open_server_history(url, host)
    try:
        yield Ranges(history)
    finally:
        history.close()


def make_server_incident(
    url: str,
    host: str,
    target: Path,
    span: "Span",
    errand: "Errand",
    *,
    has_command_lines: bool = False,
    replaces: bool = False,
) -> "MadeIncident":
    """Write what was recorded there in a time into a file of its own; raises the same, and Cancelled."""
    from procmon_gui.services.history import without_secrets
    from procmon_gui.store.history.incident import Wanted, make_incident
    from procmon_gui.store.history.strange_history import sane
    from procmon_gui.store.history.whose import Whose

    history = open_server_history(url, host)
    wanted = Wanted(
        from_ms=span.from_ms,
        to_ms=span.to_ms,
        has_command_lines=has_command_lines,
        hide=without_secrets,
        whose=Whose(history.host.machine_id),
    )
    try:
        with sane():
            return make_incident(history.engine, target, wanted, errand, replaces=replaces)
    finally:
        history.close()


def password_to_environment(url: str) -> str:
    """Put the password of an address where libpq finds it too, here and in what is started from here.

    Returns the address without it: arguments can be read by everybody on this machine. Raises WrongInput.
    """
    from procmon_gui.store.postgresql import apart_from_password

    address, password = apart_from_password(url)
    if password:
        os.environ["PGPASSWORD"] = password
    return address


def viewer_command(address: str, machine_id: str) -> tuple[list[str], Path]:
    """Return what opens another machine of a server in a window of its own, and the folder to start it in."""
    own, folder = program_command()
    return [*own, "open", address, "--host", machine_id], folder


def look_at_server(url: str) -> "tuple[str, list[RecordedHost], int]":
    """Return what a server is called, which machines it has histories of, and how many bytes they take.

    Raises WrongInput and Unavailable.
    """
    from procmon_gui.store.history.server import open_server
    from procmon_gui.store.history.server_hosts import known_hosts, server_size
    from procmon_gui.store.postgresql import address_of

    label = address_of(url).label
    engine = open_server(url)
    try:
        return label, known_hosts(engine, label), server_size(engine, label)
    finally:
        engine.dispose()
