"""Alerts as lines for people, as JSON lines and as CSV; and one of them with what was found about it."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from procmon_gui.domain.alerts import Alert, Culprit, Evidence, Passer
from procmon_gui.domain.exit_status import status_word
from procmon_gui.domain.host_metrics import HOST_CATALOGUE, scored
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.text import fit
from procmon_gui.domain.units import Unit
from procmon_gui.reports.evidence import alert_fields
from procmon_gui.reports.rows import Cell, rows_csv
from procmon_gui.reports.values import iso_utc
from procmon_gui.reports.wording import span_text, worded

_TIME_WIDTH: Final = len("2026-11-20 14:00:00Z")
_WIDTHS: Final = (6, 8, _TIME_WIDTH, 10)
_MOST_SHOWN: Final = 10
_SPANS: Final = (Subject.FULL_IN, Subject.GROWTH, Subject.HEARTBEAT)
_UNITS: Final = {Subject.ANOMALY: Unit.RATIO, Subject.RESTARTS: Unit.COUNT, Subject.NOT_RUNNING: Unit.COUNT}


def alerts_json(alerts: Sequence[Alert], *, is_judged: bool = True) -> str:
    """Return one object a line; `is_judged` says whether somebody judges now."""
    found = [alert_fields(alert, is_judged=is_judged) for alert in alerts]
    return "".join(json.dumps(fields, ensure_ascii=False, allow_nan=False) + "\n" for fields in found)


def alerts_csv(alerts: Sequence[Alert], *, is_judged: bool = True) -> str:
    """Return one line for each, after the names of the columns."""
    return rows_csv(_NAMES, [_cells(alert, is_judged=is_judged) for alert in alerts])


def alert_lines(alerts: Sequence[Alert], now_ms: int, width: int, *, is_judged: bool = True) -> Iterator[str]:
    """Yield a table for people, times in UTC."""
    yield fit(_row("ID", "SEVERITY", "FIRED (UTC)", "LASTED", "ALERT"), width).rstrip()
    for alert in alerts:
        state, lasted = "", _lasted(alert, now_ms)
        if alert.resolved_ms is None:
            state, lasted = ("firing: ", lasted) if is_judged else ("not judged: ", "-")
        cells = (str(alert.id), alert.severity.name.lower(), _time(alert.fired_ms), lasted)
        yield fit(_row(*cells, f"{state}{_sentence(alert)}"), width).rstrip()


def story_lines(alert: Alert, evidence: Evidence | None, now_ms: int, *, is_judged: bool = True) -> Iterator[str]:
    """Yield all that is kept of an alert, for people."""
    yield f"{alert.title}{_of(alert)}"
    yield from _facts(alert, now_ms, is_judged=is_judged)
    if evidence is None:
        yield "Nothing is known about it yet."
        return
    if evidence.missing:
        yield f"Missing    {evidence.missing}"
    if not evidence.is_complete:
        yield "More       comes when the five minutes after it are over"
    unit = _unit_of(evidence.culprit_metric_id)
    if evidence.culprits:
        yield ""
        yield "WHO DID IT              PID     RISE    BEFORE      IN ALERT    USER"
        for culprit in evidence.culprits:
            yield from _culprit(culprit, unit)
    for title, passers in (("STARTED", evidence.started), ("ENDED", evidence.ended)):
        if passers:
            yield ""
            yield f"{title} (UTC)"
            nearest = sorted(passers[:_MOST_SHOWN], key=lambda passer: passer.at_ms)
            yield from (_passer(passer) for passer in nearest)
            if len(passers) > _MOST_SHOWN:
                yield f"  and {len(passers) - _MOST_SHOWN} others"


def _facts(alert: Alert, now_ms: int, *, is_judged: bool) -> Iterator[str]:
    over = f"fires for {_lasted(alert, now_ms)}" if is_judged else "fired when it was judged last; nobody judges now"
    if alert.resolved_ms is not None:
        over = f"over {_time(alert.resolved_ms)}, lasted {_lasted(alert, now_ms)}"
    yield f"Severity   {alert.severity.name.lower()}, {over}"
    yield f"Since      {_time(alert.since_ms)}, fired {_time(alert.fired_ms)}"
    if alert.condition:
        yield f"Rule       {alert.rule_id}: {alert.condition}"
    unit = _unit(alert)
    values = (("value", alert.value), ("worst", alert.peak), ("threshold", alert.threshold))
    known = [f"{name} {_worded(value, unit)}" for name, value in values if value == value]
    if known:
        yield f"Values     {', '.join(known)}"
    if alert.culprit:
        yield f"Culprit    {_culprit_words(alert)}"
    if alert.acknowledged_ms is not None:
        note = f": {alert.note}" if alert.note else ""
        yield f"Seen       {_time(alert.acknowledged_ms)} by {alert.acknowledged_by}{note}"
    if alert.suppressed_count:
        yield f"Held back  {alert.suppressed_count} notices, so as not to drown others"


def _culprit(one: Culprit, unit: Unit) -> Iterator[str]:
    share = "-" if one.share is None else worded(one.share, Unit.RATIO)
    figures = [fit("-" if value is None else worded(value, unit), 12) for value in (one.before, one.during)]
    yield f"  {fit(one.name, 22)}{fit(str(one.key.pid), 8)}{fit(share, 8)}{''.join(figures)}{one.user or '-'}"
    if one.command_line and one.command_line != one.name:
        yield f"    {one.command_line}"
    if one.parents:
        yield f"    started by {', '.join(one.parents)}"


def _passer(one: Passer) -> str:
    end = "" if one.exit_status is None else f"  {status_word(one.exit_status)}"
    return (
        f"  {_time(one.at_ms)}  {fit(one.name, 20)}  {fit(str(one.key.pid), 8)}{one.command_line or ''}{end}".rstrip()
    )


def _row(*cells: str) -> str:
    return "  ".join((*(fit(cell, width) for cell, width in zip(cells, _WIDTHS, strict=False)), cells[-1]))


def _sentence(alert: Alert) -> str:
    made = f", {_culprit_words(alert)}" if alert.culprit_share is not None else ""
    # A rule of processes is mostly about who did it: once is enough.
    about = "" if made and _of(alert) == f": {alert.culprit}" else _of(alert)
    seen = " (seen)" if alert.acknowledged_ms is not None else ""
    return f"{alert.title}{about}{made}{seen}"


def _culprit_words(alert: Alert) -> str:
    if alert.culprit_share is None:
        return alert.culprit
    return f"{alert.culprit} made {worded(alert.culprit_share, Unit.RATIO)} of the rise"


def _of(alert: Alert) -> str:
    pid = f" ({alert.about.key.pid})" if alert.about.key is not None else ""
    figure = scored(alert.metric_id, alert.about.name)
    name = alert.about.name if figure is None else figure.title
    return f": {name}{pid}" if name else ""


def _cells(alert: Alert, *, is_judged: bool) -> list[Cell]:
    fields = alert_fields(alert, is_judged=is_judged)
    key = alert.about.key
    fields["process"] = None if key is None else key.pid
    found = (fields[name] for name in _NAMES)
    return [value if isinstance(value, str | int | float) else None for value in found]


_NAMES: Final = (
    "id", "host", "rule", "title", "condition", "severity", "state", "subject", "about", "executable", "process",
    "metric", "instance", "since_utc", "fired_utc", "resolved_utc", "value", "peak", "threshold", "culprit",
    "culprit_share", "acknowledged_utc", "acknowledged_by", "note", "suppressed_count",
)  # fmt: skip


def _unit(alert: Alert) -> Unit:
    if alert.about.subject in _SPANS:
        return Unit.SECONDS
    return _UNITS.get(alert.about.subject) or _unit_of(alert.metric_id)


def _unit_of(metric_id: str) -> Unit:
    metric = HOST_CATALOGUE.by_id.get(metric_id) or PROCESS_CATALOGUE.by_id.get(metric_id)
    return metric.unit if metric is not None else Unit.NONE


def _worded(value: float, unit: Unit) -> str:
    return span_text(value) if unit is Unit.SECONDS else worded(value, unit)


def _lasted(alert: Alert, now_ms: int) -> str:
    end_ms = now_ms if alert.resolved_ms is None else alert.resolved_ms
    return span_text(max(0, end_ms - alert.fired_ms) / 1000)


def _time(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?")[:19].replace("T", " ") + "Z"
