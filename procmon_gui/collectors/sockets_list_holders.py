"""Knows which processes hold which sockets, all of them: inode to processes through /proc/PID/fd.

Looking through the descriptors of every process is the expensive part of a list of sockets. It is done once; after
that, new processes are looked at at once, all others in turn, within a bounded share of CPU time, and those that may
hold a socket without a known owner first. A process with very many descriptors is looked at the less often.
"""

import errno
import os
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Final

from procmon_gui.collectors.eye.process_files import KERNEL_THREAD_FLAG, full_name, parse_arguments, parse_stat
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.text import cell_text

_SOCKET_PREFIX: Final = "socket:["
OUT_OF_DESCRIPTORS: Final = (errno.EMFILE, errno.ENFILE)
# A process is looked at again when so many times the cost of its last look has gone by: one part in a hundred.
_COST_SHARE: Final = 100
# One in twenty while the owner of a socket is sought.
_SOUGHT_SHARE: Final = 20
_NAME_READ_BYTES: Final = 4096
# How many processes are looked at between two words to whoever waits.
_STRIDE: Final = 16


@dataclass(slots=True)
class _Look:
    """What the last look at one process found; `refused` when its descriptors were not shown."""

    key: ProcessKey
    name: str
    inodes: frozenset[int] = frozenset()
    refused: bool = False
    at: int = -1
    at_ns: int = 0
    cost_ns: int = 0


class OutOfDescriptors(Exception):
    """This program may open no more files just now."""


