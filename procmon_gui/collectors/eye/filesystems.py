"""File systems: which are mounted, and how full they are. Formats: proc_pid_mountinfo(5), statvfs(3).

Listed are those that hold somebody's files: not what the kernel invents (proc, sysfs, cgroup …), not memory (tmpfs),
except on /tmp and /var/tmp, where people do put files; not read-only images (squashfs: snaps are always full), not
portals of a desktop, not overlays except as the root of a container. A device that is mounted in several places is
listed once. An automount point is looked at without following it, so nothing is mounted by looking.
"""

import os
import re
import stat
from typing import Final, NamedTuple

from procmon_gui.collectors.eye.figures import plain_text

_INVENTED: Final = frozenset(
    [
        "autofs", "bdev", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset", "debugfs",
        "devpts", "devtmpfs", "dmabuf", "drm", "efivarfs", "fusectl", "hugetlbfs", "mqueue", "nfsd", "nsfs", "pidfs",
        "pipefs", "proc", "pstore", "ramfs", "resctrl", "rootfs", "rpc_pipefs", "securityfs", "selinuxfs", "smackfs",
        "sockfs", "squashfs", "erofs", "sysfs", "tracefs", "virtual", "xenfs", "zsmalloc", "fuse.gvfsd-fuse",
        "fuse.portal", "fuse.lxcfs", "fuse.snapfuse", "fuse.squashfuse",
    ]
)  # fmt: skip
_REMOTE: Final = re.compile(r"nfs|cifs|smb|9p|ceph|fuse|afs|lustre|gluster|virtiofs")
_OCTAL: Final = re.compile(rb"\\([0-7]{3})")


class Mount(NamedTuple):
    """One line of mountinfo; `point` and `top` as the system calls want them (surrogates for bad UTF-8)."""

    device: str
    top: str
    point: str
    kind: str
    super_options: str

    @property
    def may_hang(self) -> bool:
        """Say whether another machine or another process answers for it."""
        return _REMOTE.match(self.kind) is not None


def parse_mountinfo(text: bytes) -> list[Mount]:
    """Return the mounts in their order; lines that are none are left out."""
    mounts: list[Mount] = []
    for line in text.split(b"\n"):
        left, dash, right = line.partition(b" - ")
        fields, tail = left.split(b" "), right.split(b" ", 2)
        if not dash or len(fields) < 6 or len(tail) < 3 or not fields[4].startswith(b"/") or b"\0" in line:
            continue
        mounts.append(
            Mount(
                device=os.fsdecode(fields[2]),
                top=_unescaped(fields[3]),
                point=_unescaped(fields[4]),
                kind=os.fsdecode(tail[0]),
                super_options=os.fsdecode(tail[2].strip()),
            )
        )
    return mounts


def _unescaped(field: bytes) -> str:
    # The kernel writes space, tab, newline, backslash and # as three octal digits.
    return os.fsdecode(_OCTAL.sub(lambda match: bytes([int(match[1], 8) & 0xFF]), field))


def wanted_mounts(mounts: list[Mount]) -> list[Mount]:
    """Return the mounts that are listed: one for each device, those that may hang last."""
    visible: dict[str, Mount] = {}
    for mount in mounts:
        visible[mount.point] = mount  # what is mounted later lies on top
    chosen: dict[str, Mount] = {}
    for mount in visible.values():
        if not _is_listed(mount):
            continue
        other = chosen.get(mount.device)
        if other is None or _rank(mount) < _rank(other):
            chosen[mount.device] = mount
    return sorted(chosen.values(), key=lambda mount: (mount.may_hang, mount.point))


def _is_listed(mount: Mount) -> bool:
    if mount.kind in _INVENTED:
        return False
    if mount.kind == "tmpfs":
        return mount.point in ("/tmp", "/var/tmp")
    if mount.kind in ("overlay", "aufs"):
        return mount.point == "/"
    return True


def _rank(mount: Mount) -> tuple[bool, int, str]:
    """Order the places of one device: the whole of it before a part (bind mounts), the shorter path first."""
    return (mount.top != "/", len(mount.point), mount.point)


def measure(point: str, root: str = "/") -> tuple[float, float, float] | None:
    """Return size, used and available bytes of what is mounted there; None when that is no file system to list.

    May hang for ever when its server is away: only ever called where somebody watches the clock. Raises OSError.
    """
    path = point if root == "/" else os.path.join(root, point.lstrip("/"))
    # O_PATH stops in front of an automount point that nobody has used yet; its file system then has no blocks.
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            return None  # a single file that a container engine lays over another
        figures = os.fstatvfs(fd)
    finally:
        os.close(fd)
    unit = figures.f_frsize or figures.f_bsize
    if figures.f_blocks <= 0 or figures.f_bfree > figures.f_blocks:
        return None
    return figures.f_blocks * unit, (figures.f_blocks - figures.f_bfree) * unit, figures.f_bavail * unit


def label(point: str) -> str:
    """Return the mount point as it is shown."""
    return plain_text(os.fsencode(point))
