"""What is said of a socket without asking any system."""

import pytest

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sockets import (
    Ownerless,
    Socket,
    SocketKind,
    SocketList,
    SocketState,
    bytes_per_s,
    endpoint,
)


def test_a_rate_is_what_came_between_two_lists() -> None:
    assert bytes_per_s(1000, 3000, 2_000_000_000) == 1000.0


@pytest.mark.parametrize(
    ("before", "after", "elapsed_ns"), [(None, 5, 1), (5, None, 1), (5, 4, 1), (1, 2, 0), (1, 2, -1)]
)
def test_a_rate_that_can_not_be_known_is_not_zero(before: int | None, after: int | None, elapsed_ns: int) -> None:
    assert bytes_per_s(before, after, elapsed_ns) is None


@pytest.mark.parametrize(
    ("address", "port", "said"),
    [
        ("127.0.0.1", 22, "127.0.0.1:22"),
        ("::1", 22, "[::1]:22"),
        ("::ffff:10.0.0.1", 80, "[::ffff:10.0.0.1]:80"),
        ("0.0.0.0", 0, "0.0.0.0:*"),
        ("/run/one.sock", None, "/run/one.sock"),
        ("", None, ""),
    ],
)
def test_an_end_is_written_as_people_write_it(address: str, port: int | None, said: str) -> None:
    assert endpoint(address, port) == said


def test_sockets_without_a_known_owner_are_counted_by_reason() -> None:
    key = ProcessKey("boot", 7, 70)
    one = Socket(identity=1, kind=SocketKind.TCP, state=SocketState.LISTENING, owners=(key,))
    two = Socket(
        identity=2, kind=SocketKind.UDP, state=SocketState.UNCONNECTED, owners=None, why_no_owner=Ownerless.REFUSED
    )
    three = Socket(
        identity=3, kind=SocketKind.TCP, state=SocketState.TIME_WAIT, owners=(), why_no_owner=Ownerless.LEFT_BEHIND
    )

    told = SocketList(monotonic_ns=1, sockets=(one, two, three), names={key: "sshd"}, process_count=3, refused_count=1)

    assert told.ownerless() == {Ownerless.REFUSED: 1, Ownerless.LEFT_BEHIND: 1}


def test_every_kind_is_internet_or_unix_or_neither_and_never_both() -> None:
    assert not any(kind.is_internet and kind.is_unix for kind in SocketKind)
    assert {kind for kind in SocketKind if not kind.is_internet and not kind.is_unix} == {
        SocketKind.NETLINK,
        SocketKind.PACKET,
        SocketKind.OTHER,
    }
    assert all(kind.is_internet for kind in SocketKind if kind.is_tcp)
