"""What can be turned on a process that runs: priority, priority on disks, processors. Linux; any thread.

For these the kernel knows no descriptors, only numbers, and it knows them thread by thread. So: it is looked who has
the numbers, they are turned, and it is looked again whether the process was there all the time. While it is there its
numbers are its own; where it is not, another one may have been turned, and that is told, and taken back where it is
certain that it was.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import psutil

from procmon_gui.control import proc
from procmon_gui.control.facts import io_priority
from procmon_gui.control.holding import CanNotHold, HeldProcess, hold_number, since_boot_ns
from procmon_gui.domain.actions import Action, ActionKind, IoClass
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Ended

_Value = TypeVar("_Value")
# A process that starts threads as fast as they are turned is left after so many rounds.
_ROUNDS: int = 5


@dataclass(frozen=True, slots=True)
class Knob(Generic[_Value]):
    """Something that a thread has, by its number; both raise OSError."""

    read: Callable[[int], _Value]
    write: Callable[[int, _Value], None]


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of it; `hit` is the number of another process that was turned, None for none that is known of."""

    outcome: Outcome
    hit: int | None = None
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class _Touch(Generic[_Value]):
    """One thread that was turned: what it had before, and when that was read."""

    start_ticks: int
    before: _Value
    at_ns: int


def turn_to(held: HeldProcess, action: Action) -> Turned:
    """Turn what an action names on every thread. Raises Ended, PermissionError and other OSErrors; see `turn`."""
    match action.kind:
        case ActionKind.NICE:
            return turn(held, NICE, action.nice)
        case ActionKind.IO_PRIORITY:
            level = 0 if action.io_class is IoClass.IDLE else action.io_level
            return turn(held, IO_PRIORITY, (action.io_class, level))
        case ActionKind.AFFINITY:
            return turn(held, AFFINITY, action.cpus)
    raise ValueError(f"{action.kind} turns nothing")


def turn(held: HeldProcess, knob: Knob[_Value], value: _Value) -> Turned:
    """Give all threads of a process a value.

    Raises Ended where nothing was done, and OSError where the system refused, which it then did for the first thread.
    """
    touched: dict[int, _Touch[_Value]] = {}
    for _ in range(_ROUNDS):
        try:
            threads = held.ask(proc.threads_of)
        except Ended:
            if not touched:
                raise
            break
        fresh = {tid: start for tid, start in threads.items() if tid not in touched}
        if not fresh:
            break
        for tid, start in fresh.items():
            _touch(held, knob, value, tid, start, touched)
    return _looked_after(held, knob, value, touched)


def _touch(
    held: HeldProcess, knob: Knob[_Value], value: _Value, tid: int, start: int, touched: dict[int, _Touch[_Value]]
) -> None:
    if held.has_ended():
        return
    try:
        # From here to the writing is all the time there is for somebody else to get the number.
        at_ns = since_boot_ns()
        touch = _Touch(start, knob.read(tid), at_ns)
        knob.write(tid, value)
    except ProcessLookupError:
        return  # a thread that has ended meanwhile needs nothing
    touched[tid] = touch


def _looked_after(held: HeldProcess, knob: Knob[_Value], value: _Value, touched: dict[int, _Touch[_Value]]) -> Turned:
    try:
        threads = held.ask(proc.threads_of)
    except (Ended, OSError):
        threads = {}
    for tid in touched:
        if tid not in threads and tid != held.pid and _is_there(tid):
            return Turned(Outcome.UNSURE, tid, _taken_back(knob, value, tid, touched[tid]))
    if threads:
        return Turned(Outcome.DONE)
    if not touched or held.keeps_number():
        # It has ended, and its number waits for its parent: nobody else can have had it.
        raise Ended("It has ended.")
    stranger = held.pid if _is_there(held.pid) and held.pid in touched else None
    is_undone = stranger is not None and _taken_back(knob, value, stranger, touched[stranger])
    return Turned(Outcome.UNSURE, stranger, is_undone)


def _is_there(tid: int) -> bool:
    return os.path.exists(f"/proc/{tid}")


def _taken_back(knob: Knob[_Value], value: _Value, tid: int, touch: _Touch[_Value]) -> bool:
    """Give a process that was turned by mistake back what it had; only where it is certain that it was this one.

    It was there when the value before was read, and had not this value then.
    """
    if touch.before == value:
        return True
    with contextlib.suppress(CanNotHold, OSError, psutil.Error):
        stranger = hold_number(tid)
        try:
            was_there = (stranger.key.start_ticks + 1) * proc.TICK_NS <= touch.at_ns
            if was_there and knob.read(tid) == value and not stranger.has_ended():
                knob.write(tid, touch.before)
                return not stranger.has_ended()
        finally:
            stranger.close()
    return False


def _set_nice(tid: int, nice: int) -> None:
    os.setpriority(os.PRIO_PROCESS, tid, nice)


def _set_io(tid: int, priority: tuple[IoClass, int]) -> None:
    kind, level = priority
    with _as_os_errors():
        psutil.Process(tid).ionice(kind.value, None if kind is IoClass.IDLE else level)


def _io_of(tid: int) -> tuple[IoClass, int]:
    with _as_os_errors():
        kind, level = io_priority(tid)
    return kind, 0 if kind is IoClass.IDLE else level


@contextlib.contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except psutil.NoSuchProcess as error:
        raise ProcessLookupError from error
    except psutil.AccessDenied as error:
        raise PermissionError from error


NICE = Knob(lambda tid: os.getpriority(os.PRIO_PROCESS, tid), _set_nice)
IO_PRIORITY = Knob(_io_of, _set_io)
AFFINITY = Knob(lambda tid: frozenset(os.sched_getaffinity(tid)), lambda tid, cpus: os.sched_setaffinity(tid, cpus))
