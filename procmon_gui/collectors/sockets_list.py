"""Lists every socket of this network namespace with its owners, without rights: sock_diag, else /proc/net.

A kind for which the kernel has no sock_diag (it is built without, or this program may not ask) is read from /proc/net.
Not thread-safe: each page has one of its own.
"""

import contextlib
import os
import socket
import time
from collections.abc import Callable, Collection, Sequence, Set
from typing import Final

from procmon_gui.collectors.sockets_list_holders import (
    OUT_OF_DESCRIPTORS,
    Holders,
    read_boot_id,
    read_identity,
    read_socket_inodes,
)
from procmon_gui.collectors.sockets_list_proc import read_namespace, read_net_file
from procmon_gui.collectors.sockets_list_raw import Raw
from procmon_gui.collectors.sockets_list_services import ServiceNames
from procmon_gui.collectors.sockets_list_wire import Conversation
from procmon_gui.collectors.users import UserNames
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import ENDED, NO_DESCRIPTORS_LEFT, OWNER_ONLY, UNREADABLE
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sockets import NO_SOCKETS_TOLD, Ownerless, Socket, SocketKind, SocketList, SocketState

# CPU time that a list may spend on owners, after the first one.
_OWNERS_BUDGET_NS: Final = 5_000_000
# How often a way that failed is tried again: a module may be loaded meanwhile.
_RETRY_NS: Final = 60_000_000_000
_UDPLITE: Final = 136

_Ask = Callable[[Conversation], list[Raw]]


class _Way:
    """One kind of socket and how to ask for it: sock_diag first, its file in /proc/net where that fails."""

    def __init__(self, file: str, ask: _Ask | None) -> None:
        self.file = file
        self._ask = ask
        self._retry_at_ns = 0

    def read(self, conversation: Conversation | None, net: str, now_ns: int) -> list[Raw]:
        """Return the sockets of this kind; raises OSError where neither way tells them."""
        if conversation is not None and self._ask is not None and now_ns >= self._retry_at_ns:
            try:
                return self._ask(conversation)
            except OSError:
                self._retry_at_ns = now_ns + _RETRY_NS
        return read_net_file(net, self.file)


def _internet(family: int, protocol: int) -> _Ask:
    def ask(conversation: Conversation) -> list[Raw]:
        return conversation.internet(family, protocol)

    return ask


def _every_way(net: str) -> list[_Way]:
    inet, inet6 = socket.AF_INET, socket.AF_INET6
    ways = [
        _Way("tcp", _internet(inet, socket.IPPROTO_TCP)),
        _Way("tcp6", _internet(inet6, socket.IPPROTO_TCP)),
        _Way("udp", _internet(inet, socket.IPPROTO_UDP)),
        _Way("udp6", _internet(inet6, socket.IPPROTO_UDP)),
        _Way("raw", _internet(inet, socket.IPPROTO_RAW)),
        _Way("raw6", _internet(inet6, socket.IPPROTO_RAW)),
        _Way("icmp", None),
        _Way("icmp6", None),
        _Way("unix", Conversation.unix),
        _Way("netlink", Conversation.netlink),
        _Way("packet", Conversation.packet),
    ]
    # Asking for a protocol makes the kernel load it: UDP-Lite is asked for only where it is there already.
    for file, family in (("udplite", inet), ("udplite6", inet6)):
        if os.path.exists(f"{net}/{file}"):
            ways.append(_Way(file, _internet(family, _UDPLITE)))
    return ways


