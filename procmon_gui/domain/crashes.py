"""Reports of failures of this program: what they are called and what stands in them. Pure.

A program that runs has a notebook, `running-BOOT-PID-STARTED.txt`, into which the interpreter writes by itself when it
dies or hangs. A report is `TIME-KIND-BOOT-PID.txt`, with `new-` before it until somebody was told of it.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    # The window is not on the screen yet when this is loaded.
    from procmon_gui.domain.ports import Errand

LARGEST_BYTES: Final = 256 * 1024
TITLE: Final = "procmon_gui report of a failure"
# What faulthandler begins with: when the program dies, and when the window hangs.
FATAL: Final = "Fatal Python error: "
HUNG: Final = "Stack (most recent call first):"
_NAME: Final = re.compile(
    r"(new-)?(\d{8}T\d{6})Z-(died|failed|went-on|hung|hung-and-ended)-([0-9a-f]{8})-(\d+)(-\d+)?\.txt"
)
_RUNNING: Final = re.compile(r"running-[0-9a-f]{8}-\d+-\d+\.txt")
_STAMP: Final = "%Y%m%dT%H%M%S"


class CrashKind(Enum):
    """What became of the program."""

    DIED = "died"
    FAILED = "failed"
    WENT_ON = "went-on"
    HUNG = "hung"
    HUNG_AND_ENDED = "hung-and-ended"

    @property
    def is_end(self) -> bool:
        """Say whether the program ended by it."""
        return self in (CrashKind.DIED, CrashKind.FAILED, CrashKind.HUNG_AND_ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashReport:
    """One failure of this program, as it was kept.

    Attributes:
        name: of its file.
        is_new: nobody was told of it yet.
        program: which part of it ran: the window, or a verb.
        what: the line that says what happened.
    """

    name: str
    kind: CrashKind
    at_s: float
    is_new: bool
    version: str = ""
    program: str = ""
    what: str = ""
    text: str = ""


class CrashReports(Protocol):
    """The reports of a data folder. Everything in a worker."""

    @property
    def folder(self) -> str:
        """Return where they lie; empty where there is no place for them."""

    def listed(self, errand: "Errand") -> Sequence[CrashReport]:
        """Return all of them, the newest first; what a program that died left behind is a report from now on."""

    def mark_told(self, names: Sequence[str]) -> None:
        """Remember that somebody was told of these."""

    def delete(self, name: str) -> None:
        """Delete one; raises Unavailable."""


def report_name(kind: CrashKind, at_s: float, boot: str, pid: int, *, number: int = 0) -> str:
    """Return what a new report is called; `number` tells apart what happened within a second."""
    further = f"-{number}" if number else ""
    return f"new-{time.strftime(_STAMP, time.gmtime(at_s))}Z-{kind.value}-{boot}-{pid}{further}.txt"


def told_name(name: str) -> str:
    """Return what a report is called when somebody was told of it."""
    return name.removeprefix("new-")


def is_notebook(name: str) -> bool:
    """Say whether a file is the notebook of a program."""
    return _RUNNING.fullmatch(name) is not None


def report_of(name: str, text: str = "") -> CrashReport | None:
    """Return what a file says, however much of it was written; None where its name is that of no report."""
    from datetime import UTC, datetime

    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        at_s = datetime.strptime(found[2], _STAMP).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None
    return CrashReport(
        name=name,
        kind=CrashKind(found[3]),
        at_s=at_s,
        is_new=found[1] is not None,
        version=_said(text, "version"),
        program=_said(text, "program"),
        what=_what(text),
        text=text,
    )


def kind_of(notebook: str) -> CrashKind | None:
    """Return what the notebook of a program that is gone tells; None where it tells of nothing."""
    if f"\n{FATAL}" in notebook:
        return CrashKind.DIED
    return CrashKind.HUNG_AND_ENDED if f"\n{HUNG}" in notebook else None


def _said(text: str, key: str) -> str:
    found = re.search(rf"^{key}: (.*)$", text[:4096], re.MULTILINE)
    return found[1] if found is not None else ""


def _what(text: str) -> str:
    fatal = re.search(rf"^{FATAL}(.+)$", text, re.MULTILINE)
    return fatal[1] if fatal is not None else _said(text, "what")
