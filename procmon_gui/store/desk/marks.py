"""Marks in the desk: a `domain.marks.Marks`. Any thread."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from procmon_gui.domain.marks import MOST_LETTERS, Mark, mark_text
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.schema import MarkRow

_AUTHOR_LETTERS = 64


class DeskMarks:
    """Keeps the marks of whoever uses this desk."""

    def __init__(self, desk: Desk, *, author: str, clock: Clock) -> None:
        """Say in whose name marks are made from here on."""
        self._desk = desk
        self._author = display_text(author, _AUTHOR_LETTERS)
        self._clock = clock
        self._version: tuple[object, ...] | None = None

    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""
        self._version = self._desk.version()
        return self._desk.read(_all) or ()

    def news(self) -> Sequence[Mark] | None:
        """Return all of them if there may be others than when somebody asked last; None if there are not."""
        return None if self._desk.version() == self._version else self.all()

    def add(self, at_ms: int, text: str) -> Mark:
        """Mark a moment; raises WrongInput for words that can be none."""
        values = {"at_ms": at_ms, "text": mark_text(text), "author": self._author, "made_ms": self._clock.utc_ms()}

        def work(session: Session) -> Mark:
            return _mark(session.scalars(insert(MarkRow).returning(MarkRow), values).one())

        return self._desk.change(work)

    def rename(self, id: int, text: str) -> None:
        """Give a mark other words; nothing happens where it was removed meanwhile. Raises WrongInput."""
        words = mark_text(text)
        self._desk.change(lambda session: session.execute(update(MarkRow).where(MarkRow.id == id).values(text=words)))

    def remove(self, id: int) -> None:
        """Take a mark away."""
        self._desk.change(lambda session: session.execute(delete(MarkRow).where(MarkRow.id == id)))

    def restore(self, mark: Mark) -> None:
        """Put back a mark that was taken away."""
        values = {name: getattr(mark, name) for name in ("id", "at_ms", "text", "author", "made_ms")}
        self._desk.change(lambda session: session.execute(insert(MarkRow).prefix_with("OR IGNORE").values(values)))


def _all(session: Session) -> Sequence[Mark]:
    rows = session.scalars(select(MarkRow).order_by(MarkRow.at_ms, MarkRow.id))
    return tuple(_mark(row) for row in rows)


def _mark(row: MarkRow) -> Mark:
    # Somebody may have written into the file with other tools.
    text, author = display_text(row.text, MOST_LETTERS), display_text(row.author, _AUTHOR_LETTERS)
    return Mark(id=row.id, at_ms=row.at_ms, text=text, author=author, made_ms=row.made_ms)