class Holders:
    """Remembers who holds what, from one call of `refresh` to the next. One thread at a time.

    `refused_count`: processes that did not show their descriptors, kernel threads left out: they have none.
    """

    def __init__(self, proc_root: str = "/proc", *, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._proc = proc_root
        self._monotonic_ns = monotonic_ns
        self._boot_id = read_boot_id(proc_root)
        self._looks: dict[int, _Look] = {}
        self._pids_of: dict[int, tuple[int, ...]] = {}
        self._owners: dict[int, tuple[ProcessKey, ...]] = {}
        self._first_seen: dict[int, int] = {}
        self._now = 0
        self._oldest = -1
        self.refused_count = 0

    @property
    def process_count(self) -> int:
        """Return how many processes there were at the last refresh."""
        return len(self._looks)

    @property
    def sees_first_process(self) -> bool:
        """Return whether process 1 is shown; else /proc hides the processes of others (hidepid)."""
        return 1 in self._looks

    def owners(self, inode: int) -> tuple[ProcessKey, ...]:
        """Return the processes that hold a socket, lowest pid first; the very same object while nothing changes."""
        known = self._owners.get(inode)
        if known is None:
            pids = self._pids_of.get(inode, ())
            known = self._owners[inode] = tuple(self._looks[pid].key for pid in pids)
        return known

    def name(self, key: ProcessKey) -> str:
        """Return what a process calls itself."""
        look = self._looks.get(key.pid)
        return look.name if look is not None and look.key == key else ""

    def all_looked_since(self, inode: int) -> bool:
        """Return whether every process was looked through after this socket was seen first."""
        return self._oldest >= self._first_seen.get(inode, self._now)

    @property
    def held(self) -> Set[int]:
        """Return the inodes of all sockets that some process holds."""
        return self._pids_of.keys()

    def refresh(self, inodes: set[int], errand: Errand, *, budget_ns: int) -> None:
        """Look for the holders of these sockets, and again at those who were not looked at for long.

        The first time everything is looked at, whatever it costs; then at most `budget_ns` of CPU time are spent, and
        a third of it while the owner of every socket is known.
        Raises Cancelled; what was found until then is kept.
        """
        is_first = self._now == 0
        self._now += 1
        self._first_seen = {inode: self._first_seen.get(inode, self._now) for inode in inodes}
        pids = self._living()
        sought = min(
            (first for inode, first in self._first_seen.items() if first > self._oldest and inode not in self._pids_of),
            default=self._now + 1,
        )
        deadline_ns = time.thread_time_ns() + (budget_ns if sought <= self._now else budget_ns // 3)
        plan = self._plan(pids, sought)
        for count, pid in enumerate(plan):
            if count % _STRIDE == 0:
                if errand.is_cancelled():
                    raise Cancelled
                if is_first:
                    errand.tell_progress(count, len(plan))
            if not is_first and time.thread_time_ns() >= deadline_ns:
                break
            try:
                self._look_at(pid)
            except OutOfDescriptors:
                break
        self._settle()

    def _living(self) -> list[int]:
        """Return the pids of now; who ended is forgotten."""
        pids = [int(name) for name in os.listdir(self._proc) if name.isdecimal()]
        for pid in self._looks.keys() - set(pids):
            self._forget(pid)
        return pids

    def _plan(self, pids: list[int], sought: int) -> list[int]:
        """Return who is to be looked at, in order: the new ones, then those not looked at for longest."""
        looks, now_ns = self._looks, self._monotonic_ns()
        fresh = [pid for pid in pids if pid not in looks]
        rest = []
        for pid in pids:
            look = looks.get(pid)
            if look is not None:
                share = _SOUGHT_SHARE if look.at < sought <= self._now else _COST_SHARE
                if now_ns - look.at_ns >= share * look.cost_ns:
                    rest.append((look.at, pid))
        rest.sort()
        return fresh + [pid for _, pid in rest]

    def _look_at(self, pid: int) -> None:
        began_ns = time.thread_time_ns()
        try:
            key, name, is_kernel_thread = read_identity(self._proc, pid, self._boot_id)
        except OSError as error:
            if error.errno in OUT_OF_DESCRIPTORS:
                raise OutOfDescriptors from error
            self._forget(pid)
            return
        before = self._looks.get(pid)
        if before is not None and before.key != key:
            self._forget(pid)
            before = None
        inodes, refused = (frozenset[int](), False) if is_kernel_thread else self._inodes_of(pid)
        if before is None:
            before = self._looks[pid] = _Look(key, name)
        self._move(pid, before.inodes, inodes)
        before.name, before.inodes, before.refused, before.at = name, inodes, refused, self._now
        before.at_ns = self._monotonic_ns()
        before.cost_ns = time.thread_time_ns() - began_ns

    def _inodes_of(self, pid: int) -> tuple[frozenset[int], bool]:
        try:
            return frozenset(read_socket_inodes(self._proc, pid).values()), False
        except OSError as error:
            if error.errno in OUT_OF_DESCRIPTORS:
                raise OutOfDescriptors from error
            # EACCES; or ENOENT where it ended just now, which the next look finds out.
            return frozenset(), error.errno != errno.ENOENT

    def _move(self, pid: int, before: frozenset[int], after: frozenset[int]) -> None:
        for inode in before - after:
            left = tuple(one for one in self._pids_of.get(inode, ()) if one != pid)
            self._owners.pop(inode, None)
            if left:
                self._pids_of[inode] = left
            else:
                # Somebody else may have it now: the search for it begins anew.
                self._pids_of.pop(inode, None)
                self._first_seen.pop(inode, None)
        for inode in after - before:
            self._pids_of[inode] = tuple(sorted({*self._pids_of.get(inode, ()), pid}))
            self._owners.pop(inode, None)

    def _forget(self, pid: int) -> None:
        look = self._looks.get(pid)
        if look is not None:
            self._move(pid, look.inodes, frozenset())
            del self._looks[pid]

    def _settle(self) -> None:
        self.refused_count = sum(look.refused for look in self._looks.values())
        self._oldest = min((look.at for look in self._looks.values()), default=-1)
        # Sockets that nobody asks for any longer are of no use; those that are held are kept with their holders.
        for inode in self._owners.keys() - self._first_seen.keys():
            del self._owners[inode]


def read_boot_id(proc_root: str) -> str:
    """Return the name of this boot, "" where the system does not tell it."""
    try:
        with open(f"{proc_root}/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


def read_identity(proc_root: str, pid: int, boot_id: str) -> tuple[ProcessKey, str, bool]:
    """Return who has this pid now, what it calls itself, and whether it is a kernel thread; raises OSError."""
    with open(f"{proc_root}/{pid}/stat", "rb", buffering=0) as file:
        try:
            comm, fields = parse_stat(file.read(_NAME_READ_BYTES))
        except ValueError as error:
            raise OSError(errno.ESRCH, os.strerror(errno.ESRCH)) from error
    if len(comm) >= 15:
        with open(f"{proc_root}/{pid}/cmdline", "rb", buffering=0) as file:
            comm = full_name(comm, parse_arguments(file.read(_NAME_READ_BYTES)))
    is_kernel_thread = bool(int(fields[6]) & KERNEL_THREAD_FLAG)
    return ProcessKey(boot_id, pid, int(fields[19])), cell_text(comm), is_kernel_thread


def read_socket_inodes(proc_root: str, pid: int) -> dict[int, int]:
    """Return descriptor number to inode for every socket that a process has open.

    Raises OSError: PermissionError where they are not shown, FileNotFoundError where it ended.
    """
    folder = os.open(f"{proc_root}/{pid}/fd", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    found: dict[int, int] = {}
    try:
        for name in os.listdir(folder):
            try:
                link = os.readlink(name, dir_fd=folder)
            except FileNotFoundError:
                continue  # closed meanwhile
            if link.startswith(_SOCKET_PREFIX):
                digits = link[len(_SOCKET_PREFIX) : -1]
                if digits.isdecimal():
                    found[int(name)] = int(digits)
    finally:
        os.close(folder)
    return found
