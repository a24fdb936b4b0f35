"""What the History page wants to know of the recorded past, and how it is read: beside the window, a newer wish first.

Works hold the reader and values, no widget.
"""

import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.heat import HeatReader, HeatWish
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.ranges import (
    Curve,
    HostSeries,
    ProcessInRange,
    ProgramInRange,
    Resource,
    Statistics,
    Use,
)
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.pages.heat_reading import HeatRead, ReadHeat
from procmon_gui.ui.widgets.history.series_words import CPU
from procmon_gui.ui.widgets.history.time_view import DAY_MS, shifted
from procmon_gui.ui.widgets.history.top_words import TopItem

Answer = TypeVar("Answer")
TOP_COUNT: Final = 20
# What a program did so long before the range is told beside what it did in it.
BEFORE_MS: Final = (DAY_MS, 7 * DAY_MS)
_DAY_POINTS: Final = 2
# What the reader waits for; all else comes when it comes.
_AWAITED: Final = ("reader", "curves", "top", "statistics", "heat")
# What is read again and again, because now moves on, may take so much of one core.
COST_SHARE: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvesWish:
    """Curves over a stretch of time, and those of so long before; `points` are for the whole stretch."""

    series: tuple[HostSeries, ...]
    span: Span
    points: int
    offset_ms: int

    @property
    def point_ms(self) -> float:
        """Return for how much time a point stands."""
        return (self.span.to_ms - self.span.from_ms) / max(1, self.points)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CurveRead:
    """One curve of a wish, with its ghost on the time of the curve; None where none was wished."""

    wish: CurvesWish
    series: HostSeries
    curve: Curve
    ghost: Curve | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopWish:
    """Who used most in a range."""

    span: Span
    by: Resource
    are_processes: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopRead:
    """Who used most, and for how long of the range anything is known."""

    wish: TopWish
    items: Sequence[TopItem]
    covered_ms: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DaysRead:
    """What a program used so long before a range: what was recorded then in ms, and its use; None for nothing."""

    item: ProgramInRange
    span: Span
    before: tuple[tuple[int, Use | None], ...]


