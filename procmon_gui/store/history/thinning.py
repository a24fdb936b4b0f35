"""Which beats are kept, where not all of them can be. Pure; lives on the sampler's thread."""

from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot


class Thinning:
    """Lets one of so many beats through. `every` may be set from any thread."""

    def __init__(self) -> None:
        self.every = 1
        self._left_out = 0

    @property
    def beats(self) -> int:
        """Return how many beats of the pulse the next one stands for, itself among them."""
        return self._left_out + 1

    def kept(self, last: Reading | None, reading: Reading, snapshot: Snapshot) -> Snapshot | None:
        """Return what a beat means after the last that was kept; None when it is left out.

        One that follows none is always kept.
        """
        if snapshot.elapsed_s == 0:
            self._left_out = 0
            return snapshot
        if self.beats < self.every:
            self._left_out += 1
            return None
        return derive(last, reading) if self._left_out and last is not None else snapshot

    def begin_anew(self) -> None:
        """Count from the beat that was kept."""
        self._left_out = 0
