"""What is asked of the program, and what is said when it can not be done; a start of the window loads no more."""

import contextlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from procmon_gui.domain.text import one_line

PROGRAM: Final = "procmon-gui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. `verb` is empty for the window; `count` and `limit` None mean without end.

    An `interval_s` that is None was not named: each verb knows better what it is then.
    """

    verb: str = ""
    data_dir: Path | None = None
    config: Path | None = None
    count: int | None = None
    interval_s: float | None = None
    filter: str = ""
    sort: str = "cpu_ratio"
    limit: int | None = None
    format: str = "table"
    as_json: bool = False
    asks_recording: bool = False
    for_s: float | None = None
    at: str = ""
    from_: str = ""
    to: str = ""
    every_s: float | None = None
    with_from: str = ""
    with_to: str = ""
    by: str = "cpu"
    has_all: bool = False
    out: Path | None = None
    file: Path | None = None
    server: str = ""
    host: str = ""
    is_quiet: bool = False
    text: str = ""
    url: str = ""
    has_command_lines: bool = False
    replaces: bool = False
    verifies: bool = False
    anchor: str = ""
    account: str = ""
    has_password_stdin: bool = False
    deed: str = ""
    name: str = ""
    role: str = ""
    is_sure: bool = False
    pids: Sequence[int] = ()
    value: str = ""
    is_tree: bool = False
    started: str = ""
    confirmed: Sequence[str] = ()
    reason: str = ""
    wait_s: float | None = None
    goes_without_trail: bool = False
    which: str = ""
    alert_id: int = 0
    is_hidden: bool = False


def complain(sentence: str, command: str = PROGRAM) -> None:
    """Say on standard error, in one line, what went wrong."""
    complain_in_full(f"{command}: {one_line(sentence)}\n")


def complain_in_full(text: str) -> None:
    """Write on standard error, if anybody is there: a lost complaint must not become a second trouble."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
