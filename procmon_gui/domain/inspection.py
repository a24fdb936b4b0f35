"""What can be asked about one process, when somebody opens its detail: never read at a beat.

Every text here went through `display_text` or `cell_text`, so it may be shown as it is. None is unknown, and a field
that was refused stands in `refused`. Sentences are English here and marked for translation in the context
"Inspection"; they hold no fields, so that they can be translated as they are.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Generic, TypeVar

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.units import Unit

_T = QT_TRANSLATE_NOOP

# ---- what is said where there is nothing to show: texts of errors and of `Listing.note`

ENDED: Final = _T("Inspection", "This process has ended.")
OWNER_ONLY: Final = _T("Inspection", "Only root or the owner can read this.")
PROTECTED: Final = _T("Inspection", "This process is protected: only root can read this.")
NOT_EVEN_ROOT: Final = _T("Inspection", "The system refuses this, even to root.")
HIDDEN: Final = _T("Inspection", "The system hides the processes of other users.")
IS_ZOMBIE: Final = _T("Inspection", "This process has ended and waits for its parent; it holds nothing any more.")
IS_KERNEL_THREAD: Final = _T("Inspection", "A thread of the kernel has none of its own.")
NOT_ON_THIS_SYSTEM: Final = _T("Inspection", "This system does not tell it.")
ONLY_FILES: Final = _T("Inspection", "This system tells of files and sockets only.")
NO_DESCRIPTORS_LEFT: Final = _T("Inspection", "This program may open no more files now; try again.")
UNREADABLE: Final = _T("Inspection", "The system gave an answer that can not be understood.")

_Row = TypeVar("_Row", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[_Row]):
    """The rows of one part.

    Attributes:
        rows: at most as many as the part allows.
        total_count: how many there are; more than `rows` where the rest was left out.
        unreadable_count: how many were there and could not be read (they vanished, or were refused).
        read_ns: CLOCK_MONOTONIC when the reading began.
        note: a sentence why there are none or not all, empty where that needs no word.
    """

    rows: tuple[_Row, ...]
    total_count: int
    unreadable_count: int = 0
    read_ns: int
    note: str = ""


# ---- general


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A path that a process holds: its program file, its working folder, its root."""

    path: str
    is_deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """One namespace of a process (namespaces(7)): `kind` as the kernel calls it ("net"), `number` its inode.

    `is_ours`: this program lives in the same one; None where that is not known.
    """

    kind: str
    number: int
    is_ours: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """The sets of capabilities(7) by name ("cap_net_admin"), in the kernel's order.

    `known_count` is how many capabilities this kernel has: a set that long is all of them.
    """

    effective: tuple[str, ...]
    permitted: tuple[str, ...]
    inheritable: tuple[str, ...]
    bounding: tuple[str, ...]
    ambient: tuple[str, ...]
    known_count: int


class Seccomp(Enum):
    """How the system calls of a process are filtered (seccomp(2))."""

    OFF = "off"
    STRICT = "strict"
    FILTER = "filter"


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """What there is to say about a process beside its row in the list.

    Attributes:
        state: one of `STATE_LABELS`.
        arguments: the command line by argument, secrets replaced; at most `ARGUMENTS_MAX` of them.
        argument_count: how many arguments there are in what was read.
        argument_bytes: how long the command line is; None where not even that is told.
        inner_pid: its pid inside of its own innermost pid namespace.
        tracer_pid: who debugs it, 0 for nobody.
        scheduling_class: one of `SCHEDULING_LABELS`.
        affinity: the numbers of the cores on which it may run, ascending.
        oom_adjustment: oom_score_adj of proc(5), -1000 to 1000.
        security_label: of SELinux, AppArmor or Smack, "" where none is in force.
        refused: names of the fields above that the system refused.
    """

    key: ProcessKey
    name: str
    state: str | None = None
    is_kernel_thread: bool = False
    started_at_utc_s: float | None = None
    arguments: tuple[str, ...] | None = None
    argument_count: int | None = None
    argument_bytes: int | None = None
    executable: Place | None = None
    working_folder: Place | None = None
    root: Place | None = None
    inner_pid: int | None = None
    tracer_pid: int | None = None
    namespaces: tuple[Namespace, ...] | None = None
    cgroup: str | None = None
    unit: str | None = None
    container: str | None = None
    security_label: str | None = None
    capabilities: Capabilities | None = None
    seccomp: Seccomp | None = None
    seccomp_filter_count: int | None = None
    no_new_privileges: bool | None = None
    oom_score: int | None = None
    oom_adjustment: int | None = None
    nice: int | None = None
    scheduling_class: str | None = None
    real_time_priority: int | None = None
    affinity: tuple[int, ...] | None = None
    refused: frozenset[str] = frozenset()


