"""What a user hears: scores as the program keeps them, judged beat by beat by the real judge, with its shipped rules.

A rule looks at the figures that `host.anomaly.score` has an instance of, the worst device of each. At other curves,
those of programs for example, it does not look.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.suspicion import SCORE, TELLING, Scores, instance_of
from procmon_gui.engine.with_suspicion import figures_of
from tests.alerts.beats import machine
from tests.bench.anomaly.labelled import BEAT_S, STARTS_AT_MS, Label, Stream

Bool = npt.NDArray[np.bool_]
Float32 = npt.NDArray[np.float32]
RULES: Final = tuple(rule for rule in SHIPPED if rule.metric_id == SCORE)
_ON: Final = (Change.FIRED, Change.REPEATED)


def figures_in(names: Sequence[tuple[str, str]]) -> list[str]:
    """Return the figures that are told of, as instances of `host.anomaly.score`."""
    ids = {metric_id for metric_id, _ in names}
    return [instance_of(metric_id) for metric_id in TELLING if metric_id in ids]


def of_figures(found: Bool, names: Sequence[tuple[str, str]]) -> Bool:
    """Return in which beats a figure is unusual, by figure: one of its devices is."""
    instances = [instance_of(metric_id) for metric_id, _ in names]
    return np.array([found[[one == figure for one in instances]].any(axis=0) for figure in figures_in(names)])


def heard(scores: Float32, names: Sequence[tuple[str, str]], rules: Sequence[Rule] = RULES) -> Bool:
    """Return in which beats somebody has been told, and not yet that it is over: by rule, figure and beat."""
    figures = figures_in(names)
    judge, first = Judge([replace(rule, is_enabled=True) for rule in rules], timezone=UTC), machine(0)
    told = np.zeros((len(rules), len(figures), scores.shape[1]), bool)
    places = np.zeros(told.shape[:2], bool)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    for beat, row in enumerate(scores.T.tolist()):
        known = {name: score for name, score in zip(names, row, strict=True) if score == score}
        rate = sum(score >= 0.5 for score in known.values()) / len(known) if known else float("nan")
        host = {f"host.{raw}": of for raw, of in figures_of(Scores(host=known, rate=rate)).items()}
        at_s = beat * BEAT_S
        snapshot = replace(
            first, at_ms=STARTS_AT_MS + at_s * 1000, monotonic_ns=at_s * 10**9, elapsed_s=float(BEAT_S), host=host
        )
        for event in judge.beat(snapshot):
            place = numbers[event.rule_id], figures.index(event.about.name)
            if event.change is Change.RESOLVED:
                places[place] = False
            elif event.change in _ON and event.is_told:
                places[place] = True
        told[:, :, beat] = places
    assert not judge.problems, judge.problems
    return told


def as_heard(stream: Stream) -> Stream:
    """Return a stream with the events on the figures that are told of alone."""
    figures = figures_in(stream.names)
    labels = []
    for label in stream.labels:
        figure = instance_of(stream.names[label.series][0])
        if figure in figures:
            labels.append(Label(figures.index(figure), label.kind, label.begins, label.ends))
    return replace(stream, names=tuple((figure, "") for figure in figures), labels=tuple(labels))
