"""Plays a rule over what was recorded: what would have fired, and when. Pure; any thread, as long as it takes.

Rules of the machine are played over whole series, which has exactly the events that a `Judge` would have told; all
others are judged beat by beat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Final

import numpy as np

from procmon_gui.alerts.checking import limits_for, problems_of
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.moment import MOST_GAP_NS, Moments, moments
from procmon_gui.alerts.subjects.host import as_judged, series_events
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.alerts import AlertEvent
from procmon_gui.domain.dry_run import DryRun, HostRecord, Recorded
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import EACH_INSTANCE, Rule, Subject
from procmon_gui.domain.suspicion import SCORE, TELLING, instance_of

# So many points are more than any chart is wide.
_POINTS: Final = 1500
_MINUTE_MS: Final = 60_000


class DryRuns:
    """A `RuleTester`."""

    def __init__(self, recorded: Recorded, *, timezone: tzinfo | None = None) -> None:
        """Read through `recorded`; `timezone` is that of quiet hours, this machine's where it is None."""
        self._recorded = recorded
        self._timezone = timezone

    def test(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        """Play a rule. Raises Cancelled, WrongInput for a rule that makes no sense, Unavailable."""
        # Whether it is on is not what is asked.
        rule = as_judged(replace(rule, is_enabled=True))
        problems = problems_of(rule)
        if problems:
            raise WrongInput("; ".join(f"{one.where}: {one.words}" for one in problems))
        if rule.subject is Subject.HEARTBEAT:
            raise WrongInput("When this program saw nothing was not recorded, so this rule can not be played.")
        if rule.subject in (Subject.HOST, Subject.FULL_IN):
            return self._of_host(rule, span, errand)
        if rule.subject is Subject.ANOMALY:
            return self._of_anomaly(rule, span, errand)
        return self._beat_by_beat(rule, span, errand)

    def _of_host(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        instance = None if rule.instance == EACH_INSTANCE else rule.instance
        record = self._recorded.host(rule.metric_id, instance, span, errand)
        return self._played(rule, record, span)

    def _of_anomaly(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        """Play what was recorded of how unusual it was; that is one number for all devices, a beat later."""
        if rule.metric_id not in TELLING or rule.metric_id not in HOST_CATALOGUE.by_id:
            raise WrongInput("How unusual this is was not recorded, so this rule can not be played.")
        if rule.instance and rule.instance != EACH_INSTANCE:
            raise WrongInput("How unusual a single device was is not recorded, so this rule can not be played.")
        record = self._recorded.host(SCORE, instance_of(rule.metric_id), span, errand)
        whole = replace(record, values=dict(zip(("",), record.values.values(), strict=False)))
        return self._played(replace(rule, instance=""), whole, span)

    def _played(self, rule: Rule, record: HostRecord, span: Span) -> DryRun:
        when = moments(record.at_ms, record.since_boot_ns, record.boots)
        case = Case.of(rule, limits_for(rule), self._timezone)
        # The whole is none of its parts.
        names = [name for name in record.values if name or rule.instance != EACH_INSTANCE]
        events: list[AlertEvent] = []
        for name in names:
            events += series_events(case, name, when, record.values[name])
        events.sort(key=lambda event: event.at_ms)
        curve = _curve(record.at_ms, record.values[names[0]], span) if len(names) == 1 else None
        is_known = any(np.isfinite(record.values[name]).any() for name in names)
        return replace(_answer(span, events, when, record.averages_count, curve), is_known=is_known)

    def _beat_by_beat(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        judge = Judge([rule], timezone=self._timezone)
        events: list[AlertEvent] = []
        times: list[tuple[int, int, int]] = []
        boots: dict[str, int] = {}
        averages_count = 0
        for at_ms, snapshot in self._recorded.beats(span, errand):
            events += judge.beat(snapshot, at_ms=at_ms)
            averages_count += snapshot.average_of_ms > 0
            since_ns = at_ms * 1_000_000 if snapshot.average_of_ms else snapshot.since_boot_ns
            boot = 0 if snapshot.average_of_ms else boots.setdefault(snapshot.boot_id, len(boots) + 1)
            times.append((at_ms, since_ns, boot))
            if judge.problems:
                raise WrongInput(judge.problems[0].words)
        columns = np.array(times, np.int64).reshape(-1, 3).T
        return _answer(span, events, moments(columns[0], columns[1], columns[2]), averages_count, None)


def _answer(
    span: Span, events: Sequence[AlertEvent], when: Moments, averages_count: int, curve: Curve | None
) -> DryRun:
    count = len(when.at_ms)
    averages_to_ms = 0
    if averages_count:
        averages_to_ms = int(when.at_ms[averages_count - 1]) + _MINUTE_MS
    return DryRun(
        span=span,
        events=events,
        curve=curve,
        averages_to_ms=averages_to_ms,
        beat_count=count,
        gap_ms=sum(_gaps_ms(when, span, averages_count)),
    )


def _gaps_ms(when: Moments, span: Span, averages_count: int) -> Iterator[int]:
    """Yield how long each stretch is of which nothing is known."""
    if not len(when.at_ms):
        yield span.to_ms - span.from_ms
        return
    # A minute lasts until its end.
    ends = when.at_ms.copy()
    ends[:averages_count] += _MINUTE_MS
    steps = when.at_ms[1:] - ends[:-1]
    is_gap = (steps > when.gap_ns[1:] // 1_000_000) | (np.diff(when.clock_ns) > MOST_GAP_NS)
    yield int(steps[is_gap & (steps > 0)].sum())
    least_ms = int(when.gap_ns[-1]) // 1_000_000
    for missing_ms in (int(when.at_ms[0]) - span.from_ms, span.to_ms - int(ends[-1])):
        if missing_ms > least_ms:
            yield missing_ms


def _curve(at_ms: IntArray, values: FloatArray, span: Span) -> Curve:
    """Return a series in so many points that keep its peaks; where a step has nothing, the line breaks."""
    known = np.flatnonzero(~np.isnan(values))
    at_ms, values = at_ms[known], values[known]
    step_ms = max(1000, -(-(span.to_ms - span.from_ms) // _POINTS // 1000) * 1000)
    begins = np.flatnonzero(np.diff(at_ms // step_ms, prepend=-1))
    if not len(begins):
        nothing = np.zeros(0)
        return Curve(at_ms=np.zeros(0, np.int64), mean=nothing, least=nothing, most=nothing)
    counts = np.diff(np.append(begins, len(at_ms)))
    columns = [np.add.reduceat(values, begins) / counts, np.minimum.reduceat(values, begins),
               np.maximum.reduceat(values, begins)]  # fmt: skip
    starts = at_ms[begins] // step_ms * step_ms
    # Beats may be further apart than a step is long.
    apart = np.diff(starts)
    usual_ms = int(np.median(apart)) if len(apart) else step_ms
    after = np.flatnonzero(apart > max(step_ms, 3 * usual_ms)) + 1
    mean, least, most = (np.insert(column, after, np.nan) for column in columns)
    at = np.insert(starts, after, starts[after - 1] + step_ms)
    return Curve(at_ms=at, mean=mean, least=least, most=most, step_ms=step_ms)
