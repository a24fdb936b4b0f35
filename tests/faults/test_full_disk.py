"""F8: the disk is full: nothing that was committed is lost, and recording recovers by itself when there is room."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.rigs import child_script

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="limits and mounts of Unix")]

_CHILD = """
import itertools, json, logging, os, resource, time
from pathlib import Path
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.ballast import BALLAST_BYTES
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.writer import HistoryWriter
from tests.store.history.machines import beating, day, difference
from tests.store.history.recording import recover, stored

logging.disable(logging.CRITICAL)
folder = Path({folder!r})
memory = RecentMemory()
writer = HistoryWriter(
    memory, folder, clock=SystemClock(), keeping=Keeping(commit_s=0.1, beats_days=36_500), ballast_bytes={ballast}
)
shown = []
beats = beating((day(1, first=number)[0] for number in itertools.count(1)), memory)

def beat_until(is_true, limit_s=90.0):
    began_s = time.monotonic()
    while not is_true(writer.figures()):
        assert time.monotonic() - began_s < limit_s, writer.figures()
        shown.append(next(beats))
        time.sleep(0.004)
    return time.monotonic() - began_s

told = {{}}
writer.start()
beat_until(lambda figures: figures.kept_ms and len(shown) > 90)
{fault}
writer.stop(90.0)
last_ms = shown[-1].at_ms
told["kept_all"] = writer.figures().kept_ms == last_ms
told["lost"] = writer.figures().lost_beats
recover(folder)
history = stored(folder)
past = [(one, history.snapshot_at(one.at_ms)) for one in [*shown[::9], shown[-1]]]
told["differing"] = [one.at_ms for one, then in past if then is None or difference(one, then)]
history.close()
print(json.dumps(told), flush=True)
"""

_LIMIT = """
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
size = 96 * 1024
resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
beat_until(lambda figures: "disk is full" in figures.trouble)
told["state"] = writer.state().detail
count = len(shown)
beat_until(lambda figures: len(shown) > count + 80)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
told["recovered_s"] = beat_until(lambda figures: not figures.trouble and figures.kept_ms > shown[count].at_ms)
"""

_FULL = """
def fill(name):
    with open(folder / name, "wb", buffering=0) as file:
        for size in (1024**2, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                pass

told["had_ballast"] = os.stat(folder / "history.ballast").st_blocks * 512 >= BALLAST_BYTES
fill("first")
beat_until(lambda figures: figures.is_short)
told["short"] = writer.state().detail
first_ms = writer.figures().kept_ms
beat_until(lambda figures: figures.kept_ms > first_ms)
fill("second")
beat_until(lambda figures: figures.trouble)
told["state"] = writer.state().detail
count = len(shown)
beat_until(lambda figures: len(shown) > count + 80)
told["waited"] = writer.figures().kept_ms < shown[-60].at_ms
os.unlink(folder / "second")
os.unlink(folder / "first")
told["recovered_s"] = beat_until(lambda figures: not figures.trouble and figures.kept_ms > shown[count].at_ms)
beat_until(lambda figures: not figures.is_short)
told["has_ballast"] = os.stat(folder / "history.ballast").st_size == BALLAST_BYTES
told["healthy"] = writer.state().health.value
"""


def _run(command: list[str]) -> dict[str, object]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _assert_recovered(told: dict[str, object]) -> None:
    assert told["differing"] == []
    assert told["kept_all"] is True
    assert told["lost"] == 0
    assert "disk is full" in str(told["state"])
    assert float(str(told["recovered_s"])) < 10


def test_files_that_may_not_grow_stop_the_recording_only_for_as_long_as_they_may_not(tmp_path: Path) -> None:
    body = _CHILD.format(folder=str(tmp_path / "data"), ballast="BALLAST_BYTES", fault=_LIMIT)

    _assert_recovered(_run(child_script(body)))


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a tmpfs")
def test_on_a_full_disk_the_room_that_was_kept_free_is_used_and_made_anew_later(tmp_path: Path) -> None:
    body = _CHILD.format(folder=str(tmp_path / "data"), ballast="BALLAST_BYTES", fault=_FULL)
    mounted = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=24m none "$0" && exec "$@"', str(tmp_path)]

    told = _run([*mounted, *child_script(body)])

    _assert_recovered(told)
    assert told["had_ballast"] is True
    assert "kept free" in str(told["short"])
    assert told["waited"] is True
    assert told["has_ballast"] is True
    assert told["healthy"] == "ok"
