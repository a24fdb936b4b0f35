"""The tables of the desk. Times are whole milliseconds UTC.

STRICT, so that SQLite keeps nothing in a column that does not belong there.
"""

from typing import ClassVar, Final

from sqlalchemy import CheckConstraint, Index, Integer, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# The revision that this program writes; `migrations/versions` leads there from every older one.
REVISION: Final = "0001"


class Base(DeclarativeBase):
    """What all tables of the desk share."""

    type_annotation_map: ClassVar = {int: Integer, str: Text}


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
