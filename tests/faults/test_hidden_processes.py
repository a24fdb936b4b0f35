"""F3: a system that hides the processes of others (hidepid=2): a limited view that says so, and a whole machine."""

import json
import subprocess
import sys

import pytest

from tests.faults.rigs import NOBODY, ROOT, child_script, hidden_from_nobody

pytestmark = [pytest.mark.needs_root, pytest.mark.skipif(sys.platform != "linux", reason="hidepid is Linux")]

_LOOK = """
import json, os
from tests.faults.rigs import opened, next_reading
from procmon_gui.domain.derive import derive

with opened({name!r}) as source:
    first, second = next_reading(source), next_reading(source)
    snapshot = derive(first, second)
    print(json.dumps({{
        "uids": sorted(set(second.numbers["uid"][second.serials >= 0].tolist())),
        "pids": second.numbers["pid"][second.serials >= 0].tolist(),
        "own": os.getpid(),
        "notes": [note.text for note in second.notes],
        "busy": snapshot.host_value("host.cpu.busy_ratio"),
        "memory": snapshot.host_value("host.memory.used_bytes"),
        "workers": [state.health.value for state in source.workers()],
    }}))
"""


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        hidden_from_nobody(command),
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
    )


@pytest.mark.parametrize("name", ["eye", "portable"])
def test_with_hidepid_the_own_processes_and_the_whole_machine_are_shown_and_the_limit_is_said(name: str) -> None:
    done = _run(child_script(_LOOK.format(name=name)))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)

    assert seen["uids"] == [NOBODY]
    assert seen["own"] in seen["pids"]
    assert 1 not in seen["pids"]
    assert any("limited view" in text.lower() for text in seen["notes"]), seen["notes"]
    assert 0 <= seen["busy"] <= 1
    assert seen["memory"] > 0
    assert seen["workers"] == ["ok"]
    assert done.stderr == ""


def test_samples_are_printed_and_say_that_the_view_is_limited() -> None:
    done = _run(
        [sys.executable, "-m", "procmon_gui", "sample", "--count", "1", "--interval", "0.5", "--format", "json"]
    )
    assert done.returncode == 0, done.stderr
    sample = json.loads(done.stdout)

    assert 0 <= sample["system"]["host.cpu.busy_ratio"][""] <= 1
    assert {process["user"] for process in sample["processes"]} == {"nobody"}
    assert "limited view" in done.stderr.lower()
