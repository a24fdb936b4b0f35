"""The columns of the list of connections: what a cell says, what it is sorted by, how wide it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, Final

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sockets import Socket
from procmon_gui.ui import text
from procmon_gui.ui.models import connection_words as words
from procmon_gui.ui.models.connection_filter import Group


@dataclass(frozen=True, slots=True)
class Row:
    """A socket with what only two lists together tell: its rates."""

    socket: Socket
    group: Group
    received_per_s: float | None = None
    sent_per_s: float | None = None


Names = Mapping[ProcessKey, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        cell: the text; None is unknown, and shown as a dash. "" where it means nothing for this kind of socket.
        key: what is sorted by; None is unknown, and last both ways.
        width: with which it comes, in logical pixels at the usual font; numbers take what their widest text takes.
        widest: the widest number; a number is never shortened.
    """

    id: str
    title: str
    description: str
    cell: Callable[[Row, Names], str | None]
    key: Callable[[Row, Names], Any]
    width: int = 0
    widest: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right."""
        return bool(self.widest)


def _bytes(number: float | None) -> str | None:
    return None if number is None else text.bytes_text(number)


def _traffic(row: Row, number: float | None) -> str | None:
    """Word a count of bytes: only TCP connections have one, a socket that listens never will."""
    if number is None and not _has_traffic(row.socket):
        return ""
    return _bytes(number)


def _has_traffic(one: Socket) -> bool:
    return one.kind.is_internet and one.waiting_count is None


def _owner_key(row: Row, names: Names) -> tuple[str, int] | None:
    if not row.socket.owners:
        return None
    first = row.socket.owners[0]
    return names.get(first, "").casefold(), first.pid


def _queue(one: Socket, *, is_receive: bool) -> str | None:
    if one.waiting_count is not None:
        return words.queued_text(one, is_receive=True) if is_receive else ""
    size = one.receive_queue_bytes if is_receive else one.send_queue_bytes
    return "" if size is None else text.bytes_text(size)


@lru_cache(maxsize=16_384)
def _end_key(address: str, port: int | None) -> tuple[int, bytes, int] | None:
    """Sort addresses as numbers and before paths; no end at all is unknown."""
    if not address:
        return None
    try:
        packed = ip_address(address).packed
    except ValueError:
        return 32, address.encode("utf-8", "surrogateescape"), port or 0
    return len(packed), packed, port or 0


_T = QT_TRANSLATE_NOOP
_SIZE: Final = "1023.9 MiB"

COLUMNS: Final = (
    Column(
        id="process", title=_T("Connections", "Process"), width=176,
        description=_T("Connections", "Who holds it, with the process number; +2 means two more. A click goes there."),
        cell=lambda row, names: words.owner_text(row.socket, names), key=_owner_key,
    ),
    Column(
        id="protocol", title=_T("Connections", "Protocol"), width=78,
        description=_T("Connections", "Family and type of the socket."),
        cell=lambda row, _: words.kind_text(row.socket.kind), key=lambda row, _: row.socket.kind.value,
    ),
    Column(
        id="state", title=_T("Connections", "State"), width=96,
        description=_T("Connections", "What the socket does now."),
        cell=lambda row, _: words.state_text(row.socket.state), key=lambda row, _: words.state_text(row.socket.state),
    ),
    Column(
        id="local", title=_T("Connections", "Local"), width=140,
        description=_T("Connections", "Address and port of this side, or the path of a unix socket."),
        cell=lambda row, _: words.local_text(row.socket),
        key=lambda row, _: _end_key(row.socket.local_address, row.socket.local_port),
    ),
    Column(
        id="remote", title=_T("Connections", "Remote"), width=140,
        description=_T("Connections", "Address and port of the other side. No name is looked up."),
        cell=lambda row, _: words.remote_text(row.socket),
        key=lambda row, _: _end_key(row.socket.remote_address, row.socket.remote_port),
    ),
    Column(
        id="received_rate", title=_T("Connections", "Received/s"), widest=_SIZE,
        description=_T("Connections", "Payload of a TCP connection that arrives each second."),
        cell=lambda row, _: _traffic(row, row.received_per_s), key=lambda row, _: row.received_per_s,
    ),
    Column(
        id="sent_rate", title=_T("Connections", "Sent/s"), widest=_SIZE,
        description=_T("Connections", "Payload of a TCP connection that the other side confirms each second."),
        cell=lambda row, _: _traffic(row, row.sent_per_s), key=lambda row, _: row.sent_per_s,
    ),
    Column(
        id="received", title=_T("Connections", "Received"), widest=_SIZE,
        description=_T("Connections", "Payload of a TCP connection that arrived since it began."),
        cell=lambda row, _: _traffic(row, row.socket.received_bytes), key=lambda row, _: row.socket.received_bytes,
    ),
    Column(
        id="sent", title=_T("Connections", "Sent"), widest=_SIZE,
        description=_T("Connections", "Payload of a TCP connection that the other side confirmed since it began."),
        cell=lambda row, _: _traffic(row, row.socket.sent_bytes), key=lambda row, _: row.socket.sent_bytes,
    ),
    Column(
        id="user", title=_T("Connections", "User"), width=76,
        description=_T("Connections", "Who made the socket."),
        cell=lambda row, _: row.socket.user or None, key=lambda row, _: row.socket.user.casefold() or None,
    ),
    Column(
        id="receive_queue", title=_T("Connections", "Unread"), widest=_SIZE,
        description=_T(
            "Connections", "Arrived and not read yet; of a listening socket, how many connections wait to be accepted."
        ),
        cell=lambda row, _: _queue(row.socket, is_receive=True),
        key=lambda row, _: row.socket.receive_queue_bytes
        if row.socket.waiting_count is None else row.socket.waiting_count,
    ),
    Column(
        id="send_queue", title=_T("Connections", "Unsent"), widest=_SIZE,
        description=_T("Connections", "Written and not confirmed by the other side yet."),
        cell=lambda row, _: _queue(row.socket, is_receive=False),
        key=lambda row, _: row.socket.send_queue_bytes,
    ),
)  # fmt: skip
# What goes first where the window is too narrow for all.
FOLDS: Final = (
    "send_queue", "receive_queue", "sent", "received", "user", "sent_rate", "received_rate", "protocol",
)  # fmt: skip
