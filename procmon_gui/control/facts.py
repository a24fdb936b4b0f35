"""What is told of a held process before anything is done to it. Linux; any thread."""

import contextlib
import os
import pwd
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

import psutil

from procmon_gui.control import proc
from procmon_gui.control.grading import Grading
from procmon_gui.control.holding import HeldProcess, since_boot_ns
from procmon_gui.domain.actions import IoClass, Target
from procmon_gui.domain.process_metrics import STATE_LABELS, STATE_LETTERS
from procmon_gui.domain.text import cell_text, display_text

_Value = TypeVar("_Value")
_STATES: Final = dict(zip(STATE_LETTERS, STATE_LABELS, strict=True)) | {"x": "dead"}
UNKNOWN_STATE: Final = "?"
_IDLE_LEVEL: Final = 7
_FEW: Final = 8


def describe(
    held: HeldProcess, grading: Grading, redact: proc.Redact, child_counts: Mapping[int, int], user_of: "UserNames"
) -> Target:
    """Return what a process is now. Raises Ended; what the system does not say is None.

    Where there are several threads the nice value of each is read, one small file for each.
    """
    stat = held.ask(proc.stat_of)
    uids = held.ask(proc.uids_of)
    arguments = asked(held, proc.arguments_of)
    unit = asked(held, proc.unit_of)
    executable = "" if stat.is_kernel_thread else _text(asked(held, _executable))
    command = None if arguments is None else display_text(b" ".join(redact(arguments)))
    name = cell_text(proc.full_name(stat.name, arguments or ()))
    grade, why = grading.of(held, stat, uids, arguments or ())
    return Target(
        seen=held.key,
        name=name,
        user=user_of(uids[1]),
        uid=uids[1],
        started_ms=started_ms(stat.start_ticks),
        executable=executable,
        command_line=command,
        unit=_unit_name(unit, asked(held, _has_cgroup)),
        is_user_unit=unit is not None and unit.owner is not None,
        child_count=child_counts.get(held.pid, 0),
        thread_count=stat.thread_count,
        state=_STATES.get(stat.state, UNKNOWN_STATE),
        nice=stat.nice,
        nicest=stat.nice if stat.thread_count == 1 else asked(held, _nicest),
        io=asked(held, io_priority),
        cpus=asked(held, lambda pid: frozenset(os.sched_getaffinity(pid))),
        grade=grade,
        why=why,
    )


def asked(held: HeldProcess, read: Callable[[int], _Value]) -> _Value | None:
    """Return what is read of a process; None where the system does not say. Raises Ended."""
    try:
        return held.ask(read)
    except (OSError, ValueError, psutil.Error):
        return None


def io_priority(pid: int) -> tuple[IoClass, int]:
    """Return class and level; of one for which none was set, what the kernel makes of its nice value, ioprio_set(2)."""
    said = psutil.Process(pid).ionice()
    number = int(said.ioclass)
    if number == 0:
        return IoClass.BEST_EFFORT, (os.getpriority(os.PRIO_PROCESS, pid) + 20) // 5
    kind = IoClass(number)
    return kind, _IDLE_LEVEL if kind is IoClass.IDLE else int(said.value)


def _nicest(pid: int) -> int | None:
    return max(proc.nice_values_of(pid), default=None)


def started_ms(start_ticks: int) -> int:
    """Return a start as wall time, by the clock of now."""
    ago_ns = since_boot_ns() - start_ticks * proc.TICK_NS
    return (time.time_ns() - ago_ns) // 1_000_000


def count_children(pids: Sequence[int]) -> Mapping[int, int]:
    """Return how many children each of some processes has that has some."""
    counts: dict[int, int] = {}
    if len(pids) <= _FEW:
        # One file for each thread, and not one for each process there is.
        with contextlib.suppress(FileNotFoundError):
            return {pid: proc.child_count_of(pid) for pid in pids}
    for _, stat in proc.all_stats():
        counts[stat.parent] = counts.get(stat.parent, 0) + 1
    return counts


class UserNames:
    """Remembers names of users; where one has none, his number."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def __call__(self, uid: int) -> str:
        """Return the name of a user."""
        if uid not in self._known:
            self._known[uid] = str(uid)
            with contextlib.suppress(KeyError, OSError):
                self._known[uid] = cell_text(pwd.getpwuid(uid).pw_name)
        return self._known[uid]


def _executable(pid: int) -> bytes:
    try:
        return os.readlink(os.fsencode(f"/proc/{pid}/exe"))
    except FileNotFoundError:
        return b""


def _has_cgroup(pid: int) -> bool:
    return bool(proc.read(pid, "cgroup"))


def _unit_name(unit: proc.UnitOf | None, is_told: bool | None) -> str | None:
    if unit is not None:
        return cell_text(os.fsencode(unit.name))
    return None if is_told is None else ""


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else display_text(raw)
