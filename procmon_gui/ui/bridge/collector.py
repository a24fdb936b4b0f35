"""Runs Python's garbage collector on the window thread, and on no other.

Left to itself it runs on whichever thread allocates most, which is the sampler's. A dialog or a menu that waits in a
cycle would then be destroyed there, and Qt crashes when an object of the window goes away on another thread.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

TICK_MS: Final = 1000  # as the other watches of the window: Qt wakes once for all of them
SETTLED_TICKS: Final = 4  # by then the charts are loaded


class Collector(QObject):
    """Takes the collector over from its birth to `close`.

    What was loaded before its birth is never walked through.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(TICK_MS)

    @Slot()
    def _on_tick(self) -> None:
        self._ticks += 1
        if self._ticks == SETTLED_TICKS:
            # What the window is made of lives to the end. Walked through again and again, it would cost a pause of
            # 13 to 44 ms every so often: a frame that comes late. What was frozen before stays so: to walk through it
            # once would be such a pause too, for a few hundred objects that nobody needs.
            gc.collect()
            gc.freeze()
            return
        # The oldest generation that has passed its threshold, as Python itself would choose.
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def close(self) -> None:
        """Give the collector back."""
        self._timer.stop()
        gc.unfreeze()
        # Counting begins anew, so that it does not run again while the window is taken apart: Qt holds a lock then that
        # a destroyed slot asks for too, and the program would hang at its end.
        gc.collect(0)
        gc.enable()
