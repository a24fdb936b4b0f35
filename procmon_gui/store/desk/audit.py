"""The audit trail in the desk: a `domain.audit.AuditTrail`. Any thread, and any of our programs at any time.

On a full disk it is written into the room of a reserve, which is given away in parts, so that not all of it goes to
whoever else waits for room. The hash of the newest record goes to the journal of the system, which whoever may write
the desk can not change.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from procmon_gui.domain.audit import Anchor, AuditCheck, AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import Cancelled, Unavailable, WrongInput
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Clock, Errand
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk import journal
from procmon_gui.store.desk.database import Desk, is_helped_by_room
from procmon_gui.store.desk.reserve import PART_BYTES, reserve_of
from procmon_gui.store.desk.schema import AUDIT, AUDIT_HEAD

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
        self._reserve = reserve_of(desk.path)

    def append(self, deed: Deed) -> AuditRecord:
        """Keep a deed; it is on the disk when this returns."""
        return self.append_all((deed,))[0]

    def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
        """Keep several deeds in their order, all of them or none."""
        safe = [_safe(deed) for deed in deeds]
        if not safe:
            return ()

        def work(connection: Connection) -> Sequence[AuditRecord]:
            count, head = _head(connection)
            at_ms, monotonic_ns = self._clock.utc_ms(), self._clock.monotonic_ns()
            records, rows = [], []
            for number, deed in enumerate(safe, count + 1):
                record = AuditRecord(
                    number=number, at_ms=at_ms, monotonic_ns=monotonic_ns, boot_id=self._boot_id, deed=deed, hash=b""
                )
                values = _values(record)
                head = _chained(head, values)
                rows.append({**values, "hash": head})
                records.append(replace(record, hash=head))
            connection.execute(insert(AUDIT), rows)
            connection.execute(update(AUDIT_HEAD).values(record_count=records[-1].number, hash=head))
            return tuple(records)

        while True:
            try:
                kept = self._desk.change(work)
            except Unavailable as error:
                if not (is_helped_by_room(error) and self._reserve.release_part(PART_BYTES)):
                    raise
            else:
                self._reserve.make()
                self._tell_anchor(kept)
                return kept

    def records(self, *, before: int | None = None, limit: int = _BATCH) -> Sequence[AuditRecord]:
        """Return so many records, the newest first: the last ones, or those before a number."""
        query = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(AUDIT.c.number < before)
        return (
            self._desk.read(lambda connection: tuple(_record(row) for row in _lenient(connection).execute(query))) or ()
        )

    def verify(self, errand: Errand, anchors: Collection[Anchor] = ()) -> AuditCheck:
        """Compare every hash, and what was known of some of them; raises Cancelled when the errand is."""
        so_far = AuditCheck(count=0, head=_BEGINNING)
        known: dict[int, set[bytes]] = {}
        for anchor in anchors:
            known.setdefault(anchor.number, set()).add(anchor.hash)
        while True:
            if errand.is_cancelled():
                raise Cancelled
            # A transaction for each part: whoever wants to write need not wait for all of it.
            found = self._desk.read(lambda connection, after=so_far: _verify_on(connection, after, known))  # type: ignore[misc]
            if found is None:
                return _with_missed(so_far, known)
            so_far, is_over, total = found
            if is_over:
                return _with_missed(so_far, known)
            errand.tell_progress(so_far.count, total)

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept."""
        return self._desk.version()

    def prepare(self) -> None:
        """Lay the reserve where there is room, and a desk to keep it for."""
        self._reserve.make()

    def has_journal(self) -> bool:
        """Return whether the system has a journal."""
        return journal.has_journal()

    def tell_journal(self, deeds: Sequence[Deed]) -> bool:
        """Keep deeds in the journal alone; False where that can not be."""
        told = [journal.write_journal(_sentence(deed), self._fields_of(deed)) for deed in map(_safe, deeds)]
        return all(told)

    def anchors(self) -> Sequence[Anchor]:
        """Return what the journal knows of this trail, the oldest first."""
        # Only of the owner of the desk, and of root: anybody may write to the journal.
        writers = {0}
        with contextlib.suppress(OSError):
            writers.add(os.stat(self._desk.path.parent).st_uid)
        matches = [f"_UID={uid}" for uid in sorted(writers)]
        found = []
        for text in journal.read_journal("PROCMON_GUI_ANCHOR", [*matches, f"PROCMON_GUI_DESK={self._place()}"]):
            with contextlib.suppress(WrongInput):
                found.append(Anchor.parse(text))
        return tuple(found)

    def _tell_anchor(self, records: Sequence[AuditRecord]) -> None:
        last = records[-1]
        many = f"{len(records)} audit records, up to number" if len(records) > 1 else "Audit record"
        fields = {**self._fields_of(last.deed), "PROCMON_GUI_ANCHOR": str(Anchor(last.number, last.hash))}
        journal.write_journal(f"{many} {last.number}: {_sentence(last.deed)}", fields)

    def _fields_of(self, deed: Deed) -> dict[str, str]:
        key = deed.target_key
        return {
            "PROCMON_GUI_DESK": self._place(), "PROCMON_GUI_ACTOR": deed.actor, "PROCMON_GUI_ACTION": deed.action,
            "PROCMON_GUI_OUTCOME": deed.outcome.value, "PROCMON_GUI_TARGET": deed.target,
            "PROCMON_GUI_TARGET_PID": "" if key is None else str(key.pid),
            "PROCMON_GUI_TARGET_START": "" if key is None else str(key.start_ticks),
            "PROCMON_GUI_EXECUTABLE": deed.executable, "PROCMON_GUI_REASON": deed.reason,
            "PROCMON_GUI_DETAIL": deed.detail,
        }  # fmt: skip

    def _place(self) -> str:
        """Return which trail it is, among those of this machine."""
        return str(self._desk.path.parent.resolve() / self._desk.path.name)


