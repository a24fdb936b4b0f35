"""The tables of the desk. Times are whole milliseconds UTC.

STRICT, so that SQLite keeps nothing in a column that does not belong there.
"""

from typing import Final

from sqlalchemy import (
    DDL,
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    event,
)

# The revision that this program writes; `migrations/versions` leads there from every older one.
REVISION: Final = "0004"


TABLES: Final = MetaData()


class MarkColumns(TypedColumns):
    """A moment to which somebody gave a few words. An id is never given to another one, so that it can be put back."""

    id: Named[int] = Column(Integer, primary_key=True)
    at_ms: Named[int] = Column(Integer)
    text: Named[str] = Column(Text)
    author: Named[str] = Column(Text)
    made_ms: Named[int] = Column(Integer)


MARKS: Final = Table(
    "marks",
    TABLES,
    MarkColumns,
    CheckConstraint("length(text) BETWEEN 1 AND 200", name="marks_text_length"),
    Index("marks_by_time", "at_ms"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


class AuditColumns(TypedColumns):
    """A deed; see `domain.audit`. It is never changed and never deleted: triggers refuse it, and hashes show it."""

    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at_ms: Named[int] = Column(Integer)
    monotonic_ns: Named[int] = Column(Integer)
    boot_id: Named[str] = Column(Text)
    actor: Named[str] = Column(Text)
    os_user: Named[str] = Column(Text)
    os_uid: Named[int] = Column(Integer)
    action: Named[str] = Column(Text)
    outcome: Named[str] = Column(Text)
    target: Named[str] = Column(Text)
    target_boot_id: Named[str | None] = Column(Text)
    target_pid: Named[int | None] = Column(Integer)
    target_start_ticks: Named[int | None] = Column(Integer)
    executable: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    hash: Named[bytes] = Column(LargeBinary)
    # Last: what was written before there was this column has it not in its hash.
    begun: Named[int | None] = Column(Integer)


AUDIT: Final = Table("audit", TABLES, AuditColumns, sqlite_strict=True)


class AuditHeadColumns(TypedColumns):
    """How many records there are, and the hash of the last: so that one that was cut off is noticed. One row."""

    id: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    record_count: Named[int] = Column(Integer)
    hash: Named[bytes] = Column(LargeBinary)


AUDIT_HEAD: Final = Table(
    "audit_head", TABLES, AuditHeadColumns, CheckConstraint("id = 1", name="audit_head_is_one"), sqlite_strict=True
)


class AccountColumns(TypedColumns):
    """A local account. `folded` is its name without the difference of upper and lower case."""

    folded: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    password_hash: Named[str] = Column(Text)
    made_ms: Named[int] = Column(Integer)
    password_ms: Named[int] = Column(Integer)


ACCOUNTS: Final = Table("accounts", TABLES, AccountColumns, sqlite_strict=True)


class LoginTryColumns(TypedColumns):
    """Wrong passwords in a row. `who` names an account, behind "="; what was typed and names none is not kept, only
    counted in one of many drawers ("?" and a number), so that it is answered like any other: somebody may have typed
    his password there. "!" counts wrong recovery codes.
    """

    who: Named[str] = Column(Text, primary_key=True)
    wrong_count: Named[int] = Column(Integer)
    # When the next try may be made: by the clock of the wall, and by that of the boot it happened in.
    next_ms: Named[int] = Column(Integer)
    boot_id: Named[str] = Column(Text)
    next_monotonic_ns: Named[int] = Column(Integer)


LOGIN_TRIES: Final = Table("login_tries", TABLES, LoginTryColumns, sqlite_strict=True)


class RecoveryColumns(TypedColumns):
    """The hash of the code that lets an administrator in who forgot his password. One row, or none."""

    id: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    code_hash: Named[str] = Column(Text)


RECOVERY: Final = Table(
    "recovery", TABLES, RecoveryColumns, CheckConstraint("id = 1", name="recovery_is_one"), sqlite_strict=True
)


class AlertColumns(TypedColumns):
    """An alert; see `domain.alerts.Alert`. Of each thing that a rule is about, one at most fires."""

    id: Named[int] = Column(Integer, primary_key=True)
    host: Named[str] = Column(Text)
    rule_id: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    condition: Named[str] = Column(Text)
    subject: Named[str] = Column(Text)
    about: Named[str] = Column(Text)
    executable: Named[str | None] = Column(Text)
    boot_id: Named[str | None] = Column(Text)
    pid: Named[int | None] = Column(Integer)
    start_ticks: Named[int | None] = Column(Integer)
    metric_id: Named[str] = Column(Text)
    instance: Named[str] = Column(Text)
    # The worst that it had, and the one that it has.
    worst: Named[int] = Column(Integer)
    severity: Named[int] = Column(Integer)
    since_ms: Named[int] = Column(Integer)
    fired_ms: Named[int] = Column(Integer)
    told_ms: Named[int] = Column(Integer)
    resolved_ms: Named[int | None] = Column(Integer)
    value: Named[float | None] = Column(REAL)
    peak: Named[float | None] = Column(REAL)
    threshold: Named[float | None] = Column(REAL)
    culprit: Named[str] = Column(Text)
    culprit_share: Named[float | None] = Column(REAL)
    acknowledged_ms: Named[int | None] = Column(Integer)
    acknowledged_by: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    suppressed_count: Named[int] = Column(Integer)
    is_complete: Named[int] = Column(Integer)


ALERTS: Final = Table(
    "alerts",
    TABLES,
    AlertColumns,
    Index("alerts_by_time", "fired_ms"),
    # Also finds what fires of a rule and a thing.
    Index("alerts_by_end", "resolved_ms", "rule_id", "pid", "about"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


class EvidenceColumns(TypedColumns):
    """What is kept of an alert: `domain.alerts.Evidence`, packed (`evidence_packing`)."""

    alert_id: Named[int] = Column(Integer, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True)
    packed: Named[bytes] = Column(LargeBinary)


EVIDENCE: Final = Table("evidence", TABLES, EvidenceColumns, sqlite_strict=True)


class MuteColumns(TypedColumns):
    """A rule that tells nobody until a time."""

    rule_id: Named[str] = Column(Text, primary_key=True)
    until_ms: Named[int] = Column(Integer)
    made_by: Named[str] = Column(Text)
    made_ms: Named[int] = Column(Integer)


MUTES: Final = Table("mutes", TABLES, MuteColumns, sqlite_strict=True)


class DeliveryColumns(TypedColumns):
    """A notice on its way over one channel, or what became of it; `notice` is a `domain.notices.Notice`, packed."""

    id: Named[int] = Column(Integer, primary_key=True)
    channel_id: Named[str] = Column(Text)
    alert_id: Named[int] = Column(Integer)
    notice: Named[bytes] = Column(LargeBinary)
    title: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    try_count: Named[int] = Column(Integer)
    made_ms: Named[int] = Column(Integer)
    expires_ms: Named[int] = Column(Integer)
    next_ms: Named[int | None] = Column(Integer)
    done_ms: Named[int | None] = Column(Integer)
    words: Named[str] = Column(Text)


DELIVERIES: Final = Table(
    "deliveries",
    TABLES,
    DeliveryColumns,
    Index("deliveries_by_state", "state", "next_ms"),
    Index("deliveries_by_alert", "alert_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


class SuppressedColumns(TypedColumns):
    """How many notices of one channel were held back and not told of yet; and what it told lately, to be rated."""

    channel_id: Named[str] = Column(Text, primary_key=True)
    notice_count: Named[int] = Column(Integer)
    # The worst of those; 0 where there are none.
    severity: Named[int] = Column(Integer)
    # Of all time.
    total_count: Named[int] = Column(Integer)
    # When something was told lately, and by which rule, packed.
    told: Named[bytes] = Column(LargeBinary)


SUPPRESSED: Final = Table("suppressed", TABLES, SuppressedColumns, sqlite_strict=True)


_KEPT: Final = """CREATE TRIGGER audit_is_not_{done} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"""
_BEGUN: Final = "INSERT INTO audit_head VALUES (1, 0, zeroblob(32))"

for _verb, _done in (("UPDATE", "changed"), ("DELETE", "deleted")):
    event.listen(AUDIT, "after_create", DDL(_KEPT.format(verb=_verb, done=_done)))  # type: ignore[no-untyped-call]
event.listen(AUDIT_HEAD, "after_create", DDL(_BEGUN))  # type: ignore[no-untyped-call]
