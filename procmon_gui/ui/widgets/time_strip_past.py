"""What the strip shows of the time before the window: read from disk in a worker, for the pixels that are in sight.

What is known is drawn at once, and what comes refines it. Window thread only.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import Gap, Series
from procmon_gui.domain.ports import Errand, HistoryReader
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.widgets.time_strip_scale import StripData, Window

# Beside what is in sight so much more is read on both sides, so that moving the strip finds something there.
_MARGIN: Final = 1.0
_POINTS_PER_COLUMN: Final = 2
_MOST_POINTS: Final = 6_000
# The whole time is read once in a while, and stands in wherever nothing better is known.
_WHOLE_POINTS: Final = 2_000
# What was read serves until so much less time is in sight.
_COARSER: Final = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    from_ms: int
    to_ms: int
    points: int

    @property
    def point_ms(self) -> float:
        """Return for how much time a point stands."""
        return (self.to_ms - self.from_ms) / max(1, self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """A part of the past as it was read."""

    wish: _Wish
    series: Series
    gaps: tuple[Gap, ...] = field(default=())

    def covers(self, from_ms: float, to_ms: float) -> bool:
        """Say whether it was read for all of a time."""
        return self.wish.from_ms <= from_ms and self.wish.to_ms >= to_ms


class _Load:
    """Reads a curve, beside the window."""

    def __init__(self, history: HistoryReader, wish: _Wish) -> None:
        self._history = history
        self._wish = wish

    def __call__(self, _errand: Errand) -> _Layer:
        wish = self._wish
        series = self._history.curve(wish.from_ms, wish.to_ms, wish.points)
        return _Layer(wish=wish, series=series, gaps=_gaps_of(series))


class StripPast(QObject):
    """Keeps the whole past coarsely, and what is in sight finely.

    Signals:
        loaded: more is known than before.
    """

    loaded = Signal()

    def __init__(self, history: HistoryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._layers: dict[str, _Layer] = {}
        self._wish: tuple[str, _Wish] | None = None
        self._waiting: tuple[str, _Wish] | None = None
        self._is_stale = False
        self.version = 0

    def want(self, window: Window, oldest_ms: float, live_from_ms: float) -> None:
        """Let what is in sight be read, as far as it is older than what the window saw itself, if it is not known."""
        from_ms, to_ms = max(window.from_ms, oldest_ms), min(window.to_ms, live_from_ms)
        if from_ms >= to_ms:
            self._waiting = None
            return
        near = self._layers.get("near")
        is_fine = near is not None and near.wish.point_ms <= _COARSER * window.column_ms
        if not self._is_stale and near is not None and is_fine and near.covers(from_ms, to_ms):
            self._waiting = None
            self._want_whole(oldest_ms, live_from_ms)
            return
        around_ms = _MARGIN * (window.to_ms - window.from_ms)
        begin_ms, end_ms = max(oldest_ms, window.from_ms - around_ms), min(live_from_ms, window.to_ms + around_ms)
        points = min(_MOST_POINTS, max(2, round(_POINTS_PER_COLUMN * (end_ms - begin_ms) / window.column_ms)))
        self._ask("near", _Wish(from_ms=int(begin_ms), to_ms=int(end_ms), points=points))

    def forget(self) -> None:
        """Read again what is in sight: there may be more of it now."""
        self._is_stale = True

    def before(self, from_ms: float, to_ms: float, live_from_ms: float) -> tuple[IntArray, FloatArray]:
        """Return what is known of a time before the window's own, and the neighbours on both sides."""
        end_ms = min(to_ms, live_from_ms)
        near, whole = self._layers.get("near"), self._layers.get("whole")
        if near is None or (whole is not None and not near.covers(max(from_ms, whole.wish.from_ms), end_ms)):
            parts = _around(near, whole)
        else:
            parts = [near.series]
        times = np.concatenate([part.at_ms for part in parts]) if parts else np.zeros(0, np.int64)
        values = np.concatenate([part.values for part in parts]) if parts else np.zeros(0)
        begin = max(0, int(np.searchsorted(times, from_ms)) - 1)
        end = int(np.searchsorted(times, end_ms, side="left"))
        return times[begin:end], values[begin:end]

    def gaps(self) -> tuple[Gap, ...]:
        """Return the stretches of which nothing is known, of what was read."""
        near = self._layers.get("near")
        return near.gaps if near is not None else ()

    # ---- inside

    def _want_whole(self, oldest_ms: float, live_from_ms: float) -> None:
        whole = self._layers.get("whole")
        if whole is None or not whole.covers(oldest_ms, whole.wish.to_ms):
            self._ask("whole", _Wish(from_ms=int(oldest_ms), to_ms=int(live_from_ms), points=_WHOLE_POINTS))

    def _ask(self, name: str, wish: _Wish) -> None:
        if self._wish is not None:
            self._waiting = (name, wish) if self._wish != (name, wish) else None
            return
        self._wish, self._is_stale = (name, wish), False
        Operation(_Load(self._history, wish), owner=self, channel="curve").success(self._on_loaded).failure(
            self._on_failed
        ).start()

    def _on_loaded(self, layer: _Layer) -> None:
        wished, waiting = self._wish, self._waiting
        self._wish = self._waiting = None
        if wished is not None:
            self._layers[wished[0]] = layer
            self.version += 1
        if waiting is not None:
            self._ask(*waiting)
        self.loaded.emit()

    def _on_failed(self, _error: ProcmonError) -> None:
        """What can not be read is not drawn; it is tried again with the next wish."""
        self._wish = self._waiting = None


class StripCurve:
    """What the window saw itself, and before it the past."""

    def __init__(self, data: StripData, past: StripPast | None) -> None:
        self.data = data
        self.past = past

    @property
    def version(self) -> int:
        """Return a number that changes when the past is known better."""
        return self.past.version if self.past is not None else 0

    def between(self, from_ms: float, to_ms: float) -> tuple[IntArray, FloatArray]:
        """Return what lies between two times, and the neighbours on both sides, to which lines lead."""
        times, values = self.data.between(from_ms, to_ms)
        live_from_ms = self.data.oldest_ms
        if self.past is None or from_ms >= live_from_ms:
            return times, values
        older_times, older_values = self.past.before(from_ms, to_ms, live_from_ms)
        return np.concatenate((older_times, times)), np.concatenate((older_values, values))


def _around(near: _Layer | None, whole: _Layer | None) -> list[Series]:
    """Return what is known finely, and before and after it what is known coarsely."""
    if near is None or whole is None:
        return [layer.series for layer in (near, whole) if layer is not None]
    times = whole.series.at_ms
    begin, end = np.searchsorted(times, [near.wish.from_ms, near.wish.to_ms]).tolist()
    return [
        Series(at_ms=times[:begin], values=whole.series.values[:begin]),
        near.series,
        Series(at_ms=times[end:], values=whole.series.values[end:]),
    ]


def _gaps_of(series: Series) -> tuple[Gap, ...]:
    """Return the breaks of a curve, from the last time that is known to the next."""
    times, broken = series.at_ms, np.flatnonzero(np.isnan(series.values))
    broken = broken[(broken > 0) & (broken < len(times) - 1)]
    pairs = zip(times[broken - 1].tolist(), times[broken + 1].tolist(), strict=True)
    return tuple(Gap(from_ms=before_ms, to_ms=after_ms) for before_ms, after_ms in pairs if after_ms > before_ms)
