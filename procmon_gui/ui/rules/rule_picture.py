"""What the chart of a rule shows: a curve, the thresholds, and where it fires. Knows no Qt."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from procmon_gui.domain.firings import Stretch
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.rules import Rule, Severity, Side
from procmon_gui.domain.units import Unit
from procmon_gui.query.rule_checks import judged_metric, known_metric

_FLOOR_BYTES: Final = 1024.0**2
# A threshold at the very top would look like the frame.
_AIR: Final = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A threshold: where it lies, how bad it is (None for the one that ends it), and what is said of it."""

    value: float
    severity: Severity | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RulePicture:
    """All that is drawn.

    Attributes:
        name: of what the curve is, in words.
        words: of a value of the curve.
        averages_to_ms: up to here only averages are known; 0 for nowhere.
    """

    span: Span
    curve: Curve | None
    name: str
    words: Callable[[float], str]
    top: float
    gaps: Sequence[Gap] = ()
    limits: Sequence[Limit] = ()
    fires: Sequence[Stretch] = field(default=())
    averages_to_ms: int = 0


def limits_of(rule: Rule, worded: Callable[[float], str]) -> list[Limit]:
    """Return the thresholds of a rule, as far as they lie on the curve of what it watches."""
    metric = known_metric(rule.metric_id)
    if metric is None or judged_metric(rule.subject, metric) is not metric:
        return []
    condition = rule.condition
    known = (
        (condition.warn, Severity.WARNING), (condition.critical, Severity.CRITICAL), (condition.clear, None),
    )  # fmt: skip
    return [
        Limit(value=value, severity=severity, words=worded(value)) for value, severity in known if value is not None
    ]


def top_of(metric: Metric | None, curve: Curve | None, limits: Sequence[Limit]) -> float:
    """Return the value at the top of the chart: curve and thresholds have room."""
    values = [limit.value * _AIR for limit in limits]
    if curve is not None:
        highest = np.fmax(curve.mean, curve.most)
        known = highest[np.isfinite(highest)]
        values += [float(known.max())] if len(known) else []
    most = max((value for value in values if math.isfinite(value)), default=0.0)
    unit = metric.unit if metric is not None else Unit.NONE
    if unit is Unit.RATIO:
        is_host = metric is not None and metric.id.startswith("host.")
        return 1.0 if is_host or most <= 1.0 else float(math.ceil(most - 1e-6))
    if unit in (Unit.BYTES, Unit.BYTES_PER_S):
        return _FLOOR_BYTES * 2.0 ** max(0, math.ceil(math.log2(max(most, 1.0) / _FLOOR_BYTES)))
    return _round_up(most)


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50…"""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in (1, 2, 5, 10) if step * power >= value * (1 - 1e-9)), 10 * power)


def is_beyond(rule: Rule, value: float) -> bool:
    """Say whether a value is beyond the first threshold."""
    known = [limit for limit in (rule.condition.warn, rule.condition.critical) if limit is not None]
    if rule.condition.side is Side.ABOVE:
        return bool(known) and value > min(known)
    return bool(known) and value < max(known)
