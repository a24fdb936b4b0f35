"""The moment that the window shows: live, standing still, or a point of the past. The one place that knows.

Pages are handed the object and may ask it; what they show comes through `Page.show_snapshot`, live and past alike.
Window thread only; the past is read in a worker.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.ends import as_ended
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.history import UNKNOWN_END, CpuBeat
from procmon_gui.domain.ports import Errand, HistoryReader
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.models.same_processes import as_known, common_serials, gone_since

_MINUTE_MS: Final = 60_000
_NOBODY: Final[Mapping[int, int]] = MappingProxyType({})


class State(Enum):
    """What the window shows."""

    LIVE = "live"
    FROZEN = "frozen"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """One point of the past: None where it is remembered no longer."""

    snapshot: Snapshot | None
    ended_ms: Mapping[int, int]
    cpu_minute: Sequence[CpuBeat]


class _Load:
    """Reads one point of the past, beside the window."""

    def __init__(self, history: HistoryReader, at_ms: int, newest: Snapshot | None, shown: Snapshot | None) -> None:
        self._history = history
        self._at_ms = at_ms
        self._newest = newest
        self._shown = shown

    def __call__(self, _errand: Errand) -> _Loaded:
        snapshot = self._history.snapshot_at(self._at_ms)
        if snapshot is None:
            return _Loaded(snapshot=None, ended_ms=_NOBODY, cpu_minute=())
        serials = common_serials(snapshot, (self._newest, self._shown))
        gone = gone_since(snapshot, self._newest) if self._newest is not None else ()
        ends = self._history.ended_since(self._at_ms)
        ended_ms = dict.fromkeys(gone, UNKNOWN_END) | {serial: end.gone_ms for serial, end in ends.items()}
        known = serials.translated(np.array(list(ended_ms), np.int64)).tolist()
        return _Loaded(
            snapshot=as_known(as_ended(snapshot, ends), serials),
            ended_ms=dict(zip(known, ended_ms.values(), strict=True)),
            cpu_minute=serials.beats(self._cpu_minute()),
        )

    def _cpu_minute(self) -> Sequence[CpuBeat]:
        try:
            return self._history.cpu_beats(self._at_ms - _MINUTE_MS, self._at_ms)
        except Unavailable:
            return ()  # what was kept of the minute before is damaged; the moment itself may be whole


class Moment(QObject):
    """Live, frozen or past; decides which snapshot the pages show.

    Times are those of the memory's axis, see `domain.history`.

    Signals:
        shown: the `Snapshot` that every page shows from now on.
        changed: live, frozen and past have changed, or the point of the past.
        cursor_moved: another time was asked for; it is shown as soon as it is read.
        failed: that time can not be shown; the text is for the person at the screen.
    """

    shown = Signal(object)
    changed = Signal()
    cursor_moved = Signal()
    failed = Signal(str)

    def __init__(self, history: HistoryReader | None, parent: QObject | None = None, *, has_live: bool = True) -> None:
        """Begin with what happens now; of a recording that `has_live` not, nothing is shown before it is gone to."""
        super().__init__(parent)
        self.history = history
        self.has_live = has_live
        self._state = State.LIVE if has_live else State.PAST
        self._newest: Snapshot | None = None
        self._snapshot: Snapshot | None = None
        self._ended_ms = _NOBODY
        self._cpu_minute: Sequence[CpuBeat] = ()
        self._cursor_ms: int | None = None
        self._waiting_ms: int | None = None
        self._operation: Operation[_Loaded] | None = None

    # ---- what is asked

    @property
    def state(self) -> State:
        """Return whether the window is live, frozen, or in the past."""
        return self._state

    @property
    def is_live(self) -> bool:
        """Say whether every beat is shown as it comes; actions need that."""
        return self._state is State.LIVE

    @property
    def is_past(self) -> bool:
        """Say whether a point of the past is shown."""
        return self._state is State.PAST

    @property
    def newest(self) -> Snapshot | None:
        """Return the newest beat, whatever is shown; None before the first."""
        return self._newest

    @property
    def snapshot(self) -> Snapshot | None:
        """Return the beat that is shown."""
        return self._snapshot

    @property
    def cursor_ms(self) -> int | None:
        """Return the time that was asked for; None while the window is to follow what happens."""
        return self._cursor_ms

    @property
    def is_loading(self) -> bool:
        """Say whether a point of the past is being read, or is about to be."""
        return self._operation is not None or self._waiting_ms is not None

    @property
    def ended_ms(self) -> Mapping[int, int]:
        """Return when processes of the past moment ended since: UTC milliseconds by serial, or UNKNOWN_END."""
        return self._ended_ms if self.is_past else _NOBODY

    @property
    def cpu_minute(self) -> Sequence[CpuBeat]:
        """Return the CPU of every process in the minute before the past moment."""
        return self._cpu_minute if self.is_past else ()

    # ---- what happens

    def take(self, snapshot: Snapshot) -> None:
        """Take a live beat; it is shown unless the window stands still or is in the past."""
        self._newest = snapshot
        if self.is_live:
            self._snapshot = snapshot
            self.shown.emit(snapshot)

    def see(self, seen: Callable[[Snapshot], Snapshot]) -> None:
        """Show what is shown as it may be seen now: who sits here is another."""
        if self._newest is not None:
            self._newest = seen(self._newest)
        if self._snapshot is not None:
            self._snapshot = seen(self._snapshot)
            self.shown.emit(self._snapshot)

    def look_again(self) -> None:
        """Read the point of the past that is shown once more."""
        if self.is_past and self._cursor_ms is not None:
            self.go_to(self._cursor_ms)

    def set_frozen(self, is_frozen: bool) -> None:
        """Stand still, or go on. The past stands still anyway."""
        if self.is_past or is_frozen == (self._state is State.FROZEN):
            return
        if is_frozen:
            self._state = State.FROZEN
            self.changed.emit()
        else:
            self.go_live()

    def go_live(self) -> None:
        """Show what happens now; of a recording, its end."""
        if not self.has_live:
            self._go_to_newest()
            return
        self._drop_wishes()
        if self.is_live:
            self.cursor_moved.emit()
            return
        self._enter(State.LIVE, self._newest)

    def go_to(self, at_ms: int) -> None:
        """Show the beat nearest to a time; while one is being read, only the newest wish is kept."""
        if self.history is None:
            return
        at_ms = self.history.beat_near(at_ms) or at_ms
        self._cursor_ms = at_ms
        self.cursor_moved.emit()
        if self._operation is None:
            self._load(at_ms)
        else:
            self._waiting_ms = at_ms

    def step(self, beats: int) -> None:
        """Go so many beats back (negative) or on; beyond the newest is now."""
        if self.history is None:
            return
        span = self.history.span()
        if span is None:
            return
        from_ms = span.to_ms if self._cursor_ms is None else self._cursor_ms
        to_ms = self.history.beat_near(from_ms, beats)
        if beats > 0 and (to_ms is None or from_ms >= span.to_ms):
            self.go_live()
        elif to_ms is not None:
            self.go_to(to_ms)

    def step_s(self, seconds: float) -> None:
        """Go so much time back (negative) or on; beyond the newest is now."""
        span = self.history.span() if self.history is not None else None
        if span is None:
            return
        to_ms = (span.to_ms if self._cursor_ms is None else self._cursor_ms) + round(seconds * 1000)
        if to_ms > span.to_ms:
            self.go_live()
        else:
            self.go_to(max(to_ms, span.from_ms))

    def _go_to_newest(self) -> None:
        span = self.history.span() if self.history is not None else None
        if span is not None:
            self.go_to(span.to_ms)

    def go_to_oldest(self) -> None:
        """Go back as far as is remembered."""
        span = self.history.span() if self.history is not None else None
        if span is not None:
            self.go_to(span.from_ms)

    # ---- inside

    def _load(self, at_ms: int) -> None:
        assert self.history is not None
        load = _Load(self.history, at_ms, self._newest, self._snapshot)
        self._operation = Operation(load, owner=self, channel="moment")
        self._operation.success(self._on_loaded).failure(self._on_failed).start()

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._operation = None
        if loaded.snapshot is None:
            self._tell_failure(self.tr("This moment is not remembered any more."))
        else:
            self._ended_ms, self._cpu_minute = loaded.ended_ms, loaded.cpu_minute
            self._enter(State.PAST, loaded.snapshot)
        self._load_waiting()

    def _on_failed(self, error: ProcmonError) -> None:
        self._operation = None
        self._tell_failure(spoken.said(str(error)))
        self._load_waiting()

    def _tell_failure(self, words: str) -> None:
        if not self.is_past:
            self._cursor_ms = None
            self.cursor_moved.emit()
        self.failed.emit(words)

    def _load_waiting(self) -> None:
        waiting_ms, self._waiting_ms = self._waiting_ms, None
        if waiting_ms is not None:
            self._load(waiting_ms)

    def _drop_wishes(self) -> None:
        if self._operation is not None:
            self._operation.cancel()
        self._operation = self._waiting_ms = self._cursor_ms = None
        self._ended_ms, self._cpu_minute = _NOBODY, ()

    def _enter(self, state: State, snapshot: Snapshot | None) -> None:
        self._state, self._snapshot = state, snapshot
        self.changed.emit()
        if snapshot is not None:
            self.shown.emit(snapshot)
