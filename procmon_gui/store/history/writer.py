"""The one thread that writes the history: it asks the recent memory for its news every few seconds and commits them.

Nothing waits for it. While the disk is full or the file is held, the recent memory goes on, and what it still holds is
written when that has passed; what it had to let go before is counted. `start`, `stop`, `keep`, `state` and `figures`
may be called from any thread.
"""

import errno
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DatabaseError, IntegrityError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Forwarding, Pace, Recording
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.version import VERSION
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.store.ballast import BALLAST_BYTES, Ballast
from procmon_gui.store.form import Newer
from procmon_gui.store.history.budget import Budget
from procmon_gui.store.history.database import FILE_NAME, open_for_writing, put_aside
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.news import Mark, News
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.retention import NoRoom, Retention
from procmon_gui.store.history.room import size_of
from procmon_gui.store.history.schema import CHUNKS, RUNS
from procmon_gui.store.hosts import this_host
from procmon_gui.store.place import Lock, Occupied, identity_of, lock_folder, prepare_folder
from procmon_gui.store.sqlite import is_damage, is_full, told

if TYPE_CHECKING:
    from procmon_gui.store.history.forwarding import Forwarder

log = logging.getLogger(__name__)

_BACK_OFF_S: Final = (1.0, 2.0, 5.0)
_RETRY_S: Final = 5.0
_FIRST_COMMIT_S: Final = 1.0
# What the sums of a chunk take, and what is caught up at a commit: both are less, also on large machines.
_SUMS_BYTES: Final = 256 * 1024
_CATCH_UP_BYTES: Final = 1024**2
_STOP_S: Final = 2.0
_LAST_COPY_S: Final = 1.0
# A session manager waits for its answer, and the window with it.
_FLUSH_S: Final = 1.0
# A file that is damaged again and again lies on a disk that fails: no more of them are set aside.
_MOST_SET_ASIDE: Final = 5
_FULL: Final = "The disk is full: new samples wait in the memory, and are written as soon as there is room"
_SHORT: Final = "The disk is full: the history goes on with the room that it had kept free for that"


