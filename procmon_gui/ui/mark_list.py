"""The marks as the window knows them. They are kept by somebody else, who is asked in a worker, some time after the
start; what other programs mark is found soon after. Window thread only.
"""

import threading
from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.marks import Mark, Marks
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation, Pool

# Later than the recording begins, which loads what this needs too.
START_MS: Final = 3_000
# How often it is looked whether another program has made one.
LOOK_MS: Final = 5_000
# Who marks a moment and quits at once has to wait so long at most.
_LAST_S: Final = 1.0


class _Keeper:
    """Opens what keeps marks when it is first asked. Used by one thread at a time, which the pool sees to."""

    def __init__(self, opener: Callable[[], Marks]) -> None:
        self._opener = opener
        self._marks: Marks | None = None

    def marks(self) -> Marks:
        """Return it."""
        if self._marks is None:
            self._marks = self._opener()
        return self._marks


class _Look:
    """Asks for news."""

    def __init__(self, keeper: _Keeper) -> None:
        self._keeper = keeper

    def __call__(self, _errand: Errand) -> Sequence[Mark] | None:
        return self._keeper.marks().news()


class _Deed:
    """Changes something, and returns what there is then."""

    def __init__(self, keeper: _Keeper, change: Callable[[Marks], object]) -> None:
        self._keeper = keeper
        self._change = change
        self.is_over = threading.Event()

    def __call__(self, _errand: Errand) -> Sequence[Mark]:
        try:
            marks = self._keeper.marks()
            self._change(marks)
        finally:
            self.is_over.set()
        return marks.all()


class MarkList(QObject):
    """All marks, oldest moment first; and the wishes of the reader, which are done one after another.

    Signals:
        changed: there are others than before.
        failed: something could not be done, or read; the sentence says why. Empty when that is over.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, opener: Callable[[], Marks], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = _Keeper(opener)
        self._marks: tuple[Mark, ...] = ()
        # Its one thread does everything in the order in which it was wished.
        self._pool = Pool(self, name="desk", size=1)
        self._numbers = count()
        self._looking: Operation[Sequence[Mark] | None] | None = None
        self._newest: _Deed | None = None
        self._is_failing = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def start_soon(self) -> None:
        """Begin to look what there is, when the window is up."""
        self._timer.start(START_MS)

    def close(self) -> bool:
        """Let what was wished be done, and end; False when something hangs and was left behind."""
        self._timer.stop()
        if self._newest is not None:
            self._newest.is_over.wait(_LAST_S)
        return self._pool.close()

    # ---- what there is

    @property
    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""
        return self._marks

    # ---- what is wished

    def add(self, at_ms: int, text: str) -> None:
        """Mark a moment."""
        self._do(lambda marks: marks.add(at_ms, text))

    def rename(self, mark: Mark, text: str) -> None:
        """Give a mark other words."""
        self._do(lambda marks: marks.rename(mark.id, text))

    def remove(self, mark: Mark) -> None:
        """Take a mark away."""
        self._do(lambda marks: marks.remove(mark.id))

    def restore(self, mark: Mark) -> None:
        """Put a mark back."""
        self._do(lambda marks: marks.restore(mark))

    @Slot()
    def look(self) -> None:
        """Find out what others have changed."""
        self._timer.start(LOOK_MS)
        if self._looking is None or not self._looking.is_running:
            self._looking = Operation(_Look(self._keeper), owner=self, channel="look", pool=self._pool)
            self._looking.success(self._on_looked).failure(self._on_failed).start()

    def _do(self, change: Callable[[Marks], object]) -> None:
        # Each is a channel of its own: a later wish must not take the place of one that waits.
        self._newest = _Deed(self._keeper, change)
        operation = Operation(self._newest, owner=self, channel=f"deed {next(self._numbers)}", pool=self._pool)
        operation.success(self._on_looked).failure(self._on_failed).start()

    def _on_looked(self, found: Sequence[Mark] | None) -> None:
        if self._is_failing and found is not None:
            self._is_failing = False
            self.failed.emit("")
        if found is not None and tuple(found) != self._marks:
            self._marks = tuple(found)
            self.changed.emit()

    def _on_failed(self, error: ProcmonError) -> None:
        self._is_failing = True
        self.failed.emit(str(error))