ARGUMENTS_MAX: Final = 2_000


# ---- threads


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadFacts:
    """One thread. `start_ticks` and `tid` together name it; `wait_channel` is "" while it runs."""

    tid: int
    start_ticks: int | None = None
    name: str | None = None
    state: str | None = None
    cpu_user_s: float
    cpu_system_s: float
    last_cpu: int | None = None
    nice: int | None = None
    scheduling_class: str | None = None
    real_time_priority: int | None = None
    wait_channel: str | None = None
    voluntary_switches: int | None = None
    involuntary_switches: int | None = None
    started_at_utc_s: float | None = None

    @property
    def cpu_time_s(self) -> float:
        """Return the CPU time of the thread in all."""
        return self.cpu_user_s + self.cpu_system_s


# ---- open files


class FileKind(Enum):
    """What stands behind a descriptor."""

    FILE = "file"
    FOLDER = "folder"
    DEVICE = "device"
    TERMINAL = "terminal"
    PIPE = "pipe"
    SOCKET = "socket"
    MEMORY = "memory"
    EVENT = "event"
    TIMER = "timer"
    SIGNALS = "signals"
    POLL = "poll"
    WATCH = "watch"
    PROCESS = "process"
    OTHER = "other"


class Access(Enum):
    """For what a descriptor was opened."""

    READ = "read"
    WRITE = "write"
    READ_WRITE = "read-write"
    PATH = "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """One descriptor of a process.

    Attributes:
        text: the path, or how the kernel calls what has none ("socket:[12345]", "anon_inode:[eventfd]").
        is_deleted: it has no name in any folder any more.
        position_bytes: where the next read or write happens; None for what has no position.
        size_bytes: None for what has no size, and for files on a network, which might never answer.
        socket_inode: the number by which the kernel lists a socket.
    """

    descriptor: int | None
    kind: FileKind
    text: str
    is_deleted: bool = False
    access: Access | None = None
    position_bytes: int | None = None
    size_bytes: int | None = None
    socket_inode: int | None = None


# ---- memory


class MemoryKind(Enum):
    """For what a region of memory is used."""

    PROGRAM = "program"  # a file that is executed: the program itself, its libraries
    FILE = "file"
    HEAP = "heap"
    STACK = "stack"
    ANONYMOUS = "anonymous"
    SHARED = "shared"  # without a file that has a name: shm, memfd, System V
    DEVICE = "device"
    KERNEL = "kernel"  # vdso, vvar


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySizes:
    """Sizes of memory; None where the system does not tell it. Meanings as in proc(5), smaps."""

    virtual_bytes: int | None = None
    rss_bytes: int | None = None
    pss_bytes: int | None = None
    private_clean_bytes: int | None = None
    private_dirty_bytes: int | None = None
    shared_clean_bytes: int | None = None
    shared_dirty_bytes: int | None = None
    swap_bytes: int | None = None
    locked_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryGroup:
    """All regions of one name and kind: a library, the heap, anonymous memory."""

    name: str
    kind: MemoryKind
    region_count: int
    is_deleted: bool = False
    sizes: MemorySizes


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The memory of a process, largest group first.

    `region_count` counts the regions that were read; where `is_cut`, there are more, and `rollup`, which the kernel
    adds up itself, still counts all of them.
    """

    groups: tuple[MemoryGroup, ...]
    rollup: MemorySizes
    region_count: int
    is_cut: bool = False
    read_ns: int
    note: str = ""


# ---- limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One resource limit (getrlimit(2)). `inf` is unlimited.

    Attributes:
        id: as the kernel names it, without RLIMIT_: "nofile".
        title: marked for translation in the context "Inspection".
        used: what the process uses of it now, in the same unit; None where that is not known.
    """

    id: str
    title: str
    soft: float
    hard: float
    unit: Unit
    used: float | None = None


# ---- environment


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentVariable:
    """One variable. The value never shows up in a `repr`, so that no log or traceback can have it.

    `is_secret` is a guess by name and shape; who shows a list hides these until asked.
    """

    name: str
    value: str = field(repr=False)
    is_secret: bool = False
