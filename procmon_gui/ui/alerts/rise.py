"""What the chart of an alert draws: curve, culprit, limit and moments, in the units in which they are shown.

Pure numpy, no Qt.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.alerts import Alert, Culprit, Evidence
from procmon_gui.domain.history import Span
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.units import Unit
from procmon_gui.ui.models.alert_words import metric_of

# Of these the threshold is one of the curve; of all others it is one of what was made of it.
_OF_THE_CURVE: Final = frozenset({
    Subject.HOST, Subject.PROCESS, Subject.PROGRAM, Subject.USER, Subject.UNIT, Subject.TOGETHER,
})  # fmt: skip
_BYTES: Final = frozenset({Unit.BYTES, Unit.BYTES_PER_S})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rise:
    """One alert as a chart has it.

    Attributes:
        metric: what was watched; None where that is no metric of the catalogues.
        top: of the axis. culprit_top: of the culprit's curve; the same where both have one unit.
        culprit_metric: of the culprit's curve. culprit: whose it is; None where none was kept.
        limit: on the axis; NaN where there is none.
        resolved_ms: None while it fires, or where it ended after what is shown.
    """

    at_ms: IntArray
    values: FloatArray
    metric: Metric | None
    top: float
    limit: float
    culprit: Culprit | None
    culprit_values: FloatArray
    culprit_metric: Metric | None
    culprit_top: float
    since_ms: int
    fired_ms: int
    resolved_ms: int | None
    is_firing: bool

    @property
    def span(self) -> Span:
        """Return the time that is shown."""
        return Span(from_ms=int(self.at_ms[0]), to_ms=int(self.at_ms[-1]))

    @property
    def has_own_scale(self) -> bool:
        """Say whether the culprit is drawn on an axis of its own."""
        return self.culprit is not None and self.culprit_top != self.top


def rise_of(alert: Alert, evidence: Evidence, factor: float) -> Rise | None:
    """Return what is drawn; None where nothing was kept. The culprit's values are multiplied by `factor`."""
    if not len(evidence.at_ms):
        return None
    metric, culprit_metric = metric_of(alert.metric_id), metric_of(evidence.culprit_metric_id)
    limit = alert.threshold if alert.about.subject in _OF_THE_CURVE else math.nan
    culprit = next((one for one in evidence.culprits[:1] if one.values is not None), None)
    curve: FloatArray = np.zeros(0)
    if culprit is not None and culprit.values is not None:
        curve = culprit.values * factor
    same = metric is not None and culprit_metric is not None and metric.unit is culprit_metric.unit
    most = _most(evidence.values, np.array([limit]), *((curve,) if same else ()))
    top = _top(metric, most)
    end_ms = int(evidence.at_ms[-1])
    ended = alert.resolved_ms is not None and alert.resolved_ms <= end_ms
    return Rise(
        at_ms=evidence.at_ms, values=evidence.values, metric=metric, top=top, limit=limit, culprit=culprit,
        culprit_values=curve, culprit_metric=culprit_metric,
        culprit_top=top if same else _top(culprit_metric, _most(curve)), since_ms=alert.since_ms,
        fired_ms=alert.fired_ms, resolved_ms=alert.resolved_ms if ended else None,
        is_firing=alert.resolved_ms is None or not ended,
    )  # fmt: skip


def factor_of(alert: Alert, evidence: Evidence, core_count: float) -> float:
    """Return by what values of culprits are multiplied: beside a share of the machine cores are a share of it too."""
    metric = metric_of(alert.metric_id)
    is_share = metric is not None and metric.unit is Unit.RATIO and alert.metric_id.startswith("host.")
    in_cores = evidence.culprit_metric_id == "cpu_ratio"
    return 1 / core_count if is_share and in_cores and core_count >= 1 else 1.0


def sample_at(at_ms: IntArray, wanted_ms: float) -> int:
    """Return the place of the sample nearest to a moment."""
    place = int(np.searchsorted(at_ms, wanted_ms))
    if place == len(at_ms) or (place and wanted_ms - at_ms[place - 1] <= at_ms[place] - wanted_ms):
        place -= 1
    return max(0, place)


def _most(*curves: FloatArray) -> float:
    known = np.concatenate([curve[np.isfinite(curve)] for curve in curves]) if curves else np.zeros(0)
    return float(known.max()) if len(known) else 0.0


def _top(metric: Metric | None, most: float) -> float:
    """Return where an axis ends: at all of a share, at a round number of all else."""
    unit = metric.unit if metric is not None else Unit.RATIO
    if unit is Unit.RATIO and most <= 1.0:
        return 1.0
    if most <= 0:
        return 1.0
    if unit in _BYTES:
        return float(2 ** math.ceil(math.log2(most)))
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= most * (1 - 1e-9))
