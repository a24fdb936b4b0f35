"""The audit trail as the window knows it: its newest deeds, which are read in a worker some time after the start; what
others do is found soon after. Window thread only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Slot

from procmon_gui.domain.audit import AuditRecord, AuditTrail
from procmon_gui.domain.audit_entries import AuditBook, AuditEntry
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui.bridge.late_list import LateList

# Later than the marks, which load what this needs too.
START_MS: Final = 4_000
# How often it is looked whether another program has written.
LOOK_MS: Final = 5_000
PART: Final = 1000
# More records than this are read when somebody asks for them.
MOST: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What was read. `is_anew`: it is another trail than before. `is_whole`: there is nothing older."""

    records: Sequence[AuditRecord]
    is_anew: bool = False
    is_whole: bool = False


def _prepared(opener: Callable[[], AuditTrail]) -> AuditTrail:
    trail = opener()
    trail.prepare()
    return trail


def _read(newest: AuditRecord | None, trail: AuditTrail) -> _News:
    """Read what has come since the newest that is known."""
    part = list(trail.records(limit=PART))
    if newest is None:
        return _News(records=part, is_whole=len(part) < PART)
    while len(part) % PART == 0 and part and part[-1].number > newest.number:
        older = _older(part[-1].number, trail)
        if not older:
            break
        part += older
    same = next((record for record in part if record.number == newest.number), None)
    if same is None or same.hash != newest.hash:
        return _News(records=part, is_anew=True, is_whole=len(part) < PART)
    return _News(records=[one for one in part if one.number > newest.number])


def _older(before: int, trail: AuditTrail) -> Sequence[AuditRecord]:
    return trail.records(before=before, limit=PART)


class AuditList(LateList[AuditTrail, _News]):
    """The newest deeds, put together of their records."""

    def __init__(
        self,
        opener: Callable[[], AuditTrail],
        parent: QObject | None = None,
        *,
        reader: Callable[[], str | None] | None = None,
    ) -> None:
        """Take what opens the trail, and who says whose deeds alone may be seen: None for all, "" for nobody's."""
        super().__init__(partial(_prepared, opener), parent, name="audit", look_ms=LOOK_MS, start_ms=START_MS)
        self._reader = reader
        self._book = AuditBook()
        self._entries: Sequence[AuditEntry] = ()
        self._only: str | None = reader() if reader is not None else None
        self._newest: AuditRecord | None = None
        self._most = MOST

    # ---- what there is

    @property
    def entries(self) -> Sequence[AuditEntry]:
        """Return the deeds that were read and that the reader may see, the newest first."""
        return self._entries

    @property
    def only(self) -> str | None:
        """Return whose deeds alone the reader may see; None for all, an empty name for nobody's."""
        return self._only

    @property
    def may_see_any(self) -> bool:
        """Say whether the reader may see any at all."""
        return self._only != ""

    def may_see(self, entry: AuditEntry) -> bool:
        """Say whether the reader may see a deed."""
        return self._only is None or (self._only != "" and entry.deed.actor == self._only)

    def see_only(self, account: str | None) -> None:
        """Show only what this account did: a role may not allow more. None for all, an empty name for nothing."""
        if account != self._only:
            self._only = account
            self._choose()
            self.changed.emit()

    def entry_of(self, number: int) -> AuditEntry | None:
        """Return the deed to which a record belongs, as far as it was read and may be seen."""
        entry = self._book.entry(number)
        return entry if entry is not None and self.may_see(entry) else None

    def of_process(self, key: ProcessKey) -> Sequence[AuditEntry]:
        """Return what was done to a process, the newest first."""
        return [entry for entry in self._entries if entry.deed.target_key == key]

    # ---- what is wished

    @Slot()
    def see_anew(self) -> None:
        """Show what may be seen by who acts now."""
        if self._reader is not None:
            self.see_only(self._reader())

    @Slot()
    def look(self) -> None:
        """Find out what has been done since."""
        self.see_anew()
        super().look()

    @Slot()
    def load_all(self) -> None:
        """Read all of the trail, however long it is."""
        self._most = 0
        self._load_older()

    def _load_older(self) -> None:
        oldest = self._book.oldest_number
        is_enough = self._most and self._book.count >= self._most
        if self._is_whole or is_enough or oldest is None or self.is_loading:
            return
        self._reading = self._begin("older", partial(_older, oldest), self._on_older)

    # ---- what comes of it

    def _how_to_read(self) -> Callable[[AuditTrail], _News]:
        return partial(_read, self._newest)

    def _take(self, news: _News, *, is_first: bool) -> None:
        if news.is_anew:
            self._book, self._newest, self._is_whole = AuditBook(), None, False
        if news.is_whole:
            self._is_whole = True
        if news.records or news.is_anew or is_first:
            self._add(news.records)
        self._load_older()

    def _on_older(self, records: Sequence[AuditRecord]) -> None:
        self._is_whole = len(records) < PART
        self._add(records)
        self._load_older()

    def _add(self, records: Sequence[AuditRecord]) -> None:
        self._book.add(records)
        if self._is_whole:
            self._book.finish()
        self._newest = max((*records, *((self._newest,) if self._newest else ())), key=_number, default=None)
        self._choose()
        self.changed.emit()

    def _choose(self) -> None:
        self._entries = [entry for entry in self._book.entries() if self.may_see(entry)]


def _number(record: AuditRecord) -> int:
    return record.number
