"""Asks the kernel for every socket of this network namespace: NETLINK_SOCK_DIAG of sock_diag(7), no rights needed.

Layouts as in linux/inet_diag.h, unix_diag.h, netlink_diag.h and packet_diag.h. What can not be understood is left out.
"""

import errno
import os
import socket
import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from procmon_gui.collectors.eye.sock_diag import parse_messages, parse_tcp_socket
from procmon_gui.collectors.sockets_list_raw import (
    NETLINK_PROTOCOLS,
    STATE_OF_NUMBER,
    UNIX_KIND_OF_TYPE,
    Raw,
    interface_name,
    unix_name,
)
from procmon_gui.domain.sockets import SocketKind, SocketState, SocketTimer

NETLINK_SOCK_DIAG: Final = 4
SOCK_DIAG_BY_FAMILY: Final = 20
_DUMP: Final = 0x301  # NLM_F_REQUEST | NLM_F_DUMP
_ERROR, _DONE = 2, 3
_HEADER: Final = struct.Struct("=IHHII")  # nlmsghdr: length, type, flags, sequence, port
_BUFFER_BYTES: Final = 1 << 18
_ANSWER_TIMEOUT: Final = struct.pack("@ll", 2, 0)  # timeval; the kernel answers at once or never

# inet_diag_req_v2: family, protocol, extensions, states, socket id. All states, also those of later kernels.
_INET_REQUEST: Final = struct.Struct("=BBBxI48x")
_EVERY_STATE: Final = 0xFFFFFFFF
_INFO, _MEMORY = 2, 7  # INET_DIAG_INFO, INET_DIAG_SKMEMINFO
_EXTENSIONS: Final = (1 << (_INFO - 1)) | (1 << (_MEMORY - 1))
# inet_diag_msg: family, state, timer, resends, ports, addresses, interface, cookie, expires, queues, uid, inode.
_INET_HEAD: Final = struct.Struct("=4B")
_PORTS: Final = struct.Struct(">HH")
_INET_TAIL: Final = struct.Struct("=IQIIIII")
_INET_BYTES: Final = 72
_TAIL_AT: Final = 40
_EXPIRES_AT: Final = 52
_ROUND_TRIP_AT: Final = 68  # tcp_info: microseconds
_U32: Final = struct.Struct("=I")
_DROPS_AT: Final = 32  # SK_MEMINFO_DROPS, the ninth word

# unix_diag_req: family, protocol, states, inode, show, cookie. Show: name, peer, queues, uid.
_UNIX_REQUEST: Final = struct.Struct("=BBxxIIIII")
_UNIX_SHOW: Final = 0x01 | 0x04 | 0x10 | 0x40
_UNIX_HEAD: Final = struct.Struct("=BBBxIQ")
_UNIX_NAME, _UNIX_PEER, _UNIX_QUEUES, _UNIX_UID = 0, 2, 4, 7
# netlink_diag_req and packet_diag_req: family, protocol, inode, show, cookie.
_OTHER_REQUEST: Final = struct.Struct("=BBxxIIII")
_NETLINK_HEAD: Final = struct.Struct("=BBBBIIIIQ")
_PACKET_HEAD: Final = struct.Struct("=BBHIQ")
_PACKET_INFO, _PACKET_UID, _PACKET_MEMORY = 0, 5, 6
_ALL_NETLINK_PROTOCOLS: Final = 0xFF

_ATTRIBUTE: Final = struct.Struct("=HH")
_TWO: Final = struct.Struct("=II")
_TIMERS: Final = {
    1: SocketTimer.RETRANSMIT,
    2: SocketTimer.KEEP_ALIVE,
    3: SocketTimer.TIME_WAIT,  # always a minute from the start, so how long it still takes is not told
    4: SocketTimer.WINDOW_PROBE,
}
_TIME_WAIT: Final = 3
_ESTABLISHED: Final = 1

