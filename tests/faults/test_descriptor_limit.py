"""F27: few descriptors and many processes: what can not be kept is opened each time, and nothing fails."""

import json
import subprocess
from collections.abc import Iterator

import pytest

from tests.faults.rigs import ROOT, child_script
from tests.load import Load

_LOOK = """
import json, os, time
from tests.faults.rigs import opened, next_reading

with opened({name!r}) as source:
    readings = [next_reading(source) for _ in range(3)]
    last = readings[-1]
    eye = getattr(source, "eye_pid", None) or os.getpid()
    print(json.dumps({{
        "pids": last.numbers["pid"][last.serials >= 0].tolist(),
        "sequences": [reading.sequence for reading in readings],
        "notes": [note.code for note in last.notes],
        "descriptors": len(os.listdir(f"/proc/{{eye}}/fd")),
        "workers": [state.health.value for state in source.workers()],
    }}))
"""


@pytest.fixture(scope="module")
def load() -> Iterator[Load]:
    # More than the larger of the limits.
    with Load(1200) as load:
        yield load


@pytest.mark.slow
@pytest.mark.parametrize("name", ["eye", "portable"])
@pytest.mark.parametrize("limit", [1024, 64])
def test_more_processes_than_descriptors_are_all_read(load: Load, name: str, limit: int) -> None:
    done = subprocess.run(
        ["prlimit", f"--nofile={limit}:{limit}", *child_script(_LOOK.format(name=name))],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)

    assert set(load.pids) <= set(seen["pids"])
    assert seen["sequences"] == [0, 1, 2], "one eye took all the beats"
    assert "unread" not in seen["notes"]
    assert seen["descriptors"] < limit
    assert seen["workers"] == ["ok"]
    assert done.stderr == ""
