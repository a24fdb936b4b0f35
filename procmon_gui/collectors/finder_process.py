"""What one process holds of what is wanted: descriptors, directories, its program, what it has mapped."""

import os
import re
from dataclasses import dataclass, field, replace
from typing import Final

from procmon_gui.collectors.finder_match import DELETED_MARK, Match
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.finding import HeldAs
from procmon_gui.domain.ports import Errand

_LINKS: Final = (
    ("cwd", HeldAs.WORKING_DIRECTORY),
    ("root", HeldAs.ROOT_DIRECTORY),
    ("exe", HeldAs.EXECUTABLE),
)
_FDINFO_BYTES: Final = 4096
_INODE: Final = re.compile(rb"^ino:\s*([0-9]+)$", re.MULTILINE)
# How many descriptors are looked at between two questions whether anybody still waits.
_STRIDE: Final = 256
# A line of /proc/PID/maps: addresses, rights, offset, device, inode, path; line breaks of a path are written \012.
_MAPS: Final = re.compile(
    rb"^([0-9a-f]+-[0-9a-f]+) \S+ [0-9a-f]+ ([0-9a-f]+):([0-9a-f]+) ([0-9]+) +(/.*)$", re.MULTILINE
)
_MOST_MAPS_BYTES: Final = 32 * 1024 * 1024
_BLOCK_BYTES: Final = 512  # of st_blocks, whatever the file system


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One thing that a process holds; `file_id` is device and inode where they were asked for."""

    path: bytes
    held_as: HeldAs
    descriptor: int | None = None
    size_bytes: int | None = None
    is_deleted: bool = False
    file_id: tuple[int, int] | None = None


@dataclass(slots=True)
class HeldBy:
    """What was found in one process, and whether something of it was not shown."""

    things: list[Held] = field(default_factory=list)
    is_refused: bool = False


def held_by(proc_root: str, pid: int, match: Match, errand: Errand) -> HeldBy:
    """Return what the process holds of what is wanted; raises Cancelled."""
    place = f"{proc_root}/{pid}"
    found = HeldBy()
    for look in (_descriptors, _links, _mapped):
        try:
            look(place, match, errand, found.things)
        except PermissionError:
            found.is_refused = True
        except OSError:
            continue  # it ended meanwhile
    return found


def _descriptors(place: str, match: Match, errand: Errand, things: list[Held]) -> None:
    for count, name in enumerate(os.listdir(f"{place}/fd"), 1):
        if count % _STRIDE == 0 and errand.is_cancelled():
            raise Cancelled
        link = f"{place}/fd/{name}"
        try:
            path = os.readlink(os.fsencode(link))
            if path.startswith(b"/"):
                inode = _told_inode(f"{place}/fdinfo/{name}") if match.inode is not None else None
                one = _judged(link, path, match, inode)
                if one is not None:
                    things.append(replace(one, descriptor=int(name)))
        except FileNotFoundError:
            continue  # closed meanwhile


def _links(place: str, match: Match, _errand: Errand, things: list[Held]) -> None:
    for name, held_as in _LINKS:
        link = f"{place}/{name}"
        one = _judged(link, os.readlink(os.fsencode(link)), match, None)
        if one is not None:
            things.append(replace(one, held_as=held_as))


def _mapped(place: str, match: Match, errand: Errand, things: list[Held]) -> None:
    """Add the files that are mapped into memory, but those that are held in another way too."""
    with open(f"{place}/maps", "rb") as file:
        text = file.read(_MOST_MAPS_BYTES)
    if errand.is_cancelled():
        raise Cancelled
    known = {one.path for one in things}
    for addresses, major, minor, digits, written in set(_MAPS.findall(text)):
        path = written.replace(rb"\012", b"\n")
        plain = path.removesuffix(DELETED_MARK)
        if plain in known or path in known:
            continue
        if match.wants_deleted:
            size_bytes = _size_of_mapping(f"{place}/map_files/{addresses.decode()}")
            is_wanted = match.by_text(path) and size_bytes != 0
        else:
            size_bytes = None
            is_wanted = match.by_text(path) or match.by_file(
                os.makedev(int(major, 16), int(minor, 16)), int(digits), path
            )
        if is_wanted:
            known.add(plain)
            is_deleted = path != plain
            things.append(Held(path=plain, held_as=HeldAs.MAPPED, is_deleted=is_deleted, size_bytes=size_bytes))


def _judged(link: str, path: bytes, match: Match, told_inode: int | None) -> Held | None:
    """Return what a link of /proc/PID leads to, if it is wanted; `told_inode` is what fdinfo says, None unknown."""
    is_wanted = match.by_text(path)
    if not is_wanted and match.inode is not None and told_inode in (None, match.inode):
        status = os.stat(link)
        is_wanted = match.by_file(status.st_dev, status.st_ino, path)
    if not is_wanted:
        return None
    if not path.endswith(DELETED_MARK):
        return Held(path=path, held_as=HeldAs.DESCRIPTOR)
    # The mark may be a part of the name: a file that is deleted has no name left.
    status = os.stat(link)
    if status.st_nlink:
        return None if match.wants_deleted else Held(path=path, held_as=HeldAs.DESCRIPTOR)
    return Held(
        path=path.removesuffix(DELETED_MARK),
        held_as=HeldAs.DESCRIPTOR,
        is_deleted=True,
        size_bytes=status.st_blocks * _BLOCK_BYTES,
        file_id=(status.st_dev, status.st_ino),
    )


def _told_inode(fdinfo: str) -> int | None:
    """Return the inode that fdinfo tells (Linux 5.14), None where it does not."""
    try:
        with open(fdinfo, "rb", buffering=0) as file:
            found = _INODE.search(file.read(_FDINFO_BYTES))
    except FileNotFoundError:
        return None
    return int(found[1]) if found else None


def _size_of_mapping(link: str) -> int | None:
    """Return what a mapped file takes on its disk, 0 where it still has a name; None where that is not shown."""
    try:
        status = os.stat(link)
    except OSError:
        return None  # only root may follow these links
    return 0 if status.st_nlink else status.st_blocks * _BLOCK_BYTES
