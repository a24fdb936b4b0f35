"""Real control groups of this machine, version 1 or 2: a child is put into one and asked what binds it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.needs_root, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="cgroups")]
ROOT = Path(__file__).parents[3]
GROUPS = Path("/sys/fs/cgroup")
CHILD = """
import json, os, sys, time
sys.path.append(sys.argv[1])
for group in sys.argv[2:]:
    with open(group + "/cgroup.procs", "w") as file:
        file.write(str(os.getpid()))
from procmon_gui.collectors.eye import limits
from procmon_gui.collectors.eye.figures import read_bytes
found = limits.read_limits("/", 1024.0, 2.0**60)
begun_s = time.process_time()
before = limits.parse_group_cpu(read_bytes(found.cpu_usage))
while time.process_time() - begun_s < 0.2:
    pass
after = limits.parse_group_cpu(read_bytes(found.cpu_usage))
held = bytearray(64 * 1024 * 1024)
used = limits.parse_group_memory(read_bytes(found.memory_usage), read_bytes(found.memory_stat, 65536))
print(json.dumps([found.cores, found.memory_bytes, after - before, used]))
"""


@pytest.fixture
def groups() -> Iterator[list[Path]]:
    """Make groups with half a core and 256 MiB; each version wants its own files."""
    name = f"procmon-gui-test-{os.getpid()}"
    if (GROUPS / "cgroup.controllers").exists():
        files = {GROUPS / name: {"cpu.max": "50000 100000", "memory.max": "268435456"}}
    else:
        files = {
            GROUPS / "cpu" / name: {"cpu.cfs_quota_us": "50000"},
            GROUPS / "cpuacct" / name: {},
            GROUPS / "memory" / name: {"memory.limit_in_bytes": "268435456"},
        }
    made: list[Path] = []
    try:
        for group, values in files.items():
            group.mkdir(exist_ok=True)
            made.append(group)
            for file, value in values.items():
                (group / file).write_text(value, "ascii")
        yield made
    except OSError as error:
        pytest.skip(f"this machine lets nobody make a control group with limits: {error}")
    finally:
        for group in made:
            group.rmdir()


def test_the_limits_of_a_real_group_and_what_was_used_of_them(groups: list[Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CHILD, str(ROOT), *map(str, groups)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

    cores, memory_bytes, used_s, used_bytes = json.loads(done.stdout)
    assert cores == 0.5
    assert memory_bytes == 256 * 1024**2
    assert used_s == pytest.approx(0.2, abs=0.1)
    assert 64 * 1024**2 < used_bytes < 128 * 1024**2
