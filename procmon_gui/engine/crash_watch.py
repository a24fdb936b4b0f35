"""Keeps what is known of a failure of this process, in files that stay on this machine: any thread.

An uncaught exception is written down at once. When a signal kills the process, or when its window hangs, the
interpreter itself writes the stack of that thread into a notebook that was opened at the start; whoever starts next
finds it. One of them in a process, as there is one interpreter.
"""

import contextlib
import faulthandler
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final

from procmon_gui.domain.crashes import LARGEST_BYTES, TITLE, CrashKind, report_name
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.text import display_text
from procmon_gui.domain.version import VERSION

log = logging.getLogger(__name__)

# The first of a run tell what is wrong; more of them push older reports out.
MOST_EXCEPTIONS: Final = 5
MOST_HANGS: Final = 3
# The log of what nobody caught in the window.
NOBODY_CAUGHT: Final = "procmon_gui.ui.bridge.faults"
_LOG_BYTES: Final = 8192
_LOG_LINES: Final = 40
_MESSAGE_LIMIT: Final = 2000
_FRAMES: Final = 60
_watch: "CrashWatch | None" = None


def begin_crash_watch(
    folder: Path, *, program: str, qt: str = "", log_path: Path | None = None, hide: Callable[[str], str]
) -> None:
    """Watch this process from here on. Where nothing can be kept in the folder, the log says so and it goes unwatched.

    `hide` takes secrets out of a line; `program` says which part of it this is.
    """
    global _watch
    watch = CrashWatch(folder, program=program, qt=qt, log_path=log_path, hide=hide)
    try:
        watch.open()
    except OSError as error:
        log.warning("No report could be kept of a failure: %s: %s", folder, error.strerror)
        return
    _watch = watch


def crash_watch() -> "CrashWatch | None":
    """Return who watches this process."""
    return _watch