KIND_OF_INET: Final[dict[tuple[int, int], SocketKind]] = {
    (socket.AF_INET, socket.IPPROTO_TCP): SocketKind.TCP,
    (socket.AF_INET6, socket.IPPROTO_TCP): SocketKind.TCP6,
    (socket.AF_INET, socket.IPPROTO_UDP): SocketKind.UDP,
    (socket.AF_INET6, socket.IPPROTO_UDP): SocketKind.UDP6,
    (socket.AF_INET, 136): SocketKind.UDPLITE,
    (socket.AF_INET6, 136): SocketKind.UDPLITE6,
    (socket.AF_INET, socket.IPPROTO_RAW): SocketKind.RAW,
    (socket.AF_INET6, socket.IPPROTO_RAW): SocketKind.RAW6,
}


class Conversation:
    """One conversation with the kernel. Every question raises OSError where it is refused or not built in."""

    def __init__(self) -> None:
        self._sequence = 0
        self._buffer = bytearray(_BUFFER_BYTES)
        self._known: dict[SocketKind, dict[bytes, Raw]] = {}
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, NETLINK_SOCK_DIAG)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _ANSWER_TIMEOUT)

    def close(self) -> None:
        """Give the descriptor back."""
        self._socket.close()

    def internet(self, family: int, protocol: int) -> list[Raw]:
        """Return the sockets of one protocol over IPv4 or IPv6."""
        kind = KIND_OF_INET[family, protocol]
        request = _INET_REQUEST.pack(family, protocol, _EXTENSIONS, _EVERY_STATE)
        known, buffer = self._known.get(kind, {}), self._buffer
        now: dict[bytes, Raw] = {}
        for start, end in self._dump(request):
            # A socket of which the kernel says the same again is not taken to pieces again: most of them idle. The
            # time of a timer is left out of the comparison, so where one is told it must not run.
            said = _lasting_part(buffer, start, end)
            one = known.get(said) or parse_inet(buffer, start, end, kind)
            if one is not None:
                now[said] = one
        self._known[kind] = {said: one for said, one in now.items() if one.timer_s is None}
        return list(now.values())

    def unix(self) -> list[Raw]:
        """Return the unix sockets."""
        request = _UNIX_REQUEST.pack(socket.AF_UNIX, 0, _EVERY_STATE, 0, _UNIX_SHOW, 0, 0)
        return [one for place in self._dump(request) if (one := parse_unix(self._buffer, *place)) is not None]

    def netlink(self) -> list[Raw]:
        """Return the sockets of netlink, this one among them."""
        request = _OTHER_REQUEST.pack(socket.AF_NETLINK, _ALL_NETLINK_PROTOCOLS, 0, 1, 0, 0)
        return [one for place in self._dump(request) if (one := parse_netlink(self._buffer, *place)) is not None]

    def packet(self) -> list[Raw]:
        """Return the packet sockets, which see all traffic of an interface."""
        request = _OTHER_REQUEST.pack(socket.AF_PACKET, 0, 0, 0x11, 0, 0)
        return [one for place in self._dump(request) if (one := parse_packet(self._buffer, *place)) is not None]

    def _dump(self, request: bytes) -> Iterator[tuple[int, int]]:
        """Yield where in the buffer each answer begins and ends; good until the next one is asked for."""
        self._sequence += 1
        sequence = self._sequence
        self._socket.send(_HEADER.pack(16 + len(request), SOCK_DIAG_BY_FAMILY, _DUMP, sequence, 0) + request)
        while True:
            size = self._socket.recv_into(self._buffer)
            if size == 0:
                raise OSError(errno.EBADMSG, os.strerror(errno.EBADMSG))
            for kind, answered, start, end in parse_messages(self._buffer, size):
                if answered != sequence:
                    continue  # the rest of an answer that was given up
                if kind == SOCK_DIAG_BY_FAMILY:
                    yield start, end
                elif kind == _DONE:
                    return
                elif kind == _ERROR and end - start >= 4:
                    number = -struct.unpack_from("=i", self._buffer, start)[0]
                    raise OSError(number, os.strerror(number))


