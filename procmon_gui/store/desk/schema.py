"""The tables of the desk. Times are whole milliseconds UTC.

STRICT, so that SQLite keeps nothing in a column that does not belong there.
"""

from typing import ClassVar, Final

from sqlalchemy import DDL, REAL, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# The revision that this program writes; `migrations/versions` leads there from every older one.
REVISION: Final = "0004"


class Base(DeclarativeBase):
    """What all tables of the desk share."""

    type_annotation_map: ClassVar = {int: Integer, float: REAL, str: Text, bytes: LargeBinary}


class MarkRow(Base):
    """A moment to which somebody gave a few words. An id is never given to another one, so that it can be put back."""

    __tablename__ = "marks"
    __table_args__ = (
        CheckConstraint("length(text) BETWEEN 1 AND 200", name="marks_text_length"),
        Index("marks_by_time", "at_ms"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at_ms: Mapped[int]
    text: Mapped[str]
    author: Mapped[str]
    made_ms: Mapped[int]


class AuditRow(Base):
    """A deed; see `domain.audit`. It is never changed and never deleted: triggers refuse it, and hashes show it."""

    __tablename__ = "audit"
    __table_args__ = ({"sqlite_strict": True},)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_ms: Mapped[int]
    monotonic_ns: Mapped[int]
    boot_id: Mapped[str]
    actor: Mapped[str]
    os_user: Mapped[str]
    os_uid: Mapped[int]
    action: Mapped[str]
    outcome: Mapped[str]
    target: Mapped[str]
    target_boot_id: Mapped[str | None]
    target_pid: Mapped[int | None]
    target_start_ticks: Mapped[int | None]
    executable: Mapped[str]
    reason: Mapped[str]
    detail: Mapped[str]
    hash: Mapped[bytes]
    # Last: what was written before there was this column has it not in its hash.
    begun: Mapped[int | None]


class AuditHead(Base):
    """How many records there are, and the hash of the last: so that one that was cut off is noticed. One row."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="audit_head_is_one"), {"sqlite_strict": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    record_count: Mapped[int]
    hash: Mapped[bytes]


class AccountRow(Base):
    """A local account. `folded` is its name without the difference of upper and lower case."""

    __tablename__ = "accounts"
    __table_args__ = ({"sqlite_strict": True},)

    folded: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    made_ms: Mapped[int]
    password_ms: Mapped[int]


class LoginTryRow(Base):
    """Wrong passwords in a row. `who` names an account, behind "="; what was typed and names none is not kept, only
    counted in one of many drawers ("?" and a number), so that it is answered like any other: somebody may have typed
    his password there. "!" counts wrong recovery codes.
    """

    __tablename__ = "login_tries"
    __table_args__ = ({"sqlite_strict": True},)

    who: Mapped[str] = mapped_column(primary_key=True)
    wrong_count: Mapped[int]
    # When the next try may be made: by the clock of the wall, and by that of the boot it happened in.
    next_ms: Mapped[int]
    boot_id: Mapped[str]
    next_monotonic_ns: Mapped[int]


class RecoveryRow(Base):
    """The hash of the code that lets an administrator in who forgot his password. One row, or none."""

    __tablename__ = "recovery"
    __table_args__ = (CheckConstraint("id = 1", name="recovery_is_one"), {"sqlite_strict": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code_hash: Mapped[str]


class AlertRow(Base):
    """An alert; see `domain.alerts.Alert`. Of each thing that a rule is about, one at most fires."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("alerts_by_time", "fired_ms"),
        # Also finds what fires of a rule and a thing.
        Index("alerts_by_end", "resolved_ms", "rule_id", "pid", "about"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str]
    rule_id: Mapped[str]
    title: Mapped[str]
    condition: Mapped[str]
    subject: Mapped[str]
    about: Mapped[str]
    executable: Mapped[str | None]
    boot_id: Mapped[str | None]
    pid: Mapped[int | None]
    start_ticks: Mapped[int | None]
    metric_id: Mapped[str]
    instance: Mapped[str]
    # The worst that it had, and the one that it has.
    worst: Mapped[int]
    severity: Mapped[int]
    since_ms: Mapped[int]
    fired_ms: Mapped[int]
    told_ms: Mapped[int]
    resolved_ms: Mapped[int | None]
    value: Mapped[float | None]
    peak: Mapped[float | None]
    threshold: Mapped[float | None]
    culprit: Mapped[str]
    culprit_share: Mapped[float | None]
    acknowledged_ms: Mapped[int | None]
    acknowledged_by: Mapped[str]
    note: Mapped[str]
    suppressed_count: Mapped[int]
    is_complete: Mapped[int]


class EvidenceRow(Base):
    """What is kept of an alert: `domain.alerts.Evidence`, packed (`evidence_packing`)."""

    __tablename__ = "evidence"
    __table_args__ = ({"sqlite_strict": True},)

    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True)
    packed: Mapped[bytes]


class MuteRow(Base):
    """A rule that tells nobody until a time."""

    __tablename__ = "mutes"
    __table_args__ = ({"sqlite_strict": True},)

    rule_id: Mapped[str] = mapped_column(primary_key=True)
    until_ms: Mapped[int]
    made_by: Mapped[str]
    made_ms: Mapped[int]


class DeliveryRow(Base):
    """A notice on its way over one channel, or what became of it; `notice` is a `domain.notices.Notice`, packed."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("deliveries_by_state", "state", "next_ms"),
        Index("deliveries_by_alert", "alert_id"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    alert_id: Mapped[int]
    notice: Mapped[bytes]
    title: Mapped[str]
    state: Mapped[str]
    try_count: Mapped[int]
    made_ms: Mapped[int]
    expires_ms: Mapped[int]
    next_ms: Mapped[int | None]
    done_ms: Mapped[int | None]
    words: Mapped[str]


class SuppressedRow(Base):
    """How many notices of one channel were held back and not told of yet; and what it told lately, to be rated."""

    __tablename__ = "suppressed"
    __table_args__ = ({"sqlite_strict": True},)

    channel_id: Mapped[str] = mapped_column(primary_key=True)
    notice_count: Mapped[int]
    # The worst of those; 0 where there are none.
    severity: Mapped[int]
    # Of all time.
    total_count: Mapped[int]
    # When something was told lately, and by which rule, packed.
    told: Mapped[bytes]


_KEPT: Final = """CREATE TRIGGER audit_is_not_{done} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"""
_BEGUN: Final = "INSERT INTO audit_head VALUES (1, 0, zeroblob(32))"

for _verb, _done in (("UPDATE", "changed"), ("DELETE", "deleted")):
    event.listen(AuditRow.__table__, "after_create", DDL(_KEPT.format(verb=_verb, done=_done)))  # type: ignore[no-untyped-call]
event.listen(AuditHead.__table__, "after_create", DDL(_BEGUN))  # type: ignore[no-untyped-call]
