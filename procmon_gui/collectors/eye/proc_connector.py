"""Listens to the kernel's process connector (linux/cn_proc.h): who is born and how each process ends.

Linux tells it to ordinary users since 6.6, before that to administrators only; and only in the first namespaces of the
network, of processes and of users.
"""

import contextlib
import errno
import os
import re
import socket
import struct
from array import array
from typing import Final, NamedTuple

_NETLINK_CONNECTOR: Final = 11
_CN_IDX_PROC: Final = 1
_LISTEN, _IGNORE = 1, 2
NOTHING: Final = 0
FORK: Final = 1
EXIT: Final = 0x80000000

_HEADER: Final = struct.Struct("=IHHII")  # nlmsghdr
_CONNECTOR: Final = struct.Struct("=IIIIHH")  # cn_msg: index, value, sequence, ack, length, flags
_WISH: Final = struct.Struct("=I")
# proc_event: what, cpu, time; of an exit pid, tgid, code, signal; of a fork the pid and tgid of parent and child.
_EVENT: Final = struct.Struct("=I4xQIIII")
_EVENT_AT: Final = _HEADER.size + _CONNECTOR.size
_DATA_AT: Final = _EVENT_AT + 16
_ANSWER_AT: Final = _HEADER.size + 12
_MESSAGE_MAX: Final = 1024

_SO_ATTACH_FILTER: Final = 26
_SO_RCVBUFFORCE: Final = 33
_BUFFER_BYTES: Final = 8 << 20
_KERNEL_BYTES_AN_EVENT: Final = 832
# No machine of today starts and ends more processes a second for long.
_FASTEST_EVENTS_PER_S: Final = 10_000

_TOLD_TO_ALL: Final = (6, 6)
NEEDS_ADMINISTRATOR: Final = "Before Linux 6.6 the kernel tells only administrators how processes end."
NOT_IN_CONTAINER: Final = (
    "The kernel does not tell how processes end in a container, nor where it was built without it (CONFIG_PROC_EVENTS)."
)
NOT_BUILT: Final = "This kernel was built without telling how processes end (CONFIG_PROC_EVENTS)."


class Event(NamedTuple):
    """A process that is born or ends.

    `code` is that of wait(2); `at_ns` is on CLOCK_MONOTONIC.
    """

    what: int
    pid: int
    code: int
    at_ns: int


def parse_event(message: bytes | bytearray | memoryview, size: int) -> Event | None:
    """Return what a message tells; None where it is about a thread, about something else, or malformed."""
    if size < _EVENT_AT + _EVENT.size:
        return None
    what, at_ns, first, second, third, fourth = _EVENT.unpack_from(message, _EVENT_AT)
    if what == EXIT and first == second:
        return Event(what, first, third, at_ns)
    if what == FORK and third == fourth:
        return Event(what, third, 0, at_ns)
    return None


def reason_of(error: OSError) -> str:
    """Say for people why the kernel does not tell."""
    if error.errno in (errno.EPERM, errno.EACCES) and _kernel() < _TOLD_TO_ALL:
        return NEEDS_ADMINISTRATOR
    if error.errno in (errno.ECONNREFUSED, errno.ETIMEDOUT):
        return NOT_IN_CONTAINER
    if error.errno in (errno.EPROTONOSUPPORT, errno.EAFNOSUPPORT):
        return NOT_BUILT
    return f"The kernel does not tell how processes end: {os.strerror(error.errno or 0)}."


def _kernel() -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", os.uname().release)[:2])


