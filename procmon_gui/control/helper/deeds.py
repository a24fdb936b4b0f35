"""The four things that are done, to exactly the process of a pidfd, or with the word that one can not be sure."""

import ctypes
import errno
import os
import signal

from procmon_gui.control.helper.target import Gone, Target, lives, stat_of
from procmon_gui.control.helper.wire import Order, Result, Verb

# ioprio_set of the kernel's tables of calls; ioprio_get is the next.
_IO_CALL = {"x86_64": 251, "aarch64": 30, "riscv64": 30}
_PROCESS = 1
_CLASS_SHIFT = 13
_ROUNDS = 4


def do(pidfd: int, target: Target, order: Order) -> Result:
    """Do it, and return DONE or UNSURE. Raises Gone, and OSError where the kernel says no."""
    if order.verb is Verb.SIGNAL:
        try:
            signal.pidfd_send_signal(pidfd, order.value)
        except ProcessLookupError:
            raise Gone from None
        return Result.DONE
    # The others have no form that takes a pidfd, so who is meant is looked at before and after.
    folder = f"/proc/{target.pid}"
    done: dict[int, int] = {}
    for _ in range(_ROUNDS):  # a new thread has it from the one that made it, which may not have had it yet
        fresh = {tid: ticks for tid, ticks in _threads(folder).items() if tid not in done}
        if not fresh or not _is_same(pidfd, target):
            break
        for tid, ticks in fresh.items():
            try:
                _put(tid, order)
                done[tid] = ticks
            except ProcessLookupError:  # this thread has ended
                continue
    if not done:
        raise Gone
    is_sure = _stands(target.pid, order) and not _went_astray(folder, done) and _is_same(pidfd, target)
    return Result.DONE if is_sure else Result.UNSURE


def _put(tid: int, order: Order) -> None:
    if order.verb is Verb.NICE:
        os.setpriority(os.PRIO_PROCESS, tid, order.value)
    elif order.verb is Verb.AFFINITY:
        os.sched_setaffinity(tid, order.cpus)
    else:
        _io_call(0, tid, order.value << _CLASS_SHIFT | order.level)


def _stands(tid: int, order: Order) -> bool:
    """Say whether it is as it was asked for."""
    try:
        if order.verb is Verb.NICE:
            return os.getpriority(os.PRIO_PROCESS, tid) == order.value
        if order.verb is Verb.AFFINITY:  # its cpuset may keep some of them from it
            return os.sched_getaffinity(tid) <= order.cpus
        return _io_call(1, tid) == order.value << _CLASS_SHIFT | order.level
    except OSError:
        return False


def _is_same(pidfd: int, target: Target) -> bool:
    return _ticks(f"/proc/{target.pid}") == target.start_ticks and lives(pidfd)


def _went_astray(folder: str, done: "dict[int, int]") -> bool:
    """Say whether the number of a thread that was acted on belongs to another one now."""
    now = _threads(folder)
    return any(now.get(tid) != ticks and os.path.exists(f"/proc/{tid}") for tid, ticks in done.items())


def _threads(folder: str) -> "dict[int, int]":
    try:
        tids = os.listdir(f"{folder}/task")
    except OSError:
        return {}
    return {int(tid): ticks for tid in tids if (ticks := _ticks(f"{folder}/task/{tid}")) is not None}


def _ticks(folder: str) -> "int | None":
    try:
        return int(stat_of(folder)[1][19])
    except (OSError, ValueError, IndexError):
        return None


def _io_call(offset: int, tid: int, *value: int) -> int:
    number = _IO_CALL.get(os.uname().machine)
    if number is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    libc = ctypes.CDLL(None, use_errno=True)
    done: int = libc.syscall(ctypes.c_long(number + offset), _PROCESS, tid, *value)
    if done < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return done
