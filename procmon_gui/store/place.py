"""The folder in which a store lives: made for its user alone, on a disk of this machine, held by one recorder."""

import contextlib
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from procmon_gui.domain.errors import Unavailable

# The names by which the kernel knows file systems of other machines. SQLite's write-ahead log needs memory that all
# who open it share, which these do not give (https://www.sqlite.org/wal.html).
_NETWORK_KINDS: Final = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "glusterfs", "lustre", "9p", "ocfs2",
        "gfs2", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "davfs",
    }
)  # fmt: skip


class Occupied(Unavailable):
    """Another program records into this folder."""


@dataclass(slots=True)
class Lock:
    """The right to record into a folder; given back with `close`, or by the kernel when the process ends."""

    fd: int

    def close(self) -> None:
        """Let somebody else record here."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def prepare_folder(folder: Path) -> None:
    """Make the folder, for this user alone. Raises Unavailable where data can not be kept there, saying why."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{folder}: no history can be kept there: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unavailable(f"{folder}: no history can be kept there: the folder can not be written to")
    kind = network_kind_of(folder)
    if kind:
        raise Unavailable(
            f"{folder} lies on a network file system ({kind}), where a history would be damaged. "
            "Choose a folder on a disk of this machine with --data-dir, for instance below /var/lib."
        )


def network_kind_of(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """Return the kind of network file system that a folder lies on, see proc_pid_mountinfo(5); empty for none."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return ""
    mounted = dict(_mount_points(lines))
    real = folder.resolve()
    nearest = next((place for place in (real, *real.parents) if str(place) in mounted), None)
    kind = mounted[str(nearest)] if nearest is not None else ""
    return kind if kind in _NETWORK_KINDS else ""


def _mount_points(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield mount point and kind; of two at one point, the later lies above."""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) > 4 and kinds[0]:
            # Space, tab, newline and backslash are written as octal numbers.
            yield fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape"), kinds[0]


def lock_folder(folder: Path) -> Lock:
    """Become the one who records into a folder; raises Occupied while somebody else does."""
    path = folder / "history.lock"
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}") from error
    try:
        _hold(fd)
    except OSError as error:
        os.close(fd)
        raise Occupied(f"Another program records into {folder} already") from error
    return Lock(fd)


def _hold(fd: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sync_folder(folder: Path) -> None:
    """Let a rename in a folder last through a power cut, where the system has a way."""
    with contextlib.suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
