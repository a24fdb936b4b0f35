"""Whether files can be changed by nobody but root: only such ones are ever run with its rights.

Otherwise any program of the same user could wait for the password to be typed.
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
