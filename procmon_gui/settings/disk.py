"""Reading and replacing one small file of the user. May wait for a disk: never on the window's thread once it runs."""

import contextlib
import errno
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

# A settings file has a few hundred lines; what is larger is none.
LARGEST_BYTES: Final = 256 * 1024
NO_FILE: Final = QT_TRANSLATE_NOOP("Setting", "it is no ordinary file")
TOO_LARGE: Final = QT_TRANSLATE_NOOP("Setting", "it is larger than 256 KiB")


class NoSettingsFile(OSError):
    """There is something at the place of the file that can not be a settings file."""


@dataclass(frozen=True, slots=True)
class Signature:
    """By what a file is known to be the same as before."""

    inode: int
    size_bytes: int
    changed_ns: int


def signature_of(path: Path) -> Signature | None:
    """Return the signature of a file, None when there is none or it can not be asked."""
    try:
        known = path.stat()
    except OSError:
        return None
    return Signature(known.st_ino, known.st_size, known.st_mtime_ns)


def read_small(path: Path, most_bytes: int = LARGEST_BYTES, too_large: str = TOO_LARGE) -> bytes | None:
    """Return what stands in a file, None when there is none.

    Raises:
        NoSettingsFile: it is a folder, a device or a pipe, or larger than such a file can be.
        OSError: it can not be read.
    """
    try:
        # A pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NoSettingsFile(NO_FILE)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise NoSettingsFile(too_large)
    return content


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another: at no moment is there half of it. Only its user may read it.

    A symbolic link stays one; what it leads to is replaced.

    Raises:
        OSError: it can not be written; what was there is untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        # Replacing needs the folder only; whoever protects a file means the file.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp makes files that only their user may read.
    descriptor, unfinished = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(unfinished, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
    _settle(target.parent)


def keep_aside(path: Path, content: bytes) -> Path:
    """Keep what stood in a file beside it, as "name.broken", and return where.

    Earlier copies stay: the second one is "name.broken-2", up to nine.

    Raises:
        OSError: it can not be written.
    """
    base = Path(os.path.realpath(path))
    places = [base.with_name(f"{base.name}.broken{'' if number == 1 else f'-{number}'}") for number in range(1, 10)]
    for place in places:
        if not place.exists():
            break
        with contextlib.suppress(OSError):
            if place.stat().st_size == len(content) and read_small(place) == content:
                return place
    replace_file(place, content)
    return place


def _settle(folder: Path) -> None:
    """Let the new name of a file outlast a power cut, where folders can be synchronised."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
