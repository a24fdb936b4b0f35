"""The inspector of Linux on real processes: what only /proc tells, hostile ones, refused ones, very large ones."""

import ctypes
import json
import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.collectors import inspect_files, inspect_memory, inspect_threads
from procmon_gui.collectors.inspect_environment import variable
from procmon_gui.collectors.inspect_process import OpenedProcess, opened
from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import (
    ARGUMENTS_MAX,
    HIDDEN,
    IS_KERNEL_THREAD,
    IS_ZOMBIE,
    NO_DESCRIPTORS_LEFT,
    NOT_EVEN_ROOT,
    OWNER_ONLY,
    PROTECTED,
    Access,
    FileKind,
    MemoryKind,
    OpenFile,
    Seccomp,
)
from procmon_gui.domain.text import cell_text, display_text
from procmon_gui.domain.units import Unit
from tests.collectors.inspected import HOSTILE_NAME, SIZE, THREAD_NAMES, Inspected
from tests.collectors.waiting import Impatient, Patient, key_of
from tests.faults.rigs import NOBODY, ROOT, child_script, hidden_from_nobody, wait_until
from tests.zoo import ANIMALS, Zoo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PARTS = ("general", "threads", "open_files", "memory", "limits", "environment")
_PR_SET_DUMPABLE = 4
BOOT_ID = Path("/proc/sys/kernel/random/boot_id").read_text().strip()


@pytest.fixture(scope="module")
def subject() -> Iterator[Inspected]:
    with Inspected() as subject:
        yield subject


@pytest.fixture
def inspector() -> ProcInspector:
    return ProcInspector()


@pytest.fixture(scope="module")
def files(subject: Inspected) -> dict[str, OpenFile]:
    """Return the open files by what the process calls them."""
    rows = {row.descriptor: row for row in ProcInspector().open_files(key_of(subject.pid), Patient()).rows}
    return {name: rows[number] for name, number in subject.holds.items() if number in rows and "bytes" not in name}


# ---- open files


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("file", FileKind.FILE), ("folder", FileKind.FOLDER), ("device", FileKind.DEVICE), ("fifo", FileKind.PIPE),
        ("pipe", FileKind.PIPE), ("memory", FileKind.MEMORY), ("event", FileKind.EVENT), ("timer", FileKind.TIMER),
        ("poll", FileKind.POLL), ("watch", FileKind.WATCH), ("process", FileKind.PROCESS),
        ("listening", FileKind.SOCKET), ("unix", FileKind.SOCKET),
    ],
)  # fmt: skip
def test_every_kind_of_descriptor_is_known(files: dict[str, OpenFile], name: str, kind: FileKind) -> None:
    assert files[name].kind is kind


@pytest.mark.parametrize(
    ("name", "access"),
    [
        ("file", Access.READ), ("writing", Access.WRITE), ("both", Access.READ_WRITE), ("path only", Access.PATH),
        ("pipe", Access.READ), ("pipe end", Access.WRITE),
    ],
)  # fmt: skip
def test_it_is_told_for_what_a_file_was_opened(files: dict[str, OpenFile], name: str, access: Access) -> None:
    assert files[name].access is access


def test_a_deleted_file_is_told_with_its_size_and_one_that_is_only_called_so_is_not(
    files: dict[str, OpenFile], subject: Inspected
) -> None:
    folder = subject.holds["folder path"]

    assert (files["deleted"].text, files["deleted"].is_deleted) == (f"{folder}/gone", True)
    assert files["deleted"].size_bytes == 77
    assert (files["named so"].text, files["named so"].is_deleted) == (f"{folder}/really (deleted)", False)


def test_a_socket_has_the_number_by_which_the_kernel_lists_it(files: dict[str, OpenFile], subject: Inspected) -> None:
    listed = {int(line.split()[9]) for line in Path("/proc/net/tcp").read_text().splitlines()[1:]}

    assert files["listening"].socket_inode in listed
    assert files["file"].socket_inode is None


def test_what_has_no_size_or_position_has_none_and_not_zero(files: dict[str, OpenFile]) -> None:
    assert (files["file"].size_bytes, files["memory"].size_bytes) == (SIZE, 4096)
    for name in ("folder", "device", "pipe", "event", "unix", "fifo"):
        assert (files[name].position_bytes, files[name].size_bytes) == (None, None), name
    assert files["hostile"].text.endswith("/" + display_text(HOSTILE_NAME))


