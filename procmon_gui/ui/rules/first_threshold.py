"""From which value on a rule about a curve may begin to warn: well beyond what was mostly seen. Knows no Qt."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.rules import Side
from procmon_gui.domain.units import Unit

# What was seen in the rest of the time may be what somebody wants to hear of.
_MOSTLY: Final = 0.95
_MARGIN: Final = 1.25
# Of a machine, or of a time: less is nothing, and there is no more.
_LEAST_RATIO: Final = 0.05
_MOST_RATIO: Final = 0.95
_NOTHING: Final = 1e-6
_KIB: Final = 1024.0
# Of these it is the little that is trouble.
_SCARCE: Final = ("available_bytes", "charge_ratio", "time_left_s")


def first_side(metric: Metric) -> Side:
    """Return on which side of a threshold the trouble with a metric mostly is."""
    return Side.BELOW if metric.id.endswith(_SCARCE) else Side.ABOVE


def first_threshold(metric: Metric, seen: FloatArray) -> float | None:
    """Return a threshold of few digits; None where nothing was seen that would say one."""
    known = seen[np.isfinite(seen)]
    if not len(known):
        return None
    if first_side(metric) is Side.BELOW:
        return _short(metric.unit, float(np.quantile(known, 1 - _MOSTLY)) / _MARGIN, math.floor)
    # Of what mostly rests, all that is known is what it once did.
    usual = float(np.quantile(known, _MOSTLY)) or float(known.max())
    found = _short(metric.unit, usual * _MARGIN, math.ceil)
    if metric.unit is Unit.RATIO and usual <= 1:
        return min(max(found or 0.0, _LEAST_RATIO), _MOST_RATIO)
    return found


def _short(unit: Unit, value: float, to_whole: Callable[[float], int]) -> float | None:
    """Return a value to the next half of its first digit, in the unit in which it is read."""
    if value < _NOTHING:
        return None
    factor = 1.0
    if unit in (Unit.BYTES, Unit.BYTES_PER_S):
        factor = _KIB ** max(0, math.floor(math.log(value, _KIB)))
    if unit is Unit.COUNT and value < 10:
        return float(max(1, to_whole(value)))
    place = math.floor(math.log10(value / factor)) - 1
    halves = to_whole(round(value / factor / (5 * 10.0**place), 9))
    # By its digits, and not by multiplying: 0.35, not 0.35000000000000003.
    return float(f"{5 * max(1, halves)}e{place}") * factor
