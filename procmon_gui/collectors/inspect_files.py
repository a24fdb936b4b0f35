"""The open descriptors of one process: /proc/PID/fd and /proc/PID/fdinfo (proc(5)).

The size of a file is asked only where this machine itself answers: a file on a network might hold the question for
ever. Nothing is opened, so no device wakes and no pipe is touched.
"""

import os
import stat as stat_modes
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from procmon_gui.collectors.eye.filesystems import Mount
from procmon_gui.collectors.inspect_process import OpenedProcess
from procmon_gui.domain.inspection import (
    Access,
    FileKind,
    Listing,
    OpenFile,
)
from procmon_gui.domain.text import display_text

FILES_MAX: Final = 100_000
_CHECK_EVERY: Final = 64
_MOUNTS_MAX_BYTES: Final = 8 * 1024 * 1024
_DELETED: Final = b" (deleted)"
_MEMFD: Final = b"/memfd:"
_SOCKET: Final = b"socket:["
_PATH_ONLY: Final = 0o10000000  # O_PATH
_ACCESS: Final = {0: Access.READ, 1: Access.WRITE, 2: Access.READ_WRITE}
# What the kernel calls things that have no path: anon_inode:[eventfd], and without brackets in older kernels.
_NAMED_KINDS: Final = {
    b"eventfd": FileKind.EVENT,
    b"timerfd": FileKind.TIMER,
    b"signalfd": FileKind.SIGNALS,
    b"eventpoll": FileKind.POLL,
    b"inotify": FileKind.WATCH,
    b"fanotify": FileKind.WATCH,
    b"pidfd": FileKind.PROCESS,
    b"pipe": FileKind.PIPE,
    b"socket": FileKind.SOCKET,
}
_TERMINALS: Final = (b"/dev/pts/", b"/dev/tty", b"/dev/console", b"/dev/ptmx")


@dataclass(frozen=True, slots=True)
class _Info:
    """What fdinfo says of a descriptor."""

    position_bytes: int | None = None
    access: Access | None = None
    mount_id: int | None = None


_NO_INFO: Final = _Info()


def read_open_files(process: OpenedProcess, files_max: int = FILES_MAX) -> Listing[OpenFile]:
    """Return the open descriptors by number, the first `files_max` of them."""
    read_ns = time.monotonic_ns()
    if process.is_zombie:
        # Its folder has become root's, so the system would refuse and not say that there is nothing.
        return Listing(rows=(), total_count=0, read_ns=read_ns, note=process.why_nothing)
    reader = _Reader(process)
    try:
        numbers = reader.numbers()
        rows: list[OpenFile] = []
        refused = gone = 0
        for place, number in enumerate(numbers[:files_max]):
            if place % _CHECK_EVERY == 0:
                process.check()
                process.tell(place, len(numbers))
            try:
                rows.append(reader.row(number))
            except FileNotFoundError:
                gone += 1
            except PermissionError:
                refused += 1
    finally:
        reader.close()
    if refused and not rows:
        # A process with more rights than we have: its descriptors are listed, and not shown.
        raise process.refusal()
    return Listing(
        rows=tuple(rows),
        total_count=len(numbers) - gone,
        unreadable_count=refused,
        read_ns=read_ns,
        note="" if rows else process.why_nothing,
    )


def count_descriptors(process: OpenedProcess) -> int | None:
    """Return how many descriptors are open; None where that is refused."""
    try:
        folder = process.open_folder("fd")
    except OSError:
        return None
    try:
        # From Linux 6.2 on the size of the folder is the number; before, it is 0.
        return os.fstat(folder).st_size or len(os.listdir(folder))
    except OSError:
        return None
    finally:
        os.close(folder)


def kind_of_name(link: bytes) -> FileKind:
    """Return what stands behind a descriptor whose link is no path."""
    name = link.removeprefix(b"anon_inode:").lstrip(b"[")
    for prefix, kind in _NAMED_KINDS.items():
        if name.startswith(prefix):
            return kind
    return FileKind.OTHER


def socket_inode(link: bytes) -> int | None:
    """Return the number of a socket, None for what is none."""
    digits = link[len(_SOCKET) : -1]
    return int(digits) if link.startswith(_SOCKET) and digits.isdigit() else None


