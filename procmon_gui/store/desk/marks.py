"""Marks in the desk: a `domain.marks.Marks`. Any thread."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from procmon_gui.domain.marks import MOST_LETTERS, Mark, mark_text
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.schema import MARKS

_AUTHOR_LETTERS = 64


class DeskMarks:
    """Keeps the marks of whoever uses this desk."""

    def __init__(self, desk: Desk, *, author: str, clock: Clock) -> None:
        """Say in whose name marks are made from here on."""
        self._desk = desk
        self._author = display_text(author, _AUTHOR_LETTERS)
        self._clock = clock

    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""
        return self._desk.read(_all) or ()

    def version(self) -> object:
        """Return something that is another when there may be others than before."""
        return self._desk.version()

    def add(self, at_ms: int, text: str) -> Mark:
        """Mark a moment; raises WrongInput for words that can be none."""
        values = {"at_ms": at_ms, "text": mark_text(text), "author": self._author, "made_ms": self._clock.utc_ms()}

        def work(connection: Connection) -> Mark:
            return _mark(connection.execute(insert(MARKS).returning(MARKS), values).one())

        return self._desk.change(work)

    def rename(self, id: int, text: str) -> None:
        """Give a mark other words; nothing happens where it was removed meanwhile. Raises WrongInput."""
        words = mark_text(text)
        self._desk.change(
            lambda connection: connection.execute(update(MARKS).where(MARKS.c.id == id).values(text=words))
        )

    def remove(self, id: int) -> None:
        """Take a mark away."""
        self._desk.change(lambda connection: connection.execute(delete(MARKS).where(MARKS.c.id == id)))

    def restore(self, mark: Mark) -> None:
        """Put back a mark that was taken away."""
        values = {name: getattr(mark, name) for name in ("id", "at_ms", "text", "author", "made_ms")}
        self._desk.change(lambda connection: connection.execute(insert(MARKS).prefix_with("OR IGNORE").values(values)))


def _all(connection: Connection) -> Sequence[Mark]:
    rows = connection.execute(select(MARKS).order_by(MARKS.c.at_ms, MARKS.c.id))
    return tuple(_mark(row) for row in rows)


def _mark(row: Row[Any]) -> Mark:
    # Somebody may have written into the file with other tools.
    text, author = display_text(row.text, MOST_LETTERS), display_text(row.author, _AUTHOR_LETTERS)
    return Mark(id=row.id, at_ms=row.at_ms, text=text, author=author, made_ms=row.made_ms)
