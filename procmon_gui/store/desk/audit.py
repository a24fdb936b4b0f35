"""The audit trail in the desk: a `domain.audit.AuditTrail`. Any thread, and any of our programs at any time."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from procmon_gui.domain.audit import AuditCheck, AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Clock, Errand
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.schema import AuditHead, AuditRow

# What the first record takes for the hash before it.
_BEGINNING: Final = bytes(32)
_BATCH: Final = 1000
_NAME_LETTERS: Final = 256
_TEXT_LETTERS: Final = 1000


class DeskAudit:
    """Appends and verifies."""

    def __init__(self, desk: Desk, *, clock: Clock, boot_id: str) -> None:
        self._desk = desk
        self._clock = clock
        self._boot_id = boot_id

    def append(self, deed: Deed) -> AuditRecord:
        """Keep a deed; it is on the disk when this returns."""
        return self.append_all((deed,))[0]

    def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
        """Keep several deeds in their order, all of them or none."""
        safe = [_safe(deed) for deed in deeds]
        if not safe:
            return ()

        def work(session: Session) -> Sequence[AuditRecord]:
            count, head = _head(session)
            at_ms, monotonic_ns = self._clock.utc_ms(), self._clock.monotonic_ns()
            records = []
            for number, deed in enumerate(safe, count + 1):
                record = AuditRecord(
                    number=number, at_ms=at_ms, monotonic_ns=monotonic_ns, boot_id=self._boot_id, deed=deed, hash=b""
                )
                values = _values(record)
                head = _chained(head, values)
                session.execute(insert(AuditRow).values(**values, hash=head))
                records.append(replace(record, hash=head))
            session.execute(update(AuditHead).values(record_count=records[-1].number, hash=head))
            return tuple(records)

        return self._desk.change(work)

    def records(self, *, before: int | None = None, limit: int = _BATCH) -> Sequence[AuditRecord]:
        """Return so many records, the newest first: the last ones, or those before a number."""
        query = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
        if before is not None:
            query = query.where(AuditRow.number < before)
        return self._desk.read(lambda session: tuple(_record(row) for row in session.scalars(query))) or ()

    def verify(self, errand: Errand) -> AuditCheck:
        """Compare every hash; raises Cancelled when the errand is."""
        so_far = AuditCheck(count=0, head=_BEGINNING)
        while True:
            if errand.is_cancelled():
                raise Cancelled
            # A transaction for each part: whoever wants to write need not wait for all of it.
            found = self._desk.read(lambda session, after=so_far: _verify_on(session, after))  # type: ignore[misc]
            if found is None:
                return so_far
            so_far, is_over, total = found
            if is_over:
                return so_far
            errand.tell_progress(so_far.count, total)


def _head(session: Session) -> tuple[int, bytes]:
    found = session.scalars(select(AuditHead)).one_or_none()
    if found is None:
        raise Unavailable("The audit trail has lost its head; nothing is added to it before somebody has looked at it")
    return found.record_count, found.hash


def _verify_on(session: Session, so_far: AuditCheck) -> tuple[AuditCheck, bool, int]:
    """Return what the next part adds to what is known, whether that is all, and how many records there should be."""
    head = session.scalars(select(AuditHead)).one_or_none()
    total = head.record_count if head is not None else 0
    query = select(AuditRow).order_by(AuditRow.number).limit(_BATCH)
    rows = session.scalars(query.where(AuditRow.number > so_far.count) if so_far.count else query).all()
    for row in rows:
        number = so_far.count + 1
        if row.number != number:
            return replace(so_far, first_broken=number, fault=f"record {number} is missing"), True, total
        # The values as they lie there, and not what we make of them: none may be changed, whatever it means to us.
        if _chained(so_far.head, {name: getattr(row, name) for name in _FIELDS}) != row.hash:
            fault = f"record {number} is not as it was written, or one before it is not"
            return replace(so_far, first_broken=number, fault=fault), True, total
        so_far = replace(so_far, count=number, head=row.hash)
    if len(rows) == _BATCH:
        return so_far, False, total
    if head is None or (head.record_count, head.hash) != (so_far.count, so_far.head):
        number = so_far.count + 1
        fault = f"record {number} is missing" if total > so_far.count else "the head does not fit the last record"
        return replace(so_far, first_broken=number, fault=fault), True, total
    return so_far, True, total


_FIELDS: Final = (
    "number", "at_ms", "monotonic_ns", "boot_id", "actor", "os_user", "os_uid", "action", "outcome", "target",
    "target_boot_id", "target_pid", "target_start_ticks", "executable", "reason", "detail", "begun",
)  # fmt: skip


def _chained(before: bytes, values: Mapping[str, object]) -> bytes:
    """Return the hash of what stands in `_FIELDS`, after the record with the hash before it."""
    # Nothing, and not null, for a record without: those of older versions had no such field.
    said = [value for name, value in values.items() if name != "begun" or value is not None]
    # A list of JSON has one meaning only: no text can be taken for the end of its field.
    return hashlib.sha256(before + json.dumps(said, separators=(",", ":")).encode("ascii")).digest()


def _values(record: AuditRecord) -> dict[str, object]:
    """Return what stands in `_FIELDS`, in their order."""
    deed, key = record.deed, record.deed.target_key
    return {
        "number": record.number, "at_ms": record.at_ms, "monotonic_ns": record.monotonic_ns,
        "boot_id": record.boot_id, "actor": deed.actor, "os_user": deed.os_user, "os_uid": deed.os_uid,
        "action": deed.action, "outcome": deed.outcome.value, "target": deed.target,
        "target_boot_id": key.boot_id if key is not None else None,
        "target_pid": key.pid if key is not None else None,
        "target_start_ticks": key.start_ticks if key is not None else None,
        "executable": deed.executable, "reason": deed.reason, "detail": deed.detail, "begun": deed.begun,
    }  # fmt: skip


def _record(row: AuditRow) -> AuditRecord:
    boot_id, pid, start_ticks = row.target_boot_id, row.target_pid, row.target_start_ticks
    key = None
    if boot_id is not None and pid is not None and start_ticks is not None:
        key = ProcessKey(boot_id, pid, start_ticks)
    return AuditRecord(
        number=row.number,
        at_ms=row.at_ms,
        monotonic_ns=row.monotonic_ns,
        boot_id=row.boot_id,
        deed=Deed(
            actor=row.actor,
            os_user=row.os_user,
            os_uid=row.os_uid,
            action=row.action,
            outcome=Outcome(row.outcome),
            target=row.target,
            target_key=key,
            executable=row.executable,
            reason=row.reason,
            detail=row.detail,
            begun=row.begun,
        ),
        hash=row.hash,
    )


def _safe(deed: Deed) -> Deed:
    """Return a deed whose texts may be shown anywhere, and fit."""
    return replace(
        deed,
        actor=display_text(deed.actor, _NAME_LETTERS),
        os_user=display_text(deed.os_user, _NAME_LETTERS),
        action=display_text(deed.action, _NAME_LETTERS),
        target=display_text(deed.target, _NAME_LETTERS),
        executable=display_text(deed.executable, _TEXT_LETTERS),
        reason=display_text(deed.reason, _TEXT_LETTERS),
        detail=display_text(deed.detail, _TEXT_LETTERS),
    )
