"""The whole of one process: who it was, what it used, and its curves from its first beat to its last."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve, ProcessFacts, ProcessLife
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.digest import MINUTE_MS, PROCESS_FIGURES
from procmon_gui.store.history.range_sources import RangeSources, Split, whole_steps
from procmon_gui.store.history.steps import BeatValues, Steps, beats_curve, joined_beats
from procmon_gui.store.history.stretch import Stretch
from procmon_gui.store.history.used import own_minutes, used_in_minutes
from procmon_gui.store.history.uses import Uses, added, use_of, uses

# Beats of a longer time would take more than half a second to read.
_BEATS_UP_TO_MS: Final = 30 * MINUTE_MS
_MOST_CHILDREN: Final = 500
_SECOND_MS: Final = 1000
_USED: Final = {
    "cpu_s": "cpu_ratio", "read_bytes": "disk_read_bytes_per_s", "write_bytes": "disk_write_bytes_per_s",
    "received_bytes": "tcp_received_bytes_per_s", "sent_bytes": "tcp_sent_bytes_per_s",
}  # fmt: skip


def process_life(sources: RangeSources, key: ProcessKey, points: int, errand: Errand) -> ProcessLife | None:
    """Return the whole of a process; None when it was never recorded."""
    stored = sources.stored
    number = stored.processes.numbers([key]).get(key) if stored is not None else None
    facts = stored.processes.facts([number])[number] if stored is not None and number is not None else None
    if facts is None:
        facts = _facts_in_beats(sources, key, errand)
    if facts is None or facts.first_ms is None:
        return None
    span = Span(from_ms=facts.first_ms, to_ms=sources.newest_ms() if facts.last_ms is None else facts.last_ms)
    split = sources.split(span, _BEATS_UP_TO_MS, has_minutes=sources.has_process_minutes)
    beats = _Beats(sources, key, split.beats, errand)
    used, steps = beats.used(), {figure: Steps() for figure in PROCESS_FIGURES}
    if number is not None and split.has_minutes:
        used += _minutes(sources, number, split, steps, errand)
    parent, children = _relatives(sources, facts)
    return ProcessLife(
        facts=facts,
        parent=parent,
        children=children,
        use=use_of(added(used), 0) if used else use_of(uses(np.zeros(1, np.int64)), 0),
        curves={figure: _curve(beats.values(figure), steps[figure], span, split, points) for figure in PROCESS_FIGURES},
        running_ms=_running_ms(sources, facts),
    )


def _running_ms(sources: RangeSources, facts: ProcessFacts) -> int | None:
    """Return the newest beat where a process still runs in it: it may have ended since the disk was written."""
    newest = sources.snapshot_at(sources.newest_ms()) if facts.last_ms is None else None
    return newest.at_ms if newest is not None and newest.slot_of(facts.key) is not None else None


def _curve(beats: BeatValues, steps: Steps, span: Span, split: Split, points: int) -> Curve:
    if not split.has_minutes:
        return beats_curve(beats, points, whole_steps(span.from_ms, span.to_ms, points, _SECOND_MS))
    steps.add_beats(beats)
    return steps.curve(whole_steps(span.from_ms, span.to_ms, points, MINUTE_MS))


def _minutes(
    sources: RangeSources, number: int, split: Split, steps: Mapping[str, Steps], errand: Errand
) -> list[Uses]:
    """Add the minutes of a process to its curves; return what it used in them."""
    stored, found = sources.stored, []
    assert stored is not None
    from_ms, end_ms = split.minutes_from_ms, split.minutes_end_ms
    lengths = stored.minutes.beat_lengths(from_ms, end_ms)
    for minutes, sums in own_minutes(stored.minutes, number, from_ms, end_ms, errand):
        for figure, own in sums.items():
            steps[figure].add(minutes, own)
        found.append(used_in_minutes(np.zeros(len(minutes), np.int64), minutes, sums, lengths))
    return found


def _facts_in_beats(sources: RangeSources, key: ProcessKey, errand: Errand) -> ProcessFacts | None:
    """Return who a process was of whom only beats tell; None when nobody saw it."""
    newest_ms, times = sources.newest_ms(), []
    for stretch, _, _ in sources.stretches([sources.only_in_beats(key.boot_id)]):
        if errand.is_cancelled():
            raise Cancelled
        found = stretch.figures_of(key, ("pid",))
        times.append(found.times[found.lives])
    seen = np.concatenate([np.zeros(0, np.int64), *times])
    snapshot = sources.snapshot_at(int(seen[-1])) if len(seen) else None
    slot = snapshot.slot_of(key) if snapshot is not None else None
    if snapshot is None or slot is None:
        return None
    facts, is_gone = _facts_of(snapshot, slot), int(seen[-1]) < newest_ms
    end = sources.end_of(int(seen[-1]), facts.serial) if is_gone else None
    return replace(
        facts,
        first_ms=int(seen[0]),
        last_ms=int(seen[-1]) if is_gone else None,
        gone_ms=sources.beat_after(int(seen[-1])) if is_gone else None,
        exit_status=end.status if end is not None else None,
        ended_ms=end.ended_ms if end is not None else None,
    )


def _facts_of(snapshot: Snapshot, slot: int) -> ProcessFacts:
    """Return who somebody is in one beat, which does not tell since when and until when."""
    parent_pid = float(snapshot.columns["ppid"][slot])
    return ProcessFacts(
        key=snapshot.key(slot),
        name=snapshot.texts["name"][slot] or "",
        executable=snapshot.texts["executable"][slot] or "",
        user=snapshot.texts["user"][slot],
        command_line=snapshot.texts["command_line"][slot],
        parent_pid=None if np.isnan(parent_pid) else int(parent_pid),
        first_ms=None,
        last_ms=None,
        gone_ms=None,
        serial=int(snapshot.serials[slot]),
    )


def _relatives(sources: RangeSources, facts: ProcessFacts) -> tuple[ProcessFacts | None, Sequence[ProcessFacts]]:
    """Return parent and children of a process; those that came after what is on the disk as its last beat has them."""
    processes = sources.stored.processes if sources.stored is not None else None
    parent = processes.parent_of(facts) if processes is not None else None
    children = processes.children_of(facts, _MOST_CHILDREN) if processes is not None else ()
    last_ms = sources.newest_ms() if facts.last_ms is None else facts.last_ms
    is_on_disk = sources.has_process_minutes and last_ms <= sources.rolled_up_to_ms()
    snapshot = None if is_on_disk else sources.snapshot_at(last_ms)
    if snapshot is None or snapshot.slot_of(facts.key) is None:
        return parent, children
    living = snapshot.serials >= 0
    if parent is None and facts.parent_pid is not None:
        found = np.flatnonzero(living & (snapshot.columns["pid"] == facts.parent_pid))
        parent = _facts_of(snapshot, int(found[0])) if len(found) else None
    known = {child.key for child in children}
    slots = np.flatnonzero(living & (snapshot.columns["ppid"] == facts.key.pid)).tolist()
    fresh = [child for child in (_facts_of(snapshot, slot) for slot in slots) if child.key not in known]
    return parent, [*fresh, *children][:_MOST_CHILDREN]


class _Beats:
    """The beats of one process in some times."""

    def __init__(self, sources: RangeSources, key: ProcessKey, spans: Sequence[Span], errand: Errand) -> None:
        self._times: list[IntArray] = []
        self._follows: list[BoolArray] = []
        self._elapsed_s: list[FloatArray] = []
        self._figures: dict[str, list[FloatArray]] = {figure: [] for figure in PROCESS_FIGURES}
        for stretch, from_ms, to_ms in sources.stretches(spans):
            if errand.is_cancelled():
                raise Cancelled
            self._add(stretch, key, from_ms, to_ms)

    def _add(self, stretch: Stretch, key: ProcessKey, from_ms: int, to_ms: int) -> None:
        found = stretch.figures_of(key, PROCESS_FIGURES)
        inside = found.lives & (found.times >= from_ms) & (found.times <= to_ms)
        places = np.searchsorted(stretch.rows["time_ms"], found.times[inside])
        rows = stretch.rows[places]
        follows = ~(rows["is_first"] | rows["is_after_gap"])
        elapsed_ms = rows["time_ms"] - stretch.rows["time_ms"][np.maximum(places - 1, 0)]
        self._times.append(found.times[inside])
        self._follows.append(follows)
        self._elapsed_s.append(np.where(follows, elapsed_ms / 1000, np.nan))
        for figure, values in self._figures.items():
            values.append(found.values[figure][inside])

    def values(self, figure: str) -> BeatValues:
        """Return one figure."""
        parts = zip(self._times, self._figures[figure], self._follows, strict=True)
        return joined_beats([BeatValues(*part) for part in parts])

    def used(self) -> list[Uses]:
        """Return what it used in each beat."""
        cpu, memory = self.values("cpu_ratio"), self.values("rss_bytes")
        if not len(cpu.at_ms):
            return []
        elapsed_s = np.concatenate(self._elapsed_s)
        known = ~np.isnan(memory.values)
        return [
            uses(
                np.zeros(len(cpu.at_ms), np.int64),
                ran_ms=elapsed_s * 1000,
                rss_sum=np.nan_to_num(memory.values),
                rss_count=known.astype(np.float64),
                rss_bytes_most=memory.values,
                cpu_ratio_most=cpu.values,
                peak_ms=cpu.at_ms.astype(np.float64),
                **{name: self.values(figure).values * elapsed_s for name, figure in _USED.items()},
            )
        ]
