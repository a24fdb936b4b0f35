"""Counts events, not beats: what was found, what was missed, and what was called for nothing.

An alarm is a run of unusual beats on one series; runs less than ten minutes apart are one. An event is found if an
alarm begins between its beginning and five minutes after its end. An alarm that begins elsewhere is false, but for the
hour after an event, in which the curve falls back: those count neither way.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from tests.bench.anomaly.labelled import BEAT_S, Stream

_TOGETHER: Final = 600 // BEAT_S
_LATE: Final = 300 // BEAT_S
_AFTERMATH: Final = 3600 // BEAT_S


@dataclass(slots=True)
class Tally:
    """What a method did on some streams."""

    found: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    true_alarm_count: int = 0
    false_alarm_count: int = 0

    @property
    def recall(self) -> float:
        """Return which share of the events was found."""
        return sum(self.found.values()) / max(1, sum(self.all.values()))

    @property
    def precision(self) -> float:
        """Return which share of the alarms was about an event; without alarms it is zero."""
        return self.true_alarm_count / max(1, self.true_alarm_count + self.false_alarm_count)

    @property
    def f1(self) -> float:
        """Return both in one figure."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def alarms(is_unusual: npt.NDArray[np.bool_], together: int = _TOGETHER) -> list[int]:
    """Return where the alarms of one series begin."""
    beats = np.flatnonzero(is_unusual)
    if not len(beats):
        return []
    is_first = np.diff(beats, prepend=-together - 1) > together
    return [int(beat) for beat in beats[is_first]]


def count(stream: Stream, is_unusual: npt.NDArray[np.bool_], tally: Tally) -> None:
    """Add what a method said of a stream, shape (series, beats), to a tally; only the judged day counts."""
    for series in range(len(stream.names)):
        labels = [label for label in stream.labels if label.series == series]
        # An alarm that was on when the day began is not new in it.
        begins = [at for at in alarms(is_unusual[series]) if at >= stream.judged_from]
        tally.all.update(label.kind for label in labels)
        for label in labels:
            if any(label.begins <= at <= label.ends + _LATE for at in begins):
                tally.found[label.kind] += 1
        for at in begins:
            if any(label.begins <= at <= label.ends + _LATE for label in labels):
                tally.true_alarm_count += 1
            elif not any(label.begins <= at <= label.ends + _AFTERMATH for label in labels):
                tally.false_alarm_count += 1
