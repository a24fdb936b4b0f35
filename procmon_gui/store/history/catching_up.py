"""Chunks that are not in the roll-ups yet: of runs that were cut off, and of a history of an older version.

On the writer's connection and thread.
"""

from typing import Final

from sqlalchemy import Connection, select, update

from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.hours import close_run
from procmon_gui.store.history.rollups import RollUps
from procmon_gui.store.history.schema import CHUNKS, RUNS

# At a thirtieth of a second each, nothing else waits for long.
_CHUNKS: Final = 8


def unfinished_run(connection: Connection, own_run: int) -> int | None:
    """Return the oldest run that is over and not in the roll-ups as a whole; `own_run` is the one that goes on."""
    is_waiting = (RUNS.c.next_digest.is_not(None), RUNS.c.id != own_run)
    return connection.scalar(select(RUNS.c.id).where(*is_waiting).order_by(RUNS.c.id).limit(1))


def catch_up(connection: Connection, run_id: int) -> bool:
    """Add a few chunks of a run that is over, or close it when there are none left; return whether there is more."""
    if connection.scalar(select(RUNS.c.next_digest).where(RUNS.c.id == run_id)) is None:
        return False
    rollups = RollUps(connection, run_id)
    numbers = _numbers(connection, rollups, _CHUNKS)
    for number in numbers:
        data = connection.scalar(select(CHUNKS.c.data).where(CHUNKS.c.run_id == run_id, CHUNKS.c.number == number))
        try:
            rollups.add(connection, number, data or b"")
        except DamagedChunk:
            rollups.skip(connection, number)
    if not numbers:
        close_run(connection, run_id)
    return bool(numbers)


def leave_one(connection: Connection, run_id: int) -> None:
    """Go on without the chunk that comes next; without all that is left to do where there is none."""
    rollups = RollUps(connection, run_id)
    numbers = _numbers(connection, rollups, 1)
    for number in numbers:
        rollups.skip(connection, number)
    if not numbers:
        connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(next_digest=None))


def _numbers(connection: Connection, rollups: RollUps, count: int) -> list[int]:
    is_next = (CHUNKS.c.run_id == rollups.run_id, CHUNKS.c.number >= rollups.next_number)
    query = select(CHUNKS.c.number).where(*is_next).order_by(CHUNKS.c.number).limit(count)
    return list(connection.scalars(query))