class ProcConnector:
    """One subscription. The constructor raises OSError where it is refused, or stays without an answer."""

    def __init__(self) -> None:
        self._buffer = bytearray(_MESSAGE_MAX)
        self._socket = socket.socket(
            socket.AF_NETLINK, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK, _NETLINK_CONNECTOR
        )
        try:
            self._enlarge()
            self._leave_threads_out()
            self._socket.bind((0, _CN_IDX_PROC))
            self._wish(_LISTEN)
            self._await_answer()
        except OSError:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """Return the descriptor, to wait for."""
        return self._socket.fileno()

    @property
    def pause_s(self) -> float:
        """Return how long the kernel can keep events for who does not read."""
        kept = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) // _KERNEL_BYTES_AN_EVENT
        return kept / _FASTEST_EVENTS_PER_S

    def read(self) -> Event | None:
        """Return the next event, None where there is none now; raises OSError ENOBUFS once when some were dropped."""
        while True:
            try:
                size, (sender, _groups) = self._socket.recvfrom_into(self._buffer)
            except BlockingIOError:
                return None
            # Only the kernel has the number 0: what another program sends is none of its words.
            event = parse_event(self._buffer, size) if sender == 0 else None
            if event is not None:
                return event

    def close(self) -> None:
        """Stop listening: an older kernel goes on to tell nobody where it was not said."""
        with contextlib.suppress(OSError):
            self._wish(_IGNORE)
        self._socket.close()

    def _enlarge(self) -> None:
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER_BYTES)
        except PermissionError:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)

    def _leave_threads_out(self) -> None:
        """Let only births and ends of whole processes through, and answers: all else would have to be read first."""
        program = array("B", b"".join(_FILTER))
        address, length = program.buffer_info()
        self._socket.setsockopt(
            socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HP", length // _INSTRUCTION.size, address)
        )

    def _wish(self, wish: int) -> None:
        body = _CONNECTOR.pack(_CN_IDX_PROC, 1, 0, os.getpid(), _WISH.size, 0) + _WISH.pack(wish)
        # NLMSG_DONE
        self._socket.send(_HEADER.pack(_HEADER.size + len(body), 3, 0, 0, os.getpid()) + body)

    def _await_answer(self) -> None:
        """Read the answer, which the kernel gives before `send` returns; in a container it gives none."""
        while True:
            try:
                size, (sender, _groups) = self._socket.recvfrom_into(self._buffer)
            except BlockingIOError:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
            if sender != 0 or size < _DATA_AT + 4:
                continue
            (what,) = _WISH.unpack_from(self._buffer, _EVENT_AT)
            (answered,) = _WISH.unpack_from(self._buffer, _ANSWER_AT)
            if what == NOTHING and answered == os.getpid() + 1:
                (number,) = _WISH.unpack_from(self._buffer, _DATA_AT)
                if number:
                    raise OSError(number, os.strerror(number))
                return


# Classic BPF, linux/filter.h. It loads words as big-endian numbers, whatever the machine is.
_INSTRUCTION: Final = struct.Struct("@HBBI")
_LOAD, _TO_X, _JUMP, _IF, _IF_X, _RETURN = 0x20, 0x07, 0x05, 0x15, 0x1D, 0x06


def _swapped(number: int) -> int:
    return int.from_bytes(struct.pack("=I", number), "big")


_FILTER: Final = (
    _INSTRUCTION.pack(_LOAD, 0, 0, _EVENT_AT),
    _INSTRUCTION.pack(_IF, 2, 0, _swapped(EXIT)),
    _INSTRUCTION.pack(_IF, 5, 0, _swapped(FORK)),
    _INSTRUCTION.pack(_IF, 8, 9, _swapped(NOTHING)),
    _INSTRUCTION.pack(_LOAD, 0, 0, _DATA_AT),
    _INSTRUCTION.pack(_TO_X, 0, 0, 0),
    _INSTRUCTION.pack(_LOAD, 0, 0, _DATA_AT + 4),
    _INSTRUCTION.pack(_JUMP, 0, 0, 3),
    _INSTRUCTION.pack(_LOAD, 0, 0, _DATA_AT + 8),
    _INSTRUCTION.pack(_TO_X, 0, 0, 0),
    _INSTRUCTION.pack(_LOAD, 0, 0, _DATA_AT + 12),
    _INSTRUCTION.pack(_IF_X, 0, 1, 0),
    _INSTRUCTION.pack(_RETURN, 0, 0, 0xFFFFFFFF),
    _INSTRUCTION.pack(_RETURN, 0, 0, 0),
)
