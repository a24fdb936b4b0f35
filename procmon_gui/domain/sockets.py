"""What a socket is, who holds it, and why that may not be known. Pure: no files, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

NO_SOCKETS_TOLD: Final = QT_TRANSLATE_NOOP("Sockets", "The system does not tell of sockets.")


class SocketKind(Enum):
    """Family and type of a socket."""

    TCP = "tcp"
    TCP6 = "tcp6"
    UDP = "udp"
    UDP6 = "udp6"
    UDPLITE = "udplite"
    UDPLITE6 = "udplite6"
    ICMP = "icmp"
    ICMP6 = "icmp6"
    RAW = "raw"
    RAW6 = "raw6"
    UNIX_STREAM = "unix stream"
    UNIX_DGRAM = "unix dgram"
    UNIX_SEQPACKET = "unix seqpacket"
    NETLINK = "netlink"
    PACKET = "packet"
    OTHER = "other"

    @property
    def is_unix(self) -> bool:
        """Whether it stays within the machine and is named by a path."""
        return self in _UNIX

    @property
    def is_internet(self) -> bool:
        """Whether it has addresses of IPv4 or IPv6."""
        return self in _INTERNET

    @property
    def is_tcp(self) -> bool:
        """Whether it is TCP, over IPv4 or IPv6."""
        return self in _TCP


_TCP = frozenset({SocketKind.TCP, SocketKind.TCP6})
_UNIX = frozenset({SocketKind.UNIX_STREAM, SocketKind.UNIX_DGRAM, SocketKind.UNIX_SEQPACKET})
_INTERNET = frozenset(SocketKind) - _UNIX - {SocketKind.NETLINK, SocketKind.PACKET, SocketKind.OTHER}


class SocketState(Enum):
    """What a socket does now. `NONE` is for kinds without a connection, `UNCONNECTED` for those that have no peer."""

    ESTABLISHED = "established"
    SYN_SENT = "syn-sent"
    SYN_RECEIVED = "syn-received"
    FIN_WAIT_1 = "fin-wait-1"
    FIN_WAIT_2 = "fin-wait-2"
    TIME_WAIT = "time-wait"
    CLOSE_WAIT = "close-wait"
    LAST_ACK = "last-ack"
    CLOSING = "closing"
    LISTENING = "listening"
    UNCONNECTED = "unconnected"
    NONE = "none"


class Ownerless(Enum):
    """Why nobody is named as the owner of a socket."""

    # It is the kernel's own.
    KERNEL = "kernel"
    # The kernel finishes the connection by itself (time-wait, the rest of a close): no process has it any longer.
    LEFT_BEHIND = "left-behind"
    # The other side has connected, and the listening process has not accepted it yet.
    NOT_ACCEPTED = "not-accepted"
    # The descriptors of some processes are not shown to this program, and one of them may hold it.
    REFUSED = "refused"
    # The search for owners has not come to every process yet.
    NOT_LOOKED = "not-looked"
    # Every process was looked through: the kernel itself holds it, or a process that is not seen from here.
    NOBODY_SEEN = "nobody-seen"
    # This system does not tell who holds what.
    NOT_TOLD = "not-told"


class SocketTimer(Enum):
    """What the kernel waits for on a TCP socket (linux/inet_diag.h, idiag_timer)."""

    RETRANSMIT = "retransmit"
    KEEP_ALIVE = "keep-alive"
    TIME_WAIT = "time-wait"
    WINDOW_PROBE = "window-probe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Socket:
    """One socket at one moment. None is unknown or has no meaning for its kind; 0 is zero.

    Attributes:
        identity: the same in two lists for the same socket, and for no other one.
        local_address, remote_address: an IP address without brackets, "" where there is none (any address is
            "0.0.0.0" or "::"); a path of a unix socket, escaped and capped, "@" before a name that is no file.
        interface: the network interface to which it is bound, "" for all.
        uid: of the socket, which is not always that of its holders; user is its name.
        inode: number under /proc/PID/fd; None where no process has it.
        receive_queue_bytes: arrived and not read; send_queue_bytes: written and not acknowledged.
        waiting_count: connections of a listening socket that nobody accepted yet, of waiting_limit at most.
        received_bytes, sent_bytes: payload of a TCP connection; what was sent counts when it is acknowledged.
        dropped_count: packets that found the receive queue full.
        timer_s: time until the timer runs out, None for that of time-wait.
        resends: how often it was sent again without an answer.
        peer_inode: the socket at the other end of a unix socket.
        owners: the processes that hold it, lowest pid first; None where that is not known, see why_no_owner.
            An empty tuple means that certainly no process holds it.
        why_no_owner: set exactly where `owners` is None or empty. Owners that were found may not be all of them
            while the list says that processes were refused.
    """

    identity: int | str
    kind: SocketKind
    state: SocketState
    local_address: str = ""
    local_port: int | None = None
    remote_address: str = ""
    remote_port: int | None = None
    interface: str = ""
    uid: int | None = None
    user: str = ""
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
    owners: tuple[ProcessKey, ...] | None = None
    why_no_owner: Ownerless | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketList:
    """Every socket that this program sees, at one moment.

    Attributes:
        monotonic_ns: when it was read.
        sockets: in no order that means something.
        names: what each owner calls itself, escaped and capped.
        services: names under which some of the ports are known; a hint only, because anybody may use any port.
        process_count: how many processes were there; refused_count: of how many the descriptors were not shown.
        hides_others: the system does not even show that processes of other users are there (hidepid).
        stranger_count: sockets that processes hold, and that are of another network or of a kind that is not told.
        unreadable: the kinds that the system did not tell of, in its own words.
    """

    monotonic_ns: int
    sockets: tuple[Socket, ...]
    names: Mapping[ProcessKey, str]
    services: Mapping[int, str] = field(default_factory=dict)
    process_count: int
    refused_count: int
    hides_others: bool = False
    stranger_count: int = 0
    unreadable: tuple[str, ...] = ()

    def ownerless(self) -> Mapping[Ownerless, int]:
        """Return how many sockets have no known owner, by reason."""
        counts: dict[Ownerless, int] = {}
        for one in self.sockets:
            if one.why_no_owner is not None:
                counts[one.why_no_owner] = counts.get(one.why_no_owner, 0) + 1
        return counts


def bytes_per_s(before: int | None, after: int | None, elapsed_ns: int) -> float | None:
    """Return the rate between two counts of one socket; None where it can not be known."""
    if before is None or after is None or after < before or elapsed_ns <= 0:
        return None
    return (after - before) * 1e9 / elapsed_ns


def endpoint(address: str, port: int | None) -> str:
    """Return address and port as people write them; an address of IPv6 stands in brackets, every port is "*"."""
    if port is None:
        return address
    number = str(port) if port else "*"
    return f"[{address}]:{number}" if ":" in address else f"{address}:{number}"
