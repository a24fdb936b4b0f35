"""Both inspectors over the same real processes: each says what the process said of itself, and what psutil says."""

import math
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator

import psutil
import pytest

from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.collectors.portable_inspector import PortableInspector
from procmon_gui.domain.errors import Cancelled, Ended, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import ENDED, IS_ZOMBIE, Access, FileKind, MemoryKind
from procmon_gui.domain.ports import Inspector
from procmon_gui.domain.text import display_text
from tests.collectors.inspected import ENVIRONMENT, HOSTILE_NAME, POSITION, THREAD_NAMES, Inspected
from tests.collectors.waiting import Impatient, Patient, key_of
from tests.faults.rigs import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the oracle reads /proc")

INSPECTORS: dict[str, Callable[[], Inspector]] = {"portable": PortableInspector, "proc": ProcInspector}
PARTS = ("general", "threads", "open_files", "memory", "limits", "environment")


@pytest.fixture(scope="module")
def subject() -> Iterator[Inspected]:
    with Inspected() as subject:
        yield subject


@pytest.fixture(params=INSPECTORS)
def inspector(request: pytest.FixtureRequest) -> Inspector:
    return INSPECTORS[request.param]()


# ---- every part says what is so


def test_general_says_where_and_as_what_it_runs(inspector: Inspector, subject: Inspected) -> None:
    process = psutil.Process(subject.pid)
    # It says that it is ready before it lies down.
    wait_until(lambda: process.status() == psutil.STATUS_SLEEPING, "it sleeps")

    general = inspector.general(key_of(subject.pid), Patient())

    assert general.key == key_of(subject.pid)
    assert general.state == "sleeping"
    assert general.executable is not None
    assert general.executable.path == os.readlink(f"/proc/{subject.pid}/exe")
    assert general.arguments == tuple(process.cmdline())
    assert general.argument_count == len(process.cmdline())
    assert general.argument_bytes == len(b"\0".join(map(os.fsencode, process.cmdline()))) + 1
    assert general.nice == process.nice()
    assert general.affinity == tuple(process.cpu_affinity())
    assert general.started_at_utc_s == pytest.approx(process.create_time(), abs=0.01)
    assert general.refused == frozenset()


def test_threads_are_those_of_psutil(inspector: Inspector, subject: Inspected) -> None:
    expected = {one.id: (one.user_time, one.system_time) for one in psutil.Process(subject.pid).threads()}

    threads = inspector.threads(key_of(subject.pid), Patient())

    assert [row.tid for row in threads.rows] == sorted(expected)
    assert threads.total_count == len(expected) == 1 + len(THREAD_NAMES)
    for row in threads.rows:
        assert (row.cpu_user_s, row.cpu_system_s) == pytest.approx(expected[row.tid], abs=0.05)
        assert row.cpu_time_s == row.cpu_user_s + row.cpu_system_s


def test_open_files_are_those_of_psutil(inspector: Inspector, subject: Inspected) -> None:
    process = psutil.Process(subject.pid)

    rows = inspector.open_files(key_of(subject.pid), Patient()).rows

    files = {row.descriptor: row for row in rows if row.kind is FileKind.FILE}
    for one in process.open_files():
        assert files[one.fd].text == display_text(one.path)
        if one.fd != subject.holds["path only"]:
            assert files[one.fd].position_bytes == one.position
    assert {row.descriptor for row in rows if row.kind is FileKind.SOCKET} >= {
        connection.fd for connection in process.net_connections("all")
    }
    assert files[subject.holds["file"]].position_bytes == POSITION
    assert files[subject.holds["file"]].access is Access.READ
    assert files[subject.holds["both"]].access is Access.READ_WRITE


def test_memory_adds_up_to_what_psutil_says(inspector: Inspector, subject: Inspected) -> None:
    memory = inspector.memory(key_of(subject.pid), Patient())

    maps = psutil.Process(subject.pid).memory_maps(grouped=False)
    assert memory.region_count == len(maps)
    assert memory.rollup.rss_bytes == sum(one.rss for one in maps)
    # Others that share its libraries come and go between the two looks.
    assert memory.rollup.pss_bytes == pytest.approx(sum(one.pss for one in maps), rel=0.3)
    assert memory.rollup.private_dirty_bytes == sum(one.private_dirty for one in maps)
    assert memory.rollup.virtual_bytes == sum(one.size for one in maps)
    by_name = {group.name: group for group in memory.groups}
    assert by_name["[heap]"].kind is MemoryKind.HEAP
    assert by_name[""].kind is MemoryKind.ANONYMOUS
    mapped = by_name[f"{subject.holds['folder path']}/plain"]
    assert (mapped.kind, mapped.region_count) == (MemoryKind.FILE, 1)
    assert by_name[os.readlink(f"/proc/{subject.pid}/exe")].kind is MemoryKind.PROGRAM
    sizes = [group.sizes.rss_bytes or 0 for group in memory.groups]
    assert sizes == sorted(sizes, reverse=True)


