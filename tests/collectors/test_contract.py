"""Both eyes over the same live load: each says what psutil and /proc say directly before and after it looked."""

import math
import os
import pwd
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.collectors.eye_source import EyeSource
from procmon_gui.collectors.portable import PortableSource
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.ports import Source
from procmon_gui.domain.process_metrics import STATE_LABELS, STATE_LETTERS
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, Refusal
from procmon_gui.domain.text import cell_text, display_text
from procmon_gui.engine.clock import SystemClock
from tests.collectors.kinds import EXTRA_DESCRIPTOR_COUNT, LONG_NAME, RENAMED, THREAD_COUNT, Kinds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the oracle reads /proc")

EYES: dict[str, Callable[[], Source]] = {
    "portable": lambda: PortableSource(clock=SystemClock()),
    "eye": lambda: EyeSource(clock=SystemClock()),
}
# Counters: they only grow, so a reading between two looks lies between them, whether the process runs or not.
GROWING = (
    "cpu_user_s", "cpu_system_s", "major_faults", "voluntary_switches", "involuntary_switches", "disk_read_bytes",
    "disk_write_bytes", "peak_rss_bytes",
)  # fmt: skip
STEADY = (
    "pid", "ppid", "uid", "state", "start_ticks", "rss_bytes", "shared_bytes", "virtual_bytes", "swap_bytes",
    "pss_bytes", "threads", "nice", "scheduling_class", "last_cpu", "oom_score", "open_descriptors", "tty_number",
    "kernel_thread",
)  # fmt: skip
# Read only while somebody looks.
COSTLY = frozenset(
    {"voluntary_switches", "involuntary_switches", "peak_rss_bytes", "swap_bytes", "pss_bytes", "oom_score",
     "open_descriptors"}
)  # fmt: skip
TEXTS = ("name", "user", "executable", "command_line")
Witness = dict[str, float | str | None]


class Gone(Exception):
    """The process ended while the witness looked."""


