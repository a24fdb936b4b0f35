"""What the preview of a rule needs: the curve of what it watches, where it would fire, and who it is about now.

Read beside the window; knows no widget. Where it would fire is found in the points of the curve, so it is near to what
a dry run finds in the beats, and not the same where a peak is shorter than a point.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.alerts.condition import course
from procmon_gui.alerts.limits import limits_of
from procmon_gui.alerts.moment import Moments
from procmon_gui.domain.alerts import About, AlertEvent
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.firings import Stretch, stretches_of
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import Aggregate, Metric
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve, HostSeries, RangeReader
from procmon_gui.domain.rules import EACH_INSTANCE, Rule, Side, Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query.rule_checks import OF_PROCESSES, judged_metric, known_metric
from procmon_gui.ui.rules.rule_picture import is_beyond

# Of more devices nobody asks which is the worst.
_MOST_DEVICES: Final = 16
MOST_ROWS: Final = 8
_NOTHING: Final = np.zeros(0, np.int64)
_LEAST_GAP_MS: Final = 5_000
_LEAST_SPAN_MS: Final = 10_000
_PROGRAM_CURVES: Final = ("cpu_ratio", "rss_bytes")


class ReaderKeeper:
    """Opens what reads ranges when it is first asked. Any thread."""

    def __init__(self, opener: Callable[[], RangeReader]) -> None:
        self._opener = opener
        self._reader: RangeReader | None = None

    def reader(self) -> RangeReader:
        """Return it."""
        if self._reader is None:
            self._reader = self._opener()
        return self._reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Something that the rule is about now: a process, or several together.

    Attributes:
        pid: of a process; None of several.
        value: NaN where it is not known.
        executable: of a program.
    """

    name: str
    value: float
    is_beyond: bool = False
    pid: int | None = None
    key: ProcessKey | None = None
    executable: str | None = None
    process_count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Who the rule is about now.

    Attributes:
        process_count: how many processes `where` selects.
        count: how many things with a state of their own that makes.
        beyond_count: of how many of them the value is beyond a threshold now.
        first: the worst of them.
    """

    process_count: int
    count: int
    beyond_count: int
    first: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Preview:
    """What was read.

    Attributes:
        instance: of which device the curve is; None where it is of none.
        match: whose curve it is; None where it is of the machine.
        matching: None where the rule is not about processes, or nothing is known of now.
    """

    rule: Rule
    span: Span
    curve: Curve | None = None
    gaps: tuple[Gap, ...] = ()
    fires: tuple[Stretch, ...] = ()
    instance: str | None = None
    match: Match | None = None
    matching: Matching | None = None


class ReadPreview:
    """One reading."""

    def __init__(self, keeper: ReaderKeeper | None, rule: Rule, span: Span, points: int, snapshot: Snapshot | None):
        self._keeper = keeper
        self._rule = rule
        self._span = span
        self._points = points
        self._snapshot = snapshot

    def __call__(self, errand: Errand) -> Preview:
        """Read it. Raises Unavailable, Cancelled, and WrongInput for a filter that makes no sense."""
        rule = self._rule
        matching = self._matching()
        self._span = self._recorded_part()
        curve, instance, match = None, None, None
        metric = known_metric(rule.metric_id)
        if self._keeper is not None and metric is not None and metric.id.startswith("host."):
            curve, instance = self._host_curve(self._keeper.reader(), errand)
        elif self._keeper is not None and matching is not None and matching.first:
            match = matching.first[0]
            curve = self._curve_of(self._keeper.reader(), match, errand)
        gaps: tuple[Gap, ...] = ()
        if curve is not None and self._keeper is not None:
            gaps = tuple(self._keeper.reader().gaps(self._span))
        fires = () if curve is None else would_fire(rule, curve)
        return Preview(
            rule=rule, span=self._span, curve=curve, gaps=gaps, fires=fires, instance=instance, match=match,
            matching=matching,
        )  # fmt: skip

    def _recorded_part(self) -> Span:
        """Return what of the range was recorded: a curve of the first minutes is not drawn into the last corner."""
        known = self._keeper.reader().span() if self._keeper is not None else None
        if known is None or known.from_ms >= self._span.to_ms - _LEAST_SPAN_MS:
            return self._span
        return Span(from_ms=max(self._span.from_ms, known.from_ms), to_ms=self._span.to_ms)

    # ---- curves

    def _host_curve(self, reader: RangeReader, errand: Errand) -> tuple[Curve | None, str | None]:
        """Return the curve of a figure of the machine; of each device that of the one where it is worst."""
        rule = self._rule
        if rule.instance != EACH_INSTANCE:
            series = HostSeries(metric_id=rule.metric_id, instance=rule.instance)
            return reader.host_curve(series, self._span, self._points, errand), rule.instance
        found = [one for one in reader.host_series(self._span, errand) if one.metric_id == rule.metric_id]
        devices = [one for one in found if one.instance] or found
        worst: tuple[float, Curve, str] | None = None
        for series in devices[:_MOST_DEVICES]:
            if errand.is_cancelled():
                raise Cancelled
            curve = reader.host_curve(series, self._span, self._points, errand)
            badness = _badness(rule, curve)
            if worst is None or badness > worst[0]:
                worst = (badness, curve, series.instance)
        return (None, None) if worst is None else worst[1:]

    def _curve_of(self, reader: RangeReader, match: Match, errand: Errand) -> Curve | None:
        metric_id = self._rule.metric_id
        if match.key is not None:
            life = reader.process_life(match.key, self._points, errand)
            curve = life.curves.get(metric_id) if life is not None else None
            return None if curve is None else _within(curve, self._span)
        if self._rule.subject is Subject.PROGRAM and metric_id in _PROGRAM_CURVES:
            life_of = reader.program_life(match.name, match.executable or "", self._span, self._points, errand)
            return life_of.cpu if metric_id == "cpu_ratio" else life_of.memory
        return None

    # ---- who it is about now

    def _matching(self) -> Matching | None:
        rule, snapshot = self._rule, self._snapshot
        if snapshot is None or rule.subject not in OF_PROCESSES:
            return None
        from procmon_gui.query import compile

        is_meant = compile(rule.where).match(snapshot)
        if not rule.where:
            is_meant &= snapshot.columns["kernel_thread"] != 1
        slots = np.flatnonzero(is_meant).tolist()
        metric = known_metric(rule.metric_id)
        matches = _groups(rule, metric, snapshot, slots)
        sign = 1.0 if rule.condition.side is Side.ABOVE else -1.0
        matches.sort(key=lambda match: -np.inf if match.value != match.value else sign * match.value, reverse=True)
        return Matching(
            process_count=len(slots),
            count=len(matches),
            beyond_count=sum(match.is_beyond for match in matches),
            first=tuple(matches[:MOST_ROWS]),
        )


def _groups(rule: Rule, metric: Metric | None, snapshot: Snapshot, slots: Sequence[int]) -> list[Match]:
    column = snapshot.columns.get(metric.id) if metric is not None else None
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for slot in slots:
        groups[_group_of(rule, snapshot, slot)].append(slot)
    groups.pop(None, None)
    matches = []
    for members in groups.values():
        values = np.full(len(members), np.nan) if column is None else column[members]
        value = _together(values, metric.aggregate if metric is not None else Aggregate.NONE)
        is_judged = judged_metric(rule.subject, metric) is metric
        matches.append(_match(rule, snapshot, members, value, is_beyond=is_judged and is_beyond(rule, value)))
    return matches


def _group_of(rule: Rule, snapshot: Snapshot, slot: int) -> Hashable:
    texts = snapshot.texts
    match rule.subject:
        case Subject.PROGRAM | Subject.RESTARTS:
            return texts["name"][slot], texts["executable"][slot]
        case Subject.USER:
            return texts["user"][slot]
        case Subject.UNIT:
            return texts["unit"][slot]
        case Subject.TOGETHER:
            return "together"
    return slot


def _match(rule: Rule, snapshot: Snapshot, members: Sequence[int], value: float, *, is_beyond: bool) -> Match:
    first, texts = members[0], snapshot.texts
    name = texts["name"][first] or ""
    if rule.subject in (Subject.USER, Subject.UNIT):
        name = texts[rule.subject.value][first] or ""
    elif rule.subject is Subject.TOGETHER:
        name = ""
    is_one = rule.subject in (Subject.PROCESS, Subject.GROWTH, Subject.NOT_RUNNING)
    return Match(
        name=name,
        value=value,
        is_beyond=is_beyond,
        pid=int(snapshot.columns["pid"][first]) if is_one else None,
        key=snapshot.key(first) if is_one else None,
        executable=texts["executable"][first],
        process_count=len(members),
    )


def _together(values: np.ndarray[tuple[int], np.dtype[np.float64]], aggregate: Aggregate) -> float:
    known = values[np.isfinite(values)]
    if not len(known):
        return float("nan")
    if aggregate is Aggregate.MIN:
        return float(known.min())
    if aggregate is Aggregate.MAX:
        return float(known.max())
    return float(known.sum())


# ---- where it would fire


def would_fire(rule: Rule, curve: Curve) -> tuple[Stretch, ...]:
    """Return where a rule would have fired on the points of a curve of what it watches."""
    metric = known_metric(rule.metric_id)
    has_limits = rule.condition.warn is not None or rule.condition.critical is not None
    if metric is None or judged_metric(rule.subject, metric) is not metric or not has_limits or len(curve.at_ms) < 2:
        return ()
    gap_ms = max(_LEAST_GAP_MS, 4 * int(np.median(np.diff(curve.at_ms))))
    at_ms = curve.at_ms
    moments = Moments(at_ms, at_ms * 1_000_000, np.full(len(at_ms), gap_ms * 1_000_000))
    found = course(limits_of(rule.condition), moments, curve.mean.copy(), _NOTHING)
    about = About(subject=rule.subject)
    events = [
        AlertEvent(
            change=turn.change, rule_id=rule.id, about=about, severity=turn.severity, at_ms=int(found.at_ms[place]),
            since_ms=turn.since_ms, value=turn.value, threshold=float("nan"),
        )
        for place, turn in found.turns
    ]  # fmt: skip
    return tuple(stretches_of(events))


def _badness(rule: Rule, curve: Curve) -> float:
    known = curve.mean[np.isfinite(curve.mean)]
    if not len(known):
        return -np.inf
    return float(known.max()) if rule.condition.side is Side.ABOVE and rule.subject is not Subject.FULL_IN else -float(
        known.min()
    )  # fmt: skip


def _within(curve: Curve, span: Span) -> Curve:
    first, last = np.searchsorted(curve.at_ms, [span.from_ms, span.to_ms + 1]).tolist()
    part = slice(first, last)
    return Curve(
        at_ms=curve.at_ms[part], mean=curve.mean[part], least=curve.least[part], most=curve.most[part],
        step_ms=curve.step_ms,
    )  # fmt: skip
