"""Finds which process holds a file, a directory, a deleted file, a port or a socket, by walking through /proc.

A path that exists is compared by device and inode, so that it is found through symbolic links and bind mounts too;
else by text. The inode of a descriptor is read from /proc/PID/fdinfo, which does not touch the file system: asking a
server that went away would hang. Only what has the right inode is asked for its device.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from procmon_gui.collectors.finder_match import DeletedMatch, Match, path_match, text_test
from procmon_gui.collectors.finder_process import Held, held_by
from procmon_gui.collectors.finder_sockets import port_number, port_test, socket_hits, socket_test
from procmon_gui.collectors.sockets_list import LinuxSocketLister
from procmon_gui.collectors.sockets_list_holders import read_boot_id, read_identity
from procmon_gui.collectors.users import UserNames
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.finding import Found, SearchEnd, Wanted
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sockets import Socket
from procmon_gui.domain.text import cell_text

MOST_HITS: Final = 5000
# Hits are told when so many have come, and after each process.
_GROUP: Final = 200


class LinuxFinder:
    """Walks through /proc; see `domain.ports.Finder`."""

    def __init__(self, *, proc_root: str = "/proc", users: UserNames | None = None, most_hits: int = MOST_HITS) -> None:
        self._proc = proc_root
        self._users = users or UserNames()
        self._most_hits = most_hits

    def find(self, wanted: Wanted, text: str, tell: Callable[[Sequence[Found]], None], errand: Errand) -> SearchEnd:
        """Tell hits as they come, and return how it went."""
        if wanted is Wanted.PORT:
            return self._find_sockets(port_test(port_number(text)), tell, errand)
        if wanted is Wanted.SOCKET:
            return self._find_sockets(socket_test(text), tell, errand)
        match = DeletedMatch(text_test(text)) if wanted is Wanted.DELETED else path_match(text)
        return self._walk(match, tell, errand)

    def _find_sockets(
        self, test: Callable[[Socket], bool], tell: Callable[[Sequence[Found]], None], errand: Errand
    ) -> SearchEnd:
        lister = LinuxSocketLister(proc_root=self._proc, users=self._users)
        try:
            told = lister.list_sockets(errand)
        finally:
            lister.close()
        hits = socket_hits(told, test)
        for at in range(0, min(len(hits), self._most_hits), _GROUP):
            tell(hits[at : min(at + _GROUP, self._most_hits)])
        return SearchEnd(
            process_count=told.process_count,
            refused_count=told.refused_count,
            hides_others=told.hides_others,
            is_cut=len(hits) > self._most_hits,
        )

    def _walk(self, match: Match, tell: Callable[[Sequence[Found]], None], errand: Errand) -> SearchEnd:
        boot_id = read_boot_id(self._proc)
        pids = sorted(int(name) for name in os.listdir(self._proc) if name.isdecimal())
        looked = refused = told = 0
        is_cut = False
        for done, pid in enumerate(pids):
            if errand.is_cancelled():
                raise Cancelled
            errand.tell_progress(done, len(pids))
            try:
                key, name, is_kernel_thread = read_identity(self._proc, pid, boot_id)
            except OSError:
                continue  # it ended meanwhile
            looked += 1
            if is_kernel_thread:
                continue
            held = held_by(self._proc, pid, match, errand)
            refused += held.is_refused
            hits = self._hits(key, name, held.things)[: self._most_hits - told]
            told += len(hits)
            if hits:
                tell(hits)
            if told >= self._most_hits:
                is_cut = True
                break
        errand.tell_progress(len(pids), len(pids))
        return SearchEnd(
            process_count=looked, refused_count=refused, is_cut=is_cut, hides_others=bool(pids) and pids[0] != 1
        )

    def _hits(self, key: ProcessKey, name: str, things: Iterable[Held]) -> list[Found]:
        """Return what one process holds; the same thing held again in the same way is counted only."""
        first: dict[tuple[object, ...], Held] = {}
        counts: dict[tuple[object, ...], int] = {}
        for one in things:
            same = (one.path, one.held_as, one.file_id)
            first.setdefault(same, one)
            counts[same] = counts.get(same, 0) + 1
        user = self._user(key.pid) if first else ""
        return [
            Found(
                process=key,
                name=name,
                thing=cell_text(one.path),
                held_as=one.held_as,
                user=user,
                descriptor=one.descriptor,
                more=counts[same] - 1,
                size_bytes=one.size_bytes,
                is_deleted=one.is_deleted,
            )
            for same, one in first.items()
        ]

    def _user(self, pid: int) -> str:
        try:
            return self._users.name(os.stat(f"{self._proc}/{pid}").st_uid)
        except OSError:
            return ""
