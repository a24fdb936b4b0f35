"""One socket as the kernel tells it, whichever way it was asked, before anybody looked for its owner."""

import contextlib
import socket
import time
from collections.abc import Callable
from typing import Final, NamedTuple

from procmon_gui.domain.sockets import SocketKind, SocketState, SocketTimer
from procmon_gui.domain.text import cell_text

# include/net/tcp_states.h; 12 is a connection that is only a request yet, 13 one that is bound and not connected.
STATE_OF_NUMBER: Final = {
    1: SocketState.ESTABLISHED,
    2: SocketState.SYN_SENT,
    3: SocketState.SYN_RECEIVED,
    4: SocketState.FIN_WAIT_1,
    5: SocketState.FIN_WAIT_2,
    6: SocketState.TIME_WAIT,
    7: SocketState.UNCONNECTED,
    8: SocketState.CLOSE_WAIT,
    9: SocketState.LAST_ACK,
    10: SocketState.LISTENING,
    11: SocketState.CLOSING,
    12: SocketState.SYN_RECEIVED,
    13: SocketState.UNCONNECTED,
}
UNIX_KIND_OF_TYPE: Final = {
    1: SocketKind.UNIX_STREAM,
    2: SocketKind.UNIX_DGRAM,
    5: SocketKind.UNIX_SEQPACKET,
}
# linux/netlink.h
NETLINK_PROTOCOLS: Final = {
    0: "route", 2: "usersock", 3: "firewall", 4: "sock_diag", 5: "nflog", 6: "xfrm", 7: "selinux", 8: "iscsi",
    9: "audit", 10: "fib_lookup", 11: "connector", 12: "netfilter", 13: "ip6_fw", 14: "dnrtmsg", 15: "uevent",
    16: "generic", 18: "scsitransport", 19: "ecryptfs", 20: "rdma", 21: "crypto", 22: "smc",
}  # fmt: skip
_NAMES_KEPT_NS: Final = 10_000_000_000


class Raw(NamedTuple):
    """As `domain.sockets.Socket`, without user and owners."""

    identity: int | str
    kind: SocketKind
    state: SocketState
    local_address: str = ""
    local_port: int | None = None
    remote_address: str = ""
    remote_port: int | None = None
    interface: str = ""
    uid: int | None = None
    inode: int | None = None
    receive_queue_bytes: int | None = None
    send_queue_bytes: int | None = None
    waiting_count: int | None = None
    waiting_limit: int | None = None
    received_bytes: int | None = None
    sent_bytes: int | None = None
    dropped_count: int | None = None
    round_trip_s: float | None = None
    timer: SocketTimer | None = None
    timer_s: float | None = None
    resends: int | None = None
    peer_inode: int | None = None


def unix_name(raw: bytes) -> str:
    """Return the name of a unix socket, escaped and capped: "@" stands before a name that is no file (unix(7))."""
    if raw.startswith(b"\0"):
        return cell_text(b"@" + raw[1:])
    return cell_text(raw.partition(b"\0")[0])


class InterfaceNames:
    """Tells the name of a network interface; asks the kernel again after ten seconds, because they come and go."""

    def __init__(
        self,
        ask: Callable[[int], str] = socket.if_indextoname,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._ask = ask
        self._monotonic_ns = monotonic_ns
        self._names: dict[int, str] = {}
        self._kept_until_ns = 0

    def __call__(self, index: int) -> str:
        """Return the name, its number where it has none (any longer), "" for 0, which means all interfaces."""
        if index == 0:
            return ""
        now_ns = self._monotonic_ns()
        if now_ns >= self._kept_until_ns:
            self._names.clear()
            self._kept_until_ns = now_ns + _NAMES_KEPT_NS
        if index not in self._names:
            name = str(index)
            with contextlib.suppress(OSError):
                name = cell_text(self._ask(index))
            self._names[index] = name
        return self._names[index]


interface_name: Final = InterfaceNames()
