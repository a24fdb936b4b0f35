"""Counts the TCP bytes of every process, without root: counters from `sock_diag`, owners from `socket_owners`.

What is counted: payload bytes received, and sent and acknowledged, since the first read. A socket that was there
before counts from then on; one that came later counts whole. UDP, and the sockets of another network namespace
(containers with a network of their own), are not seen.
"""

import time
from collections import deque
from collections.abc import Iterable

from procmon_gui.collectors.eye.sock_diag import ClosedSockets, SockDiag, TcpSocket
from procmon_gui.collectors.eye.socket_owners import Holder, OwnerSearch

# Bytes wait this many reads for an owner; then they are booked as unattributed, because handing them over at once
# after a long search would show a rate that never was.
_LATE_READS = 3
# A socket that no process seems to hold is looked for again after so many reads.
_RETRY_READS = 30
# So many owned sockets are checked in each read: a server hands a socket to its child and closes its own copy.
_CHECKS_A_READ = 16
# More than this many endings a read, three times running, costs more than the short connections are worth.
_ENDINGS_A_READ = 512
_ENDINGS_PATIENCE = 3


class _Connection:
    """One socket as it was last seen: raw counters, what waits for an owner, and who holds it."""

    __slots__ = ("given_up", "holder", "inode", "pending", "received", "seen", "sent", "since")

    def __init__(self, received: int, sent: int, now: int) -> None:
        self.received = received
        self.sent = sent
        self.pending = (0, 0)
        self.inode = 0
        self.holder: Holder | None = None
        self.given_up = False
        self.since = now
        self.seen = now


