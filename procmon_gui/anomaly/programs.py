"""Adds the processes up by program, which is name and executable: what each uses of CPU, memory and disk.

Which program a slot belongs to is looked up once, and kept while its serial and its texts stay the same.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from procmon_gui.anomaly.watched import PROGRAM_METRICS
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot

MOST_PROGRAMS: Final = 320
# Away for longer, a program makes room for another one, where there is no room left.
_KEPT_BEATS: Final = 600
_NOBODY: Final = -1
ProgramKey = tuple[str, str]


class Programs:
    """The programs that are watched: each keeps its place until it is away and another one needs it.

    Attributes:
        keys: (name, executable) by place; None where nobody is.
    """

    def __init__(self) -> None:
        self.keys: list[ProgramKey | None] = [None] * MOST_PROGRAMS
        self._places: dict[ProgramKey, int] = {}
        self._seen_at = np.full(MOST_PROGRAMS, -_KEPT_BEATS - 1, np.int64)
        self._beat = 0
        self._serials: IntArray = np.empty(0, np.int64)
        self._revisions: IntArray = np.empty(0, np.int64)
        self._codes: IntArray = np.empty(0, np.int64)

    def values(self, snapshot: Snapshot, out: FloatArray) -> list[int]:
        """Write what every program uses, shape (metrics, programs); return the places that others have now."""
        self._beat += 1
        taken = self._know(snapshot)
        rows = snapshot.rows
        codes = self._codes[rows]
        is_watched = codes >= 0
        rows, codes = rows[is_watched], codes[is_watched]
        for place, metric_id in enumerate(PROGRAM_METRICS):
            values = snapshot.columns[metric_id][rows]
            is_known = values == values
            known = codes[is_known]
            # Of nothing at all it makes whole numbers.
            sums = np.bincount(known, values[is_known], minlength=MOST_PROGRAMS).astype(np.float64)
            sums[np.bincount(known, minlength=MOST_PROGRAMS) == 0] = np.nan
            out[place] = sums
        self._seen_at[codes] = self._beat
        return taken

    def place(self, key: ProgramKey) -> int | None:
        """Return where a program stands, None where it is not watched."""
        return self._places.get(key)

    def restore(self, keys: Sequence[ProgramKey | None]) -> None:
        """Give programs the places that they had."""
        self.keys = list(keys)
        self._places = {key: place for place, key in enumerate(keys) if key is not None}
        self._seen_at[list(self._places.values())] = 0

    def _know(self, snapshot: Snapshot) -> list[int]:
        """Find out who is in the slots that changed; return the places that were given to others."""
        serials, revisions = snapshot.serials, snapshot.text_revisions
        if len(serials) != len(self._serials):
            more = len(serials) - len(self._serials)
            self._serials = np.append(self._serials, np.full(max(0, more), -1))[: len(serials)]
            self._revisions = np.append(self._revisions, np.full(max(0, more), -1))[: len(serials)]
            self._codes = np.append(self._codes, np.full(max(0, more), _NOBODY))[: len(serials)]
        is_kernel = snapshot.columns["kernel_thread"]
        is_changed = (serials != self._serials) | (revisions != self._revisions)
        if self._beat % _KEPT_BEATS == 0:
            # For whom there was no room there may be some now.
            is_changed |= (self._codes == _NOBODY) & (serials >= 0) & (is_kernel != 1)
        changed = np.flatnonzero(is_changed)
        if not len(changed):
            return []
        self._serials, self._revisions = serials.copy(), revisions.copy()
        names, executables = snapshot.texts["name"], snapshot.texts["executable"]
        taken: list[int] = []
        for slot in changed.tolist():
            name = names[slot]
            if serials[slot] < 0 or name is None or is_kernel[slot] == 1:
                self._codes[slot] = _NOBODY
            else:
                self._codes[slot] = self._place_of((name, executables[slot] or ""), taken)
        if taken:
            # Who had the place is somebody else now, wherever else he still stands.
            self._find_again(snapshot, taken)
        return taken

    def _place_of(self, key: ProgramKey, taken: list[int]) -> int:
        place = self._places.get(key)
        if place is not None:
            return place
        place = int(self._seen_at.argmin())
        if self._beat - self._seen_at[place] <= _KEPT_BEATS:
            return _NOBODY
        before = self.keys[place]
        if before is not None:
            del self._places[before]
        taken.append(place)
        self.keys[place] = key
        self._places[key] = place
        self._seen_at[place] = self._beat
        return place

    def _find_again(self, snapshot: Snapshot, taken: list[int]) -> None:
        names, executables = snapshot.texts["name"], snapshot.texts["executable"]
        for slot in np.flatnonzero(np.isin(self._codes, taken)).tolist():
            if (names[slot], executables[slot] or "") != self.keys[self._codes[slot]]:
                self._codes[slot] = _NOBODY
