"""Lets a past that another run of the program has recorded speak of processes as the window knows them. Numpy only.

A serial says who a process is within one run; across runs its key does. What is selected, followed or open by serial
stays so when the window goes to a moment of another run.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from procmon_gui.domain.history import CpuBeat
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot

# Start times in ticks need less than that for centuries, and a pid has 22 bits.
_START_BITS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Serials:
    """Serials of another run, ascending, and those by which the window knows the same processes."""

    foreign: IntArray
    own: IntArray

    def translated(self, serials: IntArray) -> IntArray:
        """Return serials as the window knows them."""
        if not len(self.foreign):
            return serials
        at = np.minimum(np.searchsorted(self.foreign, serials), len(self.foreign) - 1)
        return np.where(self.foreign[at] == serials, self.own[at], serials)

    def beats(self, beats: Iterable[CpuBeat]) -> tuple[CpuBeat, ...]:
        """Return beats whose serials are those of the window."""
        return tuple(replace(beat, serials=self.translated(beat.serials)) for beat in beats)


def common_serials(past: Snapshot, known: Iterable[Snapshot | None]) -> Serials:
    """Return the processes of a past that stand under another serial in what the window knows; the first wins."""
    foreign, own = np.zeros(0, np.int64), np.zeros(0, np.int64)
    names, rows = _names(past)
    for snapshot in known:
        if snapshot is None or snapshot.boot_id != past.boot_id:
            continue
        others, other_rows = _names(snapshot)
        _, here, there = np.intersect1d(names, others, return_indices=True)
        theirs, ours = past.serials[rows[here]], snapshot.serials[other_rows[there]]
        is_news = (theirs != ours) & ~np.isin(theirs, foreign)
        foreign, own = np.concatenate((foreign, theirs[is_news])), np.concatenate((own, ours[is_news]))
    order = np.argsort(foreign)
    return Serials(foreign[order], own[order])


def as_known(past: Snapshot, serials: Serials) -> Snapshot:
    """Return a past whose serials are those of the window."""
    translated = serials.translated(past.serials)
    # Revisions of texts count within a run: they must not look like those of the window by chance.
    revisions = np.where(translated == past.serials, past.text_revisions, -past.serials - past.text_revisions)
    return replace(past, serials=translated, text_revisions=revisions)


def gone_since(past: Snapshot, now: Snapshot) -> list[int]:
    """Return the serials of the processes of a past that are not there now."""
    if past.boot_id != now.boot_id:
        return [int(serial) for serial in past.serials[past.rows].tolist()]
    names, rows = _names(past)
    others, _ = _names(now)
    found: list[int] = past.serials[rows[~np.isin(names, others)]].tolist()
    return found


def _names(snapshot: Snapshot) -> tuple[IntArray, IntArray]:
    """Return one number for the identity of each process, and its slot; without those whose start is not known."""
    rows = snapshot.rows
    pids, starts = snapshot.columns["pid"][rows], snapshot.columns["start_ticks"][rows]
    known = ~np.isnan(pids) & ~np.isnan(starts)
    return (pids[known].astype(np.int64) << _START_BITS) + starts[known].astype(np.int64), rows[known]
