"""What the system refuses to tell of a process, in plain words; and a reading that nobody waits for any more."""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from procmon_gui.collectors.inspect_process import opened
from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.errors import Cancelled, Refused, Unavailable
from procmon_gui.domain.inspection import (
    HIDDEN,
    NO_DESCRIPTORS_LEFT,
    NOT_EVEN_ROOT,
    OWNER_ONLY,
    PROTECTED,
)
from tests.collectors.inspected import Inspected
from tests.collectors.waiting import Impatient, Patient, key_of
from tests.faults.rigs import NOBODY, ROOT, child_script, hidden_from_nobody, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_PR_SET_DUMPABLE = 4
BOOT_ID = Path("/proc/sys/kernel/random/boot_id").read_text().strip()


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