def _lasting_part(message: bytearray, start: int, end: int) -> bytes:
    """Return what of an answer only changes when the socket did something; it has the cookie, so it is nobody else's.

    A connection has many clocks in its tcp_info: of that only the bytes count, which stand for everything else.
    """
    head = message[start : start + _EXPIRES_AT] + message[start + _EXPIRES_AT + 4 : start + _INET_BYTES]
    if message[start + 1] == _ESTABLISHED:
        at = start + _INET_BYTES
        while at + 4 <= end:
            length, kind = _ATTRIBUTE.unpack_from(message, at)
            if kind == _INFO or length < 4:
                return bytes(head + message[at + 124 : at + 140] + message[at + 204 : at + 220])
            at += (length + 3) & ~3
    return bytes(head + message[start + _INET_BYTES : end])


def parse_inet(message: bytes | bytearray, start: int, end: int, kind: SocketKind) -> Raw | None:
    """Return the socket of one inet_diag_msg; None where it is malformed."""
    if start < 0 or end > len(message) or start + _INET_BYTES > end:
        return None
    _family, number, timer, resends = _INET_HEAD.unpack_from(message, start)
    local_port, remote_port = _PORTS.unpack_from(message, start + 4)
    interface, cookie, expires_ms, receive, send, uid, inode = _INET_TAIL.unpack_from(message, start + _TAIL_AT)
    parts = _attributes(message, start + _INET_BYTES, end)
    if parts is None:
        return None
    is_tcp = kind.is_tcp
    state = STATE_OF_NUMBER.get(number, SocketState.UNCONNECTED)
    is_listening = state is SocketState.LISTENING
    # The kernel tells neither user nor inode of a connection that it finishes by itself, or that is not accepted yet.
    is_kernels = inode == 0 and (number in (3, 6, 12) or timer == _TIME_WAIT)
    received, sent, round_trip_s = _traffic(message, start, end, parts) if is_tcp else (None, None, None)
    has_peer = state not in (SocketState.LISTENING, SocketState.UNCONNECTED)
    address_bytes = 16 if _family == socket.AF_INET6 else 4
    memory = parts.get(_MEMORY)
    return Raw(
        identity=cookie,
        kind=kind,
        state=state,
        local_address=_address(bytes(message[start + 8 : start + 8 + address_bytes])),
        local_port=local_port,
        remote_address=_address(bytes(message[start + 24 : start + 24 + address_bytes])) if has_peer else "",
        remote_port=remote_port if has_peer else None,
        interface=interface_name(interface),
        uid=None if is_kernels else uid,
        inode=inode or None,
        receive_queue_bytes=None if is_listening else receive,
        send_queue_bytes=None if is_listening else send,
        waiting_count=receive if is_listening else None,
        waiting_limit=send if is_listening else None,
        received_bytes=received,
        sent_bytes=sent,
        dropped_count=None if memory is None or memory[1] < _DROPS_AT + 4
        else _U32.unpack_from(message, memory[0] + _DROPS_AT)[0],
        round_trip_s=round_trip_s,
        timer=_TIMERS.get(timer) if is_tcp else None,
        timer_s=expires_ms / 1000 if is_tcp and timer and timer != _TIME_WAIT else None,
        resends=resends if is_tcp and not is_listening else None,
    )  # fmt: skip


def parse_unix(message: bytes | bytearray, start: int, end: int) -> Raw | None:
    """Return the socket of one unix_diag_msg; None where it is malformed."""
    if start < 0 or end > len(message) or start + _UNIX_HEAD.size > end:
        return None
    _family, kind, number, inode, cookie = _UNIX_HEAD.unpack_from(message, start)
    parts = _attributes(message, start + _UNIX_HEAD.size, end)
    if parts is None:
        return None
    name, queues = parts.get(_UNIX_NAME), parts.get(_UNIX_QUEUES)
    receive, send = _TWO.unpack_from(message, queues[0]) if queues and queues[1] >= 8 else (None, None)
    state = STATE_OF_NUMBER.get(number, SocketState.UNCONNECTED)
    is_listening = state is SocketState.LISTENING
    return Raw(
        identity=cookie,
        kind=UNIX_KIND_OF_TYPE.get(kind, SocketKind.OTHER),
        state=state,
        local_address=unix_name(bytes(message[name[0] : name[0] + name[1]])) if name else "",
        uid=_word(message, parts.get(_UNIX_UID)),
        inode=inode or None,
        receive_queue_bytes=None if is_listening else receive,
        send_queue_bytes=None if is_listening else send,
        waiting_count=receive if is_listening else None,
        waiting_limit=send if is_listening else None,
        peer_inode=_word(message, parts.get(_UNIX_PEER)) or None,
    )


