"""`procmon-gui sample` against ps and psutil, over the same thousand real processes.

The witnesses look before the program starts and after it has ended, so both of its beats lie between: what only grows
lies between the two testimonies, and what both witnesses saw alike in a process that did not run is exactly that.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import psutil
import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.domain.process_metrics import SCHEDULING_LABELS, STATE_LABELS, STATE_LETTERS
from procmon_gui.domain.text import cell_text, display_text
from tests.load import Load
from tests.zoo import Zoo

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or not shutil.which("ps"), reason="needs Linux and ps"),
]

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1000
AWAKE_RATIO = 0.2
# Written with six decimals.
ROUNDING = 1e-6
# psutil adds the start of the process to a boot time of whole seconds; ours is in ticks since boot.
CLOCK_STEP_S = 0.02

Facts = dict[str, Any]
# What psutil is asked, by the field of ours that must say the same.
GROWING: Final[Mapping[str, Callable[[psutil.Process], float]]] = {
    "cpu_user_s": lambda process: process.cpu_times().user,
    "cpu_system_s": lambda process: process.cpu_times().system,
    "cpu_time_s": lambda process: process.cpu_times().user + process.cpu_times().system,
    "disk_read_bytes": lambda process: process.io_counters().read_bytes,
    "disk_write_bytes": lambda process: process.io_counters().write_bytes,
    "voluntary_switches": lambda process: process.num_ctx_switches().voluntary,
    "involuntary_switches": lambda process: process.num_ctx_switches().involuntary,
}
STEADY: Final[Mapping[str, Callable[[psutil.Process], object]]] = {
    "ppid": lambda process: process.ppid(),
    "name": lambda process: cell_text(process.name()),
    "user": lambda process: process.username(),
    "uid": lambda process: process.uids().effective,
    "state": lambda process: process.status(),
    "rss_bytes": lambda process: process.memory_info().rss,
    "shared_bytes": lambda process: process.memory_info().shared,
    "virtual_bytes": lambda process: process.memory_info().vms,
    "swap_bytes": lambda process: process.memory_full_info().swap,
    "threads": lambda process: process.num_threads(),
    "nice": lambda process: process.nice(),
    "last_cpu": lambda process: process.cpu_num(),
    "scheduling_class": lambda process: SCHEDULING_LABELS[_read(process, os.sched_getscheduler)],
    "tty": lambda process: (process.terminal() or "").removeprefix("/dev/"),
    "open_descriptors": lambda process: process.num_fds(),
    # Here psutil improves: it takes " (deleted)" from a path and writes a newline for a carriage return.
    "executable": lambda process: display_text(_read(process, lambda pid: os.readlink(f"/proc/{pid}/exe"))),
    "command_line": lambda process: _shown(_read(process, lambda pid: Path(f"/proc/{pid}/cmdline").read_bytes())),
}
PS_FIELDS: Final = ("pid", "ppid", "user:32", "stat", "nlwp", "ni", "rss", "comm")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What ps and psutil saw at one moment, by pid."""

    ps: Mapping[int, tuple[str, ...]]
    psutil: Mapping[int, Facts]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Two beats of the program, and the witnesses before and after.

    Attributes:
        beats: the decoded lines, with the processes by pid.
        load: the pids of the thousand.
        zoo: the pids of the hostile ones.
    """

    before: Look
    after: Look
    beats: list[Facts]
    load: frozenset[int]
    zoo: frozenset[int]

    def lived(self) -> Iterator[tuple[Facts, Facts, Facts, Facts]]:
        """Yield for each process that lived through all of it: before, both beats, after."""
        for pid, before in self.before.psutil.items():
            after = self.after.psutil.get(pid)
            if after is not None and after["started_s"] == before["started_s"]:
                yield before, self.beats[0]["processes"][pid], self.beats[1]["processes"][pid], after


Answer = TypeVar("Answer")


def _read(process: psutil.Process, look: Callable[[int], Answer]) -> Answer:
    """Ask the system about a process; raises what psutil would."""
    try:
        return look(process.pid)
    except (FileNotFoundError, ProcessLookupError) as error:
        if process.is_running():
            raise psutil.AccessDenied(process.pid) from error
        raise psutil.NoSuchProcess(process.pid) from error
    except PermissionError as error:
        raise psutil.AccessDenied(process.pid) from error


def _shown(arguments: bytes) -> str:
    return display_text(b" ".join(redact(arguments.removesuffix(b"\0").split(b"\0"))))


def _asked(process: psutil.Process, ask: Callable[[psutil.Process], object]) -> object:
    """Return the answer, None where the system gives none."""
    try:
        return ask(process)
    except (psutil.AccessDenied, psutil.ZombieProcess):
        return None


def _psutil_facts(pid: int) -> Facts:
    process = psutil.Process(pid)
    with process.oneshot():
        facts = {field: _asked(process, ask) for field, ask in {**GROWING, **STEADY}.items()}
        return {"pid": pid, "started_s": process.create_time(), **facts}


def _look() -> Look:
    facts = {}
    for pid in psutil.pids():
        try:
            facts[pid] = _psutil_facts(pid)
        except psutil.NoSuchProcess:
            continue
    told = subprocess.run(["ps", "-eww", "-o", "=,".join(PS_FIELDS) + "="], capture_output=True, check=True, timeout=30)
    lines = (line.split(maxsplit=len(PS_FIELDS) - 1) for line in told.stdout.decode(errors="replace").splitlines())
    return Look(ps={int(words[0]): tuple(words) for words in lines}, psutil=facts)


def _beats(*options: str) -> list[Facts]:
    """Return what the program prints, with the processes by pid and their count."""
    command = [sys.executable, "-m", "procmon_gui", "sample", "--format", "json"]
    done = subprocess.run([*command, *options], capture_output=True, check=False, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    beats = [json.loads(line) for line in done.stdout.splitlines()]
    for beat in beats:
        beat["count"] = len(beat["processes"])
        beat["processes"] = {process["pid"]: process for process in beat["processes"]}
    return beats


@pytest.fixture(scope="module")
def evidence() -> Iterator[Evidence]:
    with Zoo() as zoo, Load(COUNT, awake_ratio=AWAKE_RATIO) as load:
        before = _look()
        beats = _beats("--count", "2", "--interval", "1")
        after = _look()
        yield Evidence(
            before=before, after=after, beats=beats, load=frozenset(load.pids), zoo=frozenset(zoo.pids.values())
        )


def _started_s(process: Facts) -> float:
    return datetime.fromisoformat(process["started_at_utc"]).timestamp()


def _slept(before: Facts, after: Facts) -> bool:
    """Say whether the process did not run between the two looks."""
    same = ("voluntary_switches", "involuntary_switches", "cpu_time_s", "state", "last_cpu")
    return all(before[field] == after[field] for field in same) and before["state"] != "running"


def test_every_beat_holds_every_process_once(evidence: Evidence) -> None:
    lived = evidence.before.psutil.keys() & evidence.after.psutil.keys()
    assert evidence.load | evidence.zoo <= lived

    assert len(evidence.beats) == 2
    for beat in evidence.beats:
        assert lived <= beat["processes"].keys()
        assert beat["count"] == len(beat["processes"]) == beat["system"]["host.processes.count"]


def test_nobody_is_made_up(evidence: Evidence) -> None:
    """Who is in neither testimony came and went in between: the program itself, its eye, and passers-by."""
    known = evidence.before.psutil.keys() | evidence.after.psutil.keys()
    newest_s = max(facts["started_s"] for facts in evidence.before.psutil.values())
    for beat in evidence.beats:
        for pid in beat["processes"].keys() - known:
            assert _started_s(beat["processes"][pid]) >= newest_s - CLOCK_STEP_S


def test_ps_tells_the_same_parents_users_states_names_and_numbers(evidence: Evidence) -> None:
    compared = 0
    for facts, _, process, later in evidence.lived():
        pid = facts["pid"]
        before, after = evidence.before.ps.get(pid), evidence.after.ps.get(pid)
        if before is None or before != after or not _slept(facts, later):
            continue
        compared += 1
        _, ppid, user, state, threads, nice, rss_kib, comm = before
        assert process["ppid"] == int(ppid)
        assert process["user"] == user
        assert process["state"] == STATE_LABELS[STATE_LETTERS.index(state[0])]
        assert process["threads"] == int(threads)
        # A real-time process has no nice value that counts; ps writes a dash then.
        assert nice == "-" or process["nice"] == int(nice)
        assert process["rss_bytes"] == int(rss_kib) * 1024
        if pid in evidence.load:
            assert process["name"] == comm

    assert compared > COUNT * (1 - AWAKE_RATIO) * 0.9


@pytest.mark.parametrize("field", GROWING)
def test_what_only_grows_lies_between_two_reads_of_psutil(evidence: Evidence, field: str) -> None:
    compared = grew = 0
    for before, first, second, after in evidence.lived():
        if before[field] is None or after[field] is None:
            # What is refused to psutil is refused to us, unless the process changed meanwhile.
            assert before[field] is not after[field] or first[field] is second[field] is None, before
            continue
        compared += 1
        grew += second[field] > first[field]
        assert before[field] - ROUNDING <= first[field] <= second[field] <= after[field] + ROUNDING, before

    assert compared > COUNT
    # A turn of the awake ones is shorter than a tick of the CPU clock, but none is without a switch.
    if field == "voluntary_switches":
        assert grew > COUNT * AWAKE_RATIO * 0.9


@pytest.mark.parametrize("field", STEADY)
def test_a_process_that_slept_has_exactly_what_psutil_saw(evidence: Evidence, field: str) -> None:
    compared = 0
    for before, first, second, after in evidence.lived():
        if not _slept(before, after) or before[field] != after[field]:
            continue
        if field == "swap_bytes" and before[field] is None:
            # psutil reads it together with the proportional memory, which may be refused.
            continue
        compared += 1
        for process in (first, second):
            # Nothing, or nothing known: a kernel thread has no command line.
            assert (process[field] or None) == (before[field] or None) or process[field] == before[field], before

    assert compared > COUNT * (1 - AWAKE_RATIO) * 0.9


@pytest.mark.parametrize("field", ["rss_bytes", "shared_bytes", "virtual_bytes", "threads", "nice", "open_descriptors"])
def test_the_awake_ones_lie_within_the_two_reads_as_well(evidence: Evidence, field: str) -> None:
    compared = 0
    for before, first, second, after in evidence.lived():
        if before["pid"] not in evidence.load or _slept(before, after):
            continue
        compared += 1
        low, high = sorted((before[field], after[field]))
        assert low <= first[field] <= high, before
        assert low <= second[field] <= high, before

    assert compared > COUNT * AWAKE_RATIO * 0.5


def test_start_times_agree(evidence: Evidence) -> None:
    for before, first, second, _ in evidence.lived():
        assert first["started_at_utc"] == second["started_at_utc"]
        assert abs(_started_s(first) - before["started_s"]) <= CLOCK_STEP_S, before


def test_the_rates_of_the_second_beat_are_the_growth_since_the_first(evidence: Evidence) -> None:
    first_at, second_at = (datetime.fromisoformat(beat["at_utc"]) for beat in evidence.beats)
    elapsed_s = (second_at - first_at).total_seconds()
    compared = 0
    for _, first, second, _ in evidence.lived():
        for counter, rate in (
            ("cpu_time_s", "cpu_ratio"),
            ("disk_read_bytes", "disk_read_bytes_per_s"),
            ("disk_write_bytes", "disk_write_bytes_per_s"),
        ):
            if first[counter] is None or second[counter] is None:
                assert second[rate] is None
                continue
            compared += 1
            # Two labels of whole milliseconds of a clock that may be slewed.
            grown = (second[counter] - first[counter]) / elapsed_s
            assert second[rate] == pytest.approx(grown, rel=0.01, abs=1e-4), (first["name"], counter)

    assert compared > COUNT


def test_proportional_memory_is_read_when_a_filter_names_it(evidence: Evidence) -> None:
    (beat,) = _beats("--count", "1", "--interval", "0.5", "--filter", "pss > 0 and name = nginx")
    wanted = {facts["pid"] for facts in evidence.before.psutil.values() if facts["name"] == "nginx"} & evidence.load

    assert beat["processes"].keys() >= wanted
    for pid in wanted:
        # Every process that comes or goes anywhere changes everybody's share of the common libraries.
        pss_bytes = psutil.Process(pid).memory_full_info().pss
        assert beat["processes"][pid]["pss_bytes"] == pytest.approx(pss_bytes, rel=0.1)
    assert len(wanted) > COUNT * (1 - AWAKE_RATIO) / 20
