"""What was done to processes, as marks of the time strip and of charts. Window thread only."""

from collections.abc import Sequence
from dataclasses import dataclass

from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.marks import Mark
from procmon_gui.ui.models.audit_words import told_text, who_text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedMark(Mark):
    """A deed where it stands in time. Nobody renames it, and nobody takes it away. Its id is the number of a record."""


def with_deeds(marks: Sequence[Mark], entries: Sequence[AuditEntry]) -> Sequence[Mark]:
    """Return marks, and what was done to processes, oldest moment first."""
    deeds = [_mark_of(entry) for entry in entries if entry.deed.target_key is not None]
    return tuple(sorted((*marks, *deeds), key=lambda mark: mark.at_ms))


def _mark_of(entry: AuditEntry) -> DeedMark:
    return DeedMark(
        id=entry.number, at_ms=entry.at_ms, text=told_text(entry), author=who_text(entry), made_ms=entry.at_ms
    )
