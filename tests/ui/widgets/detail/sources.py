"""Whom the detail asks in tests: an inspector that answers what a test says, at once or when it is let go."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from procmon_gui.domain.errors import Cancelled, ProcmonError
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import (
    EnvironmentVariable,
    FileKind,
    General,
    Limit,
    Listing,
    Memory,
    MemoryGroup,
    MemoryKind,
    MemorySizes,
    OpenFile,
    Place,
    ThreadFacts,
)
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.sockets import Socket, SocketKind, SocketList, SocketState
from procmon_gui.domain.units import Unit
from tests.ui.population import Person, snapshot_of

_Answer = TypeVar("_Answer")

# As long as real ones: more than an int of Qt holds.
SYSTEMD, POSTGRES, CHECKPOINTER, WORKER = ((1 << 50) + number for number in (100, 200, 300, 400))


def listing(*rows: Any, note: str = "", read_ns: int = 1) -> Listing[Any]:
    return Listing(rows=rows, total_count=len(rows), read_ns=read_ns, note=note)


VARIABLES = (
    EnvironmentVariable(name="HOME", value="/home/user"),
    EnvironmentVariable(name="API_TOKEN", value="tops3cret", is_secret=True),
    EnvironmentVariable(name="LANG", value="C"),
)
FILES = (
    OpenFile(descriptor=0, kind=FileKind.DEVICE, text="/dev/null"),
    OpenFile(descriptor=3, kind=FileKind.FILE, text="/var/log/app.log", position_bytes=10, size_bytes=2048),
    OpenFile(descriptor=4, kind=FileKind.FILE, text="/tmp/gone", is_deleted=True),
    OpenFile(descriptor=5, kind=FileKind.SOCKET, text="socket:[7]", socket_inode=7),
)


class FakeInspector:
    """Answers the same for everybody; `fail` makes it raise, `hold` lets it wait until `let_go`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.error: ProcmonError | None = None
        self.threads_read = 0
        self._may_answer = threading.Event()
        self._may_answer.set()

    def hold(self) -> None:
        self._may_answer.clear()

    def let_go(self) -> None:
        self._may_answer.set()

    def asked_for(self, part: str) -> int:
        return [name for name, _pid in self.asked].count(part)

    def _answer(self, part: str, key: ProcessKey, errand: Errand, make: Callable[[], _Answer]) -> _Answer:
        self.asked.append((part, key.pid))
        while not self._may_answer.wait(0.01):
            if errand.is_cancelled():
                raise Cancelled
        if self.error is not None:
            raise self.error
        return make()

    def general(self, key: ProcessKey, errand: Errand) -> General:
        return self._answer("general", key, errand, lambda: General(
            key=key, name="postgres", arguments=("/usr/bin/postgres", "-D", "/my data"), argument_count=3,
            argument_bytes=40, working_folder=Place(path="/var/lib/postgres"), affinity=(0, 1, 3), oom_score=12,
            scheduling_class="other",
        ))  # fmt: skip

    def threads(self, key: ProcessKey, errand: Errand) -> Listing[ThreadFacts]:
        self.threads_read += 1
        used_s = float(self.threads_read)
        return self._answer("threads", key, errand, lambda: listing(
            ThreadFacts(tid=key.pid, start_ticks=1, name="main", cpu_user_s=1.0, cpu_system_s=0.0),
            ThreadFacts(tid=key.pid + 1, start_ticks=1, name="busy", cpu_user_s=used_s / 2, cpu_system_s=0.0),
            read_ns=self.threads_read * 1_000_000_000,
        ))  # fmt: skip

    def open_files(self, key: ProcessKey, errand: Errand) -> Listing[OpenFile]:
        return self._answer("open_files", key, errand, lambda: listing(*FILES))

    def memory(self, key: ProcessKey, errand: Errand) -> Memory:
        sizes = MemorySizes(rss_bytes=4096, pss_bytes=2048, private_clean_bytes=0, private_dirty_bytes=1024)
        group = MemoryGroup(name="/usr/lib/libc.so", kind=MemoryKind.PROGRAM, region_count=4, sizes=sizes)
        return self._answer("memory", key, errand, lambda: Memory(
            groups=(group,), rollup=sizes, region_count=4, read_ns=1))  # fmt: skip

    def limits(self, key: ProcessKey, errand: Errand) -> Listing[Limit]:
        limit = Limit(id="nofile", title="Open files", soft=1024, hard=float("inf"), unit=Unit.COUNT, used=900)
        return self._answer("limits", key, errand, lambda: listing(limit))

    def environment(self, key: ProcessKey, errand: Errand) -> Listing[EnvironmentVariable]:
        return self._answer("environment", key, errand, lambda: listing(*VARIABLES))


class FakeLister:
    """Lists one socket."""

    def list_sockets(self, errand: Errand) -> SocketList:
        raise NotImplementedError

    def sockets_of(self, key: ProcessKey, errand: Errand) -> SocketList:
        one = Socket(identity=1, kind=SocketKind.TCP, state=SocketState.LISTENING, local_address="127.0.0.1",
                     local_port=5432, owners=(key,))  # fmt: skip
        return SocketList(monotonic_ns=1, sockets=(one,), names={key: "postgres"}, process_count=1, refused_count=0)

    def close(self) -> None:
        pass


def people() -> Sequence[Person]:
    """Return a parent with two children, and a stranger."""
    values = {"cpu_ratio": 0.5, "rss_bytes": 1e6, "threads": 2.0, "nice": 0.0, "scheduling_class": 0.0,
              "started_at_utc": 1_699_999_000.0, "age_s": 1000.0, "disk_read_bytes": 2048.0,
              "disk_write_bytes": 0.0, "cpu_time_s": 5.0}  # fmt: skip
    return (
        Person(serial=SYSTEMD, pid=1, name="systemd"),
        Person(serial=POSTGRES, pid=20, ppid=1, name="postgres", values=values,
               texts={"executable": "/usr/bin/postgres", "command_line": "/usr/bin/postgres -D /my data"}),
        Person(serial=CHECKPOINTER, pid=30, ppid=20, name="postgres", values={"cpu_ratio": 0.25, "rss_bytes": 5e5},
               texts={"command_line": "postgres: checkpointer"}),
        Person(serial=WORKER, pid=40, ppid=20, name="postgres", values={"cpu_ratio": 1.0, "rss_bytes": 2e6}),
    )  # fmt: skip


def beat(sequence: int, *, without: int = -1) -> Snapshot:
    """Return one beat of these people; `without` is the serial of one who has ended."""
    chosen = [(slot, person) for slot, person in enumerate(people()) if person.serial != without]
    return snapshot_of([person for _, person in chosen], slots=[slot for slot, _ in chosen], sequence=sequence)
