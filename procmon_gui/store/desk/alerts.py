"""Alerts in the desk: a `domain.alerts.AlertKeeper`. Any thread, and any of our programs at any time."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, and_, delete, insert, select, update

from procmon_gui.domain.alerts import (
    Alert,
    AlertEvent,
    AlertNews,
    Change,
    Evidence,
    Firing,
    Mute,
    culprit_of,
)
from procmon_gui.domain.missing_evidence import DAMAGED
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.text import display_text, one_line
from procmon_gui.store.desk.alert_rows import (
    NOTE_LETTERS,
    alert_of,
    firing_of,
    identity_of,
    mute_of,
    values_of,
)
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.evidence_packing import NAME_LETTERS, BadEvidence, pack, unpack
from procmon_gui.store.desk.schema import ALERTS, EVIDENCE, MUTES

log = logging.getLogger(__name__)


class DeskAlerts:
    """Keeps what fired, what was found about it, and what is muted."""

    def __init__(self, desk: Desk, *, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    # ---- for whoever looks

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept. Cheap."""
        return self._desk.version()

    def firing(self) -> Sequence[Alert]:
        """Return those that fire, the worst first."""
        query = _open_alerts().order_by(ALERTS.c.severity.desc(), ALERTS.c.fired_ms.desc(), ALERTS.c.id.desc())
        return self._found(query, alert_of)

    def past(self, *, before: int | None = None, limit: int = 500) -> Sequence[Alert]:
        """Return so many that are over, the newest first: the last ones, or those before an id."""
        query = select(ALERTS).where(ALERTS.c.resolved_ms.is_not(None)).order_by(ALERTS.c.id.desc()).limit(limit)
        return self._found(query if before is None else query.where(ALERTS.c.id < before), alert_of)

    def between(self, from_ms: int, to_ms: int) -> Sequence[Alert]:
        """Return those that fired in a time, oldest first."""
        query = select(ALERTS).where(ALERTS.c.fired_ms.between(from_ms, to_ms))
        return self._found(query.order_by(ALERTS.c.fired_ms, ALERTS.c.id), alert_of)

    def alert(self, id: int) -> Alert | None:
        """Return one."""
        return next(iter(self._found(select(ALERTS).where(ALERTS.c.id == id), alert_of)), None)

    def evidence(self, id: int) -> Evidence | None:
        """Return what is kept of one; None while there is nothing. What is damaged says so in `missing`."""
        query = select(EVIDENCE.c.packed).where(EVIDENCE.c.alert_id == id)
        packed = self._desk.read(lambda connection: connection.execute(query).scalar_one_or_none())
        if packed is None:
            return None
        try:
            return unpack(packed)
        except BadEvidence as error:
            log.warning("The evidence of alert %d can not be read: %s", id, one_line(str(error)))
            return _nothing(DAMAGED)

    def acknowledge(self, id: int, *, by: str, note: str = "") -> None:
        """Say that somebody has seen it; it is not told again. Nothing happens where it was forgotten meanwhile."""
        values = {
            "acknowledged_ms": self._clock.utc_ms(),
            "acknowledged_by": display_text(by, NAME_LETTERS),
            "note": one_line(note, NOTE_LETTERS),
        }
        self._changed(update(ALERTS).where(ALERTS.c.id == id).values(values))

    def mutes(self) -> Sequence[Mute]:
        """Return what is muted now."""
        query = select(MUTES).where(MUTES.c.until_ms > self._clock.utc_ms()).order_by(MUTES.c.rule_id)
        return self._found(query, mute_of)

    def mute(self, rule_id: str, until_ms: int, *, by: str) -> None:
        """Let a rule tell nobody until a time; one in the past unmutes it."""
        now_ms = self._clock.utc_ms()
        kept = {"rule_id": display_text(rule_id, NAME_LETTERS), "until_ms": until_ms}
        kept.update(made_by=display_text(by, NAME_LETTERS), made_ms=now_ms)

        def work(connection: Connection) -> bool:
            connection.execute(delete(MUTES).where((MUTES.c.rule_id == kept["rule_id"]) | (MUTES.c.until_ms <= now_ms)))
            if until_ms > now_ms:
                connection.execute(insert(MUTES).values(kept))
            return True

        self._desk.change(work)

    # ---- for whoever judges

    def firings(self) -> Sequence[Firing]:
        """Return what a judge must know of what fires, to go on from it."""
        return self._found(_open_alerts().order_by(ALERTS.c.id), firing_of)

    def keep(self, news: Sequence[AlertNews]) -> Sequence[int]:
        """Keep several events in their order, all or none; return the ids of their alerts."""
        if not news:
            return ()
        return self._desk.change(lambda connection: tuple(_keep(connection, one) for one in news))

    def fire(self, event: AlertEvent, alert: Alert) -> int:
        """Keep a new alert and return its id; `alert.id` is ignored. One that fires already is that one."""
        return self.keep((AlertNews(event=event, alert=alert),))[0]

    def go_on(self, id: int, event: AlertEvent) -> None:
        """Keep that an alert became worse, or better, or was told again, or is over."""
        self._desk.change(lambda connection: _go_on(connection, id, event))

    def keep_evidence(self, id: int, evidence: Evidence) -> None:
        """Keep what was found, in the place of what was kept of it before; nothing happens where it was forgotten."""
        packed = pack(evidence)
        culprit, share = culprit_of(evidence)
        values = {
            "culprit": display_text(culprit, NAME_LETTERS),
            "culprit_share": share,
            "is_complete": int(evidence.is_complete),
        }

        def work(connection: Connection) -> bool:
            row = connection.execute(select(ALERTS).where(ALERTS.c.id == id)).one_or_none()
            if row is None:
                return False
            connection.execute(delete(EVIDENCE).where(EVIDENCE.c.alert_id == id))
            connection.execute(insert(EVIDENCE).values(alert_id=id, packed=packed))
            connection.execute(update(ALERTS).where(ALERTS.c.id == id).values(**values, peak=_peak(row, evidence)))
            return True

        self._desk.change(work)

    def incomplete(self) -> Sequence[Alert]:
        """Return those whose evidence is not complete, the oldest first."""
        return self._found(select(ALERTS).where(ALERTS.c.is_complete == 0).order_by(ALERTS.c.id), alert_of)

    def suppress(self, id: int, notice_count: int) -> None:
        """Add to how many notices of an alert nobody was sent."""
        count = ALERTS.c.suppressed_count + notice_count
        self._changed(update(ALERTS).where(ALERTS.c.id == id).values(suppressed_count=count))

    def forget(self, before_ms: int) -> int:
        """Drop what was over before a time, with its evidence; return how many."""
        old = ALERTS.c.resolved_ms < before_ms
        if not self._desk.read(lambda connection: connection.execute(select(ALERTS.c.id).where(old).limit(1)).first()):
            return 0
        return self._changed(delete(ALERTS).where(old))

    # ---- inside

    def _found(self, query: Select[Any], meaning: Callable[[Any], Any]) -> Sequence[Any]:
        def work(connection: Connection) -> Sequence[Any]:
            # A text that is none, which other tools may have written, is shown as what it is.
            driver: Any = connection.connection.driver_connection
            driver.text_factory = _decoded
            return tuple(meaning(row) for row in connection.execute(query))

        return self._desk.read(work) or ()

    def _changed(self, statement: Any) -> int:
        def work(connection: Connection) -> int:
            done: Any = connection.execute(statement)
            return int(done.rowcount)

        return self._desk.change(work)


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _open_alerts() -> Select[Any]:
    return select(ALERTS).where(ALERTS.c.resolved_ms.is_(None))


