"""The one thread that writes the history: it asks the recent memory for its news every few seconds and commits them.

Nothing waits for it. While the disk is full or the file is held, the recent memory goes on, and what it still holds is
written when that has passed; what it had to let go before is counted. `start`, `stop`, `state` and `figures` may be
called from any thread.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Recording
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.version import VERSION
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.store.history.database import FILE_NAME, NewerHistory, open_for_writing, put_aside
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.hosts import this_host
from procmon_gui.store.place import Lock, lock_folder, prepare_folder
from procmon_gui.store.sqlite import is_damage, told

log = logging.getLogger(__name__)

COMMIT_S: Final = 10.0
_BACK_OFF_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
_FIRST_COMMIT_S: Final = 1.0
_STOP_S: Final = 2.0


class HistoryWriter:
    """Keeps what a recent memory hears, in a folder, for as long as nobody else does."""

    def __init__(
        self,
        memory: RecentMemory,
        folder: Path,
        *,
        clock: Clock,
        commit_s: float = COMMIT_S,
        after_commit: Callable[[], None] | None = None,
    ) -> None:
        """`after_commit` is called on the writer's thread after each commit; it may raise Unavailable."""
        self._memory = memory
        self._folder = folder
        self._path = folder / FILE_NAME
        self._clock = clock
        self._commit_s = commit_s
        self._after_commit = after_commit
        self._mark = Mark()
        self._lock: Lock | None = None
        self._wake = threading.Event()
        self._is_stopping = False
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()
        self._figures = Recording(path=str(self._path))

    # ---- from any thread

    def start(self) -> None:
        """Begin to write on a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def stop(self, limit_s: float = _STOP_S) -> bool:
        """Write what is left and end; False when that took too long and was left behind."""
        self._is_stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(limit_s)
            return not self._thread.is_alive()
        return True

    def figures(self) -> Recording:
        """Return how the recording is doing."""
        with self._guard:
            return self._figures

    def state(self) -> WorkerState:
        """Tell how the writer is doing."""
        figures = self.figures()
        if figures.trouble:
            return WorkerState("history", Health.DEGRADED, figures.trouble)
        return WorkerState("history", Health.OK if figures.is_open else Health.OFF)

    # ---- on the writer's thread

    def _run(self) -> None:
        failures = 0
        while not self._is_stopping:
            try:
                self._record()
            except NewerHistory as error:
                self._tell(trouble=str(error))
                break
            except Unavailable as error:
                self._on_failure(str(error), is_news=failures == 0)
            except DatabaseError as error:
                if is_damage(error) and failures < len(_BACK_OFF_S):
                    self._set_aside()
                self._on_failure(f"The history can not be written: {error.orig}", is_news=failures == 0)
            except Exception as error:
                # The root of the thread.
                log.exception("the history writer failed")
                self._tell(trouble=f"{type(error).__name__}: {error}")
            failures += 1
            if not self._is_stopping:
                self._wake.wait(_BACK_OFF_S[min(failures, len(_BACK_OFF_S)) - 1])
        if self._lock is not None:
            self._lock.close()

    def _record(self) -> None:
        """Open the history and write to it until the end."""
        prepare_folder(self._folder)
        if self._lock is None:
            self._lock = lock_folder(self._folder)
        opened = open_for_writing(self._path)
        if opened.set_aside is not None:
            self._tell(set_aside=str(opened.set_aside))
        try:
            self._write(opened.engine)
        finally:
            opened.engine.dispose()
            self._tell(is_open=False)

    def _write(self, engine: Engine) -> None:
        keeper = Keeper(engine)
        machine_id, host_name = this_host()
        keeper.begin_run(
            machine_id=machine_id, host_name=host_name, began_ms=self._clock.utc_ms(), program_version=VERSION
        )
        keeper.recover()
        # Numbers of texts and chunks belong to the run: all that the memory holds is written under this one.
        self._mark = Mark()
        self._tell(is_open=True, trouble="")
        # The first commit comes soon, so that whoever looks sees that it works.
        pause_s = min(_FIRST_COMMIT_S, self._commit_s)
        is_last = False
        while not is_last:
            self._wake.wait(pause_s)
            is_last = self._is_stopping
            self._commit(keeper)
            pause_s = self._commit_s
        keeper.end_run(self._clock.utc_ms())

    def _commit(self, keeper: Keeper) -> None:
        """Write what is new; what can not be written now is written next time, as long as the memory holds it."""
        news = self._memory.news(self._mark)
        try:
            keeper.save(news)
        except DatabaseError as error:
            if is_damage(error):
                raise
            self._on_failure(f"The history can not be written: {error.orig}", is_news=not self.figures().trouble)
            return
        self._mark = news.mark
        lost_beats = self.figures().lost_beats + news.lost_beats
        self._tell(
            trouble="", lost_beats=lost_beats, written_bytes=self._written_bytes(), size_bytes=self._size_bytes()
        )

    def _set_aside(self) -> None:
        try:
            self._tell(set_aside=str(put_aside(self._path)))
        except Unavailable as error:
            log.warning("%s", error)

    def _on_failure(self, words: str, *, is_news: bool) -> None:
        if is_news:
            log.warning("%s", words)
        self._tell(trouble=words)

    def _tell(self, **changes: Any) -> None:
        with self._guard:
            self._figures = replace(self._figures, **changes)

    def _size_bytes(self) -> int:
        """Return what the file and its log take."""
        files = (self._path, self._path.with_name(self._path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def _written_bytes(self) -> int:
        """Return what this thread handed to the disk, proc_pid_io(5); where nobody counts, what it should be."""
        try:
            counted = Path("/proc/thread-self/io").read_text()
        except OSError:
            return self._size_bytes()
        return int(counted.partition("write_bytes:")[2].split()[0])


def make_whole(folder: Path) -> None:
    """Make chunks of what a cut-off recorder left, unless somebody records there or the folder can not be written."""
    try:
        lock = lock_folder(folder)
    except Unavailable:
        return
    try:
        engine = open_for_writing(folder / FILE_NAME).engine
        with told():
            Keeper(engine).recover()
        engine.dispose()
    finally:
        lock.close()
