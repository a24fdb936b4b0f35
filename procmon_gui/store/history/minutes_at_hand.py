"""The CPU of every process in the beats that were asked for last: who steps through the past asks for them again."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from procmon_gui.domain.history import CpuBeat
from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.stretch import Stretch

_LIMIT_BYTES: Final = 8 * 1024**2


class MinutesAtHand:
    """Keeps whole chunks of them, the latest asked for. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._beats: OrderedDict[int, CpuBeat] = OrderedDict()
        self._used_bytes = 0

    def beats(self, stretch: Stretch, from_ms: int, to_ms: int) -> Iterable[CpuBeat]:
        """Return the beats of a stretch in a time, oldest first; what is damaged is left out."""
        times: IntArray = stretch.rows["time_ms"]
        asked = times[(times >= from_ms) & (times <= to_ms)].tolist()
        with self._lock:
            found = {at_ms: self._beats[at_ms] for at_ms in asked if at_ms in self._beats}
        if len(found) == len(asked):
            return found.values()
        # What stands before the first that is shown has no beat before it to tell its rates from.
        shown_ms = int(times[stretch.shown_from]) if stretch.shown_from < len(times) else to_ms + 1
        told = [(at_ms, beat) for at_ms, beat in stretch.cpu_beats() if at_ms >= shown_ms or from_ms <= at_ms <= to_ms]
        self._keep((at_ms, beat) for at_ms, beat in told if at_ms >= shown_ms)
        return [beat for at_ms, beat in told if from_ms <= at_ms <= to_ms]

    def _keep(self, beats: Iterable[tuple[int, CpuBeat]]) -> None:
        with self._lock:
            for at_ms, beat in beats:
                if at_ms not in self._beats:
                    self._beats[at_ms] = beat
                    self._used_bytes += _size_of(beat)
                self._beats.move_to_end(at_ms)
            while self._used_bytes > _LIMIT_BYTES:
                self._used_bytes -= _size_of(self._beats.popitem(last=False)[1])


def _size_of(beat: CpuBeat) -> int:
    return beat.serials.nbytes + beat.ratios.nbytes + 200