def _keep(connection: Connection, news: AlertNews) -> int:
    event = news.event
    identity = [ALERTS.c[name] == value for name, value in identity_of(event.about).items()]
    query = select(ALERTS.c.id).where(
        and_(ALERTS.c.resolved_ms.is_(None), ALERTS.c.rule_id == display_text(event.rule_id, NAME_LETTERS), *identity)
    )
    found = connection.execute(query.limit(1)).scalar_one_or_none()
    if found is None:
        if news.alert is None or event.change is Change.RESOLVED:
            return 0
        done: Any = connection.execute(insert(ALERTS).values(values_of(event, news.alert)))
        return int(done.inserted_primary_key[0])
    _go_on(connection, found, event)
    return int(found)


def _go_on(connection: Connection, id: int, event: AlertEvent) -> bool:
    row = connection.execute(select(ALERTS).where(ALERTS.c.id == id)).one_or_none()
    if row is None or event.change is Change.FIRED:
        return False
    values: dict[str, object] = {"peak": _worse(row, row.peak, event.value)}
    if event.change is Change.RESOLVED:
        values["resolved_ms"] = event.at_ms
    else:
        values.update(severity=int(event.severity), worst=max(row.worst, int(event.severity)))
        if event.is_told:
            values["told_ms"] = event.at_ms
    connection.execute(update(ALERTS).where(ALERTS.c.id == id).values(values))
    return True


def _peak(row: Any, evidence: Evidence) -> float | None:
    until_ms = row.resolved_ms if row.resolved_ms is not None else evidence.at_ms[-1:].sum()
    during = evidence.values[(evidence.at_ms >= row.since_ms) & (evidence.at_ms <= until_ms)]
    peak: float | None = row.peak
    for value in (np.fmin.reduce(during), np.fmax.reduce(during)) if len(during) else ():
        peak = _worse(row, peak, float(value))
    return peak


def _worse(row: Any, one: float | None, other: float) -> float | None:
    """Return the worse of two values of an alert: farther beyond its threshold, on the side on which it fired."""
    if other != other or row.threshold is None:
        return one
    if one is None:
        return other
    is_below = row.value is not None and row.value < row.threshold
    return min(one, other) if is_below else max(one, other)


def _nothing(why: str) -> Evidence:
    return Evidence(
        at_ms=np.zeros(0, np.int64), values=np.zeros(0), culprit_metric_id="", before_from_ms=0, before_to_ms=0,
        culprits=(), missing=why, is_complete=True,
    )  # fmt: skip