class HistoryWriter:
    """Keeps what a recent memory hears, in a folder, for as long as nobody else does."""

    def __init__(
        self,
        memory: RecentMemory,
        folder: Path,
        *,
        clock: Clock,
        keeping: Keeping | None = None,
        ballast_bytes: int = BALLAST_BYTES,
        after_commit: Callable[[], None] | None = None,
        forwarder: "Forwarder | None" = None,
        since_ms: int = 0,
        on_held: Callable[[bool], None] | None = None,
    ) -> None:
        """What the memory heard before `since_ms` is left out, about a minute before it excepted.

        `after_commit` is called on the writer's thread after each commit; it may raise Unavailable. `on_held` is too,
        when the folder is this one's alone, and before it is given back.
        `forwarder` copies what is written to a server, on a thread of its own, from when this one holds the folder.
        """
        self._memory = memory
        self._folder = folder
        self._path = folder / FILE_NAME
        self._clock = clock
        self._keeping = keeping or Keeping()
        self._ballast = Ballast(folder, ballast_bytes)
        self._after_commit = after_commit
        self._forwarder = forwarder
        self._since_ms = since_ms
        self._on_held = on_held
        self._mark = Mark()
        self._run_of: tuple[int, int] | None = None  # the run that is being written, and when it began
        self._lock: Lock | None = None
        self._wake = threading.Event()
        self._flushes: list[threading.Event] = []  # who waits for the next commit that begins
        self._is_stopping = False
        self._thread: threading.Thread | None = None
        self._failure_count = self._set_aside_count = 0
        self._guard = threading.Lock()
        self._figures = Recording(path=str(self._path))
        self._budget = Budget()

    # ---- from any thread

    def start(self) -> None:
        """Begin to write on a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def stop(self, limit_s: float = _STOP_S) -> bool:
        """Write what is left and end; False when that took too long and was left behind.

        What the server does not have then is copied after the next start.
        """
        self._is_stopping = True
        self._wake.set()
        is_done = True
        if self._thread is not None:
            self._thread.join(limit_s)
            is_done = not self._thread.is_alive()
        if self._forwarder is not None:
            self._forwarder.stop(_LAST_COPY_S)
        return is_done

    def flush(self, limit_s: float = _FLUSH_S) -> bool:
        """Write at once what was heard, and go on; False when that took too long, or nothing is written now."""
        if not self.figures().is_open:
            return False
        is_done = threading.Event()
        with self._guard:
            self._flushes.append(is_done)
        self._wake.set()
        return is_done.wait(limit_s)

    def keep(self, keeping: Keeping) -> None:
        """Keep it in another way from now on."""
        self._keeping = keeping
        self._wake.set()

    def figures(self) -> Recording:
        """Return how the recording is doing."""
        with self._guard:
            return self._figures

    def forwarding(self) -> Forwarding | None:
        """Return how the copying to a server is doing; None where there is none."""
        return self._forwarder.figures() if self._forwarder is not None else None

    def state(self) -> WorkerState:
        """Tell how the writer is doing."""
        figures = self.figures()
        if figures.trouble or figures.is_short:
            return WorkerState("history", Health.DEGRADED, figures.trouble or _SHORT)
        return WorkerState("history", Health.OK if figures.is_open else Health.OFF)

    # ---- on the writer's thread

    def _run(self) -> None:
        is_lost = False  # beats of this run lie in a file that was set aside; the memory still has them
        while not self._is_stopping or is_lost:
            is_lost = False
            try:
                self._record()
            except Newer as error:
                self._tell(trouble=str(error))
                break
            except Unavailable as error:
                self._tell(is_elsewhere=isinstance(error, Occupied))
                self._on_failure(error, str(error))
            except DatabaseError as error:
                if isinstance(error, IntegrityError):
                    # A commit that was told to have failed has not: what follows belongs to a run of its own.
                    self._run_of = None
                is_lost = is_damage(error) and self._put_aside()
                self._on_failure(error, _words(error))
            except Exception as error:
                # The root of the thread.
                log.exception("the history writer failed")
                self._tell(trouble=f"{type(error).__name__}: {error}")
            self._failure_count += 1
            if not self._is_stopping:
                self._pause(_BACK_OFF_S[min(self._failure_count, len(_BACK_OFF_S)) - 1])
        self._memory.keep_every(1)
        if self._lock is not None:
            self._tell_held(is_held=False)
            self._lock.close()

    def _tell_held(self, *, is_held: bool) -> None:
        if self._on_held is not None:
            self._on_held(is_held)

    def _pause(self, for_s: float) -> None:
        """Wait, unless somebody wants something."""
        self._wake.wait(for_s)
        self._wake.clear()

    def _record(self) -> None:
        """Open the history and write to it until the end."""
        prepare_folder(self._folder)
        if self._lock is None:
            self._lock = lock_folder(self._folder)
            self._tell_held(is_held=True)
        if self._forwarder is not None:
            self._forwarder.start()
        self._ballast.make()
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
        self._begin_or_go_on(engine, keeper)
        keeper.recover()
        retention = Retention(
            engine,
            self._path,
            clock=self._clock,
            run_id=keeper.run_id,
            held_texts=self._memory.held_texts,
            forget_names=keeper.forget_names,
        )
        opened_file = identity_of(self._path)
        self._tell(is_open=True, trouble="", is_elsewhere=False)
        # The first commit comes soon, so that whoever looks sees that it works.
        pause_s = min(_FIRST_COMMIT_S, self._keeping.commit_s)
        is_last = False
        while not is_last:
            self._pause(0.0 if self._is_stopping else pause_s)
            is_last = self._is_stopping
            if identity_of(self._path) != opened_file:
                raise Unavailable(f"{self._path} was taken away while it was being written")
            with self._guard:
                flushes, self._flushes = self._flushes, []
            is_well = self._commit(keeper, retention)
            if is_well:
                for flush in flushes:
                    flush.set()
            commit_s = self._keeping.commit_s_of(self._budget.kept_every)
            pause_s = commit_s if is_well else min(commit_s, _RETRY_S)
        keeper.end_run(self._clock.utc_ms())

    def _begin_or_go_on(self, engine: Engine, keeper: Keeper) -> None:
        """Go on with the run that trouble has stopped, where it is in this file; else begin one."""
        if self._run_of is not None and keeper.go_on(*self._run_of):
            return
        # What another program has recorded up to now is on the disk; its last beats may lie in the journal still.
        keeper.recover()
        self._tell(cut_off_ms=_cut_off_ms(engine))
        machine_id, host_name = this_host()
        began_ms = self._clock.utc_ms()
        run_id = keeper.begin_run(
            machine_id=machine_id, host_name=host_name, began_ms=began_ms, program_version=VERSION
        )
        # Numbers of texts and chunks belong to the run: what the memory holds is written under this one, as far as it
        # is not there already.
        self._run_of = (run_id, began_ms)
        self._mark = self._memory.mark_after(max(self._since_ms, _newest_ms(engine)))

    def _commit(self, keeper: Keeper, retention: Retention) -> bool:
        """Write what is new; what can not be written now is written next time, as long as the memory holds it."""
        try:
            is_all = False
            while not is_all:
                news = self._memory.news(self._mark)
                self._save(news, keeper, retention)
                self._mark, is_all = news.mark, news.is_all
                lost_beats = self.figures().lost_beats + news.lost_beats
                self._tell(trouble="", lost_beats=lost_beats, kept_ms=max(self.figures().kept_ms, news.to_ms))
                if news.whole and self._forwarder is not None:
                    self._forwarder.wake()
            retention.make_room(self._keeping, _CATCH_UP_BYTES)
            keeper.catch_up()
            retention.tidy(self._keeping)
        except NoRoom as error:
            self._on_failure(error, str(error))
            return False
        except DatabaseError as error:
            if is_damage(error) or isinstance(error, IntegrityError):
                raise
            self._on_failure(error, _words(error))
            return False
        self._failure_count = self._set_aside_count = 0
        written_bytes = self._written_bytes()
        self._tell(
            written_bytes=written_bytes,
            pace=self._pace_after(written_bytes),
            size_bytes=size_of(self._path),
            is_short=self.figures().is_short and not self._ballast.make(),
        )
        self._let_readers_know()
        return True

    def _let_readers_know(self) -> None:
        if self._after_commit is None:
            return
        try:
            self._after_commit()
        except Unavailable as error:
            # The beats are on the disk; whoever can not read them says so himself.
            log.info("what was written can not be read: %s", error)

    def _save(self, news: News, keeper: Keeper, retention: Retention) -> None:
        """Write it; where the disk is full, once more with the room that was kept free for that."""
        try:
            retention.make_room(self._keeping, news.size_bytes + _SUMS_BYTES * len(news.whole))
            keeper.save(news, self._budget.pace())
        except DatabaseError as error:
            if not is_full(error) or not self._release():
                raise
            retention.tidy_now(self._keeping)
            keeper.save(news, self._budget.pace())

    def _pace_after(self, written_bytes: int) -> Pace:
        """Return how much is written a day; where that is too much, fewer beats are kept from now on."""
        self._budget.note(self._clock.monotonic_ns() / 1e9, written_bytes, self._keeping.most_bytes_a_day)
        pace = self._budget.pace()
        if pace.kept_every != self.figures().pace.kept_every:
            log.info("One sample of %d is kept, to stay below %d bytes a day", pace.kept_every, pace.most_bytes_a_day)
            self._memory.keep_every(pace.kept_every)
        return pace

    def _release(self) -> bool:
        """Give the room that was kept free; False when there is none any more."""
        if not self._ballast.release():
            return False
        log.warning("%s", _SHORT)
        self._tell(is_short=True)
        return True

    def _put_aside(self) -> bool:
        """Set the file aside, and say whether that was done."""
        self._set_aside_count += 1
        if self._set_aside_count > _MOST_SET_ASIDE:
            return False
        try:
            self._tell(set_aside=str(put_aside(self._path)))
        except Unavailable as error:
            log.warning("%s", error)
            return False
        return True

    def _on_failure(self, error: BaseException, words: str) -> None:
        cause = error.__cause__ or error
        if is_full(cause) or getattr(cause, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            self._release()
            words = _FULL
        if not self.figures().trouble:
            log.warning("%s", words)
        self._tell(trouble=words)

    def _tell(self, **changes: Any) -> None:
        with self._guard:
            self._figures = replace(self._figures, **changes)

    def _written_bytes(self) -> int:
        """Return what this thread handed to the disk, proc_pid_io(5); where nobody counts, what it should be."""
        try:
            counted = Path("/proc/thread-self/io").read_text()
        except OSError:
            return size_of(self._path)
        return int(counted.partition("write_bytes:")[2].split()[0])


def _newest_ms(engine: Engine) -> int:
    """Return up to when there are beats on the disk, 0 where there are none."""
    with engine.connect() as connection:
        return connection.scalar(select(func.max(CHUNKS.c.to_ms))) or 0


def _cut_off_ms(engine: Engine) -> int:
    """Return the time of the last beat of the newest run, where that never said that it ended; else 0."""
    newest = select(RUNS.c.id, RUNS.c.ended_ms).order_by(RUNS.c.id.desc()).limit(1)
    with engine.connect() as connection:
        run = connection.execute(newest).first()
        if run is None or run.ended_ms is not None:
            return 0
        return connection.scalar(select(func.max(CHUNKS.c.to_ms)).where(CHUNKS.c.run_id == run.id)) or 0


def make_whole(folder: Path) -> None:
    """Make chunks of what a cut-off recorder left, unless somebody records there or the folder can not be written."""
    try:
        lock = lock_folder(folder)
    except Unavailable:
        return
    try:
        with told():
            engine = open_for_writing(folder / FILE_NAME).engine
            try:
                Keeper(engine).recover()
            finally:
                engine.dispose()
    finally:
        lock.close()


def _words(error: DatabaseError) -> str:
    return f"The history can not be written: {error.orig}"
