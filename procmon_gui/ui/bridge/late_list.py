"""What the window knows of a list that is kept elsewhere: it is read in a worker, some time after the start, and again
soon after somebody has changed it; what the reader wishes is done in its order.

Window thread only; what keeps the list is touched by its one thread alone.
"""

import threading
from collections.abc import Callable
from functools import cache, partial
from itertools import count
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation, Pool

# Who wishes for something and quits at once has to wait so long at most.
_LAST_S: Final = 1.0


class Versioned(Protocol):
    """Keeps something that others change too."""

    def version(self) -> object:
        """Return something that is another when there may be something else than before."""


Kept = TypeVar("Kept", bound=Versioned)
News = TypeVar("News")
Result = TypeVar("Result")


class LateList(QObject, Generic[Kept, News]):
    """Reads what there is and does what is wished. What becomes of it is for who derives from this.

    Signals:
        changed: there is something else than before, or more.
        failed: it can not be read; the sentence says why. Empty when that is over.
        not_done: what was wished could not be done; the sentence says why.
    """

    changed = Signal()
    failed = Signal(str)
    not_done = Signal(str)

    def __init__(
        self, opener: Callable[[], Kept], parent: QObject | None = None, *, name: str, look_ms: int, start_ms: int = 0
    ) -> None:
        """Take what opens the list, how often to look for changes, which costs next to nothing, and when to begin."""
        super().__init__(parent)
        # Opened when it is first asked for. Any thread.
        self.opened: Callable[[], Kept] = cache(opener)
        self._start_ms, self._look_ms = start_ms, look_ms
        self._version: object = object()
        self._is_read = self._is_whole = self._is_failing = False
        # Its one thread does everything in the order in which it was wished.
        self._pool = Pool(self, name=name, size=1)
        self._numbers = count()
        self._newest_is_done: threading.Event | None = None
        self._looking: Operation[tuple[object, News] | None] | None = None
        self._reading: Operation[Any] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def start_soon(self) -> None:
        """Begin to look what there is, when the window is up."""
        self._timer.start(self._start_ms)

    def close(self) -> bool:
        """Let what was wished be done, and end; False when something hangs and was left behind."""
        self._timer.stop()
        if self._newest_is_done is not None:
            self._newest_is_done.wait(_LAST_S)
        return self._pool.close()

    @property
    def is_read(self) -> bool:
        """Say whether it was looked at all."""
        return self._is_read

    @property
    def is_whole(self) -> bool:
        """Say whether there is nothing older than what was read."""
        return self._is_whole

    @property
    def is_loading(self) -> bool:
        """Say whether older ones are being read."""
        return self._reading is not None and self._reading.is_running

    @Slot()
    def look(self) -> None:
        """Find out what has changed since."""
        self._timer.start(self._look_ms)
        if self._looking is None or not self._looking.is_running:
            self._looking = self._begin("look", partial(_look, self._version, self._how_to_read()), self._on_read)

    # ---- for who derives from this

    def _how_to_read(self) -> Callable[[Kept], News]:
        """Return what reads the list, or what is new in it."""
        raise NotImplementedError

    def _take(self, news: News, *, is_first: bool) -> None:
        """Know what was read."""
        raise NotImplementedError

    def _begin(self, channel: str, work: Callable[[Kept], Result], take: Callable[[Result], None]) -> Operation[Result]:
        """Read something, after what was wished before. The work is done by another thread: it holds values only."""
        operation = Operation(partial(_with_kept, self.opened, work), owner=self, channel=channel, pool=self._pool)
        return operation.success(take).failure(self._on_failed).start()

    def _take_done(self, done: object) -> None:
        """Hear what a change returned, after what there is then."""

    def _do(self, change: Callable[[Kept], object], reader: Callable[[Kept], News] | None = None) -> None:
        """Change something, and know what there is then."""
        self._wish(partial(_change, change, reader or self._how_to_read()), self._on_done)

    def _wish(self, work: Callable[[Kept], Result], take: Callable[[Result], None]) -> None:
        """Do something that must be done, also when the window closes."""
        self._newest_is_done = is_done = threading.Event()
        whole = partial(_surely, is_done, partial(_with_kept, self.opened, work))
        # Each is a channel of its own: a later wish must not take the place of one that waits.
        operation = Operation(whole, owner=self, channel=f"wish {next(self._numbers)}", pool=self._pool)
        operation.success(take).failure(self._on_not_done).start()

    # ---- what comes of it

    def _on_read(self, found: tuple[object, News] | None) -> None:
        if self._is_failing:
            self._is_failing = False
            self.failed.emit("")
        if found is not None:
            self._version, news = found
            is_first, self._is_read = not self._is_read, True
            self._take(news, is_first=is_first)

    def _on_done(self, done: tuple[object, tuple[object, News]]) -> None:
        result, found = done
        self._on_read(found)
        self._take_done(result)

    def _on_failed(self, error: ProcmonError) -> None:
        self._is_failing = True
        self.failed.emit(str(error))

    def _on_not_done(self, error: ProcmonError) -> None:
        self.not_done.emit(str(error))


def _with_kept(opened: Callable[[], Kept], work: Callable[[Kept], Result], _errand: Errand) -> Result:
    return work(opened())


def _surely(is_done: threading.Event, work: Callable[[Errand], Result], errand: Errand) -> Result:
    try:
        return work(errand)
    finally:
        is_done.set()


def _look(known: object, reader: Callable[[Kept], News], kept: Kept) -> tuple[object, News] | None:
    """Read what there is, if that is not what is known; None where nothing has changed."""
    # First: what changes while the rest is read is found by the next look.
    version = kept.version()
    return None if version == known else (version, reader(kept))


def _change(
    change: Callable[[Kept], object], reader: Callable[[Kept], News], kept: Kept
) -> tuple[object, tuple[object, News]]:
    """Change something; return what came of it, and what there is then."""
    return change(kept), (kept.version(), reader(kept))
