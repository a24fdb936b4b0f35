"""Who is who stays known when another source goes on: the numbers of processes stay, and their texts are told anew."""

from dataclasses import replace

import numpy as np

from procmon_gui.domain.reading import IntArray, Reading


class SteadySerials:
    """Lets processes keep their numbers when another source goes on with them. Belongs to the thread that reads.

    The other source counts revisions of its own: they are raised above all that were told before. Else who remembers
    a text by slot, number and revision would take another text for the one that he knows.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], int] = {}
        self._old_of: dict[int, int] = {}
        self._raise = 0
        self._serials: tuple[IntArray, IntArray] | None = None  # as they were read, and as they are told
        self._revisions: tuple[IntArray, IntArray] | None = None

    def begin(self, last: Reading | None) -> None:
        """Remember who is who, before another source takes over."""
        self._known = {} if last is None else _who(last)
        self._old_of = {}
        self._raise = 0 if last is None else int(last.text_revisions.max(initial=0))
        self._serials = self._revisions = None

    def steady(self, reading: Reading) -> Reading:
        """Return a reading with the numbers by which its processes were known before."""
        if self._known:
            known, self._known = self._known, {}
            self._old_of = {serial: known[who] for who, serial in _who(reading).items() if who in known}
        if self._old_of and (self._serials is None or self._serials[0] is not reading.serials):
            self._serials = reading.serials, self._renumbered(reading.serials)
        if self._raise and (self._revisions is None or self._revisions[0] is not reading.text_revisions):
            self._revisions = reading.text_revisions, _frozen(reading.text_revisions + self._raise)
        if self._serials is None and self._revisions is None:
            return reading
        return replace(
            reading,
            serials=reading.serials if self._serials is None else self._serials[1],
            text_revisions=reading.text_revisions if self._revisions is None else self._revisions[1],
        )

    def _renumbered(self, serials: IntArray) -> IntArray:
        serials = serials.copy()
        for slot in np.flatnonzero(np.isin(serials, np.fromiter(self._old_of, np.int64))).tolist():
            serials[slot] = self._old_of[int(serials[slot])]
        return _frozen(serials)


def _frozen(numbers: IntArray) -> IntArray:
    numbers.setflags(write=False)
    return numbers


def _who(reading: Reading) -> dict[tuple[str, int, int], int]:
    rows = np.flatnonzero(reading.serials >= 0)
    pids, starts = reading.numbers["pid"][rows], reading.numbers["start_ticks"][rows]
    return {
        (reading.boot_id, int(pid), int(start)): int(serial)
        for pid, start, serial in zip(pids, starts, reading.serials[rows], strict=True)
    }
