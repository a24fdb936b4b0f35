"""Numbers of processes that stay when another source goes on with them. Pure."""

import numpy as np

from procmon_gui.domain.reading import IntArray, Reading


class SteadySerials:
    """Lets processes keep their numbers when another source goes on with them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], int] = {}
        self._old_of: dict[int, int] = {}

    def begin(self, last: Reading | None) -> None:
        """Remember who is who, before another source takes over."""
        self._known = {} if last is None else _who(last)
        self._old_of = {}

    def steady(self, reading: Reading) -> IntArray:
        """Return the numbers of a reading, with those by which its processes were known before."""
        if self._known:
            known, self._known = self._known, {}
            self._old_of = {serial: known[who] for who, serial in _who(reading).items() if who in known}
        if not self._old_of:
            return reading.serials
        serials = reading.serials.copy()
        for slot in np.flatnonzero(np.isin(serials, np.fromiter(self._old_of, np.int64))).tolist():
            serials[slot] = self._old_of[int(serials[slot])]
        return serials


def _who(reading: Reading) -> dict[tuple[str, int, int], int]:
    rows = np.flatnonzero(reading.serials >= 0)
    pids, starts = reading.numbers["pid"][rows], reading.numbers["start_ticks"][rows]
    return {
        (reading.boot_id, int(pid), int(start)): int(serial)
        for pid, start, serial in zip(pids, starts, reading.serials[rows], strict=True)
    }
