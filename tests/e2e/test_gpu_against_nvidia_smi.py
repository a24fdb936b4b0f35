"""`procmon-gui sample` against nvidia-smi, over two real processes that hold memory of a real card.

Both work through the driver's own library (libcuda, CUDA driver API), so that nothing has to be installed. Needs an
NVIDIA card; where there is none, recorded answers stand for it in tests/collectors/test_nvidia.py.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("nvidia-smi"), reason="needs an NVIDIA card"),
]

ROOT: Final = Path(__file__).resolve().parents[2]
MIB: Final = 1024**2
HELD_MIB: Final = 1024
# What nvidia-smi and NVML print is the mean of the last second or so, and they did not look at the same one.
BUSY_SLACK: Final = 0.2
CELSIUS_SLACK: Final = 10
# Holds a GiB of the first card and, when told to, sets it again and again: close to the whole card, for ever.
PROGRAM: Final = """
import ctypes, sys, time
cuda = ctypes.CDLL("libcuda.so.1")
def call(name, *arguments):
    status = getattr(cuda, name)(*arguments)
    if status:
        sys.exit(f"{name}: {status}")
device, context, memory = ctypes.c_int(), ctypes.c_void_p(), ctypes.c_uint64()
size = ctypes.c_size_t(int(sys.argv[1]))
call("cuInit", 0)
call("cuDeviceGet", ctypes.byref(device), 0)
call("cuDevicePrimaryCtxRetain", ctypes.byref(context), device)
call("cuCtxSetCurrent", context)
call("cuMemAlloc_v2", ctypes.byref(memory), size)
print("ready", flush=True)
while sys.argv[2] == "busy":
    for _ in range(200):
        call("cuMemsetD8_v2", memory, 1, size)
    call("cuCtxSynchronize")
time.sleep(600)
"""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the program printed last, what nvidia-smi said right after, and who the two are.

    Attributes:
        system: the program's figures of the machine.
        processes: the program's rows, by pid.
        cards: busy percent, used MiB, size MiB, degrees Celsius and name of each card, as nvidia-smi says.
        memory_mib: memory by pid, as nvidia-smi says.
    """

    system: dict[str, Any]
    processes: dict[int, dict[str, Any]]
    cards: list[list[str]]
    memory_mib: dict[int, float]
    busy: int
    idle: int


def _say(*question: str) -> list[list[str]]:
    command = ["nvidia-smi", *question, "--format=csv,noheader,nounits"]
    told = subprocess.run(command, capture_output=True, check=True, timeout=60, text=True)
    return [[word.strip() for word in line.split(",")] for line in told.stdout.splitlines()]


def _start(stack: ExitStack, what: str) -> int:
    process = stack.enter_context(
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(HELD_MIB * MIB), what], stdout=subprocess.PIPE, text=True)
    )
    stack.callback(process.kill)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process.pid


@pytest.fixture(scope="module")
def evidence() -> Iterator[Evidence]:
    with ExitStack() as stack:
        busy, idle = _start(stack, "busy"), _start(stack, "idle")
        # The driver is asked every two seconds and tells the mean of the last ones, so some beats have to pass.
        command = [sys.executable, "-m", "procmon_gui", "sample", "--format", "json", "--count", "8"]
        done = subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        beat = json.loads(done.stdout.splitlines()[-1])
        yield Evidence(
            system=beat["system"],
            processes={process["pid"]: process for process in beat["processes"]},
            cards=_say("--query-gpu=utilization.gpu,memory.used,memory.total,temperature.gpu,name"),
            memory_mib={int(pid): float(mib) for pid, mib in _say("--query-compute-apps=pid,used_memory")},
            busy=busy,
            idle=idle,
        )


def test_each_card_says_what_nvidia_smi_says(evidence: Evidence) -> None:
    busy, used, size, celsius = (
        list(evidence.system[f"host.gpu.{figure}"].items())
        for figure in ("busy_ratio", "memory_used_bytes", "memory_size_bytes", "temperature_c")
    )
    assert len(busy) == len(evidence.cards) == evidence.system["host.gpu.card_count"]
    for index, (busy_percent, used_mib, size_mib, degrees, name) in enumerate(evidence.cards):
        label, share = busy[index]
        assert name in label
        assert share == pytest.approx(float(busy_percent) / 100, abs=BUSY_SLACK)
        assert size[index] == (label, float(size_mib) * MIB)
        assert used[index][1] == pytest.approx(float(used_mib) * MIB, rel=0.05)
        assert celsius[index][1] == pytest.approx(float(degrees), abs=CELSIUS_SLACK)


def test_the_process_that_works_has_the_card_and_the_other_does_nothing(evidence: Evidence) -> None:
    assert evidence.processes[evidence.busy]["gpu_ratio"] > 1 - BUSY_SLACK
    assert evidence.processes[evidence.idle]["gpu_ratio"] < BUSY_SLACK


def test_the_memory_of_each_process_is_that_of_nvidia_smi(evidence: Evidence) -> None:
    for pid in (evidence.busy, evidence.idle):
        bytes_ = evidence.processes[pid]["gpu_memory_bytes"]
        assert bytes_ >= HELD_MIB * MIB
        assert bytes_ == pytest.approx(evidence.memory_mib[pid] * MIB, rel=0.01)


def test_who_has_nothing_on_a_card_has_no_figure_of_one(evidence: Evidence) -> None:
    without = [process for pid, process in evidence.processes.items() if pid not in evidence.memory_mib]
    assert without
    assert all(process["gpu_memory_bytes"] is None for process in without)
