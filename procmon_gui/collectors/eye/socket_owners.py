"""Finds which process holds a socket: inode to pid through /proc/PID/fd, within a bounded share of CPU time.

Looking through the descriptors of every process is the expensive part of counting bytes, so it is done only while
the owner of some socket is unknown, the processes that ran come first, and it goes on at the next beat.
"""

import errno
import os
import time
from collections.abc import Container, Iterable
from typing import NamedTuple

_SOCKET_PREFIX = "socket:["
# How many descriptors are looked at between two glances at the clock.
_STRIDE = 64
# Descriptor n stands at position n + 2 of /proc/PID/fd, after "." and ".." (fs/proc/fd.c).
_FIRST_POSITION = 2
_OUT_OF_DESCRIPTORS = (errno.EMFILE, errno.ENFILE)


class Holder(NamedTuple):
    """A process and the descriptor by which it holds a socket."""

    pid: int
    descriptor: int


class _Stop(Exception):
    """The time is spent, or this process has no descriptor left."""


class OwnerSearch:
    """Remembers which processes were looked through, and when.

    `refused`: the pids whose descriptors the system did not show, until they are forgotten.
    `looked_at`: pid to the number of the last read in which all its descriptors were looked at.
    `is_finished`: whether the last search went through every process that it had to.
    """

    def __init__(self, proc_root: str) -> None:
        self._proc_root = proc_root
        self._resume_at: dict[int, int] = {}
        self.looked_at: dict[int, int] = {}
        self.refused: set[int] = set()
        self.is_finished = False

    def forget(self, pid: int) -> None:
        """Drop what is known about a process that ended."""
        self.looked_at.pop(pid, None)
        self._resume_at.pop(pid, None)
        self.refused.discard(pid)

    def find(
        self, wanted: set[int], *, since: int, now: int, pids: Iterable[int], likely: Iterable[int], deadline_ns: int
    ) -> dict[int, Holder]:
        """Return the holders of the `wanted` inodes that were found before `deadline_ns` (CPU time of this thread).

        `now` is the number of this read; processes that were looked through in read `since` or later are left out.
        Where several processes hold a socket, the first one in the order of `likely`, then `pids`, is its owner.
        """
        found: dict[int, Holder] = {}
        left = set(wanted)
        self.is_finished = False
        try:
            for pid in self._in_order(since, now, pids, likely):
                if not left:
                    break
                self._look_through(pid, left, found, deadline_ns)
                self.looked_at[pid] = now
            self.is_finished = True
        except _Stop:
            pass
        return found

    def still_holds(self, holder: Holder, inode: int) -> bool:
        """Return whether the descriptor still is that socket."""
        try:
            link = os.readlink(f"{self._proc_root}/{holder.pid}/fd/{holder.descriptor}")
        except OSError:
            return False
        return link == f"{_SOCKET_PREFIX}{inode}]"

    def _in_order(self, since: int, now: int, pids: Iterable[int], likely: Iterable[int]) -> list[int]:
        looked_at = self.looked_at.get
        first = [pid for pid in likely if looked_at(pid, -1) < now]
        behind: Container[int] = set(first)
        rest = [pid for pid in pids if looked_at(pid, -1) < since and pid not in behind]
        rest.sort(key=lambda pid: looked_at(pid, -1))
        return first + rest

    def _look_through(self, pid: int, left: set[int], found: dict[int, Holder], deadline_ns: int) -> None:
        """Move the inodes that `pid` holds from `left` to `found`; raises _Stop when the time is spent."""
        if time.thread_time_ns() >= deadline_ns:
            raise _Stop
        try:
            folder = os.open(f"{self._proc_root}/{pid}/fd", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            if error.errno in _OUT_OF_DESCRIPTORS:
                raise _Stop from error
            # EACCES; ENOENT where /proc hides the processes of others (hidepid), or the process ended.
            self.refused.add(pid)
            return
        self.refused.discard(pid)
        try:
            self._look_from(folder, pid, left, found, deadline_ns)
        finally:
            os.close(folder)

    def _look_from(self, folder: int, pid: int, left: set[int], found: dict[int, Holder], deadline_ns: int) -> None:
        resume_at = self._resume_at.pop(pid, 0)
        if resume_at:
            os.lseek(folder, resume_at + _FIRST_POSITION, os.SEEK_SET)
        try:
            with os.scandir(folder) as entries:
                for count, entry in enumerate(entries, 1):
                    inode = _socket_inode(entry.name, folder)
                    if inode in left:
                        left.discard(inode)
                        found[inode] = Holder(pid, int(entry.name))
                    if count % _STRIDE == 0 and time.thread_time_ns() >= deadline_ns:
                        # A process with very many descriptors is looked through in several goes.
                        self._resume_at[pid] = int(entry.name) + 1
                        raise _Stop
        except OSError as error:
            if error.errno in _OUT_OF_DESCRIPTORS:
                raise _Stop from error
            # It ended; or it has more rights than we, so that its descriptors are listed but not shown.
            self.refused.add(pid)


def _socket_inode(name: str, folder: int) -> int:
    """Return the inode of the socket that a descriptor is; -1 where it is something else or was closed meanwhile.

    Raises PermissionError where the system does not show it.
    """
    try:
        link = os.readlink(name, dir_fd=folder)
    except FileNotFoundError:
        return -1
    if not link.startswith(_SOCKET_PREFIX):
        return -1
    digits = link[len(_SOCKET_PREFIX) : -1]
    return int(digits) if digits.isdecimal() else -1