def _status_fields(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
    return {key: value for key, _, value in (line.partition(":") for line in lines)}


def _user_name(uid: int) -> str:
    """Return the name of a user, the number where there is none: a container has users of its own."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _psutil_numbers(process: psutil.Process) -> Witness:
    times, memory, switches = process.cpu_times(), process.memory_info(), process.num_ctx_switches()
    return {
        "ppid": process.ppid(),
        "uid": process.uids().effective,
        "cpu_user_s": times.user,
        "cpu_system_s": times.system,
        "rss_bytes": memory.rss,
        "shared_bytes": memory.shared,
        "virtual_bytes": memory.vms,
        "threads": process.num_threads(),
        "nice": process.nice(),
        "last_cpu": process.cpu_num(),
        "voluntary_switches": switches.voluntary,
        "involuntary_switches": switches.involuntary,
        "state": STATE_LABELS.index(process.status()),
        "name": cell_text(process.name()),
        "user": _user_name(process.uids().effective),
    }


def _proc_numbers(pid: int) -> Witness:
    """Return what psutil does not tell, read plainly."""
    stat = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    status = _status_fields(pid)
    peak = status.get("VmHWM", "").split()
    return {
        "pid": pid,
        "start_ticks": int(stat[19]),
        "tty_number": int(stat[4]),
        "major_faults": int(stat[9]),
        "scheduling_class": int(stat[38]),
        "kernel_thread": int(bool(int(stat[6]) & 0x200000)),
        "oom_score": int(Path(f"/proc/{pid}/oom_score").read_text()),
        "peak_rss_bytes": int(peak[0]) * 1024 if peak else None,
        "swap_bytes": int(status["VmSwap"].split()[0]) * 1024 if "VmSwap" in status else None,
    }


def _shown(arguments: list[str]) -> str:
    """Return a command line as it may be shown. What is a secret and what must be escaped have tests of their own."""
    return display_text(b" ".join(redact([os.fsencode(argument) for argument in arguments])))


def _refusable(process: psutil.Process) -> Witness:
    """Return what the system may refuse, None then."""
    seen: Witness = {}
    for names, ask in (
        (("disk_read_bytes", "disk_write_bytes"), lambda: process.io_counters()[2:4]),
        (("open_descriptors",), lambda: (process.num_fds(),)),
        (("pss_bytes",), lambda: (process.memory_full_info().pss,)),
        (("executable",), lambda: (display_text(os.readlink(f"/proc/{process.pid}/exe")),)),
        (("command_line",), lambda: (_shown(process.cmdline()),)),
    ):
        try:
            values = ask()
        except (psutil.AccessDenied, psutil.ZombieProcess, OSError):
            values = (None,) * len(names)
        seen.update(zip(names, values, strict=True))
    return seen


def witness_of(pid: int) -> Witness:
    """Look at one process. Raises Gone when it ended meanwhile."""
    try:
        process = psutil.Process(pid)
        with process.oneshot():
            return {**_psutil_numbers(process), **_proc_numbers(pid), **_refusable(process)}
    except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError) as error:
        raise Gone from error


def witness_all() -> dict[int, Witness]:
    """Look at all processes."""
    seen = {}
    for pid in psutil.pids():
        try:
            seen[pid] = witness_of(pid)
        except Gone:
            continue
    return seen


class Session:
    """Three looks at the same load: a witness, an eye, the witness again."""

    def __init__(self, source: Source, kinds: Kinds, *, is_watched: bool) -> None:
        self.kinds = kinds
        self.is_watched = is_watched
        watched = Attention(slots=None, looks=frozenset(Look))
        source.look_at(watched if is_watched else Attention())
        for _ in range(5):  # until the youngest have been read again
            source.refresh()
            assert source.read(20.0) is not None
        self.before = witness_all()
        looked_ns = time.monotonic_ns()
        source.refresh()
        reading = source.read(20.0)
        while reading is not None and reading.monotonic_ns < looked_ns:
            reading = source.read(20.0)
        assert reading is not None
        self.reading = reading
        self.after = witness_all()
        self.slot_of = {int(reading.numbers["pid"][slot]): int(slot) for slot in np.flatnonzero(reading.serials >= 0)}

    def may_compare(self, field: str) -> bool:
        """Say whether the field is read; skip where the system has it not, check that nobody made it up."""
        if field in self.reading.unsupported:
            pytest.skip(self.reading.unsupported[field])
        if field in COSTLY and not self.is_watched:
            assert np.isnan(self.reading.numbers[field]).all(), "nobody looks, so nobody reads"
            return False
        return True

    def both(self) -> Iterator[tuple[int, Witness, Witness]]:
        """Return slot and both testimonies of each process that lived through all of it."""
        for pid, before in self.before.items():
            after = self.after.get(pid)
            if after is not None and after["start_ticks"] == before["start_ticks"]:
                yield self.slot_of[pid], before, after


@pytest.fixture(scope="module")
def kinds() -> Iterator[Kinds]:
    with Kinds() as kinds:
        yield kinds


@pytest.fixture(scope="module", params=[f"{eye}-{mode}" for eye in EYES for mode in ("watched", "unwatched")])
def session(request: pytest.FixtureRequest, kinds: Kinds) -> Iterator[Session]:
    eye, _, mode = request.param.partition("-")
    source = EYES[eye]()
    try:
        yield Session(source, kinds, is_watched=mode == "watched")
    finally:
        source.close()
        source.read(0.0)


def slept(before: Witness, after: Witness) -> bool:
    """Say whether the process did not run between the two looks."""
    return (before["voluntary_switches"], before["involuntary_switches"], before["state"]) == (
        after["voluntary_switches"],
        after["involuntary_switches"],
        after["state"],
    ) and STATE_LABELS[int(str(before["state"]))] != "running"


def test_the_columns_are_all_there_and_of_one_length(session: Session) -> None:
    reading = session.reading
    lengths = {len(column) for column in (*reading.numbers.values(), *reading.texts.values(), reading.serials)}

    assert tuple(reading.numbers) == NUMBER_FIELDS
    assert set(reading.texts) == set(TEXT_FIELDS)
    assert len(lengths) == 1


def test_the_same_processes_are_seen(session: Session) -> None:
    seen = set(session.slot_of)

    assert session.before.keys() & session.after.keys() <= seen
    assert set(session.kinds.pids.values()) <= seen
    assert len(seen) == np.count_nonzero(session.reading.serials >= 0), "no process stands in two slots"


def test_nobody_shares_a_serial(session: Session) -> None:
    serials = session.reading.serials[session.reading.serials >= 0]

    assert len(set(serials.tolist())) == len(serials)


@pytest.mark.parametrize("field", STEADY)
def test_a_sleeping_process_has_exactly_the_values_that_the_system_gives(session: Session, field: str) -> None:
    if not session.may_compare(field):
        return
    compared = 0
    for slot, before, after in session.both():
        value = float(session.reading.numbers[field][slot])
        if not slept(before, after) or before[field] != after[field]:
            continue
        expected = before[field]
        compared += 1
        # psutil reads swap together with PSS, so for it both are refused together.
        refused = session.reading.refused[slot] & Refusal.SMAPS and field == "swap_bytes" and math.isnan(value)
        if expected is None or refused or (field == "pss_bytes" and before["virtual_bytes"] == 0):
            assert math.isnan(value), (field, before)
        elif field == "pss_bytes":
            # Most of a small process is shared, and its share moves with each stranger that comes or goes.
            assert float(expected) / 2 <= value <= 2 * float(expected), before
        else:
            assert value == expected, (field, before)

    assert compared > len(session.kinds.pids) / 2


@pytest.mark.parametrize("field", GROWING)
def test_a_counter_lies_between_two_looks_of_the_witness(session: Session, field: str) -> None:
    if not session.may_compare(field):
        return
    compared = 0
    for slot, before, after in session.both():
        value, low, high = float(session.reading.numbers[field][slot]), before[field], after[field]
        if low is None or high is None:
            assert math.isnan(value), (field, before)
            continue
        compared += 1
        assert isinstance(low, int | float)
        assert isinstance(high, int | float)
        assert low - 1e-9 <= value <= high + 1e-9, (field, before)

    assert compared > len(session.kinds.pids) / 2


@pytest.mark.parametrize("field", TEXTS)
def test_names_users_programs_and_command_lines_agree(session: Session, field: str) -> None:
    compared = 0
    for slot, before, after in session.both():
        # The kernel names its workers after what they do at this moment.
        if before[field] != after[field] or (before["kernel_thread"] and not slept(before, after)):
            continue
        compared += 1
        expected = before[field]
        # What a zombie had is gone, and a kernel thread never had it: nothing, or nothing known.
        assert (session.reading.texts[field][slot] or None) == (expected or None), before

    assert compared > len(session.kinds.pids)


def test_each_kind_of_process_is_told_for_what_it_is(session: Session) -> None:
    def number(kind: str, field: str) -> float:
        return float(session.reading.numbers[field][session.slot_of[session.kinds.pids[kind]]])

    def text(kind: str, field: str) -> str | None:
        return session.reading.texts[field][session.slot_of[session.kinds.pids[kind]]]

    states = {kind: STATE_LABELS[int(number(kind, "state"))] for kind in ("zombie", "stopped", "sleeper 1")}
    assert states == {"zombie": "zombie", "stopped": "stopped", "sleeper 1": "sleeping"}
    assert number("threads", "threads") == THREAD_COUNT
    assert text("renamed", "name") == RENAMED.decode()
    assert text("long name", "name") == LONG_NAME
    assert text("arguments", "command_line") == "/bin/sleep 1000 0 0.5"
    assert (number("nice", "nice"), number("nice", "scheduling_class")) == (7, os.SCHED_BATCH)
    if session.is_watched:
        assert number("descriptors", "open_descriptors") >= EXTRA_DESCRIPTOR_COUNT
    assert number("memory", "rss_bytes") > 40_000_000
    assert number("burner", "cpu_user_s") + number("burner", "cpu_system_s") > 0
    assert number("writer", "disk_write_bytes") > 0
    assert (text("terminal", "tty") or "").startswith("pts/")
    assert text("sleeper 1", "tty") == text("sleeper 2", "tty")


@pytest.mark.needs_root
def test_a_process_that_changed_its_user_is_shown_under_the_new_one(session: Session) -> None:
    slot = session.slot_of[session.kinds.pids["nobody"]]

    assert session.reading.numbers["uid"][slot] == 65_534
    assert session.reading.texts["user"][slot] == "nobody"


def test_a_zombie_has_no_program_any_more_and_its_numbers_stay_known(session: Session) -> None:
    slot = session.slot_of[session.kinds.pids["zombie"]]

    assert session.reading.texts["executable"][slot] is None
    assert STATE_LETTERS[int(session.reading.numbers["state"][slot])] == "Z"
    assert session.reading.numbers["threads"][slot] == 1


def test_what_was_handed_out_can_not_be_changed(session: Session) -> None:
    for column in (*session.reading.numbers.values(), session.reading.serials, session.reading.refused):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0