class LinuxSocketLister:
    """Lists the sockets of this machine; see `domain.ports.SocketLister`."""

    def __init__(self, *, proc_root: str = "/proc", users: UserNames | None = None, uses_diag: bool = True) -> None:
        self._proc = proc_root
        self._net = f"{proc_root}/net"
        self._users = users or UserNames()
        self._uses_diag = uses_diag
        self._conversation: Conversation | None = None
        self._ways = _every_way(self._net)
        self._holders = Holders(proc_root)
        self._boot_id = read_boot_id(proc_root)
        self._kept: dict[int | str, tuple[Raw, Socket]] = {}
        self._strangers: Set[int] = frozenset()
        self._services = ServiceNames()

    def list_sockets(self, errand: Errand) -> SocketList:
        """Return every socket now."""
        now_ns = time.monotonic_ns()
        raws, unreadable = self._read_all(now_ns)
        if not raws:
            raise Unavailable(NO_SOCKETS_TOLD)
        self._holders.refresh({one.inode for one in raws if one.inode}, errand, budget_ns=_OWNERS_BUDGET_NS)
        sockets = self._told(raws)
        owners = {owner for one in sockets for owner in one.owners or ()}
        return SocketList(
            monotonic_ns=now_ns,
            sockets=sockets,
            names={owner: self._holders.name(owner) for owner in owners},
            services=self._services.of(sockets),
            process_count=self._holders.process_count,
            refused_count=self._holders.refused_count,
            hides_others=not self._holders.sees_first_process,
            stranger_count=self._count_strangers(raws),
            unreadable=unreadable,
        )

    def sockets_of(self, key: ProcessKey, errand: Errand) -> SocketList:
        """Return the sockets that one process holds."""
        now_ns = time.monotonic_ns()
        name = self._name_of(key)
        try:
            inodes = set(read_socket_inodes(self._proc, key.pid).values())
        except FileNotFoundError as error:
            raise Ended(ENDED) from error
        except PermissionError as error:
            raise Refused(OWNER_ONLY) from error
        except OSError as error:
            raise Unavailable(NO_DESCRIPTORS_LEFT if error.errno in OUT_OF_DESCRIPTORS else UNREADABLE) from error
        found, unreadable = self._of_process(key.pid, inodes, now_ns) if inodes else ([], ())
        if errand.is_cancelled():
            raise Cancelled
        self._name_of(key)  # it is the same process still, so these are its sockets
        found += [
            Raw(identity=f"other {inode}", kind=SocketKind.OTHER, state=SocketState.NONE, inode=inode)
            for inode in sorted(inodes - {one.inode for one in found})
        ]
        return SocketList(
            monotonic_ns=now_ns,
            sockets=tuple(
                Socket(**one._asdict(), user=self._user(one.uid), owners=(key,), why_no_owner=None) for one in found
            ),
            names={key: name},
            process_count=1,
            refused_count=0,
            unreadable=unreadable,
        )

    def close(self) -> None:
        """Give the descriptor of the conversation back."""
        if self._conversation is not None:
            self._conversation.close()
            self._conversation = None

    # ---- what the kernel tells

    def _read_all(self, now_ns: int) -> tuple[list[Raw], tuple[str, ...]]:
        """Return every socket once, and the kinds that the system does not tell of."""
        conversation = self._open()
        found: dict[int | str, Raw] = {}
        unreadable: list[str] = []
        for way in self._ways:
            try:
                for one in way.read(conversation, self._net, now_ns):
                    found[one.identity] = one
            except FileNotFoundError:
                continue  # a kernel without this kind of socket
            except OSError:
                unreadable.append(way.file)
        return _with_far_ends(found.values()), tuple(unreadable)

    def _open(self) -> Conversation | None:
        if self._conversation is None and self._uses_diag:
            # Seccomp or a kernel without sock_diag; the files of /proc/net are left.
            with contextlib.suppress(OSError):
                self._conversation = Conversation()
        return self._conversation

    def _of_process(self, pid: int, inodes: set[int], now_ns: int) -> tuple[list[Raw], tuple[str, ...]]:
        """Return those of these sockets that the network tells of in which the process lives."""
        unreadable: tuple[str, ...] = ()
        try:
            is_elsewhere = os.stat(f"{self._proc}/{pid}/ns/net").st_ino != os.stat(f"{self._proc}/self/ns/net").st_ino
            raws = read_namespace(f"{self._proc}/{pid}/net") if is_elsewhere else []
        except OSError:
            is_elsewhere, raws = False, []
        if not is_elsewhere:
            raws, unreadable = self._read_all(now_ns)
        return [one for one in raws if one.inode in inodes], unreadable

    # ---- what it means

    def _told(self, raws: Sequence[Raw]) -> tuple[Socket, ...]:
        """Return sockets with owners; one that is as it was is the very same object."""
        kept, now_kept = self._kept, {}
        users = {uid: self._users.name(uid) for uid in {raw.uid for raw in raws} if uid is not None}
        for raw in raws:
            owners, why = self._owners_of(raw)
            user = users.get(raw.uid, "") if raw.uid is not None else ""
            before = kept.get(raw.identity)
            if (
                before is not None
                and (before[0] is raw or before[0] == raw)
                and (before[1].owners, before[1].why_no_owner) == (owners, why)
                and before[1].user == user
            ):
                now_kept[raw.identity] = before
            else:
                now_kept[raw.identity] = (raw, Socket(**raw._asdict(), user=user, owners=owners, why_no_owner=why))
        self._kept = now_kept
        return tuple([one for _, one in now_kept.values()])

    def _count_strangers(self, raws: Sequence[Raw]) -> int:
        """Return how many sockets are held that the kernel did not list, this time and last time.

        One that came between the list and the search for its holder is no stranger.
        """
        before, self._strangers = self._strangers, self._holders.held - {one.inode for one in raws}
        return len(before & self._strangers)

    def _user(self, uid: int | None) -> str:
        return "" if uid is None else self._users.name(uid)

    def _owners_of(self, raw: Raw) -> tuple[tuple[ProcessKey, ...] | None, Ownerless | None]:
        owners = self._holders.owners(raw.inode) if raw.inode is not None else ()
        if owners:
            return owners, None
        if raw.kind is SocketKind.NETLINK and raw.local_port == 0:
            return (), Ownerless.KERNEL
        if raw.inode is None:
            is_waiting = raw.state in (SocketState.ESTABLISHED, SocketState.CLOSE_WAIT, SocketState.SYN_RECEIVED)
            return (), Ownerless.NOT_ACCEPTED if is_waiting else Ownerless.LEFT_BEHIND
        if not self._holders.all_looked_since(raw.inode):
            return None, Ownerless.NOT_LOOKED
        if self._holders.refused_count or not self._holders.sees_first_process:
            return None, Ownerless.REFUSED
        return None, Ownerless.NOBODY_SEEN

    def _name_of(self, key: ProcessKey) -> str:
        """Return what a process calls itself; raises Ended where its pid is not its own any longer."""
        try:
            now, name, _ = read_identity(self._proc, key.pid, self._boot_id)
        except OSError as error:
            raise Ended(ENDED) from error
        if now != key:
            raise Ended(ENDED)
        return name


def _with_far_ends(raws: Collection[Raw]) -> list[Raw]:
    """Return the sockets, those of unix with the name of the socket at their other end."""
    names = {raw.inode: raw.local_address for raw in raws if raw.kind.is_unix and raw.local_address}
    names.pop(None, None)
    return [raw._replace(remote_address=names[raw.peer_inode]) if raw.peer_inode in names else raw for raw in raws]
