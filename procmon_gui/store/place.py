"""The folder in which a store lives: made for its user alone, on a disk of this machine, held by one recorder."""

import contextlib
import os
import re
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
# Those of them on which a lock of one machine is not seen by another. A rollback journal needs nothing but locks.
_LOCKLESS_KINDS: Final = frozenset(
    {"afs", "coda", "ncpfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "davfs"}
)


MOUNTS: Final = Path("/proc/self/mountinfo")
# Space, tab, newline and backslash of a mount point are written as octal numbers.
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


class Occupied(Unavailable):
    """Another program records into this folder, or does there what only one may do."""


@dataclass(slots=True)
class Lock:
    """The right to do in a folder what only one may; given back with `close`, or by the kernel when its owner ends."""

    fd: int

    def close(self) -> None:
        """Let somebody else do it."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def prepare_folder(folder: Path, what: str = "history", *, is_shared: bool = False) -> None:
    """Make the folder, for this user alone. Raises Unavailable where `what` can not be kept there, saying why.

    What is shared by programs through locks alone may lie on another machine that has locks.
    """
    try:
        _make(folder)
    except OSError as error:
        raise Unavailable(f"{folder}: no {what} can be kept there: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unavailable(f"{folder}: no {what} can be kept there: the folder can not be written to")
    kind = network_kind_of(folder, MOUNTS)
    if kind and (not is_shared or kind in _LOCKLESS_KINDS):
        raise Unavailable(
            f"{folder} lies on a network file system ({kind}), where a {what} would be damaged. "
            "Choose a folder on a disk of this machine with --data-dir, for instance below /var/lib."
        )


def _make(folder: Path) -> None:
    """Make a folder and those above it, each for this user alone, whatever the umask says."""
    if not folder.is_dir():
        if folder.parent != folder:
            _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def network_kind_of(folder: Path, mounts: Path) -> str:
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
            yield _OCTAL.sub(_character, fields[4]), kinds[0]


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def lock_folder(folder: Path, name: str = "history.lock", doing: str = "records into") -> Lock:
    """Become the one who records into a folder, or does something else there; raises Occupied while another does."""
    path = folder / name
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}") from error
    try:
        _hold(fd)
    except OSError as error:
        os.close(fd)
        raise Occupied(f"Another program {doing} {folder} already") from error
    return Lock(fd)


def is_locked(folder: Path, name: str) -> bool | None:
    """Say whether somebody does in a folder what only one may; None where that can not be found out.

    Nothing is made. Who wants to begin just then finds it taken, and tries again.
    """
    try:
        fd = os.open(folder / name, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return False
    except OSError:
        return None
    try:
        _hold(fd)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False


def _hold(fd: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return which file lies there, whatever it is called; None when there is none."""
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def sync_folder(folder: Path) -> None:
    """Let a rename in a folder last through a power cut, where the system has a way."""
    with contextlib.suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