class HistoryReading(QObject):
    """Asks one reader, once it is there.

    Signals:
        opened: the reader is there.
        curve_read: one of the wished curves, a `CurveRead`.
        curves_done: all of them were read.
        top_read, statistics_read, series_read, days_read, heat_read: what the method of that name asked for.
        failed: something could not be read; with its name and the sentence.
        waiting_changed: something is being read that is waited for, or no longer.
    """

    opened = Signal()
    curve_read = Signal(object)
    curves_done = Signal()
    top_read = Signal(object)
    statistics_read = Signal(object)
    series_read = Signal(object)
    days_read = Signal(object)
    heat_read = Signal(object)
    failed = Signal(str, str)
    waiting_changed = Signal()

    def __init__(
        self,
        open_reader: Callable[[], HeatReader],
        parent: QObject | None = None,
        *,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._open_reader = open_reader
        self._reader: HeatReader | None = None
        self._monotonic_s = monotonic_s
        self._running: dict[str, Operation[Any]] = {}
        self._next_at_s: dict[str, float] = {}

    def open(self) -> None:
        """Open the reader, which may load what reads a database: beside the window."""
        if self._reader is None and not self.is_reading("reader"):
            self._start("reader", _Open(self._open_reader), self._on_opened)

    def span(self) -> Span | None:
        """Return from when to when anything is known; None while that is nothing."""
        return self._reader.span() if self._reader is not None else None

    @property
    def is_open(self) -> bool:
        """Say whether the reader is there."""
        return self._reader is not None

    @property
    def reader(self) -> HeatReader:
        """Return the reader; nothing is asked before it is open."""
        if self._reader is None:
            raise RuntimeError("the reader is not open yet")
        return self._reader

    @property
    def is_waiting(self) -> bool:
        """Say whether something is being read that is waited for."""
        return any(self.is_reading(name) for name in _AWAITED)

    def is_reading(self, name: str) -> bool:
        """Say whether this is being read."""
        return name in self._running and self._running[name].is_running

    def may_repeat(self, name: str) -> bool:
        """Say whether this can be read again without costing too much: it is not being read, and it has rested."""
        return not self.is_reading(name) and self._monotonic_s() >= self._next_at_s.get(name, 0.0)

    def ask_curves(self, wish: CurvesWish) -> None:
        """Read curves; each is told as it comes."""
        self._start("curves", _ReadCurves(self.reader, wish), self._on_curves)

    def ask_top(self, wish: TopWish) -> None:
        """Read who used most."""
        self._start("top", _ReadTop(self.reader, wish), self._on_top)

    def ask_statistics(self, series: Sequence[HostSeries], span: Span) -> None:
        """Read least, mean, p95 and most of curves."""
        self._start("statistics", _ReadStatistics(self.reader, tuple(series), span), self._on_statistics)

    def ask_series(self, span: Span) -> None:
        """Read which curves there are."""
        self._start("series", _ReadSeries(self.reader, span), self._on_series)

    def ask_days(self, item: ProgramInRange, span: Span) -> None:
        """Read what a program used on the days before."""
        self._start("days", _ReadDays(self.reader, item, span), self._on_days)

    def ask_heat(self, wish: HeatWish) -> None:
        """Read a heat map."""
        self._start("heat", ReadHeat(self.reader, wish), self._on_heat)

    def cancel(self) -> None:
        """Want nothing of all that any more."""
        for operation in self._running.values():
            operation.cancel()
        self._running.clear()
        self.waiting_changed.emit()

    def drop(self, name: str) -> None:
        """Want nothing of one thing any more."""
        operation = self._running.pop(name, None)
        if operation is not None:
            operation.cancel()
            self.waiting_changed.emit()

    # ---- inside

    def _start(self, name: str, work: Callable[[OperationErrand], Answer], take: Callable[[Answer], None]) -> None:
        measured = _Measured(work, weakref.ref(self), name)
        operation = Operation(measured, owner=self, channel=name)
        operation.success(take).failure(_Failure(weakref.ref(self), name)).part(self._on_curve)
        self._running[name] = operation.start()
        self.waiting_changed.emit()

    def rest(self, name: str, cost_s: float) -> None:
        """Read this again when what it cost is a small part of the time between."""
        self._next_at_s[name] = self._monotonic_s() + cost_s / COST_SHARE

    def _end(self, name: str) -> None:
        self._running.pop(name, None)
        self.waiting_changed.emit()

    def _on_opened(self, reader: HeatReader) -> None:
        self._reader = reader
        self._end("reader")
        self.opened.emit()

    def _on_curve(self, read: CurveRead) -> None:
        self.curve_read.emit(read)

    def _on_curves(self, _nothing: None) -> None:
        self._end("curves")
        self.curves_done.emit()

    def _on_top(self, read: TopRead) -> None:
        self._end("top")
        self.top_read.emit(read)

    def _on_statistics(self, read: dict[HostSeries, Statistics]) -> None:
        self._end("statistics")
        self.statistics_read.emit(read)

    def _on_series(self, read: Sequence[HostSeries]) -> None:
        self._end("series")
        self.series_read.emit(read)

    def _on_days(self, read: DaysRead) -> None:
        self._end("days")
        self.days_read.emit(read)

    def _on_heat(self, read: HeatRead) -> None:
        self._end("heat")
        self.heat_read.emit(read)

    def fail(self, name: str, error: ProcmonError) -> None:
        """Tell that something could not be read."""
        self._end(name)
        self.failed.emit(name, str(error))


@dataclass(frozen=True, slots=True)
class _Measured(Generic[Answer]):
    """Work whose cost is told; called on the thread that works."""

    work: Callable[[OperationErrand], Answer]
    reading: "weakref.ref[HistoryReading]"
    name: str

    def __call__(self, errand: OperationErrand) -> Answer:
        began_s = time.thread_time()
        try:
            return self.work(errand)
        finally:
            reading = self.reading()
            if reading is not None:
                # One number under one key: nobody sees half of it.
                reading.rest(self.name, time.thread_time() - began_s)


@dataclass(frozen=True, slots=True)
class _Failure:
    # A page that was closed meanwhile is not kept by what hangs.
    reading: "weakref.ref[HistoryReading]"
    name: str

    def __call__(self, error: ProcmonError) -> None:
        reading = self.reading()
        if reading is not None:
            reading.fail(self.name, error)


@dataclass(frozen=True, slots=True)
class _Open:
    open_reader: Callable[[], HeatReader]

    def __call__(self, _errand: OperationErrand) -> HeatReader:
        return self.open_reader()


@dataclass(frozen=True, slots=True)
class _ReadCurves:
    reader: HeatReader
    wish: CurvesWish

    def __call__(self, errand: OperationErrand) -> None:
        wish = self.wish
        gaps = tuple(self.reader.gaps(wish.span))
        for done, series in enumerate(wish.series):
            errand.check()
            curve = self.reader.host_curve(series, wish.span, wish.points, errand)
            ghost = None
            if wish.offset_ms:
                before = shifted(wish.span, -wish.offset_ms)
                ghost = self.reader.host_curve(series, before, wish.points, errand)
                ghost = replace(ghost, at_ms=ghost.at_ms + wish.offset_ms)
            errand.hand_on(CurveRead(wish=wish, series=series, curve=curve, ghost=ghost, gaps=gaps))
            errand.tell_progress(done + 1, len(wish.series))


@dataclass(frozen=True, slots=True)
class _ReadTop:
    reader: HeatReader
    wish: TopWish

    def __call__(self, errand: OperationErrand) -> TopRead:
        wish = self.wish
        ask = self.reader.top_processes if wish.are_processes else self.reader.top_programs
        items: Sequence[ProcessInRange] | Sequence[ProgramInRange] = ask(wish.span, wish.by, TOP_COUNT, errand)
        covered_ms = self.reader.host_statistics(CPU, wish.span, errand).covered_ms
        return TopRead(wish=wish, items=items, covered_ms=covered_ms)


@dataclass(frozen=True, slots=True)
class _ReadStatistics:
    reader: HeatReader
    series: tuple[HostSeries, ...]
    span: Span

    def __call__(self, errand: OperationErrand) -> dict[HostSeries, Statistics]:
        return {one: self.reader.host_statistics(one, self.span, errand) for one in self.series}


@dataclass(frozen=True, slots=True)
class _ReadSeries:
    reader: HeatReader
    span: Span

    def __call__(self, errand: OperationErrand) -> Sequence[HostSeries]:
        return tuple(self.reader.host_series(self.span, errand))


@dataclass(frozen=True, slots=True)
class _ReadDays:
    reader: HeatReader
    item: ProgramInRange
    span: Span

    def __call__(self, errand: OperationErrand) -> DaysRead:
        recorded = self.reader.span()
        before: list[tuple[int, Use | None]] = []
        for offset_ms in BEFORE_MS:
            span = shifted(self.span, -offset_ms)
            if recorded is None or span.to_ms < recorded.from_ms:
                before.append((0, None))
                continue
            covered_ms = self.reader.host_statistics(CPU, span, errand).covered_ms
            life = self.reader.program_life(self.item.name, self.item.executable, span, _DAY_POINTS, errand)
            before.append((covered_ms, life.use if covered_ms and life.runs else None))
        return DaysRead(item=self.item, span=self.span, before=tuple(before))
