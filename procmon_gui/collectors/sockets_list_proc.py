"""Reads the sockets of a network namespace from the files of /proc/net: where sock_diag is not there or not allowed.

They tell less: no counters of bytes, no length of a queue of connections. They are read whole, so a long list may
repeat or miss sockets that come and go meanwhile. The file of unix sockets is written in lines, and a path may hold
line breaks: whoever names his socket like that can forge lines there, which the answers of sock_diag do not allow.
"""

import re
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from procmon_gui.collectors.sockets_list_raw import NETLINK_PROTOCOLS, STATE_OF_NUMBER, UNIX_KIND_OF_TYPE, Raw
from procmon_gui.domain.sockets import SocketKind, SocketState
from procmon_gui.domain.text import cell_text

# A file that is longer than that is cut: some 100,000 sockets.
_MOST_BYTES: Final = 24 * 1024 * 1024
_ACCEPTS_CONNECTIONS: Final = 0x10000  # __SO_ACCEPTCON
_UNIX_LINE: Final = re.compile(
    rb"[0-9a-f]+: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{4}) ([0-9A-F]{2})\s+([0-9]+)(?: (.*))?\Z", re.DOTALL
)

INTERNET_FILES: Final = {
    "tcp": SocketKind.TCP, "tcp6": SocketKind.TCP6, "udp": SocketKind.UDP, "udp6": SocketKind.UDP6,
    "udplite": SocketKind.UDPLITE, "udplite6": SocketKind.UDPLITE6, "icmp": SocketKind.ICMP,
    "icmp6": SocketKind.ICMP6, "raw": SocketKind.RAW, "raw6": SocketKind.RAW6,
}  # fmt: skip


def read_net_file(folder: str, name: str) -> list[Raw]:
    """Return the sockets of one file of /proc/net; raises OSError where it is not there or not shown."""
    with open(f"{folder}/{name}", "rb") as file:
        lines = file.read(_MOST_BYTES).split(b"\n")[1:]
    kind = INTERNET_FILES.get(name)
    if kind is not None:
        return list(_understood(lines, lambda line: parse_inet_line(line, kind)))
    return list(_understood(lines, _PARSERS[name]))


def read_namespace(folder: str) -> list[Raw]:
    """Return every socket that the files of one folder tell of; a file that is not there tells of none.

    Raises OSError where the folder itself is not shown.
    """
    found = read_net_file(folder, "tcp")
    for name in (*INTERNET_FILES, *_PARSERS):
        if name == "tcp":
            continue
        try:
            found += read_net_file(folder, name)
        except FileNotFoundError:
            continue
    return found


def parse_inet_line(line: bytes, kind: SocketKind) -> Raw | None:
    """Return the socket of a line of tcp, udp, raw and their like (proc(5)); None where it is none."""
    fields = line.split()
    if len(fields) < 10:
        return None
    local_address, local_port = _endpoint(fields[1])
    remote_address, remote_port = _endpoint(fields[2])
    number = int(fields[3], 16)
    send, _, receive = fields[4].partition(b":")
    state = STATE_OF_NUMBER.get(number, SocketState.UNCONNECTED)
    inode = int(fields[9])
    is_listening = state is SocketState.LISTENING
    has_peer = state not in (SocketState.LISTENING, SocketState.UNCONNECTED)
    return Raw(
        identity=f"{kind.value} {local_address} {local_port} {remote_address} {remote_port} {inode}",
        kind=kind,
        state=state,
        local_address=local_address,
        local_port=local_port,
        remote_address=remote_address if has_peer else "",
        remote_port=remote_port if has_peer else None,
        uid=int(fields[7]) if inode or number not in (3, 5, 6, 12) else None,
        inode=inode or None,
        receive_queue_bytes=None if is_listening else int(receive, 16),
        send_queue_bytes=None if is_listening else int(send, 16),
        waiting_count=int(receive, 16) if is_listening else None,
        dropped_count=None if kind.is_tcp or len(fields) < 13 else int(fields[12]),
    )


def parse_unix_line(line: bytes) -> Raw | None:
    """Return the socket of a line of /proc/net/unix; None where it is none."""
    match = _UNIX_LINE.match(line)
    if match is None:
        return None
    flags, kind, state, inode = int(match[1], 16), int(match[2], 16), int(match[3], 16), int(match[4])
    told = SocketState.ESTABLISHED if state == 3 else SocketState.UNCONNECTED
    return Raw(
        identity=f"unix {inode}",
        kind=UNIX_KIND_OF_TYPE.get(kind, SocketKind.OTHER),
        state=SocketState.LISTENING if flags & _ACCEPTS_CONNECTIONS else told,
        local_address=cell_text(match[5] or b""),
        inode=inode or None,
    )


def parse_netlink_line(line: bytes) -> Raw | None:
    """Return the socket of a line of /proc/net/netlink; None where it is none."""
    fields = line.split()
    if len(fields) < 10:
        return None
    protocol, port = int(fields[1]), int(fields[2])
    return Raw(
        identity=f"netlink {protocol} {port} {int(fields[9])}",
        kind=SocketKind.NETLINK,
        state=SocketState.NONE,
        local_address=NETLINK_PROTOCOLS.get(protocol, str(protocol)),
        local_port=port & 0xFFFFFFFF,
        inode=int(fields[9]) or None,
        receive_queue_bytes=int(fields[4]),
        send_queue_bytes=int(fields[5]),
        dropped_count=int(fields[8]),
    )


def parse_packet_line(line: bytes) -> Raw | None:
    """Return the socket of a line of /proc/net/packet; None where it is none."""
    fields = line.split()
    if len(fields) < 9:
        return None
    protocol, interface = int(fields[3], 16), int(fields[4])
    return Raw(
        identity=f"packet {int(fields[8])}",
        kind=SocketKind.PACKET,
        state=SocketState.NONE,
        local_address=f"0x{protocol:04x}" if protocol else "",
        interface=str(interface) if interface else "",
        uid=int(fields[7]),
        inode=int(fields[8]) or None,
        receive_queue_bytes=int(fields[6]),
    )


_PARSERS: Final[dict[str, Callable[[bytes], Raw | None]]] = {
    "unix": parse_unix_line,
    "netlink": parse_netlink_line,
    "packet": parse_packet_line,
}


def _understood(lines: list[bytes], parse: Callable[[bytes], Raw | None]) -> Iterator[Raw]:
    for line in lines:
        try:
            one = parse(line)
        except (ValueError, IndexError):
            continue
        if one is not None:
            yield one


def _endpoint(field: bytes) -> tuple[str, int]:
    """Return address and port of "0100007F:0016": words of four bytes in the machine's own order, the port in hex."""
    address, _, port = field.partition(b":")
    return _address(address), int(port, 16)


@lru_cache(maxsize=8192)
def _address(digits: bytes) -> str:
    words = [int(digits[at : at + 8], 16) for at in range(0, len(digits), 8)]
    order = "<" if sys.byteorder == "little" else ">"
    packed = struct.pack(f"{order}{len(words)}I", *words)
    return socket.inet_ntop(socket.AF_INET if len(packed) == 4 else socket.AF_INET6, packed)
