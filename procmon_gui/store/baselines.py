"""The file in which what was learned of this machine outlasts a restart: `baselines.procmon` in the data folder.

Written whole about once an hour and at the end, by one program at a time: the one that judges there. It sets aside what
is damaged, or none of ours, and learning begins anew; all others only read. May wait for a disk: never on the sampler's
thread. No SQL: it is one thing, read once and replaced as a whole.
"""

import contextlib
import hashlib
import logging
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.place import prepare_folder, sync_folder

log = logging.getLogger(__name__)

FILE_NAME: Final = "baselines.procmon"
_MAGIC: Final = b"procmon_gui baselines 1\n"
_HEAD_BYTES: Final = len(_MAGIC) + hashlib.sha256().digest_size
# What a machine of 256 series and 320 programs can have learned takes a tenth of this.
_MOST_BYTES: Final = 64 * 1024**2
# Of files that were set aside, so many stay.
_MOST_ASIDE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lay there: what was learned, None for nothing; and what there is to say of it, empty for nothing.

    `fault` says why it can not be used; empty where it can, or there is nothing.
    """

    learned: bytes | None = None
    note: str = ""
    fault: str = ""


class BaselinesFile:
    """One file in one folder. Any thread, one at a time."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept. Cheap."""
        try:
            found = os.lstat(self.path)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def read(self) -> Found:
        """Return what was learned before; nothing is changed, whatever lies there."""
        try:
            content = self._read()
        except OSError as error:
            fault = f"it can not be read: {error.strerror}"
            return Found(note=f"{self.path}: what was learned can not be read, and is learned anew: {error.strerror}",
                         fault=fault)  # fmt: skip
        if content is None:
            return Found()
        learned = content[_HEAD_BYTES:]
        if not content.startswith(_MAGIC):
            return Found(fault="it is none of this program, or of another version")
        if hashlib.sha256(learned).digest() != content[len(_MAGIC) : _HEAD_BYTES]:
            return Found(fault="it is damaged")
        return Found(learned=learned)

    def load(self) -> Found:
        """Return the same, for who judges: what can not be used is set aside, and the note says so."""
        found = self.read()
        return self.refuse(found.fault) if found.fault and not found.note else found

    def refuse(self, reason: str) -> Found:
        """Set the file aside: also for who knows from what it holds that it can not be used."""
        target = self._free_name()
        try:
            self.path.rename(target)
        except OSError as error:
            note = (
                f"{self.path}: {reason}, and it can not be set aside: {error.strerror}. What is usual is learned anew."
            )
        else:
            note = f"{self.path}: {reason}. It was set aside as {target.name}; what is usual is learned anew."
        log.warning("%s", note)
        return Found(note=note)

    def save(self, learned: bytes) -> None:
        """Put what was learned in the place of what was there; at no moment is there half of it. Raises Unavailable."""
        prepare_folder(self.path.parent, "knowledge of what is usual")
        try:
            # mkstemp makes files that only their user may read.
            descriptor, unfinished = tempfile.mkstemp(prefix=f".{FILE_NAME}.", suffix=".new", dir=self.path.parent)
        except OSError as error:
            raise self._unwritten(error) from error
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_MAGIC + hashlib.sha256(learned).digest())
                file.write(learned)
                file.flush()
                os.fsync(file.fileno())
            # A link in its place is replaced, not followed.
            Path(unfinished).replace(self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
            raise self._unwritten(error) from error
        sync_folder(self.path.parent)

    def _unwritten(self, error: OSError) -> Unavailable:
        return Unavailable(f"{self.path}: what was learned can not be kept: {error.strerror}")

    def _read(self) -> bytes | None:
        try:
            # A pipe would wait for somebody to write into it.
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(self.path, flags | getattr(os, "O_CLOEXEC", 0))
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return b""
            return file.read(_MOST_BYTES)

    def _free_name(self) -> Path:
        """Return a name for what is set aside; the oldest makes room: a failing disk is not to be filled with them."""
        names = [self.path.with_name(f"{FILE_NAME}.damaged-{number}") for number in range(1, _MOST_ASIDE + 1)]
        free = [name for name in names if not os.path.lexists(name)]
        return free[0] if free else min(names, key=_changed_at)


def _changed_at(path: Path) -> float:
    return os.lstat(path).st_mtime