def boot_of_machine() -> str:
    """Return by what reports of this boot are known: a process of another has a number that says nothing here."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8")[:8]
    except (OSError, UnicodeDecodeError):
        return "00000000"


def lock_file(descriptor: int) -> bool:
    """Take a file for as long as it is open; False where somebody else has it."""
    try:
        import fcntl
    except ImportError:
        return True  # Windows: there, nobody renames what another has open
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class CrashWatch:
    """The notebook of this process, and what writes reports."""

    def __init__(
        self, folder: Path, *, program: str, qt: str, log_path: Path | None, hide: Callable[[str], str]
    ) -> None:
        self._folder = folder
        self._log_path = log_path
        self._hide = hide
        self._boot = boot_of_machine()
        self._head = _head(program, qt)
        self._descriptor = -1
        # Again by who has it: what is destroyed meanwhile may fail, too.
        self._lock = threading.RLock()
        self._known: set[tuple[bool, str, str, int]] = set()
        self._hang_count = 0
        self._report_count = 0

    def open(self) -> None:
        """Open the notebook, and let the interpreter write into it. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"running-{self._boot}-{os.getpid()}-{time.time_ns() // 1_000_000}.txt"
        # Appending: what is taken out of it when a hang was survived leaves no hole.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, flags, 0o600)
        try:
            lock_file(descriptor)
            os.write(descriptor, self._head)
        except OSError:
            os.close(descriptor)
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        self._descriptor = descriptor
        # Of the thread that dies alone: walking through others, which go on, may fail before it comes to this one.
        faulthandler.enable(file=descriptor, all_threads=False)
        self._take_hooks()

    @property
    def notebook(self) -> int:
        """Return the descriptor to which the stack of a window that hangs is written."""
        return self._descriptor

    def _take_hooks(self) -> None:
        before, before_thread = sys.excepthook, threading.excepthook

        def on_exception(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
            self.keep_exception(error)
            before(kind, error, at)

        def on_thread(given: threading.ExceptHookArgs) -> None:
            if given.exc_value is not None:
                self.keep_exception(given.exc_value)
            before_thread(given)

        sys.excepthook, threading.excepthook = on_exception, on_thread
        logging.setLogRecordFactory(partial(_noted, self, logging.getLogRecordFactory()))

    def keep_exception(self, error: BaseException) -> None:
        """Keep an exception that nobody expected: the first of each place, and not many of a run.

        Where the program stands, as the log does: what ends the process may leave no other moment.
        """
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            return
        is_end = _ends_program(error)
        # What keeps a failure must not make another one: whoever dies or writes a log does so all the same.
        with contextlib.suppress(Exception), self._lock:
            place = (is_end, *_place_of(error))
            if place in self._known or (not is_end and len(self._known) >= MOST_EXCEPTIONS):
                return
            self._known.add(place)
            kind = CrashKind.FAILED if is_end else CrashKind.WENT_ON
            what = display_text(f"{type(error).__name__}: {error}", 200)
            self._keep(kind, what, _traceback_of(error))

    def keep_hang(self, silent_s: float) -> None:
        """Keep what the interpreter wrote while the window hung; the window answers again. May wait for the disk."""
        with self._lock:
            stacks = self._take_stacks()
            if stacks.strip() and self._hang_count < MOST_HANGS:
                self._hang_count += 1
                self._keep(CrashKind.HUNG, f"the window did not answer for {silent_s:.1f} s", stacks)

    def forget_hang(self) -> None:
        """Leave no stacks in the notebook: the window answers, or ends in order. May wait for the disk."""
        with self._lock:
            self._take_stacks()

    def _take_stacks(self) -> str:
        try:
            os.lseek(self._descriptor, len(self._head), os.SEEK_SET)
            stacks = os.read(self._descriptor, LARGEST_BYTES).decode(errors="replace")
            if stacks:
                os.ftruncate(self._descriptor, len(self._head))
        except OSError as error:
            log.warning("What hung could not be read: %s", error.strerror)
            return ""
        return stacks

    def _keep(self, kind: CrashKind, what: str, text: str) -> None:
        now_s = time.time()
        name = report_name(kind, now_s, self._boot, os.getpid(), number=self._report_count)
        self._report_count += 1
        lines = [f"at: {_iso(now_s)}", f"what: {what}", "", *text.splitlines(), "", *self._log_lines()]
        body = "\n".join(self._hide(line) for line in lines).encode("utf-8", "backslashreplace")
        try:
            descriptor = os.open(
                self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600
            )
            with os.fdopen(descriptor, "wb") as file:
                file.write((self._head + body)[: LARGEST_BYTES - 1] + b"\n")
        except OSError as error:
            log.warning("No report could be kept of a failure: %s: %s", self._folder, error.strerror)

    def _log_lines(self) -> list[str]:
        lines = log_tail(self._log_path) if self._log_path is not None else []
        return ["The end of the log:", *lines] if lines else []


def _noted(
    watch: CrashWatch, make: Callable[..., logging.LogRecord], *arguments: object, **more: object
) -> logging.LogRecord:
    """Return a record of the log; a mistake that a thread of ours caught at its root and wrote there is kept, too."""
    record = make(*arguments, **more)
    error = record.exc_info[1] if record.exc_info else None
    if record.levelno < logging.ERROR or not record.name.startswith("procmon_gui.") or error is None:
        return record
    # Where somebody expected it, the world said no, which is no failure of ours.
    if record.name == NOBODY_CAUGHT or not isinstance(error, ProcmonError):
        watch.keep_exception(error)
    return record


def log_tail(path: Path, until_s: float | None = None) -> list[str]:
    """Return the last lines of a log; of one that went on since, those up to a time."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _LOG_BYTES))
            lines = file.read(_LOG_BYTES).decode(errors="replace").splitlines()[1 if size > _LOG_BYTES else 0 :]
    except OSError:
        return []
    if until_s is not None:
        # Its times are those of the clock on the wall, as everybody reads them.
        last = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(until_s + 1))
        ends = next((place for place, line in enumerate(lines) if line[:1].isdigit() and line[:19] > last), len(lines))
        lines = lines[:ends]
    return lines[-_LOG_LINES:]


def _head(program: str, qt: str) -> bytes:
    facts = {
        "version": VERSION,
        "program": program,
        "started": _iso(time.time()),
        "python": sys.version.partition(" ")[0],
        "qt": qt or "not loaded",
        "system": _system(),
        "pid": str(os.getpid()),
    }
    lines = [TITLE, *(f"{key}: {display_text(value, 200)}" for key, value in facts.items())]
    return "".join(f"{line}\n" for line in lines).encode()


def _system() -> str:
    if sys.platform == "win32":
        return f"Windows {sys.getwindowsversion().build}"
    # Without the name of the machine.
    told = os.uname()
    return f"{told.sysname} {told.release} {told.machine}"


def _iso(at_s: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at_s))


def _ends_program(error: BaseException) -> bool:
    """Say whether it came through the program's first line: in a slot of Qt or a thread the program goes on."""
    return error.__traceback__ is not None and error.__traceback__.tb_frame.f_code.co_name == "<module>"


def _place_of(error: BaseException) -> tuple[str, str, int]:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return type(error).__name__, at.tb_frame.f_code.co_filename if at is not None else "", at.tb_lineno if at else 0


def _traceback_of(error: BaseException) -> str:
    told = traceback.TracebackException.from_exception(error, limit=-_FRAMES)
    return "\n".join(
        line if len(line) <= _MESSAGE_LIMIT else line[:_MESSAGE_LIMIT] + "…"
        for part in told.format()
        for line in part.rstrip("\n").split("\n")
    )
