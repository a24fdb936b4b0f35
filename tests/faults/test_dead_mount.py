"""A real file system that never answers: FUSE without anybody behind it, in a mount namespace of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = """
import ctypes, json, os, sys, time
sys.path.append(sys.argv[1])
from procmon_gui.collectors.eye.host import HostReader

libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, MS_REC, MS_PRIVATE = 0x20000, 0x4000, 0x40000
if libc.unshare(CLONE_NEWNS) or libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None):
    print(json.dumps({"refused": os.strerror(ctypes.get_errno())})); sys.exit()
try:
    fd = os.open("/dev/fuse", os.O_RDWR)
except OSError as error:
    print(json.dumps({"refused": str(error)})); sys.exit()
options = b"fd=%d,rootmode=40000,user_id=0,group_id=0" % fd
if libc.mount(b"nobody", sys.argv[2].encode(), b"fuse.sshfs", 0, options):
    print(json.dumps({"refused": os.strerror(ctypes.get_errno())})); sys.exit()

reader = HostReader(patience_s=0.3)
slowest_s, notes, figures = 0.0, [], {}
begun_s = time.monotonic()
reader.read()
first_s = time.monotonic() - begun_s
while time.monotonic() - begun_s < 60:
    beat_s = time.monotonic()
    figures = reader.read()
    slowest_s = max(slowest_s, time.monotonic() - beat_s)
    notes = reader.notes()
    if any(code == "silent" for code, _ in notes) and "/" in figures.get("filesystem.size_bytes", {}):
        break
    time.sleep(0.05)
print(json.dumps({"first_s": first_s, "slowest_s": slowest_s, "notes": notes,
                  "points": sorted(figures.get("filesystem.size_bytes", {}))}), flush=True)
os._exit(0)  # as the eye does: the thread that hangs does not keep it
"""


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts FUSE")
def test_a_mount_whose_server_is_dead_is_named_and_costs_no_beat(tmp_path: Path) -> None:
    point = tmp_path / "dead"
    point.mkdir()

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CHILD, str(ROOT), str(point)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    if "refused" in seen:
        pytest.skip(f"this machine lets nobody mount FUSE: {seen['refused']}")

    assert ["silent", f"No answer from the file system {point}: its figures are left out until it answers."] in seen[
        "notes"
    ]
    assert "/" in seen["points"]
    assert str(point) not in seen["points"]
    # Who asks it himself never comes back; the rest of the room is for a busy machine.
    assert seen["first_s"] < 5.0
    assert seen["slowest_s"] < 5.0