def test_a_file_on_a_network_is_never_asked_for_its_size(
    inspector: ProcInspector, subject: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It might hold the question for ever; so might one whose file system is not known."""
    lines = Path(f"/proc/{subject.pid}/mountinfo").read_bytes().split(b"\n")
    remote = b"\n".join(line.partition(b" - ")[0] + b" - nfs4 server:/x rw" for line in lines)
    for mounts in (remote, b""):
        with monkeypatch.context() as patch:
            patch.setattr(OpenedProcess, "read", _reads_instead("mountinfo", mounts))
            patch.setattr(os, "stat", _never)
            rows = inspector.open_files(key_of(subject.pid), Patient()).rows

        by_number = {row.descriptor: row for row in rows if row.kind is not FileKind.MEMORY}
        found = by_number[subject.holds["file"]]
        assert (found.kind, found.size_bytes, found.position_bytes) == (FileKind.FILE, None, 1234)


def test_five_thousand_open_files_are_all_told(inspector: ProcInspector) -> None:
    with Inspected(threads=0, descriptors=5_000) as crowded:
        errand = Patient()
        files = inspector.open_files(key_of(crowded.pid), errand)

    assert files.total_count == len(files.rows) > 5_000
    assert [row.descriptor for row in files.rows] == sorted(row.descriptor or 0 for row in files.rows)
    assert errand.told[-1][1] == len(files.rows)


def test_more_than_the_most_are_counted_and_left_out(subject: Inspected) -> None:
    with opened("/proc", BOOT_ID, key_of(subject.pid), Patient()) as process:
        files = inspect_files.read_open_files(process, 5)
        threads = inspect_threads.read_threads(process, 0.0, 2)
        memory = inspect_memory.read_memory(process, 3)

    assert (len(files.rows), files.total_count) == (5, len(os.listdir(f"/proc/{subject.pid}/fd")))
    assert (len(threads.rows), threads.total_count) == (2, 1 + len(THREAD_NAMES))
    assert (memory.region_count, memory.is_cut) == (3, True)
    assert memory.rollup.rss_bytes is not None
    assert memory.rollup.rss_bytes > sum(group.sizes.rss_bytes or 0 for group in memory.groups)


# ---- threads


def test_threads_have_their_names_and_say_where_they_wait(inspector: ProcInspector, subject: Inspected) -> None:
    rows = inspector.threads(key_of(subject.pid), Patient()).rows

    assert [row.name for row in rows[1:]] == [cell_text(name[:15]) for name in THREAD_NAMES]
    for row in rows[1:]:
        assert row.state == "sleeping"
        assert row.wait_channel == Path(f"/proc/{subject.pid}/task/{row.tid}/wchan").read_text()
        assert row.scheduling_class == "other"
        assert row.voluntary_switches is not None
        assert row.voluntary_switches > 0
        assert row.started_at_utc_s == pytest.approx(time.time(), abs=600)


def test_a_thread_that_runs_waits_nowhere(inspector: ProcInspector) -> None:
    own = next(row for row in inspector.threads(key_of(os.getpid()), Patient()).rows if row.tid == os.getpid())

    assert (own.state, own.wait_channel) == ("running", "")


def test_a_thousand_threads_are_all_told(inspector: ProcInspector) -> None:
    with Inspected(threads=1_000) as crowded:
        threads = inspector.threads(key_of(crowded.pid), Patient())

    assert len({row.tid for row in threads.rows}) == threads.total_count == 1_001


# ---- memory


def test_memory_says_what_each_part_is_for(inspector: ProcInspector, subject: Inspected) -> None:
    memory = inspector.memory(key_of(subject.pid), Patient())

    kinds = {group.name: group.kind for group in memory.groups}
    assert kinds["[vdso]"] is MemoryKind.KERNEL
    assert kinds["[stack]"] is MemoryKind.STACK
    assert {group.kind for group in memory.groups if "libc" in group.name} == {MemoryKind.PROGRAM}
    rollup = dict(line.split(":") for line in Path(f"/proc/{subject.pid}/smaps_rollup").read_text().splitlines()[1:])
    assert memory.rollup.rss_bytes == int(rollup["Rss"].split()[0]) * 1024
    assert memory.rollup.swap_bytes == int(rollup["Swap"].split()[0]) * 1024
    assert memory.rollup.locked_bytes == int(rollup["Locked"].split()[0]) * 1024


def test_thousands_of_regions_are_added_up(inspector: ProcInspector) -> None:
    with Inspected(threads=0, regions=8_000) as crowded:
        errand = Patient()
        memory = inspector.memory(key_of(crowded.pid), errand)
        listed = len(Path(f"/proc/{crowded.pid}/maps").read_bytes().splitlines())

    assert memory.region_count == listed > 8_000
    assert not memory.is_cut
    assert errand.told[-1][0] >= 8_000 // 1024 * 1024


# ---- general


def test_general_tells_what_only_the_kernel_knows(inspector: ProcInspector, subject: Inspected) -> None:
    general = inspector.general(key_of(subject.pid), Patient())

    status = Path(f"/proc/{subject.pid}/status").read_text()
    assert general.working_folder is not None
    assert general.working_folder.path == f"{subject.holds['folder path']}/left"
    assert general.working_folder.is_deleted
    assert general.executable is not None
    assert not general.executable.is_deleted
    assert general.root is not None
    assert general.root.path == os.readlink(f"/proc/{subject.pid}/root")
    assert {(one.kind, one.number) for one in general.namespaces or ()} == {
        (kind, os.stat(f"/proc/{subject.pid}/ns/{kind}").st_ino)
        for kind in os.listdir(f"/proc/{subject.pid}/ns") if "children" not in kind
    }  # fmt: skip
    assert all(one.is_ours for one in general.namespaces or ())
    assert general.inner_pid == subject.pid
    assert general.tracer_pid == 0
    assert general.oom_adjustment == int(Path(f"/proc/{subject.pid}/oom_score_adj").read_text())
    assert general.seccomp is {"0": Seccomp.OFF, "2": Seccomp.FILTER}[_status(status, "Seccomp")]
    assert general.no_new_privileges is (_status(status, "NoNewPrivs") == "1")
    assert general.capabilities is not None
    bits = int(_status(status, "CapEff"), 16)
    assert len(general.capabilities.effective) == bits.bit_count()
    assert ("cap_sys_admin" in general.capabilities.effective) is bool(bits >> 21 & 1)
    assert general.capabilities.known_count == int(Path("/proc/sys/kernel/cap_last_cap").read_text()) + 1
    assert general.scheduling_class == "other"
    assert not general.is_kernel_thread


def test_limits_say_what_is_used_of_them(inspector: ProcInspector, subject: Inspected) -> None:
    resource.prlimit(subject.pid, resource.RLIMIT_NOFILE, (512, 1024))

    limits = {row.id: row for row in inspector.limits(key_of(subject.pid), Patient()).rows}

    status = Path(f"/proc/{subject.pid}/status").read_text()
    assert limits["nofile"].used == len(os.listdir(f"/proc/{subject.pid}/fd"))
    assert limits["as"].used == int(_status(status, "VmSize")) * 1024
    assert limits["stack"].used == int(_status(status, "VmStk")) * 1024
    assert limits["nice"].used == 20
    assert (limits["nofile"].unit, limits["as"].unit, limits["rttime"].unit) == (Unit.COUNT, Unit.BYTES, Unit.SECONDS)
    assert limits["fsize"].used is None
    assert limits["fsize"].soft == math.inf


def test_a_value_that_is_too_long_to_be_searched_counts_as_a_secret() -> None:
    assert not variable(b"LONG", b"x" * 16_000).is_secret
    assert variable(b"LONG", b"x" * 20_000).is_secret
    assert len(variable(b"LONG", b"x" * 200_000).value) == 32_768


@pytest.mark.parametrize("wrong", ["start", "boot"])
def test_nothing_is_read_of_another_process_than_the_one_asked_about(subject: Inspected, wrong: str) -> None:
    key = key_of(subject.pid)
    asked = {
        "start": ProcessKey(key.boot_id, key.pid, key.start_ticks + 1),
        "boot": ProcessKey("another", key.pid, key.start_ticks),
    }[wrong]

    with pytest.raises(Ended), opened("/proc", BOOT_ID, asked, Patient()):
        pytest.fail("it would have been read")


def test_secrets_in_arguments_are_replaced(inspector: ProcInspector) -> None:
    command = ["/bin/sh", "-s", "--", "--password=hunter2", "--user=anna"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        wait_until(lambda: b"sh" in Path(f"/proc/{process.pid}/comm").read_bytes(), "the shell starts")
        general = inspector.general(key_of(process.pid), Patient())

    assert general.arguments == ("/bin/sh", "-s", "--", "--password=[redacted]", "--user=anna")


@pytest.mark.needs_root
def test_a_thread_of_the_kernel_has_nothing_of_its_own(inspector: ProcInspector) -> None:
    if b"kthreadd" not in Path("/proc/2/stat").read_bytes():
        pytest.skip("kernel threads are not seen from here")
    key = key_of(2)

    general = inspector.general(key, Patient())
    assert (general.name, general.is_kernel_thread, general.arguments, general.executable) == (
        "kthreadd", True, (), None,
    )  # fmt: skip
    assert general.refused == frozenset()
    assert inspector.open_files(key, Patient()).note == IS_KERNEL_THREAD
    assert inspector.memory(key, Patient()).note == IS_KERNEL_THREAD
    assert inspector.environment(key, Patient()).note == IS_KERNEL_THREAD
    assert [row.name for row in inspector.threads(key, Patient()).rows] == ["kthreadd"]
    assert len(inspector.limits(key, Patient()).rows) == 16


def test_a_zombie_says_that_it_has_nothing_left(inspector: ProcInspector) -> None:
    with Inspected() as subject:
        key = key_of(subject.pid)
        subject.kill()

        general = inspector.general(key, Patient())
        assert (general.state, general.executable, general.arguments) == ("zombie", None, ())
        for part in ("memory", "environment", "open_files", "threads"):
            assert getattr(inspector, part)(key, Patient()).note == IS_ZOMBIE


def test_a_process_whose_main_thread_has_ended_before_the_others_still_shows_what_it_holds(
    inspector: ProcInspector,
) -> None:
    """It shows as a zombie, and the files of its main thread are gone; those of the others are the same ones."""
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _LEADER_ENDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        key = key_of(process.pid)
        wait_until(lambda: Path(f"/proc/{process.pid}/stat").read_text().split()[2] == "Z", "the main thread ends")

        files = inspector.open_files(key, Patient())
        assert (0, FileKind.PIPE) in {(row.descriptor, row.kind) for row in files.rows}
        assert files.note == ""
        assert inspector.memory(key, Patient()).region_count > 10
        assert inspector.environment(key, Patient()).rows
        assert inspector.general(key, Patient()).executable is not None
        states = [row.state for row in inspector.threads(key, Patient()).rows]
        assert states[0] == "zombie"
        assert states[1] in ("sleeping", "running")
        process.stdin.write(b"end")


_LEADER_ENDS = """
import ctypes, os, sys, threading
def live():
    print("ready", flush=True)
    os.read(0, 1)
    os._exit(0)
threading.Thread(target=live).start()
ctypes.CDLL(None).syscall(60 if os.uname().machine == "x86_64" else 93, 0)
"""


def test_every_hostile_process_can_be_inspected(inspector: ProcInspector) -> None:
    with Zoo() as zoo:
        seen = {}
        for animal, pid in zoo.pids.items():
            answers = [getattr(inspector, part)(key_of(pid), Patient()) for part in PARTS]
            seen[animal] = answers[0]
            assert _all_printable(answers), animal

    assert seen["many-arguments"].argument_count > 100_000
    assert len(seen["many-arguments"].arguments) == ARGUMENTS_MAX
    assert seen["big-argv"].argument_bytes > 2_000_000
    assert all(len(text) <= 4096 for text in seen["big-argv"].arguments)
    assert {animal.id for animal in ANIMALS} == seen.keys()


# ---- refused


@pytest.mark.needs_root
def test_what_belongs_to_another_user_is_refused_in_plain_words(subject: Inspected) -> None:
    pid = subject.pid

    def ask() -> dict[str, str]:
        inspector, key, said = ProcInspector(), key_of(pid), {}
        for part in ("open_files", "memory", "environment"):
            try:
                getattr(inspector, part)(key, Patient())
            except Refused as error:
                said[part] = str(error)
        general = inspector.general(key, Patient())
        said["refused"] = " ".join(sorted(general.refused))
        said["name"] = general.name
        said["threads"] = str(len(inspector.threads(key, Patient()).rows))
        said["waits"] = str(inspector.threads(key, Patient()).rows[1].wait_channel)
        limits = {row.id: row.used for row in inspector.limits(key, Patient()).rows}
        said["files"] = str(limits["nofile"])
        return said

    said = _as_nobody(ask)

    assert [said.pop(part) for part in ("open_files", "memory", "environment")] == [OWNER_ONLY] * 3
    assert {"executable", "working_folder", "root", "namespaces"} <= set(said.pop("refused").split())
    assert said == {"name": said["name"], "threads": "5", "waits": "None", "files": "None"}
    assert said["name"].startswith("python")


@pytest.mark.needs_root
def test_a_process_of_ones_own_that_may_not_be_traced_is_called_protected() -> None:
    """ssh-agent and browsers do so: to say that the owner may read it would be wrong."""

    def ask() -> dict[str, str]:
        inspector, said = ProcInspector(), {}
        pid = os.fork()
        if pid == 0:
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
            signal.alarm(30)
            signal.pause()
        try:
            wait_until(lambda: os.stat(f"/proc/{pid}/environ").st_uid == 0, "it protects itself")
            for part in ("open_files", "memory", "environment"):
                with pytest.raises(Refused) as caught:
                    getattr(inspector, part)(key_of(pid), Patient())
                said[part] = str(caught.value)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        return said

    assert _as_nobody(ask) == dict.fromkeys(("open_files", "memory", "environment"), PROTECTED)


def test_root_is_not_told_that_root_can_read_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container root has not all rights."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with opened("/proc", BOOT_ID, key_of(os.getpid()), Patient()) as process:
        assert str(process.refusal()) == NOT_EVEN_ROOT


@pytest.mark.needs_root
def test_a_process_that_the_system_hides_is_not_called_ended() -> None:
    done = subprocess.run(
        hidden_from_nobody(child_script(_ASK_HIDDEN)),
        capture_output=True, text=True, timeout=60, cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["Refused", HIDDEN, "Ended"]


_ASK_HIDDEN = """
import json
from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.identity import ProcessKey
from tests.collectors.waiting import Patient
boot_id = open("/proc/sys/kernel/random/boot_id").read().strip()
said = []
for pid in (1, 2**22 + 7):
    try:
        ProcInspector().general(ProcessKey(boot_id, pid, 1), Patient())
    except ProcmonError as error:
        said += [type(error).__name__, str(error)]
print(json.dumps(said[:3]))
"""


def test_a_program_without_a_descriptor_left_says_that_and_not_that_it_ended(
    inspector: ProcInspector, subject: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **named: object) -> int:
        raise OSError(24, "Too many open files")

    key = key_of(subject.pid)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unavailable, match=NO_DESCRIPTORS_LEFT):
        inspector.general(key, Patient())


@pytest.mark.parametrize("part", ["threads", "open_files", "memory"])
def test_a_long_reading_is_left_soon_after_nobody_waits(inspector: ProcInspector, part: str) -> None:
    with Inspected(threads=300, descriptors=3_000, regions=3_000) as crowded:
        errand = Impatient(4)
        with pytest.raises(Cancelled):
            getattr(inspector, part)(key_of(crowded.pid), errand)

    assert errand.asked == 5


# ---- the tests' own tools


def _reads_instead(file: str, text: bytes) -> Callable[[Any, str, int], bytes]:
    read = OpenedProcess.read

    def instead(process: OpenedProcess, name: str, most_bytes: int) -> bytes:
        return text if name == file else read(process, name, most_bytes)

    return instead


def _never(path: bytes, *, dir_fd: int | None = None) -> os.stat_result:
    """Fail where a dead mount would hang; what is in memory may be asked."""
    link = os.readlink(path, dir_fd=dir_fd)
    assert link.startswith(b"/memfd:"), f"asked for {link!r}, which may hang"
    return os.lstat(path, dir_fd=dir_fd)


def _status(text: str, key: str) -> str:
    return next(line.split()[1] for line in text.splitlines() if line.startswith(f"{key}:"))


def _all_printable(value: object) -> bool:
    """Say whether every text inside of an answer may be shown."""
    if isinstance(value, str):
        return value.isprintable()
    if isinstance(value, (list, tuple, frozenset)):
        return all(map(_all_printable, value))
    names = getattr(value, "__dataclass_fields__", None)
    return names is None or all(_all_printable(getattr(value, name)) for name in names)


def _as_nobody(ask: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Return what a function says when an ordinary user calls it; a fork, because rights do not come back."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            # What gave up its rights may not be looked at by its equals either, and asks in its own name here.
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
            os.write(writing, json.dumps(ask()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    found: dict[str, str] = json.loads(said)
    return found
