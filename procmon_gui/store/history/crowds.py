"""What all processes did in a time: a `domain.crowds.CrowdReader` over everything that is remembered. In a worker.

What each of them took is counted in `crowd_counting`.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.crowds import Crowd, Group, Who
from procmon_gui.domain.history import Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.crowd_counting import Counting, Source
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.stretch import Stretch, between, joined_series

MOST_PARENTS: Final = 8


class Crowds:
    """Asks a history."""

    def __init__(self, history: LongHistory) -> None:
        self._history = history
        self._seen: tuple[int, Snapshot] | None = None

    def refresh(self) -> None:
        """Learn what is on disk now. Raises Unavailable."""
        self._seen = None
        self._history.refresh()

    def span(self) -> Span | None:
        """Return from when to when beats are remembered; None before the first."""
        return self._history.beats_span()

    def crowd(
        self, metric_id: str, windows: Sequence[Span], around: Span, near_ms: int, group: Group | None = None
    ) -> Crowd | None:
        """Return who took how much; see `domain.crowds`."""
        source = Source.of(metric_id)
        from_ms, to_ms = min(around.from_ms, windows[0].from_ms), max(around.to_ms, windows[-1].to_ms)
        parts = list(self._history.parts(from_ms, to_ms))
        if source is None or not parts:
            return None
        boot_id = parts[-1][0].boot_id()
        counting = Counting(source, windows, around, group, boot_id)
        for stretch, begin_ms, end_ms in parts:
            if stretch.boot_id() == boot_id:
                counting.read(stretch, begin_ms, end_ms)
        return counting.crowd(near_ms)

    def who(self, key: ProcessKey, at_ms: int) -> Who | None:
        """Return who a process was at a time; None when it was not there."""
        if self._seen is None or self._seen[0] != at_ms:
            snapshot = self._history.snapshot_at(at_ms)
            if snapshot is None:
                return None
            self._seen = at_ms, snapshot
        snapshot = self._seen[1]
        slot = snapshot.slot_of(key)
        return None if slot is None else _who(snapshot, slot)

    def host_series(self, metric_id: str, instance: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the machine, or of one device, one value a beat."""
        return joined_series(
            between(begin_ms, end_ms, _host_series(stretch, metric_id, instance))
            for stretch, begin_ms, end_ms in self._history.parts(from_ms, to_ms)
        )

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
        return self._history.series_of(key, metric_id, from_ms, to_ms)


def _host_series(stretch: Stretch, metric_id: str, instance: str) -> tuple[IntArray, FloatArray]:
    found = [(time_ms, host.get(metric_id, {}).get(instance, np.nan)) for time_ms, _, host in stretch.host_beats()]
    return np.array([at for at, _ in found], np.int64), np.array([value for _, value in found], np.float64)


def _who(snapshot: Snapshot, slot: int) -> Who:
    texts = {name: snapshot.texts[name] for name in ("name", "executable", "user", "unit", "command_line")}
    slots = {int(snapshot.columns["pid"][row]): row for row in snapshot.rows.tolist()}
    parents: list[str] = []
    seen = {slot}
    above = slot
    while len(parents) < MOST_PARENTS:
        ppid = snapshot.columns["ppid"][above]
        found = slots.get(int(ppid)) if np.isfinite(ppid) else None
        if found is None or found in seen:
            break
        seen.add(found)
        parents.append(texts["name"][found] or "?")
        above = found
    return Who(
        name=texts["name"][slot] or "?",
        executable=texts["executable"][slot],
        user=texts["user"][slot],
        unit=texts["unit"][slot],
        command_line=texts["command_line"][slot],
        parents=tuple(parents),
    )
