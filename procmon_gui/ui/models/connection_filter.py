"""Which sockets are shown: groups that are switched on, and words that must occur. Pure.

A word is looked for in everything that a row shows. `port:443`, `pid:12`, `user:anna`, `state:listen` and `proto:udp`
look in one field only; any other word with a colon is a word, because addresses have colons.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sockets import Socket, SocketState
from procmon_gui.ui.models.connection_words import kind_text, local_text, owner_text, remote_text, state_text

Names = Mapping[ProcessKey, str]
Test = Callable[[Socket, Names], bool]


class Group(Enum):
    """Every socket is in exactly one of them."""

    LISTENING = "listening"
    CONNECTED = "connected"
    CLOSING = "closing"
    UNIX = "unix"
    OTHER = "other"


_CONNECTED: Final = frozenset(
    {SocketState.ESTABLISHED, SocketState.SYN_SENT, SocketState.SYN_RECEIVED, SocketState.CLOSE_WAIT}
)
_CLOSING: Final = frozenset(
    {
        SocketState.FIN_WAIT_1,
        SocketState.FIN_WAIT_2,
        SocketState.TIME_WAIT,
        SocketState.LAST_ACK,
        SocketState.CLOSING,
    }
)


def group_of(one: Socket) -> Group:
    """Return the group of a socket. A UDP socket without a peer waits for whoever comes, so it listens."""
    if one.kind.is_unix:
        return Group.UNIX
    if not one.kind.is_internet or one.kind.value.startswith(("raw", "icmp")):
        return Group.OTHER
    if one.state is SocketState.LISTENING:
        return Group.LISTENING
    if one.state in _CONNECTED:
        return Group.CONNECTED
    if one.state in _CLOSING:
        return Group.CLOSING
    # A TCP socket that does nothing has no better place.
    return Group.OTHER if one.kind.is_tcp else Group.LISTENING


def _has_port(wanted: str) -> Test:
    def test(one: Socket, _names: Names) -> bool:
        return wanted in (str(one.local_port), str(one.remote_port)) and one.kind.is_internet

    return test


def _has_pid(wanted: str) -> Test:
    def test(one: Socket, _names: Names) -> bool:
        return any(str(key.pid) == wanted for key in one.owners or ())

    return test


def _has_user(wanted: str) -> Test:
    def test(one: Socket, _names: Names) -> bool:
        return one.user.casefold() == wanted or (one.uid is not None and str(one.uid) == wanted)

    return test


def _has_state(wanted: str) -> Test:
    def test(one: Socket, _names: Names) -> bool:
        return wanted in one.state.value or wanted in state_text(one.state).casefold()

    return test


def _has_kind(wanted: str) -> Test:
    def test(one: Socket, _names: Names) -> bool:
        return one.kind.value.startswith(wanted) or kind_text(one.kind).casefold().startswith(wanted)

    return test


_FIELDS: Final[Mapping[str, Callable[[str], Test]]] = {
    "port": _has_port,
    "pid": _has_pid,
    "user": _has_user,
    "state": _has_state,
    "proto": _has_kind,
}


def compiled(typed: str) -> tuple[Test, ...]:
    """Return one test for each word that was typed; a socket is shown when it passes all of them."""
    return tuple(_test_of(word) for word in typed.casefold().split())


def _test_of(word: str) -> Test:
    field, colon, wanted = word.partition(":")
    if colon and wanted and field in _FIELDS:
        return _FIELDS[field](wanted)

    def test(one: Socket, names: Names) -> bool:
        return word in searched(one, names)

    return test


def searched(one: Socket, names: Names) -> str:
    """Return everything that a row says, for the search; every holder counts, not only the first."""
    holders = " ".join(f"{names.get(key, '')} {key.pid}" for key in one.owners or ())
    words = (
        kind_text(one.kind), state_text(one.state), one.state.value, local_text(one), remote_text(one), one.user,
        holders or owner_text(one, names) or "",
    )  # fmt: skip
    return "\n".join(words).casefold()
