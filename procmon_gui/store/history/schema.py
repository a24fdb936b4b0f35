"""The tables of the history, for SQLite and PostgreSQL alike. Times are whole milliseconds UTC.

What is packed (`data`, `rows`, `text_numbers`) begins with a head that holds its checksum, see `framing`. Small columns
stand before large ones, so that SQLite finds them without reading the large ones.
"""

import uuid
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    Table,
    TypedColumns,
    UniqueConstraint,
    text,
)
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


TABLES: Final = MetaData()


class HostColumns(TypedColumns):
    """A machine that is recorded here."""

    id: Named[int] = Column(whole_number(), primary_key=True)
    machine_id: Named[str] = Column(unique=True)
    name: Named[str]


HOSTS: Final = Table("hosts", TABLES, HostColumns)


class RunColumns(TypedColumns):
    """One recorder at work. `ended_ms` is NULL while it runs, and for ever when it was cut off.

    `id` counts within one database; `uuid` is the same on a server to which the run is copied.
    `written_bytes_a_day`, `most_bytes_a_day` and `kept_every` are its pace when it was told last: what is written a
    day, what may be, and of how many beats one is kept to stay below that.
    `next_digest` is the number of the first chunk that the roll-ups do not know yet; NULL when they know the whole of a
    run that is over.
    """

    id: Named[int] = Column(whole_number(), primary_key=True)
    host_id: Named[int] = Column(whole_number(), ForeignKey("hosts.id"))
    began_ms: Named[int] = Column(whole_number())
    ended_ms: Named[int | None] = Column(whole_number())
    program_version: Named[str]
    # Beats that came and could not be kept: the disk was full for too long.
    lost_beats: Named[int] = Column(whole_number(), default=0)
    uuid: Named[str] = Column(default=new_uuid, server_default="")
    next_digest: Named[int | None] = Column(whole_number(), default=0, server_default=text("0"))
    written_bytes_a_day: Named[int | None] = Column(whole_number())
    most_bytes_a_day: Named[int | None] = Column(whole_number())
    kept_every: Named[int | None] = Column(whole_number())


RUNS: Final = Table("runs", TABLES, RunColumns, Index("runs_by_uuid", "uuid", unique=True))


class TextColumns(TypedColumns):
    """Texts that chunks speak of by number. Numbers belong to the run and are never given to another text."""

    id: Named[int] = Column(whole_number(), primary_key=True)
    run_id: Named[int] = Column(whole_number(), ForeignKey("runs.id"))
    first_number: Named[int] = Column(whole_number())
    last_number: Named[int] = Column(whole_number())
    data: Named[bytes] = Column(LargeBinary)


TEXTS: Final = Table("texts", TABLES, TextColumns, UniqueConstraint("run_id", "first_number"))


class ChunkColumns(TypedColumns):
    """About a minute of beats of everything; see `codec` for `data` and `index` for `rows`.

    PostgreSQL has a partition for each month, see `server`: a key there has to hold the time.
    """

    id: Named[int] = Column(whole_number(), primary_key=True)
    run_id: Named[int] = Column(whole_number(), ForeignKey("runs.id"))
    number: Named[int] = Column(whole_number())
    from_ms: Named[int] = Column(whole_number())
    to_ms: Named[int] = Column(whole_number())
    beat_count: Named[int] = Column(whole_number())
    text_numbers: Named[bytes] = Column(LargeBinary)
    rows: Named[bytes] = Column(LargeBinary)
    data: Named[bytes] = Column(LargeBinary)


CHUNKS: Final = Table(
    "chunks",
    TABLES,
    ChunkColumns,
    PrimaryKeyConstraint("id").ddl_if(dialect="sqlite"),
    UniqueConstraint("run_id", "number").ddl_if(dialect="sqlite"),
    UniqueConstraint("run_id", "number", "from_ms").ddl_if(dialect="postgresql"),
    Index("chunks_by_id", "id").ddl_if(dialect="postgresql"),
    # All that `StoredHistory` learns of every chunk, without the pages of what is packed.
    Index("chunks_by_time", "from_ms", "to_ms", "run_id", "number", "beat_count"),
)


class JournalColumns(TypedColumns):
    """Some beats of a chunk that is not whole yet: what a cut-off run has left, until its chunk is written."""

    id: Named[int] = Column(whole_number(), primary_key=True)
    run_id: Named[int] = Column(whole_number(), ForeignKey("runs.id"))
    number: Named[int] = Column(whole_number())
    first_beat: Named[int] = Column(whole_number())
    rows: Named[bytes] = Column(LargeBinary)
    data: Named[bytes] = Column(LargeBinary)


JOURNAL: Final = Table("journal", TABLES, JournalColumns, UniqueConstraint("run_id", "number", "first_beat"))
