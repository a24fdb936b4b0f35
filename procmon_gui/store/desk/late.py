"""What a desk keeps, opened as late as can be: what speaks SQL takes 29 MiB, and most people never keep anything."""

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from procmon_gui.domain.audit import Anchor, AuditCheck, AuditRecord, AuditTrail, Deed
from procmon_gui.domain.marks import Mark, Marks
from procmon_gui.domain.ports import Errand
from procmon_gui.store.desk.journal import has_journal
from procmon_gui.store.desk.reserve import reserve_of


class LateMarks:
    """A `domain.marks.Marks`. Any thread, one at a time until it is open."""

    def __init__(self, path: Path, opener: Callable[[], Marks]) -> None:
        """Take where the file is and what opens it."""
        self._path = path
        self._opener = opener
        self._marks: Marks | None = None

    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""
        return self._open().all() if self._is_there() else ()

    def version(self) -> object:
        """Return something that is another when there may be others than before."""
        return self._open().version() if self._is_there() else None

    def add(self, at_ms: int, text: str) -> Mark:
        """Mark a moment; raises WrongInput for words that can be none."""
        return self._open().add(at_ms, text)

    def rename(self, id: int, text: str) -> None:
        """Give a mark other words; nothing happens where it was removed meanwhile. Raises WrongInput."""
        self._open().rename(id, text)

    def remove(self, id: int) -> None:
        """Take a mark away."""
        self._open().remove(id)

    def restore(self, mark: Mark) -> None:
        """Put back a mark that was taken away."""
        self._open().restore(mark)

    def _is_there(self) -> bool:
        # Once it was opened it also knows what it means that the file is gone.
        return self._marks is not None or os.path.lexists(self._path)

    def _open(self) -> Marks:
        if self._marks is None:
            self._marks = self._opener()
        return self._marks


class LateAudit:
    """A `domain.audit.AuditTrail`. Any thread."""

    def __init__(self, path: Path, opener: Callable[[], AuditTrail]) -> None:
        """Take where the file is and what opens it, which may be called twice where two threads come at once."""
        self._path = path
        self._opener = opener
        self._trail: AuditTrail | None = None

    def append(self, deed: Deed) -> AuditRecord:
        """Keep a deed; it is on the disk when this returns."""
        return self._open().append(deed)

    def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
        """Keep several deeds in their order, all of them or none."""
        return self._open().append_all(deeds)

    def records(self, *, before: int | None = None, limit: int = 1000) -> Sequence[AuditRecord]:
        """Return so many records, the newest first: the last ones, or those before a number."""
        return self._open().records(before=before, limit=limit) if self._is_there() else ()

    def verify(self, errand: Errand, anchors: Collection[Anchor] = ()) -> AuditCheck:
        """Compare every hash, and what was known of some of them; raises Cancelled when the errand is."""
        return self._open().verify(errand, anchors)

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept."""
        return self._open().version() if self._is_there() else None

    def prepare(self) -> None:
        """Lay the reserve where there is room."""
        if self._path.parent.is_dir():
            reserve_of(self._path).make()

    def has_journal(self) -> bool:
        """Return whether the system has a journal."""
        return has_journal()

    def tell_journal(self, deeds: Sequence[Deed]) -> bool:
        """Keep deeds in the journal alone; False where that can not be."""
        return self._open().tell_journal(deeds)

    def anchors(self) -> Sequence[Anchor]:
        """Return what the journal knows of this trail, the oldest first."""
        return self._open().anchors()

    def _is_there(self) -> bool:
        return self._trail is not None or os.path.lexists(self._path)

    def _open(self) -> AuditTrail:
        if self._trail is None:
            self._trail = self._opener()
        return self._trail
