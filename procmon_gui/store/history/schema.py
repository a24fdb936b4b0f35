"""The tables of the history, for SQLite and PostgreSQL alike. Times are whole milliseconds UTC.

What is packed (`data`, `rows`, `text_numbers`) begins with a head that holds its checksum, see `framing`. Small columns
stand before large ones, so that SQLite finds them without reading the large ones.
"""

import uuid
from typing import ClassVar, Final

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

# The revision that this program writes; `migrations/versions` leads there from every older one.
REVISION: Final = "0006"


def new_uuid() -> str:
    """Return what no other run anywhere is called."""
    return uuid.uuid4().hex


def whole_number() -> TypeEngine[int]:
    """Return the type of a number with 64 bits."""
    # SQLite numbers rows by itself only where the key is an INTEGER, which has 64 bits there anyway.
    return BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """What all tables of the history share."""

    type_annotation_map: ClassVar = {int: whole_number()}


def table_of(mapped: type[Base]) -> Table:
    """Return the table behind a mapped class."""
    found = mapped.__table__
    assert isinstance(found, Table)
    return found


class Host(Base):
    """A machine that is recorded here."""

    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    machine_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Run(Base):
    """One recorder at work. `ended_ms` is NULL while it runs, and for ever when it was cut off.

    `id` counts within one database; `uuid` is the same on a server to which the run is copied.
    `written_bytes_a_day`, `most_bytes_a_day` and `kept_every` are its pace when it was told last: what is written a
    day, what may be, and of how many beats one is kept to stay below that.
    `next_digest` is the number of the first chunk that the roll-ups do not know yet; NULL when they know the whole of a
    run that is over.
    """

    __tablename__ = "runs"
    __table_args__ = (Index("runs_by_uuid", "uuid", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"))
    began_ms: Mapped[int]
    ended_ms: Mapped[int | None]
    program_version: Mapped[str]
    # Beats that came and could not be kept: the disk was full for too long.
    lost_beats: Mapped[int] = mapped_column(default=0)
    uuid: Mapped[str] = mapped_column(default=new_uuid, server_default="")
    next_digest: Mapped[int | None] = mapped_column(default=0, server_default=text("0"))
    written_bytes_a_day: Mapped[int | None]
    most_bytes_a_day: Mapped[int | None]
    kept_every: Mapped[int | None]


class TextBatch(Base):
    """Texts that chunks speak of by number. Numbers belong to the run and are never given to another text."""

    __tablename__ = "texts"
    __table_args__ = (UniqueConstraint("run_id", "first_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    first_number: Mapped[int]
    last_number: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ChunkRow(Base):
    """About a minute of beats of everything; see `codec` for `data` and `index` for `rows`.

    PostgreSQL has a partition for each month, see `server`: a key there has to hold the time.
    """

    __tablename__ = "chunks"
    __table_args__ = (
        PrimaryKeyConstraint("id").ddl_if(dialect="sqlite"),
        UniqueConstraint("run_id", "number").ddl_if(dialect="sqlite"),
        UniqueConstraint("run_id", "number", "from_ms").ddl_if(dialect="postgresql"),
        Index("chunks_by_id", "id").ddl_if(dialect="postgresql"),
        # All that `StoredHistory` learns of every chunk, without the pages of what is packed.
        Index("chunks_by_time", "from_ms", "to_ms", "run_id", "number", "beat_count", postgresql_include=["id"]),
        {"postgresql_partition_by": "RANGE (from_ms)"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    number: Mapped[int]
    from_ms: Mapped[int]
    to_ms: Mapped[int]
    beat_count: Mapped[int]
    text_numbers: Mapped[bytes] = mapped_column(LargeBinary)
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class JournalPiece(Base):
    """Some beats of a chunk that is not whole yet: what a cut-off run has left, until its chunk is written."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("run_id", "number", "first_beat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    number: Mapped[int]
    first_beat: Mapped[int]
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[bytes] = mapped_column(LargeBinary)
