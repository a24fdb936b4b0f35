"""Whether files can be changed by nobody but those who are trusted with what they say.

Only what root alone can change is ever run with its rights: any program of the same user could wait for the password to
be typed. And a file that names commands is obeyed only where nobody but whoever obeys it, and root, can write it.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path


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

    A file that is not there is no fault. In a sticky folder nobody can replace what is ours.
    """
    geteuid = getattr(os, "geteuid", None)
    if geteuid is None:
        return ""  # rights are told otherwise there
    trusted = {0, geteuid()}
    real = Path(os.path.realpath(path))
    for place in (real, *real.parents):
        try:
            info = os.stat(place, follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError as error:
            return f"{place} can not be looked at ({error.strerror})"
        if info.st_uid not in trusted:
            return f"{place} belongs to somebody else"
        is_safe = stat.S_ISDIR(info.st_mode) and info.st_mode & stat.S_ISVTX
        if info.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not is_safe:
            return f"{place} can be written by others"
    return ""
