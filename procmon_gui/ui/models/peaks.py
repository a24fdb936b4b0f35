"""Where a curve peaks: well above its mean, and the greatest among its neighbours. Pure numpy."""

from typing import Final

import numpy as np

from procmon_gui.domain.reading import FloatArray, IntArray

# A peak stands out of the mean by one standard deviation, and by this at least: noise of an idle machine does not.
LEAST_ABOVE: Final = 0.02


def peaks(at_ms: IntArray, values: FloatArray, beside_ms: float) -> IntArray:
    """Return the times of the peaks, oldest first; of equal ones the first.

    What is within `beside_ms` of a peak is its neighbourhood. NaN is unknown and never a peak.
    """
    known = np.isfinite(values)
    at_ms, values = at_ms[known], values[known]
    if not len(values):
        return at_ms
    above = float(values.mean()) + max(float(values.std()), LEAST_ABOVE)
    first = np.searchsorted(at_ms, at_ms - beside_ms)
    last = np.searchsorted(at_ms, at_ms + beside_ms, side="right")
    found = [place for place in np.flatnonzero(values >= above).tolist() if _leads(values, place, first, last)]
    return at_ms[np.array(found, np.int64)]


def _leads(values: FloatArray, place: int, first: IntArray, last: IntArray) -> bool:
    before, after = values[first[place] : place], values[place + 1 : last[place]]
    value = values[place]
    return not bool((before >= value).any() or (after > value).any())


def peak_beyond(
    at_ms: IntArray, values: FloatArray, from_ms: float, direction: int, *, beside_ms: float, least_ms: float = 0.0
) -> int | None:
    """Return the first peak after a moment (direction 1) or the last before it (-1); None where there is none.

    One that is within `least_ms` of the moment is where the reader is already.
    """
    found = peaks(at_ms, values, beside_ms)
    beyond = found[found > from_ms + least_ms] if direction > 0 else found[found < from_ms - least_ms]
    if not len(beyond):
        return None
    return int(beyond[0] if direction > 0 else beyond[-1])
