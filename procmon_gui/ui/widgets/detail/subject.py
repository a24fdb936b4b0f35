"""Whom the detail speaks of: one process at one moment, living, ended or of the past."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from procmon_gui.domain.ends import as_left
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_words import own_title

NAN: Final = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """One process.

    Attributes:
        serial: who it is, in all snapshots of one run of the program.
        snapshot, slot: where its newest values stand; an ended process keeps the last that it had.
        ended_at_ms: when it was first missed, UTC; None while it lives. Of the past: when it ended since.
        is_past: the moment that is shown is not now, so nothing can be read of it.
        is_missing: it did not live at the past moment that is shown.
    """

    key: ProcessKey
    serial: int
    snapshot: Snapshot
    slot: int
    ended_at_ms: int | None = None
    is_past: bool = False
    is_missing: bool = False

    @property
    def is_live(self) -> bool:
        """Say whether it can be asked now."""
        return self.ended_at_ms is None and not self.is_past

    @property
    def name(self) -> str:
        """Return what the process calls itself, "" where that is not known."""
        return own_title(self.text("name"), self.text("command_line")) or ""

    @property
    def file_name(self) -> str:
        """Return how a file about it is called: "postgres-2114"."""
        return f"{self.name}-{self.key.pid}"

    def number(self, metric_id: str) -> float:
        """Return a number of the process, NaN where it is unknown."""
        column = self.snapshot.columns.get(metric_id)
        return NAN if column is None else float(column[self.slot])

    def text(self, metric_id: str) -> str | None:
        """Return a text of the process, None where it is unknown."""
        column = self.snapshot.texts.get(metric_id)
        return None if column is None else column[self.slot]

    def at(self, snapshot: Snapshot, *, is_past: bool, ended_at_ms: int | None = None) -> "Subject":
        """Return the same process in another snapshot; with its last values where it is not in it."""
        slot = slot_of(snapshot, self.serial, self.slot)
        if slot >= 0:
            return replace(self, snapshot=snapshot, slot=slot, ended_at_ms=ended_at_ms, is_past=is_past,
                           is_missing=False)  # fmt: skip
        if is_past:
            return replace(self, ended_at_ms=None, is_past=True, is_missing=True)
        if self.ended_at_ms is not None:
            return replace(self, is_past=False, is_missing=False)
        left = self.snapshot if self.is_past else as_left(self.snapshot, snapshot)
        return replace(self, snapshot=left, ended_at_ms=snapshot.at_ms, is_past=False, is_missing=False)


def subject_of(
    snapshot: Snapshot, serial: int, *, is_past: bool = False, ended_at_ms: int | None = None
) -> Subject | None:
    """Return the process of this serial, None where the snapshot does not hold it."""
    slot = slot_of(snapshot, serial)
    if slot < 0:
        return None
    return Subject(key=snapshot.key(slot), serial=serial, snapshot=snapshot, slot=slot, is_past=is_past,
                   ended_at_ms=ended_at_ms)  # fmt: skip


def slot_of(snapshot: Snapshot, serial: int, guess: int = -1) -> int:
    """Return the slot of a process, -1 where it is not there; `guess` is where it was before."""
    serials = snapshot.serials
    if 0 <= guess < len(serials) and serials[guess] == serial:
        return guess
    found = np.flatnonzero(serials == serial)
    return int(found[0]) if len(found) else -1


def slot_of_pid(snapshot: Snapshot, pid: float) -> int:
    """Return the slot of a living pid, -1 where there is none."""
    if pid != pid:
        return -1
    found = np.flatnonzero((snapshot.columns["pid"] == pid) & (snapshot.serials >= 0))
    return int(found[0]) if len(found) else -1


# ---- several


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What several processes make together: metric id to the sum of what is known, NaN where nothing is."""

    count: int
    values: dict[str, float]


SUMMED: Final = (
    "cpu_ratio", "rss_bytes", "threads", "disk_read_bytes_per_s", "disk_write_bytes_per_s",
    "tcp_received_bytes_per_s", "tcp_sent_bytes_per_s",
)  # fmt: skip
assert set(SUMMED) <= PROCESS_CATALOGUE.by_id.keys()


def sums_of(snapshot: Snapshot, serials: Sequence[int]) -> Sums:
    """Add up the processes that still live."""
    slots = np.flatnonzero(np.isin(snapshot.serials, np.array(serials, dtype=np.int64)))
    values = {}
    for metric_id in SUMMED:
        column = snapshot.columns.get(metric_id)
        known = np.zeros(0) if column is None else column[slots][~np.isnan(column[slots])]
        values[metric_id] = float(known.sum()) if len(known) else NAN
    return Sums(count=len(slots), values=values)
