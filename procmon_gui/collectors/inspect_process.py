"""One process of /proc, held by a descriptor of its folder, so that what is read can belong to no other.

A descriptor of /proc/PID stays bound to the process for which it was opened: when that ends, every read through it
fails, even if the pid is handed out again (proc(5)). So the identity is checked once after opening, and once more at
the end to see that the process still lives.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Final, NoReturn

from procmon_gui.collectors.eye.process_files import KERNEL_THREAD_FLAG, parse_stat, parse_thread_group_and_uid
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import (
    ENDED,
    HIDDEN,
    IS_KERNEL_THREAD,
    IS_ZOMBIE,
    NO_DESCRIPTORS_LEFT,
    NOT_EVEN_ROOT,
    OWNER_ONLY,
    PROTECTED,
    UNREADABLE,
)
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.process_metrics import STATE_LABELS, STATE_LETTERS

TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PIECE_BYTES: Final = 65_536
_STAT_BYTES: Final = 2_048
OUT_OF_DESCRIPTORS: Final = (errno.EMFILE, errno.ENFILE)
_GONE: Final = (errno.ENOENT, errno.ESRCH)
_STATES: Final = dict(zip(STATE_LETTERS, STATE_LABELS, strict=True)) | {"x": "dead"}
_OVER: Final = ("zombie", "dead")
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE: Final = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


class OpenedProcess:
    """The open folder of one process.

    Attributes:
        name: as the kernel has it, at most 15 bytes for a program.
        fields: of stat from the third on (index = number in proc(5) - 3), as they were when it was opened.
    """

    def __init__(self, folder: int, key: ProcessKey, errand: Errand) -> None:
        self.folder = self._leader = folder
        self.key = key
        self._errand = errand
        self.name, self.fields = parse_stat(self.read("stat", _STAT_BYTES))
        if self.state in _OVER and int(self.fields[17]) > 1:
            self.folder = self._open_living_thread()

    def close(self) -> None:
        """Give back what was opened beside the folder."""
        if self.folder != self._leader:
            os.close(self.folder)

    @property
    def state(self) -> str | None:
        """Return one of STATE_LABELS, None for a letter that is not known."""
        return state_label(self.fields[0])

    @property
    def is_zombie(self) -> bool:
        """Say whether it has ended and only waits for its parent."""
        return self.state in _OVER and self.folder == self._leader

    @property
    def is_kernel_thread(self) -> bool:
        """Say whether it belongs to the kernel and is no program."""
        return bool(int(self.fields[6]) & KERNEL_THREAD_FLAG)

    @property
    def start_ticks(self) -> int:
        """Return its start in clock ticks since boot."""
        return int(self.fields[19])

    @property
    def why_nothing(self) -> str:
        """Return a sentence why it has no files and no memory, empty where it has."""
        return IS_KERNEL_THREAD if self.is_kernel_thread else IS_ZOMBIE if self.is_zombie else ""

    def check(self) -> None:
        """Raise Cancelled when nobody waits for the answer."""
        if self._errand.is_cancelled():
            raise Cancelled

    def tell(self, done: int, total: int) -> None:
        """Say how far the reading is."""
        self._errand.tell_progress(done, total)

    def read(self, file: str, most_bytes: int) -> bytes:
        """Return the beginning of a file of the process; raises OSError."""
        return b"".join(self.pieces(file, most_bytes))

    def pieces(self, file: str, most_bytes: int) -> Iterator[bytes]:
        """Yield a file piece by piece, at most `most_bytes` in all; raises OSError."""
        descriptor = os.open(file, _FILE, dir_fd=self.folder)
        try:
            left = most_bytes
            while left > 0:
                piece = os.read(descriptor, min(PIECE_BYTES, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece
                self.check()
        finally:
            os.close(descriptor)

    def link(self, file: str) -> bytes:
        """Return where a link of the process leads; raises OSError."""
        return os.readlink(os.fsencode(file), dir_fd=self.folder)

    def open_folder(self, folder: str) -> int:
        """Return a descriptor of a folder of the process, to be closed by the caller; raises OSError."""
        return os.open(folder, _FOLDER, dir_fd=self._leader if folder == "task" else self.folder)

    def refusal(self) -> Refused:
        """Return the error for what the system refused.

        A process of our own that may not be traced (it asked for that, or has more rights than its user) shows its
        belongings to root only (ptrace(2), "Ptrace access mode checking"); in a container, not even to root.
        """
        if os.geteuid() == 0:
            return Refused(NOT_EVEN_ROOT)
        try:
            owner = parse_thread_group_and_uid(self.read("status", _STAT_BYTES))[1]
        except OSError:
            return Refused(OWNER_ONLY)
        return Refused(PROTECTED if owner == os.geteuid() else OWNER_ONLY)

    def check_alive(self) -> None:
        """Raise Ended unless it still is the process that was asked about, and as alive as at the beginning."""
        try:
            fields = parse_stat(_read(self._leader, "stat"))[1]
        except (OSError, ValueError) as error:
            _raise_unless_gone(error)
        if int(fields[19]) != self.key.start_ticks:
            raise Ended(ENDED)
        if state_label(fields[0]) in _OVER and self.state not in _OVER and int(fields[17]) <= 1:
            raise Ended(ENDED)

    def _open_living_thread(self) -> int:
        """Return the folder of a thread that lives on; the process's own where there is none.

        When the main thread has ended before the others, the process shows as a zombie and its folder as empty.
        """
        with contextlib.suppress(OSError):
            folder = self.open_folder("task")
            try:
                for tid in os.listdir(folder):
                    if _is_living(folder, tid):
                        return os.open(tid, _FOLDER, dir_fd=folder)
            finally:
                os.close(folder)
        return self._leader


@contextlib.contextmanager
def opened(proc_root: str, boot_id: str, key: ProcessKey, errand: Errand) -> Iterator[OpenedProcess]:
    """Hold the process for a `with` block, and turn what the system says no to into errors for people.

    Raises Ended when it is gone before, during or right after the block.
    """
    if errand.is_cancelled():
        raise Cancelled
    folder = _open_folder(proc_root, key.pid)
    try:
        try:
            process = OpenedProcess(folder, key, errand)
        except ValueError as error:
            raise Ended(ENDED) from error
        except OSError as error:
            _raise_unless_gone(error)
        if process.start_ticks != key.start_ticks or boot_id != key.boot_id:
            process.close()
            raise Ended(ENDED)
        try:
            yield process
        except OSError as error:
            if error.errno in _GONE or isinstance(error, PermissionError):
                # What ends meanwhile belongs to root from then on.
                process.check_alive()
                if process.is_zombie:
                    raise Unavailable(IS_ZOMBIE) from error
            if isinstance(error, PermissionError):
                raise process.refusal() from error
            raise _in_words(error) from error
        finally:
            process.close()
        process.check_alive()
    finally:
        os.close(folder)


def _is_living(folder: int, tid: str) -> bool:
    try:
        return state_label(parse_stat(_read(folder, f"{tid}/stat"))[1][0]) not in _OVER
    except (OSError, ValueError):
        return False


def _read(folder: int, path: str) -> bytes:
    descriptor = os.open(path, _FILE, dir_fd=folder)
    try:
        return os.read(descriptor, _STAT_BYTES)
    finally:
        os.close(descriptor)


def state_label(letter: bytes) -> str | None:
    """Return one of STATE_LABELS for a letter of stat, None for one that is not known."""
    return _STATES.get(letter.decode("ascii", "replace"))


def _open_folder(proc_root: str, pid: int) -> int:
    try:
        return os.open(f"{proc_root}/{pid}", _FOLDER)
    except OSError as error:
        if error.errno in _GONE and is_hidden(pid):
            raise Refused(HIDDEN) from error
        if error.errno in _GONE:
            raise Ended(ENDED) from error
        raise _in_words(error) from error


def is_hidden(pid: int) -> bool:
    """Say whether a process that /proc does not show is there all the same (hidepid): signal 0 only asks."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _raise_unless_gone(error: Exception) -> NoReturn:
    if isinstance(error, OSError) and error.errno not in _GONE:
        raise _in_words(error) from error
    raise Ended(ENDED) from error


def _in_words(error: OSError) -> Refused | Unavailable:
    if isinstance(error, PermissionError):
        return Refused(OWNER_ONLY)
    if error.errno in OUT_OF_DESCRIPTORS:
        return Unavailable(NO_DESCRIPTORS_LEFT)
    return Unavailable(UNREADABLE)