def _sentence(deed: Deed) -> str:
    """Return a deed for whoever reads a journal."""
    who = f"{deed.actor} ({deed.os_user})" if deed.actor else deed.os_user
    pid = f" ({deed.target_key.pid})" if deed.target_key is not None else ""
    return f"{who}: {deed.action} {deed.target}{pid}: {deed.outcome.value}"


def _lenient(connection: Connection) -> Connection:
    """Let a text that is none be read all the same: who forged it shall be found out."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = _decoded
    return connection


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _head(connection: Connection) -> tuple[int, bytes]:
    found = connection.execute(select(AUDIT_HEAD)).one_or_none()
    if found is None:
        raise Unavailable("The audit trail has lost its head; nothing is added to it before somebody has looked at it")
    return found.record_count, found.hash


def _verify_on(
    connection: Connection, so_far: AuditCheck, known: Mapping[int, set[bytes]]
) -> tuple[AuditCheck, bool, int]:
    """Return what the next part adds to what is known, whether that is all, and how many records there should be."""
    head = _lenient(connection).execute(select(AUDIT_HEAD)).one_or_none()
    total = head.record_count if head is not None else 0
    query = select(AUDIT).order_by(AUDIT.c.number).limit(_BATCH)
    rows = connection.execute(query.where(AUDIT.c.number > so_far.count) if so_far.count else query).all()
    for row in rows:
        number = so_far.count + 1
        if row.number != number:
            return replace(so_far, first_broken=number, fault=f"record {number} is missing"), True, total
        # The values as they lie there, and not what we make of them: none may be changed, whatever it means to us.
        if _chained(so_far.head, {name: getattr(row, name) for name in _FIELDS}) != row.hash:
            fault = f"record {number} is not as it was written, or one before it is not"
            return replace(so_far, first_broken=number, fault=fault), True, total
        if known.get(number, {row.hash}) != {row.hash}:
            fault = f"record {number} is another one than the anchor of it says: the trail was written anew"
            return replace(so_far, first_broken=number, fault=fault), True, total
        so_far = replace(so_far, count=number, head=row.hash)
    if len(rows) == _BATCH:
        return so_far, False, total
    if head is None or (head.record_count, head.hash) != (so_far.count, so_far.head):
        number = so_far.count + 1
        fault = f"record {number} is missing" if total > so_far.count else "the head does not fit the last record"
        return replace(so_far, first_broken=number, fault=fault), True, total
    return so_far, True, total


def _with_missed(check: AuditCheck, known: Mapping[int, set[bytes]]) -> AuditCheck:
    """Return a check that also says whether an anchor knows of a record that is not there any more."""
    if check.first_broken is not None or max(known, default=0) <= check.count:
        return check
    fault = f"record {check.count + 1} is missing: there were {max(known)} when the newest anchor was taken"
    return replace(check, first_broken=check.count + 1, fault=fault)


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


def _record(row: Row[Any]) -> AuditRecord:
    boot_id, pid, start_ticks = row.target_boot_id, row.target_pid, row.target_start_ticks
    key = None
    if boot_id is not None and pid is not None and start_ticks is not None:
        key = ProcessKey(boot_id, pid, start_ticks)
    outcome, detail = _outcome(row)
    deed = Deed(
        actor=row.actor,
        os_user=row.os_user,
        os_uid=row.os_uid,
        action=row.action,
        outcome=outcome,
        target=row.target,
        target_key=key,
        executable=row.executable,
        reason=row.reason,
        detail=detail,
        begun=row.begun,
    )
    return AuditRecord(
        number=row.number,
        at_ms=row.at_ms,
        monotonic_ns=row.monotonic_ns,
        boot_id=row.boot_id,
        # Somebody may have written into the file with other tools.
        deed=_safe(deed),
        hash=row.hash,
    )


def _outcome(row: Row[Any]) -> tuple[Outcome, str]:
    """Return how it ended, and the detail: with a word that means nothing to us in it, where it ended with one."""
    try:
        return Outcome(row.outcome), row.detail
    except ValueError:
        return Outcome.UNSURE, f"outcome “{row.outcome}”; {row.detail}"


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
