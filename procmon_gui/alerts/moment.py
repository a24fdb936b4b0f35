"""When beats are, on a clock that only counts time that passed, and what is a gap between two of them. Pure.

Labels may be set back and forth; a machine that sleeps counts no beat. So all that is measured is measured in
nanoseconds since the start of the machine, sleep included, and a machine that was started anew is far away in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from procmon_gui.domain.reading import IntArray

SECOND_NS: Final = 1_000_000_000
# Four beats, and not shorter than this: a beat that is late is no gap.
_GAP_BEATS: Final = 4
_LEAST_GAP_NS: Final = 5 * SECOND_NS
MOST_GAP_NS: Final = 300 * SECOND_NS
# How often it beats is told by so many steps from beat to beat; one that is long moves the middle of them by nothing.
_STEPS: Final = 5
# Between the last beat of a boot and the first of the next: longer than anything that a rule can wait for.
_OTHER_BOOT_NS: Final = 10**17


@dataclass(frozen=True, slots=True)
class Moment:
    """One beat.

    Attributes:
        at_ms: its label, on the axis of the memory.
        clock_ns: time that passed; never goes back.
        gap_ns: what nobody saw for longer than this was not seen.
        wall_ms: what the clock on the wall said, where that is not the label: quiet hours and mutes go by it.
    """

    at_ms: int
    clock_ns: int
    gap_ns: int
    wall_ms: int | None = None

    @property
    def there_ms(self) -> int:
        """Return the time by the clock on the wall."""
        return self.at_ms if self.wall_ms is None else self.wall_ms


class Rhythm:
    """Places beats on the clock, and says how long a gap is, one beat after the other."""

    def __init__(self) -> None:
        self._boot_id = ""
        self._offset_ns = 0
        self._last_ns: int | None = None
        self._last_ms = 0
        self._steps: list[int] = []

    def beat(self, boot_id: str, since_boot_ns: int, at_ms: int) -> Moment:
        """Return when a beat is; a label that was set back goes on by what elapsed, as in the memory."""
        last_ns = self._last_ns
        if last_ns is None:
            self._boot_id = boot_id
        elif boot_id != self._boot_id:
            self._boot_id, self._offset_ns = boot_id, last_ns + _OTHER_BOOT_NS - since_boot_ns
            self._steps.clear()
            last_ns = None
        clock_ns = since_boot_ns + self._offset_ns
        gap_ns = _gap_ns(self._steps)
        step_ns, wall_ms = 0, at_ms
        if last_ns is not None:
            clock_ns = max(clock_ns, last_ns)
            step_ns = clock_ns - last_ns
            self._steps = [*self._steps[1 - _STEPS :], step_ns]
        if self._last_ns is not None and at_ms <= self._last_ms:
            at_ms = self._last_ms + max(1, step_ns // 1_000_000)
        self._last_ns, self._last_ms = clock_ns, at_ms
        return Moment(at_ms, clock_ns, gap_ns, wall_ms)

    def silence(self, silent_ns: int, at_ms: int) -> Moment:
        """Return when it is, so long after the last beat; no beat comes of that."""
        last_ns = self._last_ns or 0
        return Moment(max(at_ms, self._last_ms), last_ns + silent_ns, _gap_ns(self._steps), at_ms)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Beats in a row, as arrays of one length."""

    at_ms: IntArray
    clock_ns: IntArray
    gap_ns: IntArray


def moments(at_ms: IntArray, since_boot_ns: IntArray, boots: IntArray) -> Moments:
    """Return what a `Rhythm` says of beats whose labels lie on the axis of the memory already.

    `boots` has a number for each beat that is another after each start of the machine.
    """
    count = len(at_ms)
    clock_ns, gap_ns = np.zeros(count, np.int64), np.full(count, _LEAST_GAP_NS)
    begins = np.flatnonzero(np.diff(boots, prepend=boots[:1] - 1)).tolist() if count else []
    offset_ns, last_ns = 0, 0
    for begin, end in pairwise([*begins, count]):
        if begin:
            offset_ns = last_ns + _OTHER_BOOT_NS - int(since_boot_ns[begin])
        clock_ns[begin:end] = np.maximum.accumulate(since_boot_ns[begin:end] + offset_ns)
        last_ns = int(clock_ns[end - 1])
        gap_ns[begin:end] = _gaps_ns(np.diff(clock_ns[begin:end]))
    return Moments(at_ms, clock_ns, gap_ns)


def _gap_ns(steps: Sequence[int]) -> int:
    if not steps:
        return _LEAST_GAP_NS
    middle_ns = sorted(steps)[(len(steps) - 1) // 2]
    return min(MOST_GAP_NS, max(_LEAST_GAP_NS, _GAP_BEATS * middle_ns))


def _gaps_ns(steps: IntArray) -> IntArray:
    """Return the same for each beat of one boot, given the steps between them."""
    found = np.full(len(steps) + 1, _LEAST_GAP_NS)
    for place in range(1, min(_STEPS, len(steps)) + 1):
        found[place] = _gap_ns(steps[max(0, place - 1 - _STEPS) : place - 1].tolist())
    if len(steps) > _STEPS:
        several = np.lib.stride_tricks.sliding_window_view(steps, _STEPS)[: len(steps) - _STEPS + 1]
        middle = np.partition(several, (_STEPS - 1) // 2, axis=1)[:, (_STEPS - 1) // 2]
        gaps = np.clip(_GAP_BEATS * middle, _LEAST_GAP_NS, MOST_GAP_NS)
        found[_STEPS + 1 :] = gaps[: len(found) - _STEPS - 1]
    return found
