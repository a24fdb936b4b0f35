"""The helper's own log, which only root can change, and a line to the journal.

The file is opened anew for each line, so that one that was moved away by hand is made anew.
"""

import contextlib
import fcntl
import os
import socket
import stat
import time
from typing import Final

PATH: Final = "/var/log/procmon-gui-helper.log"
MOST_BYTES: Final = 1_048_576
# authpriv.notice, syslog(3).
_PRIORITY: Final = 10 << 3 | 5


class Log:
    """Keeps lines. There are two files at most: the older half has the same name with `.1`."""

    def __init__(self, path: str = PATH, *, most_bytes: int = MOST_BYTES, syslog: str = "/dev/log") -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._syslog = syslog

    def write(self, words: str) -> None:
        """Keep a line of ASCII; it is on the disk when this returns. Raises OSError."""
        line = f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {words}\n".encode("ascii")
        fd = self._opened()
        try:
            if os.fstat(fd).st_size + len(line) > self._most_bytes:
                os.rename(self._path, f"{self._path}.1")
                os.close(fd)
                fd = self._opened()
            if os.write(fd, line) != len(line):
                raise OSError("the disk is full")
            os.fdatasync(fd)
        finally:
            os.close(fd)
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
            journal.setblocking(False)
            journal.connect(self._syslog)
            journal.send(f"<{_PRIORITY}>procmon-gui-helper[{os.getpid()}]: {words}".encode("ascii"))

    def _opened(self) -> int:
        """Open the file, or make it, and hold it alone. Raises OSError for one that is not a file of root's own."""
        while True:
            fd = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
            try:
                self._refuse_strange(os.fstat(fd))
                os.fchmod(fd, 0o600)
                fcntl.flock(fd, fcntl.LOCK_EX)
                if os.path.samestat(os.fstat(fd), os.lstat(self._path)):
                    return fd
            except FileNotFoundError:  # another helper moved it away before it was ours
                pass
            except BaseException:
                os.close(fd)
                raise
            os.close(fd)

    def _refuse_strange(self, info: os.stat_result) -> None:
        # With a second name it may be a file of the system.
        if not stat.S_ISREG(info.st_mode) or info.st_uid != os.geteuid() or info.st_nlink > 1:
            raise PermissionError(self._path)


def quoted(text: str) -> str:
    """Return a text of strangers in ASCII between quotes: no sign in it can end the line or the quotes."""
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\u{{{ord(c):x}}}" for c in text[:512]) + '"'
