"""How much a recorder writes a day and how many beats it keeps, as its row tells. On any thread."""

from typing import Any

from sqlalchemy import Connection, select

from procmon_gui.domain.history import Pace
from procmon_gui.store.history.schema import RUNS


def pace_values(pace: Pace) -> dict[str, Any]:
    """Return a pace as a row of `runs` has it."""
    return {
        "written_bytes_a_day": None if pace.bytes_a_day is None else round(pace.bytes_a_day),
        "most_bytes_a_day": pace.most_bytes_a_day,
        "kept_every": pace.kept_every,
    }


def newest_pace(connection: Connection) -> Pace:
    """Return what the newest recorder told of itself."""
    columns = (RUNS.c.written_bytes_a_day, RUNS.c.most_bytes_a_day, RUNS.c.kept_every)
    found = connection.execute(select(*columns).order_by(RUNS.c.id.desc()).limit(1)).one_or_none()
    bytes_a_day, most_bytes_a_day, kept_every = found or (None, None, None)
    return Pace(bytes_a_day=bytes_a_day, most_bytes_a_day=most_bytes_a_day or 0, kept_every=kept_every or 1)
