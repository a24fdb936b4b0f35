"""Deeds of the audit trail, put together of their records: what begins one, and what became of it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from procmon_gui.domain.audit import AuditRecord, Deed, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One deed.

    Attributes:
        record: what begins it, or stands alone.
        ends: what was kept of it afterwards, in order.
    """

    record: AuditRecord
    ends: tuple[AuditRecord, ...] = ()

    @property
    def number(self) -> int:
        """Return by which number it is known."""
        return self.record.number

    @property
    def at_ms(self) -> int:
        """Return when it was begun, UTC."""
        return self.record.at_ms

    @property
    def deed(self) -> Deed:
        """Return who did what to whom; of whom it was not known before what was typed was right, the outcome says."""
        deed = self.record.deed
        return deed if deed.target or not self.ends else replace(deed, target=self.ends[-1].deed.target)

    @property
    def outcome(self) -> Outcome:
        """Return how it ended; BEGUN where that is not known."""
        return (self.ends or (self.record,))[-1].deed.outcome

    @property
    def detail(self) -> str:
        """Return all that was kept beside, each once."""
        said = (record.deed.detail for record in (self.record, *self.ends))
        return "; ".join(dict.fromkeys(detail for detail in said if detail))


class AuditBook:
    """Puts records together as they come, in parts, from the newest back and from the newest on."""

    def __init__(self) -> None:
        self._entries: dict[int, AuditEntry] = {}
        # Records of a deed whose beginning has not come yet.
        self._waiting: dict[int, list[AuditRecord]] = {}
        self._numbers: set[int] = set()

    @property
    def newest_number(self) -> int:
        """Return the number of the last record there is; 0 for none."""
        return max(self._numbers, default=0)

    @property
    def count(self) -> int:
        """Return how many records have come."""
        return len(self._numbers)

    @property
    def oldest_number(self) -> int | None:
        """Return the number of the first record that has come; None for none."""
        return min(self._numbers, default=None)

    def entries(self) -> Sequence[AuditEntry]:
        """Return all of them, the newest first."""
        return [self._entries[number] for number in sorted(self._entries, reverse=True)]

    def entry(self, number: int) -> AuditEntry | None:
        """Return the deed to which a record belongs."""
        found = self._entries.get(number)
        if found is not None:
            return found
        return next((one for one in self._entries.values() if any(end.number == number for end in one.ends)), None)

    def add(self, records: Iterable[AuditRecord]) -> None:
        """Take records, in any order; what has come already changes nothing."""
        for record in sorted(records, key=_number):
            if record.number in self._numbers:
                continue
            self._numbers.add(record.number)
            begun = record.deed.begun
            # A record can only be the outcome of one before it; whatever else it says was not said by us.
            if begun is None or begun >= record.number:
                ends = tuple(sorted(self._waiting.pop(record.number, ()), key=_number))
                self._entries[record.number] = AuditEntry(record=record, ends=ends)
            elif begun in self._entries:
                entry = self._entries[begun]
                ends = tuple(sorted((*entry.ends, record), key=_number))
                self._entries[begun] = replace(entry, ends=ends)
            else:
                self._waiting.setdefault(begun, []).append(record)

    def finish(self) -> None:
        """Say that no older record is to come: what has no beginning stands for itself."""
        for records in self._waiting.values():
            for record in records:
                self._entries[record.number] = AuditEntry(record=record)
        self._waiting = {}


def entries_of(records: Iterable[AuditRecord]) -> Sequence[AuditEntry]:
    """Return all deeds of a whole trail, the newest first."""
    book = AuditBook()
    book.add(records)
    book.finish()
    return book.entries()


def _number(record: AuditRecord) -> int:
    return record.number
