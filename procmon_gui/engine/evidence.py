"""What is found out about an alert: the curve, who made the rise, who came and went. In a worker.

A process is ranked by its share of the rise: what it took on average since the value is beyond the threshold, less
what it took in the quiet time before, of the sum of all that rose. Who always takes much is not accused. Where the
machine worked more than all that was seen of processes (many of them lived for less than a beat), the share is of what
the machine did: who is seen does not stand in for who is not.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from procmon_gui.domain.alerts import Alert, Culprit, Evidence
from procmon_gui.domain.crowds import Crowd, CrowdReader, Group, Who
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Series, Span
from procmon_gui.domain.missing_evidence import (
    FELL,
    NO_CURVE,
    NO_NUMBERS,
    NO_RISE,
    NOT_ALL_AFTER,
    NOT_ALL_BEFORE,
    NOT_BEFORE,
    NOT_READ,
    NOTHING,
    UNSEEN,
    joined,
)
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.suspicion import SCORE, TELLING, figure_of
from procmon_gui.domain.units import Unit

AROUND_MS: Final = 300_000
AFTER_MS: Final = AROUND_MS
MOST_CULPRITS: Final = 8
# Of so many the curve is kept.
MOST_CURVES: Final = 4
# How much earlier it was quiet, where nothing rose right before: what grows slowly. One after the other.
_EARLIER_MS: Final = (900_000, 2_700_000)
# How long what is judged is looked at, where it lasts for longer.
_DURING_MS: Final = 300_000
_LEAST_MS: Final = 1000
# How many cores there are is told by the last beats of so long.
_RECENT_MS: Final = 20_000
# What the machine did and no process is known to have done; a smaller part is how coarse both are counted.
_MUCH_UNSEEN: Final = 0.3
# A smaller part of the rise is not worth a line.
_LEAST_PART: Final = 0.01
# Where less rose than this, nothing did: it is noise.
_LEAST_RISE: Final = {Unit.RATIO: 0.05, Unit.BYTES: 4 * 1024**2, Unit.BYTES_PER_S: 64 * 1024}

# By which metric of processes those are ranked that may have done it; the first that fits.
_RANKED_BY: Final = (
    ("host.pressure.memory.", "rss_bytes"), ("host.pressure.io.", "disk_bytes_per_s"),
    ("host.pressure.cpu.", "cpu_ratio"), ("host.memory.dirty", "disk_write_bytes_per_s"),
    ("host.memory.", "rss_bytes"), ("host.swap.", "rss_bytes"),
    ("host.cpu.iowait", "disk_bytes_per_s"), ("host.disk.", "disk_bytes_per_s"),
    ("host.filesystem.", "disk_write_bytes_per_s"), ("host.network.", "tcp_bytes_per_s"),
    ("host.gpu.memory", "gpu_memory_bytes"), ("host.gpu.", "gpu_ratio"),
    ("host.limits.open_files", "open_descriptors"), ("host.processes.threads", "threads"), ("host.", "cpu_ratio"),
    ("rss_", "rss_bytes"), ("pss_", "rss_bytes"), ("swap_", "rss_bytes"), ("virtual_", "rss_bytes"),
    ("peak_rss_", "rss_bytes"), ("cpu_", "cpu_ratio"), ("disk_", "disk_bytes_per_s"), ("tcp_", "tcp_bytes_per_s"),
    ("gpu_memory_", "gpu_memory_bytes"), ("gpu_", "gpu_ratio"), ("threads", "threads"),
    ("open_descriptors", "open_descriptors"), ("", "cpu_ratio"),
)  # fmt: skip
_OF_GROUPS: Final = (Subject.PROGRAM, Subject.USER, Subject.UNIT, Subject.TOGETHER)
_NO_CULPRIT: Final = (Subject.NOT_RUNNING, Subject.RESTARTS, Subject.HEARTBEAT)
_EMPTY: Final = Series(at_ms=np.zeros(0, np.int64), values=np.zeros(0))


def ranked_by(alert: Alert) -> str:
    """Return the metric of processes by which those are ranked that may have done it."""
    if alert.about.subject is Subject.GROWTH:
        return "rss_bytes"
    watched = figure_of(alert.metric_id, alert.instance)
    return next(metric_id for prefix, metric_id in _RANKED_BY if watched.startswith(prefix))


def build_evidence(reader: CrowdReader, alert: Alert, now_ms: int, where: str = "") -> Evidence:
    """Return what can be found out at a time; it is complete where the five minutes after are over.

    `where` is what its rule selects, in the query language.
    """
    missing: list[str] = []
    try:
        reader.refresh()
    except Unavailable:
        missing.append(NOT_READ)
    end_ms = min(now_ms, alert.fired_ms + AFTER_MS)
    times = _Times.of(alert, end_ms)
    span = reader.span()
    if span is None or span.to_ms < times.before.from_ms:
        return _nothing(alert, times, [*missing, NOTHING], is_complete=now_ms > end_ms)
    metric_id = ranked_by(alert)
    group = _group(alert, where)
    crowd = _crowd(reader, alert, metric_id, times, group, missing)
    has_fallen = _has_fallen(reader, alert, times, missing)
    for by_ms in () if has_fallen else _EARLIER_MS:
        # What grows slowly until it passes its limit has no quiet time right before: it grew in it.
        if crowd is None or _rise(crowd, metric_id) >= _least_rise(metric_id) or span.from_ms > times.before.from_ms:
            break
        times = times.earlier(by_ms)
        crowd = _crowd(reader, alert, metric_id, times, group, missing)
    curve = _curve(reader, alert, metric_id, crowd, times, group, missing)
    if span.from_ms > alert.fired_ms - AROUND_MS + 10_000:
        missing.append(NOT_ALL_BEFORE)
    is_complete = now_ms > alert.fired_ms + AFTER_MS
    if is_complete and span.to_ms < alert.fired_ms + AFTER_MS - 10_000:
        missing.append(NOT_ALL_AFTER)
    culprits: Sequence[Culprit] = ()
    if crowd is not None:
        known = _machine_rise(reader, times, missing) if group is None and metric_id == "cpu_ratio" else 0.0
        rise = None if has_fallen else known
        culprits = _culprits(reader, alert, metric_id, crowd, curve.at_ms, missing, rise)
    return Evidence(
        at_ms=curve.at_ms,
        values=curve.values,
        culprit_metric_id=metric_id,
        before_from_ms=times.before.from_ms,
        before_to_ms=times.before.to_ms,
        culprits=culprits,
        started=crowd.came if crowd is not None else (),
        ended=crowd.went if crowd is not None else (),
        missing=joined(missing),
        is_complete=is_complete,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """What is compared, and what is shown."""

    before: Span
    during: Span
    around: Span

    def earlier(self, by_ms: int) -> "_Times":
        """Return the same with a quiet time that lies so much earlier."""
        before = Span(from_ms=self.before.from_ms - by_ms, to_ms=self.before.to_ms - by_ms)
        return replace(self, before=before)

    @classmethod
    def of(cls, alert: Alert, end_ms: int) -> "_Times":
        """Return the times of an alert, as far as they have come."""
        since_ms = min(alert.since_ms, alert.fired_ms)
        # What lasts for an hour before it fires is looked at while it began.
        until_ms = max(since_ms + _LEAST_MS, min(alert.fired_ms, since_ms + _DURING_MS))
        return cls(
            before=Span(from_ms=since_ms - AROUND_MS, to_ms=since_ms - 1),
            during=Span(from_ms=since_ms, to_ms=until_ms),
            around=Span(from_ms=alert.fired_ms - AROUND_MS, to_ms=end_ms),
        )


def _crowd(
    reader: CrowdReader, alert: Alert, metric_id: str, times: _Times, group: Group | None, missing: list[str]
) -> Crowd | None:
    try:
        crowd = reader.crowd(metric_id, (times.before, times.during), times.around, alert.since_ms, group)
    except Unavailable:
        missing.append(NOT_READ)
        return None
    if crowd is None:
        missing.append(NO_NUMBERS)
    return crowd


def _group(alert: Alert, where: str) -> Group | None:
    """Return whose processes alone may have done it; None for all."""
    if alert.about.subject in _OF_GROUPS:
        return Group(about=alert.about, where=where if alert.about.subject is Subject.TOGETHER else "")
    if alert.about.subject is Subject.ANOMALY and alert.metric_id in PROCESS_CATALOGUE.by_id:
        return Group(about=replace(alert.about, subject=Subject.PROGRAM))
    return None


# ---- the curve


def _curve(
    reader: CrowdReader,
    alert: Alert,
    metric_id: str,
    crowd: Crowd | None,
    times: _Times,
    group: Group | None,
    missing: list[str],
) -> Series:
    """Return what was watched over the time around."""
    from_ms, to_ms = times.around.from_ms, times.around.to_ms
    watched = alert.metric_id or ("rss_bytes" if alert.about.subject is Subject.GROWTH else "")
    try:
        if watched.startswith("host."):
            return reader.host_series(watched, alert.instance, from_ms, to_ms)
        if alert.about.key is not None and watched:
            return _between(reader.series_of(alert.about.key, watched, from_ms, to_ms), times.around)
        if group is not None and watched:
            return _curve_of_group(reader, group, watched, metric_id, crowd, times)
    except Unavailable:
        missing.append(NOT_READ)
        return _EMPTY
    if watched:
        missing.append(NO_CURVE)
    return _EMPTY


def _curve_of_group(
    reader: CrowdReader, group: Group, watched: str, metric_id: str, crowd: Crowd | None, times: _Times
) -> Series:
    if watched != metric_id:
        crowd = reader.crowd(watched, (times.around,), times.around, times.during.from_ms, group)
    return _EMPTY if crowd is None else _between(crowd.curve, times.around)


def _between(series: Series, span: Span) -> Series:
    inside = (series.at_ms >= span.from_ms) & (series.at_ms <= span.to_ms)
    return Series(at_ms=series.at_ms[inside], values=series.values[inside])


# ---- who did it


def _culprits(
    reader: CrowdReader,
    alert: Alert,
    metric_id: str,
    crowd: Crowd,
    at_ms: IntArray,
    missing: list[str],
    machine_rise: float | None,
) -> Sequence[Culprit]:
    if alert.about.subject in _NO_CULPRIT or not len(crowd.keys):
        return ()
    during = crowd.means[1]
    if not crowd.covered_ms[1] or np.isnan(during).all():
        missing.append(NO_NUMBERS)
        return ()
    shares, is_ranked = _shares(alert, metric_id, crowd, missing, machine_rise)
    order = np.argsort(-np.nan_to_num(shares if is_ranked else during, nan=-1.0), kind="stable")
    chosen = [place for place in order.tolist() if _matters(place, shares, during, is_ranked=is_ranked)]
    found: list[Culprit] = []
    for place in _with_own(alert, crowd, chosen):
        who = _who(reader, crowd, place, missing)
        if who is None:
            continue
        values = None
        if len(found) < MOST_CURVES:
            values = _values(reader, crowd, place, metric_id, at_ms)
        found.append(_culprit(crowd, place, who, None if math.isnan(shares[place]) else float(shares[place]), values))
        if len(found) == MOST_CULPRITS:
            break
    return tuple(found)


def _machine_rise(reader: CrowdReader, times: _Times, missing: list[str]) -> float:
    """Return by how many cores the machine worked more than before; 0 where that is not known."""
    since_ms = times.during.to_ms - _RECENT_MS
    try:
        busy = reader.host_series("host.cpu.busy_ratio", "", times.before.from_ms, times.during.to_ms)
        counts = [
            reader.host_series(metric_id, "", since_ms, times.during.to_ms).values
            for metric_id in ("host.cpu.core_count", "host.cpu.limit_cores")
        ]
    except Unavailable:
        missing.append(NOT_READ)
        return 0.0
    cores = [float(known[-1]) for values in counts if len(known := values[np.isfinite(values)])]
    before, during = (_between(busy, span).values for span in (times.before, times.during))
    before, during = before[np.isfinite(before)], during[np.isfinite(during)]
    if not (cores and len(before) and len(during)):
        return 0.0
    return float(np.mean(during) - np.mean(before)) * min(cores)


def _has_fallen(reader: CrowdReader, alert: Alert, times: _Times, missing: list[str]) -> bool:
    """Say whether what is unusual of the machine is that it became less: then nobody has done it by taking more."""
    figure = figure_of(alert.metric_id, alert.instance)
    if figure not in TELLING or not (alert.metric_id == SCORE or alert.about.subject is Subject.ANOMALY):
        return False
    instance = "" if alert.metric_id == SCORE else alert.instance
    try:
        series = reader.host_series(figure, instance, times.before.from_ms, times.during.to_ms)
    except Unavailable:
        missing.append(NOT_READ)
        return False
    before, during = (_between(series, span).values for span in (times.before, times.during))
    before, during = before[np.isfinite(before)], during[np.isfinite(during)]
    return bool(len(before) and len(during) and np.mean(during) < np.mean(before))


def _shares(
    alert: Alert, metric_id: str, crowd: Crowd, missing: list[str], machine_rise: float | None
) -> tuple[FloatArray, bool]:
    """Return the share of the rise by process, and whether there was one; `machine_rise` is None where it fell."""
    nothing = np.full(len(crowd.keys), np.nan)
    if machine_rise is None:
        missing.append(FELL)
        return nothing, False
    if not crowd.covered_ms[0]:
        missing.append(NOT_BEFORE)
        return nothing, False
    rises = crowd.means[1] - crowd.means[0]
    rose = np.where(rises > 0, rises, 0.0)
    total = float(rose.sum())
    if alert.about.key is None and machine_rise - total > max(_least_rise(metric_id), _MUCH_UNSEEN * machine_rise):
        missing.append(UNSEEN)
        whole = machine_rise
    else:
        whole = total
    if total < _least_rise(metric_id):
        if alert.about.key is None:
            missing.append(NO_RISE)
        return nothing, False
    return np.where(np.isnan(rises), np.nan, rose / whole), True


def _rise(crowd: Crowd, metric_id: str) -> float:
    """Return how much rose in all; endless where that is not known, so that nobody looks further for it."""
    if not all(crowd.covered_ms) or not len(crowd.keys):
        return math.inf
    rises = crowd.means[1] - crowd.means[0]
    return float(np.where(rises > 0, rises, 0.0).sum())


def _least_rise(metric_id: str) -> float:
    return _LEAST_RISE.get(PROCESS_CATALOGUE.by_id[metric_id].unit, 1.0)


def _matters(place: int, shares: FloatArray, during: FloatArray, *, is_ranked: bool) -> bool:
    return bool(shares[place] >= _LEAST_PART) if is_ranked else bool(during[place] > 0)


def _with_own(alert: Alert, crowd: Crowd, places: Sequence[int]) -> Iterable[int]:
    """Return those that are chosen, and before them the one that the alert is about."""
    key = alert.about.key
    own = crowd.keys.index(key) if key is not None and key in crowd.keys else None
    return places if own is None else (own, *(place for place in places if place != own))


def _who(reader: CrowdReader, crowd: Crowd, place: int, missing: list[str]) -> Who | None:
    try:
        return reader.who(crowd.keys[place], int(crowd.last_ms[place]))
    except Unavailable:
        missing.append(NOT_READ)
        return None


def _values(reader: CrowdReader, crowd: Crowd, place: int, metric_id: str, at_ms: IntArray) -> FloatArray | None:
    """Return the curve of a process at these times."""
    if not len(at_ms):
        return None
    try:
        series = reader.series_of(crowd.keys[place], metric_id, int(at_ms[0]), int(at_ms[-1]))
    except Unavailable:
        return None
    values = np.full(len(at_ms), np.nan)
    _, here, there = np.intersect1d(at_ms, series.at_ms, return_indices=True)
    values[here] = series.values[there]
    return values


def _culprit(crowd: Crowd, place: int, who: Who, share: float | None, values: FloatArray | None) -> Culprit:
    before, during = (
        float(mean[place]) if was_there[place] and not math.isnan(mean[place]) else None
        for mean, was_there in zip(crowd.means, crowd.was_there, strict=True)
    )
    return Culprit(
        key=crowd.keys[place],
        name=who.name,
        executable=who.executable,
        user=who.user,
        unit=who.unit,
        command_line=who.command_line,
        parents=who.parents,
        share=share,
        before=before,
        during=during,
        values=values,
    )


def _nothing(alert: Alert, times: _Times, missing: Sequence[str], *, is_complete: bool) -> Evidence:
    return Evidence(
        at_ms=_EMPTY.at_ms, values=_EMPTY.values, culprit_metric_id=ranked_by(alert),
        before_from_ms=times.before.from_ms, before_to_ms=times.before.to_ms, culprits=(), missing=joined(missing),
        is_complete=is_complete,
    )  # fmt: skip
