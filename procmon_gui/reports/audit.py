"""Deeds of the audit trail as they are written down: which of them are meant, as JSON, as CSV, and as a table."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Final

from procmon_gui.domain.audit import AuditRecord, AuditTrail, Outcome
from procmon_gui.domain.audit_entries import AuditBook, AuditEntry
from procmon_gui.domain.audit_fields import audit_table
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.text import csv_field, fit, shown_width
from procmon_gui.query import Query
from procmon_gui.reports.values import Value, iso_utc

BATCH: Final = 1000
_TIME_WIDTH: Final = len("2026-11-20 14:00:00")
_NUMBER_WIDTH: Final = 6
_WHO_WIDTH: Final = 14
_ACTION_WIDTH: Final = 12
_TARGET_WIDTH: Final = 28
_OUTCOME_WIDTH: Final = 9


def all_entries(trail: AuditTrail, errand: Errand) -> Sequence[AuditEntry]:
    """Read all of the trail and return its deeds, the newest first. Raises Unavailable and Cancelled."""
    book = AuditBook()
    while part := trail.records(before=book.oldest_number, limit=BATCH):
        if errand.is_cancelled():
            raise Cancelled
        book.add(part)
        errand.tell_progress(book.newest_number - part[-1].number + 1, book.newest_number)
    book.finish()
    return book.entries()


def matching(
    entries: Sequence[AuditEntry],
    now_ms: int,
    *,
    query: Query | None = None,
    from_ms: int | None = None,
    to_ms: int | None = None,
    account: str | None = None,
) -> list[AuditEntry]:
    """Return those that are meant, in their order; with an account only what was done with it."""
    chosen = [
        entry
        for entry in entries
        if (from_ms is None or entry.at_ms >= from_ms)
        and (to_ms is None or entry.at_ms <= to_ms)
        and (account is None or (account != "" and entry.deed.actor == account))
    ]
    if query is None or not chosen:
        return chosen
    passes = query.match(audit_table(chosen, now_ms)).tolist()
    return [entry for entry, does in zip(chosen, passes, strict=True) if does]


def audit_fields(entry: AuditEntry) -> dict[str, Value]:
    """Return one deed with everything that is kept of it; unknown is None."""
    deed, key = entry.deed, entry.deed.target_key
    last = (entry.ends or (entry.record,))[-1]
    return {
        "number": entry.number,
        "at_utc": iso_utc(entry.at_ms / 1000),
        "actor": deed.actor or None,
        "os_user": deed.os_user,
        "os_uid": deed.os_uid if deed.os_uid >= 0 else None,
        "action": deed.action,
        "target": deed.target or None,
        "target_pid": key.pid if key is not None else None,
        "target_start_ticks": key.start_ticks if key is not None else None,
        "target_boot_id": key.boot_id if key is not None else None,
        "executable": deed.executable or None,
        "reason": deed.reason or None,
        "outcome": entry.outcome.value,
        "outcome_at_utc": None if entry.outcome is Outcome.BEGUN else iso_utc(last.at_ms / 1000),
        "outcome_number": None if entry.outcome is Outcome.BEGUN else last.number,
        "detail": entry.detail or None,
        "hash": _hash_text(entry.record),
        "outcome_hash": _hash_text(last),
    }


def audit_json(entries: Iterable[AuditEntry]) -> str:
    """Return one object a line."""
    return "".join(json.dumps(audit_fields(entry), ensure_ascii=False) + "\n" for entry in entries)


def audit_csv(entries: Iterable[AuditEntry]) -> str:
    """Return a header and a line for each deed; no text is taken for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for entry in entries:
        values = audit_fields(entry).values()
        writer.writerow([_csv_value(value) for value in values])
    return stream.getvalue()


def _csv_value(value: Value) -> Value:
    if isinstance(value, str):
        return csv_field(value)
    return "" if value is None else value


def audit_lines(entries: Sequence[AuditEntry], width: int) -> list[str]:
    """Return a table for a terminal, the titles first."""
    rows = [("NUMBER", "TIME (UTC)", "WHO", "ACTION", "TARGET", "OUTCOME", "REASON, DETAIL")]
    rows += [
        (
            str(entry.number),
            (iso_utc(entry.at_ms / 1000) or "?")[:19].replace("T", " "),
            entry.deed.actor or entry.deed.os_user,
            entry.deed.action,
            target_text(entry),
            entry.outcome.value,
            "; ".join(filter(None, (entry.deed.reason, entry.detail))),
        )
        for entry in entries
    ]
    widths = [_NUMBER_WIDTH, _TIME_WIDTH, _WHO_WIDTH, _ACTION_WIDTH, _TARGET_WIDTH, _OUTCOME_WIDTH]
    for column in (2, 3, 4):
        widths[column] = min(widths[column], max(shown_width(row[column]) for row in rows))
    lines = []
    for row in rows:
        cells = [fit(cell, room, right=place == 0) for place, (cell, room) in enumerate(zip(row, widths, strict=False))]
        lines.append(fit("  ".join((*cells, row[-1])), width).rstrip())
    return lines


def target_text(entry: AuditEntry) -> str:
    """Return on whom or what, with the number of the process."""
    key, name = entry.deed.target_key, entry.deed.target
    if key is None:
        return name
    return f"{name} ({key.pid})" if name else f"PID {key.pid}"


def _hash_text(record: AuditRecord) -> str:
    return record.hash.hex()


COLUMNS: Final = (
    "number", "at_utc", "actor", "os_user", "os_uid", "action", "target", "target_pid", "target_start_ticks",
    "target_boot_id", "executable", "reason", "outcome", "outcome_at_utc", "outcome_number", "detail", "hash",
    "outcome_hash",
)  # fmt: skip
