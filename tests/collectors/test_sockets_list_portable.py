"""The list through psutil: fewer kinds and figures, the same ends, states and owners."""

import os
import socket
from unittest.mock import patch

import psutil
import pytest

from procmon_gui.collectors.portable import PortableSource
from procmon_gui.collectors.sockets_list_portable import PortableSocketLister
from procmon_gui.domain.errors import Cancelled, Ended, Refused
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sockets import Ownerless, SocketKind, SocketState
from tests.collectors.errands import GaveUp, Patient


def own_key(lister: PortableSocketLister) -> ProcessKey:
    return lister._key(psutil.Process())


def test_both_ends_and_the_listener_of_a_connection_are_listed_with_their_owner() -> None:
    lister = PortableSocketLister()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(listener.getsockname()), listener.accept()[0]:
            told = lister.list_sockets(Patient())

    ours = [one for one in told.sockets if port in (one.local_port, one.remote_port)]
    assert sorted(one.state.value for one in ours) == ["established", "established", "listening"]
    assert {one.kind for one in ours} == {SocketKind.TCP}
    assert {one.owners for one in ours} == {(own_key(lister),)}
    assert all(one.received_bytes is None and one.receive_queue_bytes is None for one in ours)
    assert len({one.identity for one in told.sockets}) == len(told.sockets)


def test_the_sockets_of_one_process() -> None:
    lister = PortableSocketLister()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
        datagram.bind(("127.0.0.1", 0))
        told = lister.sockets_of(own_key(lister), Patient())

        found = [one for one in told.sockets if one.local_port == datagram.getsockname()[1]]
    assert [(one.kind, one.state) for one in found] == [(SocketKind.UDP, SocketState.UNCONNECTED)]


def test_who_has_ended_or_is_another_one_is_told() -> None:
    lister = PortableSocketLister()
    key = own_key(lister)

    with pytest.raises(Ended):
        lister.sockets_of(ProcessKey(key.boot_id, key.pid, key.start_ticks + 9), Patient())
    with pytest.raises(Ended):
        lister.sockets_of(ProcessKey(key.boot_id, 2**22 + 1, 1), Patient())


def test_where_the_whole_list_is_refused_the_own_processes_tell_and_the_others_are_counted() -> None:
    """As on macOS without root."""
    lister = PortableSocketLister()
    real = psutil.Process.net_connections

    def only_own(process: psutil.Process, kind: str = "inet") -> object:
        if process.pid != os.getpid():
            raise psutil.AccessDenied(process.pid)
        return real(process, kind=kind)

    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        patch.object(psutil, "net_connections", side_effect=psutil.AccessDenied()),
        patch.object(psutil.Process, "net_connections", only_own),
    ):
        told = lister.list_sockets(Patient())
        found = [one for one in told.sockets if one.local_port == listener.getsockname()[1]]
        with pytest.raises(Refused):
            lister.sockets_of(lister._key(psutil.Process(os.getppid())), Patient())

    assert [one.owners for one in found] == [(own_key(lister),)]
    assert told.refused_count > 0


def test_a_socket_without_a_process_says_why() -> None:
    lister = PortableSocketLister()
    one = psutil._ntuples.sconn(
        -1, socket.AF_INET, socket.SOCK_STREAM, ("10.0.0.1", 1), ("10.0.0.2", 2), "LISTEN", None
    )
    two = one._replace(status="TIME_WAIT")
    with patch.object(psutil, "net_connections", return_value=[one, two]):
        told = lister.list_sockets(Patient())

    assert [(each.owners, each.why_no_owner) for each in told.sockets] == [
        (None, Ownerless.NOT_TOLD),
        ((), Ownerless.LEFT_BEHIND),
    ]


def test_nobody_waits_for_a_list_that_was_given_up() -> None:
    with pytest.raises(Cancelled):
        PortableSocketLister().list_sockets(GaveUp())


def test_keys_are_those_of_the_portable_eye() -> None:
    """So that a click on an owner finds its row."""
    source = PortableSource()
    try:
        reading = source.read(5.0)
        assert reading is not None
        own = [slot for slot in range(len(reading.serials)) if reading.numbers["pid"][slot] == os.getpid()]
        ticks = int(reading.numbers["start_ticks"][own[0]])
    finally:
        source.close()

    assert own_key(PortableSocketLister()) == ProcessKey(reading.boot_id, os.getpid(), ticks)
