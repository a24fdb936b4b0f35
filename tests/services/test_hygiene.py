"""What protecting its memory costs a program: who may still look into it, measured as a user without rights."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Reads what the eye reads of a process, as the same user; a child is looked at by its parent.
LOOK = """
    import ctypes, encodings.ascii, json, os, resource, sys  # nobody may not be able to read them later
    from procmon_gui.services.hygiene import protect_memory
    if os.geteuid() == 0:
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as a program that began as this user has it
    ready, say = os.pipe()
    go, wait = os.pipe()
    pid = os.fork()
    if pid == 0:
        if sys.argv[1] != "none":
            protect_memory(is_short=sys.argv[1] == "short")
        os.write(say, b"x")
        os.close(wait)
        os.read(go, 1)
        os._exit(0)
    os.close(say)
    os.read(ready, 1)
    found = {}
    for name in ("stat", "status", "cmdline", "io", "environ", "maps", "coredump_filter", "limits"):
        try:
            found[name] = open(f"/proc/{pid}/{name}").read()
        except PermissionError:
            found[name] = None
    for name in ("exe", "cwd", "fd/1"):
        try:
            found[name] = os.readlink(f"/proc/{pid}/{name}")
        except PermissionError:
            found[name] = None
    print(json.dumps(found))
    os.write(wait, b"x")
    os.waitpid(pid, 0)
"""


def seen(kind: str) -> dict[str, str | None]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LOOK), kind], capture_output=True, text=True, timeout=60, check=True,
        cwd="/", env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found: dict[str, str | None] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="/proc of Linux")
def test_a_window_is_seen_as_before_and_leaves_no_core_and_a_short_program_is_closed_to_others() -> None:
    """Else this program, and every other monitor, would show dashes in the row of the window (decision 28)."""
    before, window, short = seen("none"), seen("window"), seen("short")
    for found in (window, short):
        assert int(found["coredump_filter"] or "1", 16) == 0
        (limit,) = [line.split()[4:6] for line in (found["limits"] or "").splitlines() if line.startswith("Max core")]
        assert limit == ["0", "0"]

    assert [name for name, text in before.items() if text is None] == []
    assert [name for name, text in window.items() if text is None] == []
    assert [name for name, text in short.items() if text is None] == ["io", "environ", "maps", "exe", "cwd", "fd/1"]
