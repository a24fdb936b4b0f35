"""A file that takes room for bad times: released when the disk is full, so that what must be written can be.

On a full disk SQLite can not even delete, because its log has to grow first. Lives on the thread of the one who writes.
"""

import logging
import os
import shutil
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

BALLAST_BYTES: Final = 16 * 1024**2
# What must be free beside the ballast before it is made: it must not be what fills the disk.
_SPARE_BYTES: Final = 4 * 1024**2
_PIECE: Final = bytes(1024**2)


class Ballast:
    """One such file in a folder."""

    def __init__(self, folder: Path, size_bytes: int = BALLAST_BYTES, *, name: str = "history.ballast") -> None:
        self._path = folder / name
        self._size_bytes = size_bytes

    @property
    def is_there(self) -> bool:
        """Say whether there is something to release."""
        return self._taken_bytes() >= self._size_bytes

    def make(self) -> bool:
        """Make it where it is missing and there is room; return whether it is there."""
        if self.is_there:
            return True
        try:
            if shutil.disk_usage(self._path.parent).free < self._size_bytes + _SPARE_BYTES:
                return False
            self._fill()
        except OSError as error:
            log.debug("no room is kept for a full disk: %s", error)
            if not self._taken_bytes():
                self.release()
            return False
        return True

    def release(self) -> bool:
        """Give its room to whoever needs it; False when there was none."""
        was_there = self.is_there
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("%s can not be released: %s", self._path, error.strerror)
            return False
        return was_there

    def release_part(self, part_bytes: int) -> bool:
        """Give a part of its room away, the rest stays for the next time; False when there was none."""
        left_bytes = self._taken_bytes() - part_bytes
        if left_bytes <= -part_bytes:
            return False
        if left_bytes <= 0:
            self.release()
            return True
        try:
            fd = os.open(self._path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
            try:
                os.ftruncate(fd, left_bytes)
            finally:
                os.close(fd)
        except OSError as error:
            log.warning("%s can not be released: %s", self._path, error.strerror)
            return False
        return True

    def _taken_bytes(self) -> int:
        try:
            return os.stat(self._path, follow_symlinks=False).st_size
        except OSError:
            return 0

    def _fill(self) -> None:
        """Take all the room, or as much as there was before."""
        before_bytes = self._taken_bytes()
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(fd, 0, self._size_bytes)
            else:
                for _ in range(self._size_bytes // len(_PIECE)):
                    os.write(fd, _PIECE)
        except OSError:
            os.ftruncate(fd, before_bytes)
            raise
        finally:
            os.close(fd)
