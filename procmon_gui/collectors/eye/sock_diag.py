"""Asks the kernel for its TCP sockets, without root: NETLINK_SOCK_DIAG of sock_diag(7) and linux/inet_diag.h.

Only the network namespace of this process is answered for: the sockets of a container with a network of its own
are not seen from here.
"""

import errno
import os
import socket
import struct
from collections.abc import Iterator
from typing import NamedTuple

_NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST_DUMP = 0x301
_NLMSG_ERROR, _NLMSG_DONE = 2, 3
_INET_DIAG_INFO = 2
# Groups 1 and 3 of linux/sock_diag.h: the end of a TCP socket over IPv4 and over IPv6.
_TCP_DESTROY_GROUPS = (1 << 0) | (1 << 2)

# States of include/net/tcp_states.h. SYN_RECV, TIME_WAIT, CLOSE and LISTEN carry no bytes and have no owner.
_FIN_ARRIVED_STATES = frozenset((8, 9, 11))  # CLOSE_WAIT, LAST_ACK, CLOSING
_ASKED_STATES = sum(1 << state for state in (1, 2, 4, 5, 8, 9, 11))

_HEADER = struct.Struct("=IHHII")  # nlmsghdr: length, type, flags, sequence, port
_REQUEST = struct.Struct("=BBBxI48x")  # inet_diag_req_v2: family, protocol, extensions, states, socket id
_ATTRIBUTE = struct.Struct("=HH")  # length, type
_DIAG_BYTES = 72  # inet_diag_msg
_COOKIE_UID_INODE = struct.Struct("=44xQ12xII")  # inet_diag_msg from its start: cookie, uid, inode
_ACKED_RECEIVED = struct.Struct("=QQ")  # tcp_info at 120: bytes_acked, bytes_received (Linux 4.1)
_ACKED_AT = 120
_SENT_RETRANSMITTED = struct.Struct("=QQ")  # tcp_info at 200: bytes_sent, bytes_retrans (Linux 4.19)
_SENT_AT = 200

_BUFFER_BYTES = 1 << 18
_EVENT_BUFFER_BYTES = 1 << 20
_ANSWER_TIMEOUT = struct.pack("@ll", 0, 300_000)  # timeval; the kernel answers at once or never


class TcpSocket(NamedTuple):
    """One TCP socket: its cookie is never used again until the next boot; its inode is 0 while no process holds it.

    `sent_bytes` are those that the other side has acknowledged. Both are -1 where the kernel gave no counters.
    """

    cookie: int
    inode: int
    uid: int
    received_bytes: int
    sent_bytes: int


def parse_tcp_socket(message: bytes | bytearray | memoryview, start: int, end: int) -> TcpSocket | None:
    """Return the socket of one inet_diag_msg with its attributes at `start` to `end`; None where it is malformed.

    The kernel counts SYN and FIN as a byte each: both are taken out again. A connection that ended by a reset may
    lack one received byte, because nothing tells it from one that was closed.
    """
    attribute = start + _DIAG_BYTES
    if start < 0 or end > len(message) or attribute > end:
        return None
    state = message[start + 1]
    cookie, uid, inode = _COOKIE_UID_INODE.unpack_from(message, start)
    received = sent = -1
    while attribute + 4 <= end:
        length, kind = _ATTRIBUTE.unpack_from(message, attribute)
        if length < 4 or attribute + length > end:
            return None
        if kind == _INET_DIAG_INFO:
            if length >= 4 + _ACKED_AT + 16:
                sent, received = _ACKED_RECEIVED.unpack_from(message, attribute + 4 + _ACKED_AT)
                if received and (state in _FIN_ARRIVED_STATES or state == 7):
                    received -= 1
                if length >= 4 + _SENT_AT + 16:
                    out, again = _SENT_RETRANSMITTED.unpack_from(message, attribute + 4 + _SENT_AT)
                    sent = max(0, min(sent, out - again))
            break
        attribute += (length + 3) & ~3
    return TcpSocket(cookie, inode, uid, received, sent)


def parse_messages(data: bytes | bytearray | memoryview, size: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (type, sequence, start, end) of every netlink message in the first `size` bytes; stops at a torn one."""
    at = 0
    while at + 16 <= size:
        length, kind, _flags, sequence, _port = _HEADER.unpack_from(data, at)
        if length < 16 or at + length > size:
            return
        yield kind, sequence, at + 16, at + length
        at += (length + 3) & ~3


class SockDiag:
    """One conversation with the kernel about TCP sockets. Raises OSError where it is refused or not built in."""

    def __init__(self) -> None:
        self._sequence = 0
        self._buffer = bytearray(_BUFFER_BYTES)
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, _NETLINK_SOCK_DIAG)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _ANSWER_TIMEOUT)

    def close(self) -> None:
        """Give the descriptor back."""
        self._socket.close()

    def tcp_sockets(self) -> list[TcpSocket]:
        """Return every connected TCP socket of this network namespace; a kernel without IPv6 has those of IPv4."""
        found = self._dump(socket.AF_INET)
        try:
            return found + self._dump(socket.AF_INET6)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.EAFNOSUPPORT):
                return found
            raise

    def _dump(self, family: int) -> list[TcpSocket]:
        self._sequence += 1
        request = _REQUEST.pack(family, socket.IPPROTO_TCP, 1 << (_INET_DIAG_INFO - 1), _ASKED_STATES)
        header = _HEADER.pack(16 + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST_DUMP, self._sequence, 0)
        self._socket.send(header + request)
        found: list[TcpSocket] = []
        while True:
            size = self._socket.recv_into(self._buffer)
            if self._take(size, found):
                return found

    def _take(self, size: int, found: list[TcpSocket]) -> bool:
        """Append the sockets of one answer; return whether it was the last one."""
        if size == 0:
            raise OSError(errno.EBADMSG, os.strerror(errno.EBADMSG))
        buffer = self._buffer
        for kind, sequence, start, end in parse_messages(buffer, size):
            if sequence != self._sequence:
                continue  # the rest of an answer that was given up
            if kind == _SOCK_DIAG_BY_FAMILY:
                one = parse_tcp_socket(buffer, start, end)
                if one is not None:
                    found.append(one)
            elif kind == _NLMSG_DONE:
                return True
            elif kind == _NLMSG_ERROR and end - start >= 4:
                number = -struct.unpack_from("=i", buffer, start)[0]
                raise OSError(number, os.strerror(number))
        return False


class ClosedSockets:
    """The last counts of TCP sockets as they end; the kernel tells them to an ordinary user too (linux/sock_diag.h).

    `lost_count`: how often the kernel had to drop some because nobody read in time.
    """

    def __init__(self) -> None:
        self.lost_count = 0
        self._buffer = bytearray(_BUFFER_BYTES)
        self._socket = socket.socket(
            socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK, _NETLINK_SOCK_DIAG
        )
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _EVENT_BUFFER_BYTES)
            self._socket.bind((0, _TCP_DESTROY_GROUPS))
        except OSError:
            self._socket.close()
            raise

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def read(self, limit: int) -> list[TcpSocket]:
        """Return at most `limit` of the sockets that ended since the last call, oldest first; never waits."""
        ended: list[TcpSocket] = []
        for _ in range(limit):
            try:
                size = self._socket.recv_into(self._buffer)
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self.lost_count += 1
                continue
            for kind, _sequence, start, end in parse_messages(self._buffer, size):
                one = parse_tcp_socket(self._buffer, start, end) if kind == _SOCK_DIAG_BY_FAMILY else None
                if one is not None:
                    ended.append(one)
        return ended