def test_limits_are_those_of_the_process(inspector: Inspector, subject: Inspected) -> None:
    resource.prlimit(subject.pid, resource.RLIMIT_CORE, (4096, 8192))

    limits = {row.id: row for row in inspector.limits(key_of(subject.pid), Patient()).rows}

    assert (limits["core"].soft, limits["core"].hard) == (4096, 8192)
    for name in ("nofile", "nproc", "stack", "as", "cpu", "memlock", "rtprio", "nice", "sigpending"):
        soft, hard = resource.prlimit(subject.pid, getattr(resource, f"RLIMIT_{name.upper()}", resource.RLIMIT_NOFILE))
        if hasattr(resource, f"RLIMIT_{name.upper()}"):
            assert (limits[name].soft, limits[name].hard) == (_limit(soft), _limit(hard)), name
    assert limits.keys() == {
        "cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock", "as", "locks", "sigpending",
        "msgqueue", "nice", "rtprio", "rttime",
    }  # fmt: skip


def test_the_environment_is_what_it_was_started_with_and_secrets_are_marked(
    inspector: Inspector, subject: Inspected
) -> None:
    rows = inspector.environment(key_of(subject.pid), Patient()).rows

    assert {row.name: row.value for row in rows} == {
        name.decode(): display_text(value) for name, value in ENVIRONMENT.items()
    }
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    assert {row.name for row in rows if row.is_secret} == {"DB_PASSWORD", "DATABASE_URL"}
    assert not any("hunter2" in repr(row) for row in rows)


def test_nothing_that_strangers_wrote_comes_out_raw(inspector: Inspector, subject: Inspected) -> None:
    texts = [row.text for row in inspector.open_files(key_of(subject.pid), Patient()).rows]
    texts += [row.name for row in inspector.threads(key_of(subject.pid), Patient()).rows if row.name is not None]
    texts += [row.value for row in inspector.environment(key_of(subject.pid), Patient()).rows]
    texts += [group.name for group in inspector.memory(key_of(subject.pid), Patient()).groups]

    assert all(text.isprintable() for text in texts)
    assert any(text.endswith(display_text(HOSTILE_NAME)) for text in texts)


# ---- and of nobody else


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("wrong", ["pid", "start", "boot", "no pid at all"])
def test_another_process_than_the_one_asked_about_has_ended(
    inspector: Inspector, subject: Inspected, part: str, wrong: str
) -> None:
    key = key_of(subject.pid)
    asked = {
        "pid": ProcessKey(key.boot_id, os.getpid(), key.start_ticks),
        "start": ProcessKey(key.boot_id, key.pid, key.start_ticks - 1),
        "boot": ProcessKey("another-boot", key.pid, key.start_ticks),
        "no pid at all": ProcessKey(key.boot_id, 2**22 + 7, key.start_ticks),
    }[wrong]

    with pytest.raises(Ended):
        getattr(inspector, part)(asked, Patient())


@pytest.mark.parametrize("part", PARTS)
def test_one_that_ended_is_told_so(inspector: Inspector, part: str) -> None:
    with Inspected() as subject:
        key = key_of(subject.pid)
        subject.kill()
        subject.reap()
        with pytest.raises(Ended):
            getattr(inspector, part)(key, Patient())
        subject.kill = _nothing  # type: ignore[method-assign]


@pytest.mark.parametrize("part", PARTS)
def test_one_that_ends_while_it_is_read_never_gives_half_an_answer(inspector: Inspector, part: str) -> None:
    """Killed before the reading, or after some of it: the answer is whole, or says that it has ended."""
    for pieces in range(6):
        with Inspected() as subject:
            key = key_of(subject.pid)
            whole = getattr(inspector, part)(key, Patient())
            try:
                answer = getattr(inspector, part)(key, _Killer(subject.pid, pieces))
            except (Ended, Unavailable) as error:
                said = str(error)
            else:
                said = getattr(answer, "note", "") or getattr(answer, "state", "")
                if said not in (IS_ZOMBIE, "zombie"):
                    assert _shape(answer) == _shape(whole), "half an answer"
                    continue
        assert said in (ENDED, IS_ZOMBIE, "zombie")


@pytest.mark.parametrize("part", PARTS)
def test_reading_stops_when_nobody_waits(inspector: Inspector, subject: Inspected, part: str) -> None:
    with pytest.raises(Cancelled):
        getattr(inspector, part)(key_of(subject.pid), Impatient(0))


@pytest.mark.parametrize("part", PARTS)
def test_reading_leaves_no_descriptor_open(inspector: Inspector, subject: Inspected, part: str) -> None:
    before = os.listdir("/proc/self/fd")

    getattr(inspector, part)(key_of(subject.pid), Patient())
    with pytest.raises(Ended):
        getattr(inspector, part)(ProcessKey("x", subject.pid, 1), Patient())

    assert os.listdir("/proc/self/fd") == before


class _Killer(Patient):
    """Ends the process when it was asked so many times whether to go on."""

    def __init__(self, pid: int, pieces: int) -> None:
        super().__init__()
        self._pid = pid
        self._left = pieces

    def is_cancelled(self) -> bool:
        if self._left == 0:
            os.kill(self._pid, signal.SIGKILL)
            os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOWAIT)
        self._left -= 1
        return False


def _shape(answer: object) -> object:
    rows = getattr(answer, "rows", getattr(answer, "groups", ()))
    return len(rows)


def _limit(value: int) -> float:
    return math.inf if value == resource.RLIM_INFINITY else float(value)


def _nothing() -> None:
    return None
