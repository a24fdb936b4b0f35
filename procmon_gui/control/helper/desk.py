"""Takes orders from the socket, one after the other, and answers each: done, or why not."""

import contextlib
import os
import socket
import struct
import time
from array import array
from collections import deque
from collections.abc import Callable
from typing import Final

from procmon_gui.control.helper.deeds import do
from procmon_gui.control.helper.log import Log, quoted
from procmon_gui.control.helper.target import Gone, NotOne, Target, look
from procmon_gui.control.helper.wire import ANSWER, MAGIC, ORDER, Order, Reason, Result, Verb, unpack_order

RATE_PER_S: Final = 10
# Nobody types a password or reads a question while a helper lives: what is left to do comes at once.
IDLE_S: Final = 15.0
LIFE_S: Final = 300.0
_CREDENTIALS: Final = struct.Struct("3i")
# SCM_PIDFD, include/linux/socket.h: a descriptor that whoever made the socket may have asked the kernel for.
_SCM_PIDFD: Final = 4
# One descriptor too many is let in, to be told apart from one; the kernel closes those for which there is no room.
_NOTES_BYTES: Final = socket.CMSG_SPACE(_CREDENTIALS.size) + socket.CMSG_SPACE(8)

Note = tuple[int, int, bytes]


class Desk:
    """Does one deed, to as many processes as it is told."""

    def __init__(self, asker: tuple[int, int], log: Log, now_s: Callable[[], float] = time.monotonic) -> None:
        """`asker` is the pid and uid of who was asked for the password."""
        self._asker = asker
        self._log = log
        self._now_s = now_s
        self._deed: tuple[object, ...] | None = None
        self._times: deque[float] = deque(maxlen=RATE_PER_S)
        self._is_fast = False
        self._unnoted_count = 0

    def answer(self, message: bytes, notes: list[Note], flags: int) -> bytes:
        """Do what a message asks for, if it may be done, and return the answer. No descriptor of it stays open."""
        fds = array("i")
        sender: tuple[int, ...] = ()
        for level, kind, data in notes:
            if level == socket.SOL_SOCKET and kind in (socket.SCM_RIGHTS, _SCM_PIDFD):
                fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
            elif level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS and len(data) == _CREDENTIALS.size:
                sender = _CREDENTIALS.unpack(data)[:2]
        try:
            now_s = self._now_s()
            self._is_fast = len(self._times) == RATE_PER_S and now_s - self._times[0] < 1.0
            self._times.append(now_s)
            has_one = len(fds) == 1 and not flags & socket.MSG_CTRUNC
            is_whole = not flags & socket.MSG_TRUNC
            # Its pid is its own for as long as it is the parent.
            is_his = sender == self._asker and os.getppid() == self._asker[0]
            return self._judge(message if is_whole else b"", fds[0] if has_one else -1, is_his=is_his)
        finally:
            for fd in fds:
                os.close(fd)

    def note(self, words: str, order: Order | None = None, target: Target | None = None) -> None:
        """Keep a line in the log. Raises OSError."""
        parts = [f"asked by uid {self._asker[1]} (pid {self._asker[0]}): {words}"]
        if order is not None:
            level = f" level {order.level}" if order.verb is Verb.IO_PRIORITY else ""
            cpus = f" on {sum(1 << cpu for cpu in order.cpus):#x}" if order.cpus else f" {order.value}"
            critical = " (may be critical)" if order.may_be_critical else ""
            parts.append(f"{order.verb.name.lower()}{cpus}{level}{critical}")
        if target is not None:
            parts.append(
                f"pid {target.pid} start {target.start_ticks} uid {target.uid} exe {quoted(target.executable)}"
            )
            parts.append(f"name {quoted(target.name)}")
        if self._unnoted_count:
            parts.append(f"before it {self._unnoted_count} too fast, not noted")
        self._log.write(", ".join(parts))
        self._unnoted_count = 0

    def _judge(self, message: bytes, pidfd: int, *, is_his: bool) -> bytes:
        order, target, reason, number = None, None, Reason.NONE, 0
        try:
            order = unpack_order(message)
            target = look(pidfd)
            reason = self._objection(order, target) if is_his else Reason.STRANGER
            if not reason:
                self._deed = order.deed()
                reason = Reason.NO_LOG
                self.note("begun", order, target)
                reason = Reason.NONE
            result = Result.REFUSED if reason else do(pidfd, target, order)
        except ValueError:
            result, reason = Result.REFUSED, Reason.MALFORMED
        except NotOne:
            result, reason = Result.REFUSED, Reason.DESCRIPTOR
        except Gone:
            result = Result.ENDED
        except OSError as error:
            result, number = Result.REFUSED if reason else Result.FAILED, error.errno or 0
        # Who floods it does not push older lines out of the log.
        if self._is_fast:
            self._unnoted_count += 1
        else:
            with contextlib.suppress(OSError):
                self.note(f"{result.name} {reason.name if reason else ''} {number or ''}".strip(), order, target)
        return ANSWER.pack(MAGIC, result, reason, number, order.serial if order else 0)

    def _objection(self, order: Order, target: Target) -> Reason:
        if self._is_fast:
            return Reason.TOO_FAST
        if self._deed not in (None, order.deed()):
            return Reason.OTHER_ORDER
        if target.is_untouchable(self._asker[0]):
            return Reason.UNTOUCHABLE
        is_spared = target.is_critical(self._asker[0]) and not order.may_be_critical
        return Reason.CRITICAL if is_spared else Reason.NONE


def serve(channel: socket.socket, desk: Desk, *, idle_s: float = IDLE_S, life_s: float = LIFE_S) -> None:
    """Answer until whoever asked has gone, says nothing for too long, or it goes on for too long."""
    end_s = time.monotonic() + life_s
    with contextlib.suppress(TimeoutError, ConnectionError):
        while (left_s := min(idle_s, end_s - time.monotonic())) > 0:
            channel.settimeout(left_s)
            message, notes, flags, _sender = channel.recvmsg(ORDER.size + 1, _NOTES_BYTES, socket.MSG_CMSG_CLOEXEC)
            if not message and not notes:
                break
            channel.send(desk.answer(message, notes, flags))
