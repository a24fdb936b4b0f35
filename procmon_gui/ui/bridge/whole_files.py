"""Writes a file in one go: whoever reads it sees the old one or the new one, never half. For the threads that work."""

import contextlib
import os
import stat
import tempfile

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.text import one_line

_EVERYBODY = 0o666


def write_whole(path: str, content: str | bytes) -> None:
    """Replace a file, or make it. A link is followed; the rights of a file that is replaced stay.

    Raises:
        Unavailable: it can not be written; what was there before is still there. The text is the system's reason.
    """
    target = os.path.realpath(path)
    try:
        _replace(target, content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
    except OSError as error:
        raise Unavailable(one_line(error.strerror or type(error).__name__, 200)) from error


def _replace(target: str, content: bytes) -> None:
    mode = _mode(target)
    number, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(target))
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # Windows knows no rights of this kind.
        if hasattr(os, "fchmod"):
            os.chmod(draft, mode)
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise


def _mode(target: str) -> int:
    try:
        found = os.stat(target)
    except OSError:
        mask = os.umask(0o077)
        os.umask(mask)
        return _EVERYBODY & ~mask
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, os.strerror(21))
    return stat.S_IMODE(found.st_mode)
