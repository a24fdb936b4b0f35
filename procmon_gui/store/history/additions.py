"""How sums are added to those that are there: a minute, or an hour, may be told in several parts, in any order."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, func
from sqlalchemy.dialects.sqlite import Insert, insert

from procmon_gui.store.history.rollup_schema import (
    METADATA,
    PROGRAM_MOST,
    SYSTEM_FIGURES,
    SYSTEM_SUMS,
)


def _adding(table: Table, keys: Sequence[str], most: Sequence[str]) -> Insert:
    statement = insert(table)
    changes: dict[str, ColumnElement[Any]] = {}
    for column in table.columns:
        if column.name not in keys:
            news = statement.excluded[column.name]
            combined = func.max(column, news) if column.name in most else column + news
            # Unknown on one side leaves the other.
            changes[column.name] = func.coalesce(combined, column, news)
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


SYSTEM_ADDED: Final = _adding(
    SYSTEM_SUMS, ("host_id", "minute_ms"), [f"{name}_max" for name, _, has_most in SYSTEM_FIGURES if has_most]
)
PROGRAM_MINUTE_ADDED: Final = _adding(
    METADATA.tables["program_minutes"], ("host_id", "minute_ms", "program_id"), PROGRAM_MOST
)
PROGRAM_HOUR_ADDED: Final = _adding(
    METADATA.tables["program_hours"], ("host_id", "hour_ms", "program_id"), PROGRAM_MOST
)
