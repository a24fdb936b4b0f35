"""Lists sockets through psutil, for systems without /proc: fewer kinds, no queues, no bytes, owners of our own only."""

import socket
import time
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import psutil

from procmon_gui.collectors.portable import name_of_boot
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import ENDED, OWNER_ONLY
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sockets import NO_SOCKETS_TOLD, Ownerless, Socket, SocketKind, SocketList, SocketState
from procmon_gui.domain.text import cell_text

# As in the snapshots of the portable eye.
TICKS_PER_S: Final = 100
_STATES: Final = {
    psutil.CONN_ESTABLISHED: SocketState.ESTABLISHED,
    psutil.CONN_SYN_SENT: SocketState.SYN_SENT,
    psutil.CONN_SYN_RECV: SocketState.SYN_RECEIVED,
    psutil.CONN_FIN_WAIT1: SocketState.FIN_WAIT_1,
    psutil.CONN_FIN_WAIT2: SocketState.FIN_WAIT_2,
    psutil.CONN_TIME_WAIT: SocketState.TIME_WAIT,
    psutil.CONN_CLOSE: SocketState.UNCONNECTED,
    psutil.CONN_CLOSE_WAIT: SocketState.CLOSE_WAIT,
    psutil.CONN_LAST_ACK: SocketState.LAST_ACK,
    psutil.CONN_LISTEN: SocketState.LISTENING,
    psutil.CONN_CLOSING: SocketState.CLOSING,
}
_UNIX_KINDS: Final[dict[int, SocketKind]] = {
    socket.SOCK_STREAM: SocketKind.UNIX_STREAM,
    socket.SOCK_DGRAM: SocketKind.UNIX_DGRAM,
}
_INTERNET_KINDS: Final[dict[tuple[int, int], SocketKind]] = {
    (socket.AF_INET, socket.SOCK_STREAM): SocketKind.TCP,
    (socket.AF_INET6, socket.SOCK_STREAM): SocketKind.TCP6,
    (socket.AF_INET, socket.SOCK_DGRAM): SocketKind.UDP,
    (socket.AF_INET6, socket.SOCK_DGRAM): SocketKind.UDP6,
}


class _Told(NamedTuple):
    family: int
    type: int
    local: tuple[str, int | None]
    remote: tuple[str, int | None]
    status: str
    pid: int | None


class PortableSocketLister:
    """Lists the sockets of this machine as far as psutil tells; see `domain.ports.SocketLister`."""

    def __init__(self) -> None:
        # As in the snapshots of the portable eye, so that a key names the same process there.
        self._boot_id = name_of_boot()
        self._boot_s = psutil.boot_time()

    def list_sockets(self, errand: Errand) -> SocketList:
        """Return every socket that is told."""
        try:
            connections = [_as_told(one, one.pid) for one in psutil.net_connections(kind="all")]
            refused = 0
        except psutil.AccessDenied:
            # macOS tells only root of all; one process after the other tells of our own.
            connections, refused = self._one_by_one(errand)
        except OSError as error:
            raise Unavailable(NO_SOCKETS_TOLD) from error
        if errand.is_cancelled():
            raise Cancelled
        return self._listed(connections, refused, len(psutil.pids()))

    def sockets_of(self, key: ProcessKey, errand: Errand) -> SocketList:
        """Return the sockets that one process holds."""
        try:
            process = psutil.Process(key.pid)
            if self._key(process) != key:
                raise Ended(ENDED)
            connections = [_as_told(one, key.pid) for one in process.net_connections(kind="all")]
        except psutil.NoSuchProcess as error:
            raise Ended(ENDED) from error
        except psutil.AccessDenied as error:
            raise Refused(OWNER_ONLY) from error
        if errand.is_cancelled():
            raise Cancelled
        return self._listed(connections, 0, 1)

    def close(self) -> None:
        """Nothing is held open."""

    def _one_by_one(self, errand: Errand) -> tuple[list[_Told], int]:
        found: list[_Told] = []
        refused = 0
        pids = psutil.pids()
        for done, pid in enumerate(pids):
            if errand.is_cancelled():
                raise Cancelled
            errand.tell_progress(done, len(pids))
            try:
                found += [_as_told(one, pid) for one in psutil.Process(pid).net_connections(kind="all")]
            except psutil.NoSuchProcess:
                continue
            except psutil.AccessDenied:
                refused += 1
        return found, refused

    def _listed(self, connections: Iterable[_Told], refused: int, process_count: int) -> SocketList:
        holders: dict[_Told, set[int]] = {}
        for one in connections:
            holders.setdefault(one._replace(pid=None), set()).update(() if one.pid is None else (one.pid,))
        keys, names = self._identities({pid for pids in holders.values() for pid in pids})
        sockets = []
        for place, (told, pids) in enumerate(holders.items()):
            owners = tuple(keys[pid] for pid in sorted(pids) if pid in keys)
            sockets.append(_socket(told, place, owners, has_refused=refused > 0))
        return SocketList(
            monotonic_ns=time.monotonic_ns(),
            sockets=tuple(sockets),
            names=names,
            process_count=process_count,
            refused_count=refused,
        )

    def _identities(self, pids: Iterable[int]) -> tuple[dict[int, ProcessKey], dict[ProcessKey, str]]:
        keys: dict[int, ProcessKey] = {}
        names: dict[ProcessKey, str] = {}
        for pid in pids:
            try:
                process = psutil.Process(pid)
                key = self._key(process)
                keys[pid], names[key] = key, cell_text(process.name())
            except psutil.Error:
                continue
        return keys, names

    def _key(self, process: psutil.Process) -> ProcessKey:
        ticks = round((process.create_time() - self._boot_s) * TICKS_PER_S)
        return ProcessKey(self._boot_id, process.pid, ticks)


def _as_told(one: Any, pid: int | None) -> _Told:
    """Return what psutil tells of a connection, read by name."""
    return _Told(one.family, one.type, _ends(one.laddr), _ends(one.raddr), str(one.status), pid)


def _ends(address: Any) -> tuple[str, int | None]:
    """Return address and port, or path and None: psutil gives a pair, a text for unix, or nothing."""
    if not address:
        return "", None
    return (address, None) if isinstance(address, str) else (str(address[0]), int(address[1]))


def _socket(told: _Told, place: int, owners: tuple[ProcessKey, ...], *, has_refused: bool) -> Socket:
    is_unix = told.family == getattr(socket, "AF_UNIX", None)
    known = _UNIX_KINDS.get(told.type) if is_unix else _INTERNET_KINDS.get((told.family, told.type))
    kind = known or SocketKind.OTHER
    state = _STATES.get(told.status)
    if state is None:
        has_peer = bool(told.remote[0])
        state = SocketState.ESTABLISHED if has_peer else SocketState.UNCONNECTED
    why: Ownerless | None = None
    if not owners:
        is_left = state is SocketState.TIME_WAIT
        why = Ownerless.LEFT_BEHIND if is_left else Ownerless.REFUSED if has_refused else Ownerless.NOT_TOLD
    # Without a number from the system the ends tell sockets apart; those without any are told apart by their place.
    ends = (*told.local, *told.remote)
    return Socket(
        identity=f"{kind.value} {ends} {owners[0].pid if owners else ''} {'' if any(ends) else place}",
        kind=kind,
        state=state,
        local_address=cell_text(told.local[0]),
        local_port=told.local[1],
        remote_address=cell_text(told.remote[0]),
        remote_port=told.remote[1],
        owners=owners if owners or why is Ownerless.LEFT_BEHIND else None,
        why_no_owner=why,
    )
