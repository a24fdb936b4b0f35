"""Made-up sockets and lists of them, for tests of what the window shows."""

from collections.abc import Iterable
from typing import Any

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sockets import Ownerless, Socket, SocketKind, SocketList, SocketState

BOOT = "boot"


def key(pid: int) -> ProcessKey:
    return ProcessKey(BOOT, pid, 100 * pid)


def tcp(number: int, *pids: int, port: int = 0, state: SocketState = SocketState.ESTABLISHED, **more: Any) -> Socket:
    """Return a TCP socket; without a pid its owner is not known."""
    is_listening = state is SocketState.LISTENING
    values: dict[str, Any] = {
        "identity": number,
        "kind": SocketKind.TCP,
        "state": state,
        "local_address": "10.0.0.1",
        "local_port": port or 1000 + number,
        "remote_address": "" if is_listening else "10.0.0.2",
        "remote_port": None if is_listening else 443,
        "inode": 5000 + number,
        "uid": 1000,
        "user": "anna",
        "receive_queue_bytes": None if is_listening else 0,
        "send_queue_bytes": None if is_listening else 0,
        "waiting_count": 0 if is_listening else None,
        "waiting_limit": 128 if is_listening else None,
        "received_bytes": None if is_listening else 0,
        "sent_bytes": None if is_listening else 0,
        "owners": tuple(key(pid) for pid in pids) or None,
        "why_no_owner": None if pids else Ownerless.REFUSED,
    }
    return Socket(**{**values, **more})


def unix(number: int, path: str, *pids: int) -> Socket:
    return tcp(
        number, *pids, kind=SocketKind.UNIX_STREAM, local_address=path, local_port=None, remote_address="",
        remote_port=None, received_bytes=None, sent_bytes=None,
    )  # fmt: skip


def listed(sockets: Iterable[Socket], *, at_s: float = 1.0, **more: Any) -> SocketList:
    told = tuple(sockets)
    owners = {owner for one in told for owner in one.owners or ()}
    values: dict[str, Any] = {
        "monotonic_ns": round(at_s * 1e9),
        "sockets": told,
        "names": {owner: f"daemon{owner.pid}" for owner in owners},
        "process_count": 50,
        "refused_count": 0,
    }
    return SocketList(**{**values, **more})
