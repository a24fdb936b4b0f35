"""The words of "Find": what is looked for, and which process holds it in which way. Pure."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sockets import Socket

NOTHING_TYPED: Final = QT_TRANSLATE_NOOP("Finding", "Type what to look for.")
NO_PORT: Final = QT_TRANSLATE_NOOP("Finding", "A port is a number from 0 to 65535, or the name of a service.")
NOT_ON_THIS_SYSTEM: Final = QT_TRANSLATE_NOOP("Finding", "This system does not tell it.")


class Wanted(Enum):
    """What a search is for."""

    # A file, directory or mount point: by path, part of a path, or pattern with * and ?.
    FILE = "file"
    # Files that were deleted while somebody holds them; the text narrows them down, empty for all.
    DELETED = "deleted"
    # A local or remote port.
    PORT = "port"
    # A unix socket by path or abstract name, or any socket by its inode.
    SOCKET = "socket"


class HeldAs(Enum):
    """How a process holds what was found."""

    DESCRIPTOR = "descriptor"
    MAPPED = "mapped"
    EXECUTABLE = "executable"
    WORKING_DIRECTORY = "working directory"
    ROOT_DIRECTORY = "root directory"
    SOCKET = "socket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit: one process that holds one thing in one way.

    Attributes:
        process: who; None for a socket that no process holds, or whose holder is not known.
        name: what the process calls itself, escaped and capped.
        thing: path, or the local end of a socket; escaped and capped. `socket` is the rest of that.
        descriptor: its number; None where it is held in another way. `more` counts further ones of the same process.
        size_bytes: what the file takes on its disk, for deleted files: what is free when all holders let go.
        is_deleted: nobody can open it by name any more.
    """

    process: ProcessKey | None
    name: str
    thing: str
    held_as: HeldAs
    user: str = ""
    descriptor: int | None = None
    more: int = 0
    size_bytes: int | None = None
    is_deleted: bool = False
    socket: Socket | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEnd:
    """How a search went.

    Attributes:
        process_count: how many processes were looked through, refused_count: how many did not show all they hold.
        is_cut: there were more hits than are told.
        hides_others: the system does not even show that processes of other users are there (hidepid).
    """

    process_count: int
    refused_count: int
    is_cut: bool = False
    hides_others: bool = False
