"""One process as the eye remembers it, and the descriptors that are kept for it.

Descriptors are kept, because opening costs more than reading; a kept one of a dead process answers ESRCH and so also
guards against a pid that was handed out again. Each costs kernel memory, so their number is limited.
"""

import os
from typing import Final

KEEP_MAX: Final = 16_384
KEPT_BYTES: Final = 4_403  # kernel memory behind an open file of /proc after its first read, measured: 4.3 KiB


class Gone(Exception):
    """The process ended while it was being read."""


class Row:
    """What the eye remembers of one process."""

    __slots__ = (
        "born_beat", "has_run", "io_fd", "io_text", "kernel_thread", "memory", "memory_mark", "name", "pid", "ppid",
        "ran_beat", "refused", "single", "slot", "start_ticks", "stat_fd", "stat_line", "statm_fd", "texts",
        "thread_group", "uid", "watch_fd", "watch_text", "wchan",
    )  # fmt: skip

    def __init__(self, pid: int, slot: int, beat: int) -> None:
        self.pid = pid
        self.slot = slot
        self.born_beat = beat
        self.ran_beat = -1000  # the last beat in which it was seen to have run
        self.has_run = False  # since its texts were read
        self.start_ticks = -1
        self.ppid = -1
        self.uid = -1
        self.thread_group = -1
        self.name = b""
        self.kernel_thread = False
        self.single = True
        self.refused = 0
        self.watch_fd = self.stat_fd = self.statm_fd = self.io_fd = -1
        self.watch_text = self.stat_line = self.io_text = b""
        self.memory = (float("nan"), float("nan"))  # resident and shared pages
        self.memory_mark: tuple[bytes, ...] = ()
        self.texts: tuple[str | None, ...] = ()
        self.wchan: str | None = None


class RowFiles:
    """Reads the files of processes below one /proc, and keeps what it may keep."""

    def __init__(self, proc: str, keep_max: int) -> None:
        self.proc_fd = os.open(proc, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._keep_left = keep_max

    def read(self, row: Row, keeper: str, file: str, size_bytes: int, *, keep: bool = True) -> bytes:
        """Read a file through the descriptor that the row keeps for it, or open, read and (unless kept) close it.

        Raises Gone when the process has ended, OSError when the system refuses.
        """
        fd: int = getattr(row, keeper)
        try:
            if fd >= 0:
                return os.pread(fd, size_bytes, 0)
            if not keep or self._keep_left <= 0:
                return self.read_once(row, file, size_bytes)
            fd = self._open(row, file)
            setattr(row, keeper, fd)
            self._keep_left -= 1
            return os.pread(fd, size_bytes, 0)
        except (ProcessLookupError, FileNotFoundError) as error:
            raise Gone from error

    def read_once(self, row: Row, file: str, size_bytes: int) -> bytes:
        """Open, read and close a file; raises as `read`."""
        try:
            fd = self._open(row, file)
            try:
                return os.read(fd, size_bytes)
            finally:
                os.close(fd)
        except (ProcessLookupError, FileNotFoundError) as error:
            raise Gone from error

    def _open(self, row: Row, file: str) -> int:
        return os.open(f"{row.pid}/{file}", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self.proc_fd)

    def cool(self, row: Row) -> None:
        """Give back the descriptors of a process that sleeps; one of them watches on."""
        self._drop(row, "stat_fd")
        self._drop(row, "statm_fd")
        self._drop(row, "io_fd")

    def close(self, row: Row) -> None:
        """Give back all descriptors of a process."""
        self.cool(row)
        self._drop(row, "watch_fd")

    def _drop(self, row: Row, keeper: str) -> None:
        fd: int = getattr(row, keeper)
        if fd >= 0:
            os.close(fd)
            setattr(row, keeper, -1)
            self._keep_left += 1

    def exists(self, path: str) -> bool:
        """Say whether a file stands below /proc."""
        try:
            os.stat(path, dir_fd=self.proc_fd)
        except OSError:
            return False
        return True
