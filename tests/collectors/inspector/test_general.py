"""What the inspector of Linux tells of real processes, threads of the kernel, zombies and hostile ones among them."""

import math
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from procmon_gui.collectors.inspect_environment import variable
from procmon_gui.collectors.inspect_process import opened
from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.errors import Ended
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import (
    ARGUMENTS_MAX,
    IS_KERNEL_THREAD,
    IS_ZOMBIE,
    FileKind,
    Seccomp,
)
from procmon_gui.domain.units import Unit
from tests.collectors.inspected import Inspected
from tests.collectors.waiting import Patient, key_of
from tests.faults.rigs import wait_until
from tests.zoo import ANIMALS, Zoo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PARTS = ("general", "threads", "open_files", "memory", "limits", "environment")
BOOT_ID = Path("/proc/sys/kernel/random/boot_id").read_text().strip()


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


# ---- the tests' own tools


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
