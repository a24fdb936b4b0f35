"""Adds how unusual the beat before was to the readings of another source, as figures of the host like any other.

So it is remembered, drawn and sent on as they are. It is the beat before because a beat is judged when it is
understood, and understood when it was read.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.suspicion import TELLING, Scores, instance_of
from procmon_gui.domain.workers import WorkerState
from procmon_gui.engine.pulse import WatchedSource

_RATE: Final = "anomaly.rate_ratio"
_SCORE: Final = "anomaly.score"
# What is told of a figure that is as usual: it costs nothing to keep what stays as it is.
_NOTHING: Final = 0.25
_STEPS: Final = 20
_INSTANCES: Final = {metric_id: instance_of(metric_id) for metric_id in TELLING}


class NewestScores:
    """Holds the scores of the newest beat; whoever judges hands them in, from any thread."""

    def __init__(self) -> None:
        self._newest = Scores()

    def tell(self, scores: Scores) -> None:
        """Take the scores of a beat."""
        self._newest = scores

    def newest(self) -> Scores:
        """Return the scores that were told last; nothing is known in those before the first."""
        return self._newest


class WithSuspicion:
    """A source over another one. What comes with figures of its own, from a recorder, keeps them."""

    def __init__(self, source: WatchedSource, scores: NewestScores) -> None:
        self._source = source
        self._scores = scores

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next reading of the source and add how unusual the one before was."""
        reading = self._source.read(timeout_s)
        if reading is None or _RATE in reading.host:
            return reading
        figures = figures_of(self._scores.newest())
        if not figures:
            return reading
        unsupported = {raw: reason for raw, reason in reading.unsupported.items() if raw not in figures}
        return replace(
            reading,
            host=MappingProxyType({**reading.host, **figures}),
            unsupported=MappingProxyType(unsupported),
        )

    def look_at(self, attention: Attention) -> None:
        """Hand the wish list on."""
        self._source.look_at(attention)

    def refresh(self) -> None:
        """Hand the wish on."""
        self._source.refresh()

    def rights(self) -> Rights:
        """Tell what the source may see."""
        return self._source.rights()

    def ask_for_everything(self) -> None:
        """Hand the wish on."""
        self._source.ask_for_everything()

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell how the source is doing."""
        return self._source.workers()

    def close(self) -> None:
        """Stop it."""
        self._source.close()


def figures_of(scores: Scores) -> dict[str, Mapping[str, float]]:
    """Return the raw figures of the host for some scores; none while nothing is known.

    Of a metric with several instances, disks for example, the most unusual one counts.
    """
    if scores.rate != scores.rate:
        return {}
    worst: dict[str, float] = {}
    for (metric_id, _), score in scores.host.items():
        instance = _INSTANCES.get(metric_id)
        if instance is not None:
            worst[instance] = max(worst.get(instance, 0.0), _rounded(score))
    return {_RATE: {"": round(scores.rate, 3)}, _SCORE: worst}


def _rounded(score: float) -> float:
    """Return a score in steps, and nothing for what is as usual: a curve that rests takes no room on the disk.

    Never up: what is nearly unusual is not.
    """
    return math.floor(score * _STEPS + 1e-6) / _STEPS if score >= _NOTHING else 0.0
