"""What an eye saw: cumulative counters exactly as the system gave them, in columns by slot.

A slot is a place in every column. A process keeps its slot while it lives; a free slot has serial -1. Two readings
speak of the same process in a slot if the serials are equal. NaN is unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

NUMBER_FIELDS: Final = (
    "pid", "ppid", "uid", "state", "kernel_thread", "tty_number",
    "cpu_user_s", "cpu_system_s", "start_ticks",
    "rss_bytes", "shared_bytes", "virtual_bytes", "swap_bytes", "pss_bytes", "peak_rss_bytes",
    "threads", "nice", "scheduling_class", "last_cpu",
    "major_faults", "voluntary_switches", "involuntary_switches", "block_io_delay_s", "oom_score",
    "disk_read_bytes", "disk_write_bytes", "tcp_received_bytes", "tcp_sent_bytes",
    "open_descriptors", "gpu_busy_ns", "gpu_memory_bytes", "exit_status", "ended_at_utc",
)  # fmt: skip
# Of the process that had the slot in the reading before and has ended since.
ENDS: Final = ("exit_status", "ended_at_utc")
TEXT_FIELDS: Final = ("name", "user", "executable", "command_line", "unit", "container", "cgroup", "tty", "wchan")


class Refusal(IntFlag):
    """Which reads of a process the system refused; a bit set explains a missing value."""

    NONE = 0
    EXECUTABLE = 1
    DISK = 2
    SMAPS = 4
    DESCRIPTORS = 8
    STATUS = 16
    SCORES = 32
    GPU = 64
    COMMAND_LINE = 128
    SOCKETS = 256


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the whole machine that the reader should know: `code` for programs, `text` for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One beat of one eye.

    Attributes:
        at_ms: wall time of the beat, whole milliseconds UTC; a label, never used for arithmetic.
        monotonic_ns: CLOCK_MONOTONIC when the pass began.
        sockets_ns: CLOCK_MONOTONIC when TCP counters were last read; 0 before the first time.
        suspended_ns: time that the machine has slept since boot (CLOCK_BOOTTIME - CLOCK_MONOTONIC).
        sequence: number of the beat since this eye started.
        missed_beats: beats that were due and not taken, in all.
        numbers: one float64 array of equal length for each of NUMBER_FIELDS. Those of ENDS speak of who had the
            slot in the reading before.
        texts: one sequence of the same length for each of TEXT_FIELDS: escaped, redacted, capped; None is unknown.
        text_revisions: grows in a slot whenever one of its texts changed, also when another eye goes on: who remembers
            texts by slot, serial and revision never tells an old one.
        serials: who is in the slot: a number that is never reused while the program runs, or -1.
        refused: bits of `Refusal` by slot.
        host: `{raw id: {instance: number}}`, see `host_metrics`.
        unsupported: raw fields that this system does not count, with the reason.
    """

    boot_id: str
    at_ms: int
    monotonic_ns: int
    sockets_ns: int
    suspended_ns: int
    sequence: int
    missed_beats: int
    ticks_per_s: int
    boot_at_utc_s: float
    numbers: Mapping[str, FloatArray]
    texts: Mapping[str, Sequence[str | None]]
    text_revisions: IntArray
    serials: IntArray
    refused: IntArray
    host: Mapping[str, Mapping[str, float]]
    unsupported: Mapping[str, str]
    notes: tuple[Note, ...] = ()