class TcpCounters:
    """Cumulative TCP bytes per process.

    totals: pid to (received, sent) bytes; never goes back while the process lives. See `of` for a pid without entry.
    socket_count: connected sockets in the last read; unattributed_count: those of them without a known owner.
    unattributed_bytes: (received, sent) of sockets whose owner was not found in time or is not shown to us.
    short_lived_count: connections that came and went between two reads (their bytes are among the unattributed).
    lost_endings_count: how often endings were dropped unread; endings_off: why endings are not listened to, or None.
    unavailable: why nothing can be counted, or None.
    """

    def __init__(self, proc_root: str = "/proc") -> None:
        self.totals: dict[int, tuple[int, int]] = {}
        self.socket_count = 0
        self.unattributed_count = 0
        self.unattributed_bytes = (0, 0)
        self.short_lived_count = 0
        self.endings_off: str | None = None
        self.unavailable: str | None = None
        self._search = OwnerSearch(proc_root)
        self._connections: dict[int, _Connection] = {}
        self._owned: dict[int, set[int]] = {}
        self._to_check: deque[int] = deque()
        self._diag: SockDiag | None = None
        self._endings: ClosedSockets | None = None
        self._lost_before = 0
        self._full_reads = 0
        self._now = 0
        self._has_baseline = False
        self._sought_count = 0

    @property
    def refused(self) -> set[int]:
        """The pids whose descriptors the system did not show; their bytes are unknown, not zero."""
        return self._search.refused

    @property
    def lost_endings_count(self) -> int:
        """How often the kernel dropped endings because they came faster than they were read."""
        return self._lost_before + (0 if self._endings is None else self._endings.lost_count)

    def of(self, pid: int) -> tuple[int, int] | None:
        """Return (received, sent) bytes of a living process; None where they can not be known.

        A process without a socket has zero, if its descriptors were looked through or no owner is being sought.
        """
        if self.unavailable is not None:
            return None
        total = self.totals.get(pid)
        if total is None and pid not in self.refused and (self._sought_count == 0 or pid in self._search.looked_at):
            return (0, 0)
        return total

    def unsearched(self, pids: Iterable[int]) -> list[int]:
        """Return those of the living `pids` of which nothing can be said yet: they may own a socket that seeks one."""
        if self._sought_count == 0:
            return []
        return [pid for pid in pids if pid not in self._search.looked_at and pid not in self.totals]

    def read(self, pids: Iterable[int], likely: Iterable[int] = (), budget_s: float = 0.005) -> None:
        """Count what went by since the last read.

        pids: every living process; likely: those that ran since the last read, searched first; budget_s: CPU time of
        this thread that the search for owners may take.
        """
        self._now += 1
        if not self._open():
            return
        assert self._diag is not None
        ended = self._read_endings()
        try:
            sockets = self._diag.tcp_sockets()
        except OSError as error:
            self._fail(error)
            return
        self.unavailable = None
        for one in ended:
            self._count_ending(one)
        for one in sockets:
            self._count(one)
        self._has_baseline = True
        self.socket_count = len(sockets)
        self._drop_unseen()
        self._find_owners(pids, likely, time.thread_time_ns() + int(budget_s * 1e9))
        self._settle()

    @property
    def is_searching(self) -> bool:
        """Whether the last search ran out of time, so that `search` has something to do."""
        return self._sought_count > 0 and not self._search.is_finished

    def search(self, pids: Iterable[int], likely: Iterable[int] = (), budget_s: float = 0.005) -> None:
        """Go on with the search for owners of the sockets of the last read; arguments as in `read`."""
        self._find_owners(pids, likely, time.thread_time_ns() + int(budget_s * 1e9))
        self._settle()

    def forget(self, pid: int) -> None:
        """Drop a process that ended, so that the next one with its pid starts anew; its sockets seek a new owner."""
        self.totals.pop(pid, None)
        self._search.forget(pid)
        for cookie in self._owned.pop(pid, ()):
            connection = self._connections.get(cookie)
            if connection is not None:
                self._disown(connection)

    def close(self) -> None:
        """Give the descriptors back."""
        if self._diag is not None:
            self._diag.close()
            self._diag = None
        self._stop_listening()

    def _open(self) -> bool:
        if self._diag is not None:
            return True
        try:
            self._diag = SockDiag()
        except OSError as error:
            self._fail(error)
            return False
        if self._endings is None and self.endings_off is None:
            try:
                self._endings = ClosedSockets()
            except OSError as error:
                self.endings_off = f"the ends of connections are not told: {error.strerror}"
        return True

    def _fail(self, error: OSError) -> None:
        """Say why, and ask again with a new socket at the next read."""
        self.unavailable = f"sock_diag: {error.strerror or error}"
        self.close()

    def _read_endings(self) -> list[TcpSocket]:
        if self._endings is None:
            return []
        try:
            ended = self._endings.read(_ENDINGS_A_READ)
        except OSError as error:
            self._switch_endings_off(f"the ends of connections are not told: {error.strerror}")
            return []
        self._full_reads = self._full_reads + 1 if len(ended) >= _ENDINGS_A_READ else 0
        if self._full_reads >= _ENDINGS_PATIENCE:
            self._switch_endings_off("too many connections end for each to be looked at")
        return ended

    def _switch_endings_off(self, why: str) -> None:
        self.endings_off = why
        self._stop_listening()

    def _stop_listening(self) -> None:
        if self._endings is not None:
            self._lost_before += self._endings.lost_count
            self._endings.close()
            self._endings = None

    def _count_ending(self, one: TcpSocket) -> None:
        """Book the last bytes of a socket; one never seen before was too short-lived to have an owner."""
        connection = self._connections.pop(one.cookie, None)
        if connection is None:
            if self._has_baseline and one.received_bytes + one.sent_bytes > 0:
                self.short_lived_count += 1
                self._book_unattributed((one.received_bytes, one.sent_bytes))
            return
        self._grow(connection, one)
        if connection.holder is None:
            self._book_unattributed(connection.pending)
        else:
            self._owned.get(connection.holder.pid, set()).discard(one.cookie)

    def _count(self, one: TcpSocket) -> None:
        connection = self._connections.get(one.cookie)
        if connection is None:
            if one.received_bytes < 0:
                return  # a kernel before Linux 4.1, or a socket that is ending
            before = (0, 0) if self._has_baseline else (one.received_bytes, one.sent_bytes)
            connection = self._connections[one.cookie] = _Connection(*before, self._now)
        connection.seen = self._now
        if connection.inode != one.inode:
            if connection.inode == 0:
                connection.since = self._now  # it was accepted just now, and can be searched for from here
            connection.inode = one.inode
        self._grow(connection, one)

    def _grow(self, connection: _Connection, one: TcpSocket) -> None:
        received = one.received_bytes - connection.received
        sent = one.sent_bytes - connection.sent
        if received <= 0 and sent <= 0:
            return
        received, sent = max(received, 0), max(sent, 0)
        connection.received += received
        connection.sent += sent
        if connection.holder is None:
            connection.pending = (connection.pending[0] + received, connection.pending[1] + sent)
        else:
            self._book(connection.holder.pid, (received, sent))

    def _book(self, pid: int, growth: tuple[int, int]) -> None:
        received, sent = self.totals.get(pid, (0, 0))
        self.totals[pid] = (received + growth[0], sent + growth[1])

    def _book_unattributed(self, growth: tuple[int, int]) -> None:
        received, sent = self.unattributed_bytes
        self.unattributed_bytes = (received + growth[0], sent + growth[1])

    def _drop_unseen(self) -> None:
        """Drop sockets that ended unnoticed. One read of grace: the ending may be told only after the dump."""
        unseen = [cookie for cookie, one in self._connections.items() if one.seen < self._now - 1]
        for cookie in unseen:
            connection = self._connections.pop(cookie)
            if connection.holder is None:
                self._book_unattributed(connection.pending)
            else:
                self._owned.get(connection.holder.pid, set()).discard(cookie)

    def _find_owners(self, pids: Iterable[int], likely: Iterable[int], deadline_ns: int) -> None:
        self._check_owners(deadline_ns)
        retry = self._now % _RETRY_READS == 0
        wanted: dict[int, int] = {}
        since = self._now + 1
        for cookie, one in self._connections.items():
            if one.holder is None and one.inode and one.seen == self._now:
                wanted[one.inode] = cookie
                if retry and one.given_up:
                    one.given_up, one.since = False, self._now
                if not one.given_up:
                    since = min(since, one.since)
        if since > self._now:
            return
        found = self._search.find(
            set(wanted), since=since, now=self._now, pids=pids, likely=likely, deadline_ns=deadline_ns
        )
        for inode, holder in found.items():
            self._own(wanted[inode], holder)
        if self._search.is_finished:
            self._give_up(since)

    def _own(self, cookie: int, holder: Holder) -> None:
        connection = self._connections[cookie]
        connection.holder = holder
        connection.given_up = False
        self._book(holder.pid, connection.pending)
        connection.pending = (0, 0)
        self._owned.setdefault(holder.pid, set()).add(cookie)
        self._to_check.appendleft(cookie)

    def _disown(self, connection: _Connection) -> None:
        connection.holder = None
        connection.given_up = False
        connection.since = self._now + 1

    def _check_owners(self, deadline_ns: int) -> None:
        for _ in range(min(_CHECKS_A_READ, len(self._to_check))):
            if time.thread_time_ns() >= deadline_ns:
                return
            cookie = self._to_check.popleft()
            connection = self._connections.get(cookie)
            if connection is None or connection.holder is None:
                continue
            if connection.inode == 0 or self._search.still_holds(connection.holder, connection.inode):
                self._to_check.append(cookie)
                continue
            self._owned.get(connection.holder.pid, set()).discard(cookie)
            self._disown(connection)
            connection.since = self._now

    def _give_up(self, since: int) -> None:
        """Stop searching for sockets that no process holds, though every one was looked through since they came."""
        for one in self._connections.values():
            if one.holder is None and one.inode and one.since <= since:
                one.given_up = True

    def _settle(self) -> None:
        """Count the sockets without owner; bytes that waited too long become unattributed."""
        count = sought = 0
        for one in self._connections.values():
            if one.holder is not None or one.seen != self._now:
                continue
            count += 1 if one.inode else 0
            sought += 1 if one.inode and not one.given_up else 0
            if one.pending != (0, 0) and one.inode and self._now - one.since >= _LATE_READS:
                self._book_unattributed(one.pending)
                one.pending = (0, 0)
        self.unattributed_count = count
        self._sought_count = sought
