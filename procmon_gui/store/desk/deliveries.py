"""What is on its way to people, in the desk: a `domain.notices.DeliveryQueue`. Any thread.

A notice is kept before it is told and marked after it, so it is told at least once: whoever is killed in between tells
it once more, with the same key.
"""

import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.notices import Delivery, DeliveryState, HeldBack, Notice, Outcome, Parcel
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.schema import ALERTS, DELIVERIES, SUPPRESSED

log = logging.getLogger(__name__)

_MOST_LETTERS: Final = 1024
# One statement for all of a storm.
_SUPPRESSED: Final = (
    update(ALERTS)
    .where(ALERTS.c.id == bindparam("of"))
    .values(suppressed_count=ALERTS.c.suppressed_count + bindparam("more"))
)
# So many may be asked about in one statement.
_MOST_ASKED: Final = 500


class DeskDeliveries:
    """Keeps notices until they are told, and for a while what became of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take_in(
        self, parcels: Sequence[Parcel], held: Sequence[HeldBack], suppressed: Mapping[int, int]
    ) -> Sequence[Parcel]:
        """Keep new parcels, what channels hold back, and how many notices of which alerts were."""

        def work(connection: Connection) -> Sequence[Parcel]:
            kept = [
                replace(
                    parcel, id=connection.scalars(insert(DELIVERIES).returning(DELIVERIES.c.id), _row(parcel)).one()
                )
                for parcel in parcels
            ]
            for one in held:
                values = _held_row(one)
                connection.execute(
                    insert_or_update(SUPPRESSED)
                    .values(values)
                    .on_conflict_do_update(index_elements=["channel_id"], set_=values)
                )
            if suppressed:
                counts = [{"of": alert_id, "more": count} for alert_id, count in suppressed.items()]
                connection.execute(_SUPPRESSED, counts)
            return tuple(kept)

        return self._desk.change(work)

    def waiting(self) -> Sequence[Parcel]:
        """Return what is on its way, the oldest first."""
        return self._desk.read(_waiting) or ()

    def held_back(self) -> Sequence[HeldBack]:
        """Return what channels told lately and hold back."""
        return self._desk.read(lambda connection: tuple(map(_held, connection.execute(select(SUPPRESSED))))) or ()

    def told_over(self, alert_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
        """Return over which channels alerts were told, or are to be."""
        if not alert_ids:
            return {}
        found = self._desk.read(lambda connection: _told_over(connection, sorted(alert_ids)))
        return {alert_id: frozenset(channels) for alert_id, channels in (found or {}).items()}

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of tries. What is over stays so."""

        def work(connection: Connection) -> bool:
            for outcome in outcomes:
                is_over = outcome.state is not DeliveryState.WAITING
                connection.execute(
                    update(DELIVERIES)
                    .where(DELIVERIES.c.id == outcome.id, DELIVERIES.c.state == DeliveryState.WAITING.value)
                    .values(
                        state=outcome.state.value,
                        try_count=outcome.try_count,
                        words=display_text(outcome.words, _MOST_LETTERS),
                        done_ms=outcome.at_ms if is_over else None,
                        next_ms=None if is_over else outcome.next_ms,
                    )
                )
            return True

        if outcomes:
            self._desk.change(work)

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""
        statement = select(DELIVERIES).order_by(DELIVERIES.c.id.desc()).limit(limit)
        return self._desk.read(lambda connection: tuple(map(_delivery, connection.execute(statement)))) or ()

    def of_alert(self, alert_id: int) -> Sequence[Delivery]:
        """Return what became of the notices of one alert, the oldest first."""
        statement = (
            select(DELIVERIES).where(DELIVERIES.c.alert_id == alert_id).order_by(DELIVERIES.c.id).limit(_MOST_ASKED)
        )
        return self._desk.read(lambda connection: tuple(map(_delivery, connection.execute(statement)))) or ()

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept."""
        return self._desk.version()

    def prune(self, before_ms: int, most: int) -> int:
        """Drop what is over and older than a time, and the oldest of more than so many; return how many."""

        def work(connection: Connection) -> int:
            is_over = DELIVERIES.c.state != DeliveryState.WAITING.value
            kept = select(DELIVERIES.c.id).where(is_over).order_by(DELIVERIES.c.id.desc()).limit(most)
            is_too_much = (DELIVERIES.c.made_ms < before_ms) | DELIVERIES.c.id.not_in(kept)
            # What can not be read waits for ever.
            is_lost = DELIVERIES.c.expires_ms < before_ms
            gone = connection.execute(
                delete(DELIVERIES).where((is_over & is_too_much) | is_lost).execution_options(synchronize_session=False)
            )
            return int(gone.rowcount)

        count = select(func.count()).select_from(DELIVERIES).where(DELIVERIES.c.state != DeliveryState.WAITING.value)
        oldest = select(func.min(DELIVERIES.c.made_ms)).where(DELIVERIES.c.state != DeliveryState.WAITING.value)
        found = self._desk.read(lambda connection: (connection.scalar(count) or 0, connection.scalar(oldest)))
        if found is None or (found[0] <= most and (found[1] is None or found[1] >= before_ms)):
            return 0
        return self._desk.change(work)


# ---- rows


def _row(parcel: Parcel) -> dict[str, object]:
    return {
        "channel_id": parcel.channel_id,
        "alert_id": parcel.notice.alert_id,
        "notice": packed(parcel.notice),
        "title": display_text(parcel.notice.title, _MOST_LETTERS),
        "state": DeliveryState.WAITING.value,
        "try_count": parcel.try_count,
        "made_ms": parcel.made_ms,
        "expires_ms": parcel.expires_ms,
        "next_ms": parcel.next_ms,
        "words": "",
    }


def _waiting(connection: Connection) -> Sequence[Parcel]:
    rows = connection.execute(
        select(DELIVERIES).where(DELIVERIES.c.state == DeliveryState.WAITING.value).order_by(DELIVERIES.c.id)
    )
    return tuple(_parcels(rows))


def _parcels(rows: Iterable[Row[Any]]) -> Iterator[Parcel]:
    for row in rows:
        notice = unpacked(row.notice)
        if notice is None:
            log.warning("A notice in the desk can not be read and is not told: %s", display_text(row.title, 80))
            continue
        yield Parcel(
            id=row.id,
            channel_id=row.channel_id,
            notice=notice,
            made_ms=row.made_ms,
            expires_ms=row.expires_ms,
            next_ms=row.made_ms if row.next_ms is None else row.next_ms,
            try_count=row.try_count,
        )


def _told_over(connection: Connection, alert_ids: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    columns = select(DELIVERIES.c.alert_id, DELIVERIES.c.channel_id).distinct()
    for begin in range(0, len(alert_ids), _MOST_ASKED):
        part = alert_ids[begin : begin + _MOST_ASKED]
        for alert_id, channel_id in connection.execute(columns.where(DELIVERIES.c.alert_id.in_(part))):
            found.setdefault(alert_id, set()).add(channel_id)
    return found


def _delivery(row: Row[Any]) -> Delivery:
    # Somebody may have written into the file with other tools.
    known = {state.value for state in DeliveryState}
    return Delivery(
        id=row.id,
        channel_id=display_text(row.channel_id, 64),
        alert_id=row.alert_id,
        title=display_text(row.title, _MOST_LETTERS),
        state=DeliveryState(row.state) if row.state in known else DeliveryState.FAILED,
        try_count=row.try_count,
        made_ms=row.made_ms,
        done_ms=row.done_ms,
        next_ms=row.next_ms,
        words=display_text(row.words, _MOST_LETTERS),
    )


def _held_row(held: HeldBack) -> dict[str, object]:
    return {
        "channel_id": held.channel_id,
        "notice_count": held.waiting_count,
        "severity": 0 if held.waiting_severity is None else int(held.waiting_severity),
        "total_count": held.total_count,
        "told": json.dumps(held.told).encode(),
    }


def _held(row: Row[Any]) -> HeldBack:
    return HeldBack(
        channel_id=row.channel_id,
        waiting_count=row.notice_count,
        waiting_severity=Severity(row.severity) if row.severity in tuple(Severity) else None,
        total_count=row.total_count,
        told=_told(row.told),
    )


def _told(raw: bytes) -> tuple[tuple[int, str], ...]:
    try:
        return tuple((int(at_ms), str(rule_id)) for at_ms, rule_id in json.loads(raw))
    except (ValueError, TypeError):
        # Somebody else wrote it. What was told is not known then, and more may be told than should be.
        return ()


# ---- packing


def packed(notice: Notice) -> bytes:
    """Return a notice as it is kept."""
    fields = asdict(notice) | {"change": notice.change.value, "severity": int(notice.severity)}
    return json.dumps(fields).encode()


def unpacked(raw: bytes) -> Notice | None:
    """Return a notice as it was; None for what is none."""
    try:
        fields = json.loads(raw)
        return Notice(
            **fields
            | {
                "change": Change(fields["change"]),
                "severity": Severity(fields["severity"]),
                "lines": tuple(map(str, fields["lines"])),
            }
        )
    except (ValueError, TypeError, KeyError):
        return None
