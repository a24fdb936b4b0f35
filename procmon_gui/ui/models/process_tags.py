"""Which processes the reader has tagged for a common action, by who they are: a serial is never given out again."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.reading import BoolArray, IntArray


class ProcessTags(QObject):
    """Tags stand beside the selection: a click, an arrow key, a filter or another order leaves them as they are.

    Signals:
        changed: others are tagged now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serials: IntArray = np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._serials)

    def has(self, serial: int) -> bool:
        """Say whether a process is tagged."""
        return bool((self._serials == serial).any())

    def among(self, serials: IntArray) -> BoolArray:
        """Mark those that are tagged."""
        return np.isin(serials, self._serials) if len(self._serials) else np.zeros(len(serials), dtype=np.bool_)

    def toggle(self, serials: Iterable[int]) -> bool:
        """Tag all of these, or untag them when all are tagged; say whether they are tagged now."""
        chosen = np.fromiter(serials, dtype=np.int64)
        is_tagged = not self.among(chosen).all()
        self._take(np.union1d(self._serials, chosen) if is_tagged else np.setdiff1d(self._serials, chosen))
        return is_tagged

    def keep(self, serials: IntArray) -> None:
        """Let those go that are not among these: they have ended."""
        if len(self._serials):
            self._take(self._serials[np.isin(self._serials, serials)])

    @Slot()
    def clear(self) -> None:
        """Untag all."""
        self._take(np.empty(0, dtype=np.int64))

    def _take(self, serials: IntArray) -> None:
        is_other = not np.array_equal(serials, self._serials)
        self._serials = serials
        if is_other:
            self.changed.emit()
