"""The words of "Find": what is looked for, and which process holds it in which way. Pure."""

from dataclasses import dataclass
from enum import Enum

from procmon_gui.domain.identity import ProcessKey


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
        thing: path, or kind, state and addresses of a socket; escaped and capped.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEnd:
    """How a search went.

    Attributes:
        process_count: how many processes were looked through, refused_count: how many did not show all they hold.
        is_cancelled: it was stopped before the end; is_cut: there were more hits than are told.
        limits: sentences about what could not be looked at, and why.
    """

    process_count: int
    refused_count: int
    is_cancelled: bool = False
    is_cut: bool = False
    limits: tuple[str, ...] = ()
