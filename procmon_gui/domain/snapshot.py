"""What a beat means: every metric of every process and of the host at one moment, frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray, Note, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One moment of one host.

    All columns have one length and are indexed by slot; `rows` are the slots that hold a process. A slot speaks of
    the same process in two snapshots if `serials` agree. NaN and None are unknown; `domain.unknown` tells why.

    Attributes:
        at_ms: UTC milliseconds, a label.
        elapsed_s: seconds between the two readings; 0.0 for the first, whose rates are unknown.
        columns: metric id to float64 by slot, for every metric of a process that is not a text.
        texts: metric id to texts by slot, escaped and capped.
        host: metric id to `{instance: value}`, "" for the whole machine; missing or NaN is unknown.
        unsupported: metric id to the reason why this system never has it.
        suspended_ns: time that the machine had slept since it was started.
        average_of_ms: 0 for a moment; where only averages are left, of how much time from `at_ms` on.
    """

    boot_id: str
    at_ms: int
    monotonic_ns: int
    sequence: int
    missed_beats: int
    elapsed_s: float
    ticks_per_s: int
    rows: IntArray
    serials: IntArray
    columns: Mapping[str, FloatArray]
    texts: Mapping[str, Sequence[str | None]]
    text_revisions: IntArray
    refused: IntArray
    host: Mapping[str, Mapping[str, float]]
    unsupported: Mapping[str, str]
    notes: tuple[Note, ...] = ()
    average_of_ms: int = 0
    suspended_ns: int = 0

    @property
    def since_boot_ns(self) -> int:
        """Return when the look began, from the start of the machine, sleep included: as starts are counted."""
        return self.monotonic_ns + self.suspended_ns

    def key(self, slot: int) -> ProcessKey:
        """Return the identity of the process in a slot."""
        return ProcessKey(self.boot_id, int(self.columns["pid"][slot]), int(self.columns["start_ticks"][slot]))

    def slot_of(self, key: ProcessKey) -> int | None:
        """Return the slot that holds a process, None where it is not there."""
        if key.boot_id != self.boot_id:
            return None
        pids, starts = self.columns["pid"][self.rows], self.columns["start_ticks"][self.rows]
        found = self.rows[(pids == key.pid) & (starts == key.start_ticks)]
        return int(found[0]) if len(found) else None

    @property
    def kernel_thread_count(self) -> int:
        """Return how many of the rows are threads of the kernel: no processes, for who counts processes."""
        return int(np.count_nonzero(self.columns["kernel_thread"][self.rows] == 1))

    def refusals(self, slot: int) -> Refusal:
        """Return which reads were refused for the process in a slot."""
        return Refusal(int(self.refused[slot]))

    def host_value(self, metric_id: str, instance: str = "") -> float:
        """Return one value of the host, NaN when it is not known."""
        return self.host.get(metric_id, {}).get(instance, float("nan"))