class _Reader:
    """Reads one descriptor after the other."""

    def __init__(self, process: OpenedProcess) -> None:
        self._process = process
        self._links = process.open_folder("fd")
        try:
            self._infos = process.open_folder("fdinfo")
        except OSError:
            os.close(self._links)
            raise
        self._safe_mounts: Mapping[int, bool] | None = None

    def close(self) -> None:
        """Give the folders back."""
        os.close(self._links)
        os.close(self._infos)

    def numbers(self) -> list[int]:
        """Return the numbers of the open descriptors, ascending."""
        numbers: list[int] = []
        with os.scandir(self._links) as entries:
            for entry in entries:
                if len(numbers) % 4096 == 0:
                    self._process.check()
                numbers.append(int(entry.name))
        numbers.sort()
        return numbers

    def row(self, number: int) -> OpenFile:
        """Return one descriptor; raises FileNotFoundError when it was closed meanwhile, PermissionError."""
        link = os.readlink(b"%d" % number, dir_fd=self._links)
        inode = socket_inode(link)
        if inode is not None:
            return OpenFile(
                descriptor=number,
                kind=FileKind.SOCKET,
                text=display_text(link),
                access=Access.READ_WRITE,
                socket_inode=inode,
            )
        info = self._info(number)
        if not link.startswith(b"/"):
            return OpenFile(descriptor=number, kind=kind_of_name(link), text=display_text(link), access=info.access)
        return self._file(number, link, info)

    def _file(self, number: int, link: bytes, info: _Info) -> OpenFile:
        facts: os.stat_result | None = None
        if link.startswith(_MEMFD) or self._may_ask(info.mount_id):
            facts = os.stat(b"%d" % number, dir_fd=self._links)
        kind = _kind_of_file(link, facts)
        is_deleted = link.endswith(_DELETED) and (facts is None or facts.st_nlink == 0)
        has_size = kind in (FileKind.FILE, FileKind.MEMORY)
        return OpenFile(
            descriptor=number,
            kind=kind,
            text=display_text(link.removesuffix(_DELETED) if is_deleted else link),
            is_deleted=is_deleted and kind is not FileKind.MEMORY,
            access=info.access,
            position_bytes=info.position_bytes if has_size else None,
            size_bytes=facts.st_size if has_size and facts is not None else None,
        )

    def _info(self, number: int) -> _Info:
        try:
            descriptor = os.open(b"%d" % number, os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._infos)
        except PermissionError:
            return _NO_INFO
        try:
            return parse_info(os.read(descriptor, 512))
        finally:
            os.close(descriptor)

    def _may_ask(self, mount_id: int | None) -> bool:
        """Say whether a file on this mount can be asked for its size without waiting for another machine."""
        if self._safe_mounts is None:
            self._safe_mounts = _safe_mounts(self._process)
        return mount_id is not None and self._safe_mounts.get(mount_id, False)


def parse_info(text: bytes) -> _Info:
    """Return what stands in the first lines of fdinfo."""
    fields: dict[bytes, bytes] = {}
    for line in text.split(b"\n", 4)[:4]:
        name, _, value = line.partition(b":")
        fields[name] = value.strip()
    try:
        flags = int(fields[b"flags"], 8)
        position = int(fields[b"pos"])
        mount_id = int(fields[b"mnt_id"]) if b"mnt_id" in fields else None
    except (KeyError, ValueError):
        return _NO_INFO
    access = Access.PATH if flags & _PATH_ONLY else _ACCESS.get(flags & 3)
    return _Info(None if access is Access.PATH else position, access, mount_id)


def _kind_of_file(link: bytes, facts: os.stat_result | None) -> FileKind:
    if link.startswith(_MEMFD):
        return FileKind.MEMORY
    if link.startswith(_TERMINALS):
        return FileKind.TERMINAL
    if facts is None:
        return FileKind.DEVICE if link.startswith(b"/dev/") else FileKind.FILE
    if stat_modes.S_ISDIR(facts.st_mode):
        return FileKind.FOLDER
    if stat_modes.S_ISFIFO(facts.st_mode):
        return FileKind.PIPE
    if stat_modes.S_ISCHR(facts.st_mode) or stat_modes.S_ISBLK(facts.st_mode):
        return FileKind.DEVICE
    if stat_modes.S_ISSOCK(facts.st_mode):
        return FileKind.SOCKET
    return FileKind.FILE


def _safe_mounts(process: OpenedProcess) -> dict[int, bool]:
    """Return for each mount that the process sees whether this machine alone answers for it."""
    try:
        text = process.read("mountinfo", _MOUNTS_MAX_BYTES)
    except OSError:
        return {}
    safe: dict[int, bool] = {}
    for line in text.split(b"\n"):
        left, dash, right = line.partition(b" - ")
        number = left.partition(b" ")[0]
        if dash and number.isdigit():
            kind = os.fsdecode(right.partition(b" ")[0])
            mount = Mount(device="", top="", point="", kind=kind, super_options="")
            safe[int(number)] = not mount.may_hang
    return safe
