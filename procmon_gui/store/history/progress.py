"""How far a recorder has come: asked every minute by what watches over it, so that its newest rows alone are read."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import unpack_rows
from procmon_gui.store.history.paces import newest_pace
from procmon_gui.store.history.schema import CHUNKS, JOURNAL, RUNS
from procmon_gui.store.place import is_locked
from procmon_gui.store.sqlite import looking_engine, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How a recorder does.

    Attributes:
        is_recording: somebody records into that folder; None where that can not be found out.
        newest_ms: the newest beat that the newest recorder has on the disk; None where it has none yet.
        kept_every: of so many beats it keeps one.
    """

    is_recording: bool | None
    newest_ms: int | None
    kept_every: int


def progress_of(path: Path) -> Progress:
    """Look at the newest recorder of a history; raises Unavailable where it can not be read."""
    if not path.exists():
        raise Unavailable(f"There is no history at {path}")
    engine = looking_engine(path)
    with told(), engine.connect() as connection:
        return Progress(
            is_recording=is_locked(path.parent, "history.lock"),
            newest_ms=_newest(connection),
            kept_every=newest_pace(connection).kept_every,
        )


def _newest(connection: Connection) -> int | None:
    run = connection.scalar(select(RUNS.c.id).order_by(RUNS.c.id.desc()).limit(1))
    columns = (JOURNAL.c.run_id, JOURNAL.c.number, JOURNAL.c.first_beat, JOURNAL.c.rows)
    last = (JOURNAL.c.number.desc(), JOURNAL.c.first_beat.desc())
    piece = connection.execute(select(*columns).where(JOURNAL.c.run_id == run).order_by(*last).limit(1)).one_or_none()
    if piece is not None:
        try:
            return int(unpack_rows(piece.rows, (piece.run_id, piece.number, piece.first_beat))["time_ms"][-1])
        except DamagedChunk:
            pass  # that of the chunk before it is known
    chunks = select(CHUNKS.c.to_ms).where(CHUNKS.c.run_id == run).order_by(CHUNKS.c.number.desc())
    return connection.scalar(chunks.limit(1))
