"""Takes hold of processes by pidfd and keeps them, so that nobody who gets their number is taken for them.

Linux. A process is held only when it is the one that was seen: same boot, same start, and seen when the tick of its
start was over, so that no other one can have its number and its start. From then on it is the descriptor that says who
is meant. Any thread.
"""

import contextlib
import errno
import os
import select
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from procmon_gui.control import proc
from procmon_gui.control.reasons import HAS_ENDED, IS_ANOTHER, IS_HIDDEN, NOBODY, OTHER_BOOT, SEEN_TOO_SOON
from procmon_gui.domain.errors import Ended
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence

_T = QT_TRANSLATE_NOOP
_GONE: Final = (errno.ESRCH, errno.ENOENT, errno.EINVAL)
_Value = TypeVar("_Value")

NO_DESCRIPTORS: Final = Sentence(_T("Action", "The program has no descriptor left to hold it with."))
NO_PIDFD: Final = Sentence(
    _T("Action", "This kernel can not hold a process (pidfd_open, Linux 5.3), so it could be another one in the end.")
)


class CanNotHold(Exception):
    """A process can not be held; tells why."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


class HeldProcess:
    """One process, held by its pidfd.

    Attributes:
        key: who it is, also after its end.
        inode: of the pidfd: no two processes of a boot share one; None on kernels before 6.9, which do not number them.
    """

    def __init__(self, pidfd: int, key: ProcessKey) -> None:
        self.key = key
        self.pidfd = pidfd
        self.inode = _inode_of(pidfd)

    @property
    def pid(self) -> int:
        """Return its number, which is its own while it has not ended, and is waited for."""
        return self.key.pid

    def has_ended(self) -> bool:
        """Say whether it has ended, whatever became of its number."""
        poll = select.poll()
        poll.register(self.pidfd, select.POLLIN)
        return bool(poll.poll(0))

    def ask(self, read: Callable[[int], _Value]) -> _Value:
        """Return what is read by its number, which was its own all the time. Raises Ended, else as `read` does."""
        try:
            value = read(self.pid)
        except (OSError, ValueError):
            if self.has_ended():
                raise Ended(str(HAS_ENDED)) from None
            raise
        if self.has_ended():
            raise Ended(str(HAS_ENDED))
        return value

    def keeps_number(self) -> bool:
        """Say whether the number is still its own: it lives, or its parent has not yet asked how it ended.

        False also where that can not be known.
        """
        if not self.has_ended():
            return True
        if self.inode is None:
            return False
        try:
            other = os.pidfd_open(self.pid)
        except OSError:
            return False
        try:
            return _inode_of(other) == self.inode
        finally:
            os.close(other)

    def close(self) -> None:
        """Let go."""
        pidfd, self.pidfd = self.pidfd, -1
        if pidfd >= 0:
            os.close(pidfd)


def hold_process(key: ProcessKey, seen_ns: int) -> HeldProcess:
    """Hold the process that was seen at that time since the start of the machine. Raises CanNotHold."""
    if key.boot_id != proc.boot_id():
        raise CanNotHold(OTHER_BOOT)
    if seen_ns < (key.start_ticks + 1) * proc.TICK_NS:
        raise CanNotHold(SEEN_TOO_SOON)
    held = hold_number(key.pid)
    if held.key != key:
        held.close()
        raise CanNotHold(Sentence(IS_ANOTHER, {"pid": str(key.pid)}))
    return held


def hold_number(pid: int) -> HeldProcess:
    """Hold whoever has a number now. Raises CanNotHold."""
    try:
        pidfd = os.pidfd_open(pid)
    except OSError as error:
        raise CanNotHold(why_not(error)) from error
    try:
        # It is read after the descriptor was opened, and the descriptor asked after that: the number was its own.
        start = proc.stat_of(pid).start_ticks
    except (OSError, ValueError) as error:
        ended = _is_over(pidfd)
        os.close(pidfd)
        raise CanNotHold(HAS_ENDED if ended else why_not(error, IS_HIDDEN)) from error
    if _is_over(pidfd):
        os.close(pidfd)
        raise CanNotHold(HAS_ENDED)
    return HeldProcess(pidfd, ProcessKey(proc.boot_id(), pid, start))


def see_number(pid: int) -> ProcessKey:
    """Return who has a number, once the tick of his start is over, so that nobody after him can be taken for him.

    Raises Ended where nobody has it.
    """
    while True:
        seen_ns = since_boot_ns()
        try:
            held = hold_number(pid)
        except CanNotHold as error:
            raise Ended(NOBODY if error.why is HAS_ENDED else str(error.why)) from error
        key = held.key
        held.close()
        left_ns = (key.start_ticks + 1) * proc.TICK_NS - seen_ns
        if left_ns <= 0:
            return key
        time.sleep(left_ns / 1e9)


def hold_below(roots: Sequence[HeldProcess]) -> list[HeldProcess]:
    """Hold all that was started below some processes, and return these and those: children before their parents."""
    children: dict[int, list[int]] = {}
    for pid, stat in proc.all_stats():
        children.setdefault(stat.parent, []).append(pid)
    held = {root.pid: root for root in roots}
    order: list[HeldProcess] = []
    # Each is looked at twice: first its children are put before it, then it is taken.
    left = [(root, False) for root in reversed(roots)]
    done: set[int] = set()
    while left:
        process, is_second = left.pop()
        if is_second:
            order.append(process)
            continue
        if process.pid in done:
            continue
        done.add(process.pid)
        left.append((process, True))
        for pid in sorted(children.get(process.pid, ()), reverse=True):
            child = held.get(pid) or _hold_child(pid, process)
            if child is not None:
                held[pid] = child
                left.append((child, False))
    return order


def below(roots: Sequence[HeldProcess]) -> set[ProcessKey]:
    """Return who is below some processes now."""
    children: dict[int, list[tuple[int, int]]] = {}
    for pid, stat in proc.all_stats():
        children.setdefault(stat.parent, []).append((pid, stat.start_ticks))
    found: set[ProcessKey] = set()
    left = [root.pid for root in roots if not root.has_ended()]
    while left:
        for pid, start in children.get(left.pop(), ()):
            key = ProcessKey(proc.boot_id(), pid, start)
            if key not in found:
                found.add(key)
                left.append(pid)
    return found


def since_boot_ns() -> int:
    """Return the time since the start of the machine, as starts of processes are counted."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def _hold_child(pid: int, parent: HeldProcess) -> HeldProcess | None:
    try:
        child = hold_number(pid)
    except CanNotHold:
        return None
    with contextlib.suppress(OSError, ValueError, Ended):
        # While the parent lives its number is its own, so this is its child and nobody else's.
        if child.ask(proc.stat_of).parent == parent.pid and not parent.has_ended():
            return child
    child.close()
    return None


def _is_over(pidfd: int) -> bool:
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(0))


def why_not(error: Exception, gone: Sentence = HAS_ENDED) -> Sentence:
    """Return in words why the system does not tell of a process."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EMFILE, errno.ENFILE):
        return NO_DESCRIPTORS
    if number == errno.ENOSYS:
        return NO_PIDFD
    if number in _GONE or number is None:
        return gone
    return IS_HIDDEN


def _inode_of(pidfd: int) -> int | None:
    """Return the number of the process in pidfs; older kernels have one inode for all of them."""
    status = os.fstat(pidfd)
    event = os.eventfd(0)
    try:
        return None if os.fstat(event).st_dev == status.st_dev else status.st_ino
    finally:
        os.close(event)
