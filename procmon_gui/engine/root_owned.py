"""Whether files can be changed by nobody but those who are trusted with what they say.

Only what root alone can change is ever run with its rights: any program of the same user could wait for the password to
be typed. And a file that names commands is obeyed only where nobody but whoever obeys it, and root, can write it.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

# More than the kernel follows.
_MOST_LINKS = 41


def fault_of_all(paths: Iterable[Path]) -> str:
    """Return what is wrong with the first of these files that is not safe, no sentence; empty for nothing."""
    return next(filter(None, map(fault_of, paths)), "")


def fault_of(path: Path) -> str:
    """Return what is wrong with a file or with a folder above it; empty for nothing."""
    for place in (path, *path.parents):
        try:
            info = os.lstat(place)
        except OSError as error:
            return f"{place} can not be looked at ({error.strerror})"
        if info.st_uid != 0:
            return f"{place} does not belong to root"
        # A sticky folder (/tmp) lets nobody replace the files of others, but anybody add his own: no.
        if info.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return f"{place} can be written by others than root"
    return ""


def fault_for_us(path: Path) -> str:
    """Return who else could write a file, as what is wrong with it or with a folder above it; empty for nobody.

    A file that is not there is no fault. In a sticky folder nobody can replace what is ours. Where links lead to it, so
    do the folders that they stand in: who can write there chooses which file it is.
    """
    geteuid = getattr(os, "geteuid", None)
    if geteuid is None:
        return ""  # rights are told otherwise there
    trusted = {0, geteuid()}
    for place in _on_the_way(path):
        try:
            info = os.stat(place, follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError as error:
            return f"{place} can not be looked at ({error.strerror})"
        if info.st_uid not in trusted:
            return f"{place} belongs to somebody else"
        # What a link allows means nothing.
        is_safe = stat.S_ISLNK(info.st_mode) or (stat.S_ISDIR(info.st_mode) and info.st_mode & stat.S_ISVTX)
        if info.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not is_safe:
            return f"{place} can be written by others"
    return ""


def _on_the_way(path: Path) -> Iterator[Path]:
    """Yield a file, and every folder and every link on the way to it."""
    whole = Path.cwd() / path
    place, ahead, link_count = Path(whole.anchor), [*reversed(whole.parts[1:])], 0
    yield place
    while ahead and link_count < _MOST_LINKS:
        part = ahead.pop()
        if part == os.pardir:
            place = place.parent
            continue
        place /= part
        yield place
        if place.is_symlink():
            link_count += 1
            target = place.parent / os.readlink(place)
            place = Path(target.anchor)
            ahead += reversed(target.parts[1:])
