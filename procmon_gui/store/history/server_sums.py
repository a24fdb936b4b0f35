"""How a server is told sums: functions of the owner, because who records may insert and select only.

A sum only grows, so the larger of two is the newer, for each column by itself. Whatever is told late, twice or in
another order, what stands there in the end is what stands on the disk of the host; and nobody can make less of it.
"""

from typing import Final

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from procmon_gui.store.history.rollup_schema import PROGRAM_HOURS, PROGRAM_MINUTES, SYSTEM_SUMS

SCHEMA: Final = "procmon_gui"
# By how a function is called.
_ADDED: Final = {
    "add_system_sums": SYSTEM_SUMS,
    "add_program_minutes": PROGRAM_MINUTES,
    "add_program_hours": PROGRAM_HOURS,
}
FUNCTIONS: Final = tuple(f"{name}(bigint, jsonb)" for name in _ADDED)


def adding_functions() -> list[str]:
    """Return what makes them."""
    return [_adding(name, table) for name, table in _ADDED.items()]


def _adding(function: str, table: Table) -> str:
    given = [column for column in table.columns if column.name != "host_id"]
    keys = [column.name for column in table.primary_key.columns]
    names = ", ".join(column.name for column in given)
    kinds = ", ".join(f"{column.name} {column.type.compile(dialect=postgresql.dialect())}" for column in given)  # type: ignore[no-untyped-call]
    grown = ", ".join(
        # Of unknown and a number, the number.
        f"{column.name} = greatest(old.{column.name}, excluded.{column.name})"
        for column in given
        if column.name not in keys
    )
    return f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.{function}(host bigint, told jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO {SCHEMA}.{table.name} AS old (host_id, {names})
    SELECT host, {names} FROM jsonb_to_recordset(told) AS r({kinds})
    ON CONFLICT ({", ".join(keys)}) DO UPDATE SET {grown}
$$
"""