def parse_netlink(message: bytes | bytearray, start: int, end: int) -> Raw | None:
    """Return the socket of one netlink_diag_msg; None where it is malformed."""
    if start < 0 or end > len(message) or start + _NETLINK_HEAD.size > end:
        return None
    _family, _type, protocol, _state, port, _to, _group, inode, cookie = _NETLINK_HEAD.unpack_from(message, start)
    parts = _attributes(message, start + _NETLINK_HEAD.size, end) or {}
    memory = parts.get(0)
    return Raw(
        identity=cookie,
        kind=SocketKind.NETLINK,
        state=SocketState.NONE,
        local_address=NETLINK_PROTOCOLS.get(protocol, str(protocol)),
        local_port=port,
        inode=inode or None,
        receive_queue_bytes=_U32.unpack_from(message, memory[0])[0] if memory and memory[1] >= 12 else None,
        send_queue_bytes=_U32.unpack_from(message, memory[0] + 8)[0] if memory and memory[1] >= 12 else None,
        dropped_count=_U32.unpack_from(message, memory[0] + _DROPS_AT)[0]
        if memory and memory[1] >= _DROPS_AT + 4
        else None,
    )


def parse_packet(message: bytes | bytearray, start: int, end: int) -> Raw | None:
    """Return the socket of one packet_diag_msg; None where it is malformed."""
    if start < 0 or end > len(message) or start + _PACKET_HEAD.size > end:
        return None
    _family, _type, protocol, inode, cookie = _PACKET_HEAD.unpack_from(message, start)
    parts = _attributes(message, start + _PACKET_HEAD.size, end) or {}
    memory = parts.get(_PACKET_MEMORY)
    index = _word(message, parts.get(_PACKET_INFO))
    return Raw(
        identity=cookie,
        kind=SocketKind.PACKET,
        state=SocketState.NONE,
        local_address=f"0x{protocol:04x}" if protocol else "",
        interface=interface_name(index or 0),
        uid=_word(message, parts.get(_PACKET_UID)),
        inode=inode or None,
        receive_queue_bytes=_U32.unpack_from(message, memory[0])[0] if memory and memory[1] >= 4 else None,
        dropped_count=_U32.unpack_from(message, memory[0] + _DROPS_AT)[0]
        if memory and memory[1] >= _DROPS_AT + 4
        else None,
    )


def _attributes(message: bytes | bytearray, at: int, end: int) -> dict[int, tuple[int, int]] | None:
    """Return where the value of each attribute begins and how long it is; None where one does not fit."""
    parts: dict[int, tuple[int, int]] = {}
    while at + 4 <= end:
        length, kind = _ATTRIBUTE.unpack_from(message, at)
        if length < 4 or at + length > end:
            return None
        parts[kind] = (at + 4, length - 4)
        at += (length + 3) & ~3
    return parts


def _traffic(
    message: bytes | bytearray, start: int, end: int, parts: dict[int, tuple[int, int]]
) -> tuple[int | None, int | None, float | None]:
    """Return received and sent bytes and the round trip time of a TCP socket, counted as the eye counts them."""
    info = parts.get(_INFO)
    counted = parse_tcp_socket(message, start, end)
    if info is None or counted is None or message[start + 1] in (7, 10):
        return None, None, None
    microseconds = _U32.unpack_from(message, info[0] + _ROUND_TRIP_AT)[0] if info[1] >= _ROUND_TRIP_AT + 4 else 0
    received = counted.received_bytes if counted.received_bytes >= 0 else None
    sent = counted.sent_bytes if counted.sent_bytes >= 0 else None
    return received, sent, microseconds / 1e6 if microseconds else None


def _word(message: bytes | bytearray, part: tuple[int, int] | None) -> int | None:
    if part is None or part[1] < 4:
        return None
    word: int = _U32.unpack_from(message, part[0])[0]
    return word


@lru_cache(maxsize=8192)
def _address(packed: bytes) -> str:
    return socket.inet_ntop(socket.AF_INET6 if len(packed) == 16 else socket.AF_INET, packed)
