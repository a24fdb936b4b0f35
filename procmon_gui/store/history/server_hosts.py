"""Which machines a server has histories of, and whether they can be read. Changes nothing; belongs in a worker."""

import contextlib
from collections.abc import Iterator
from typing import Final

import psycopg2.errors
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.domain.text import display_text
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.history.sealed import LAST_MS
from procmon_gui.store.history.server_sums import SCHEMA
from procmon_gui.store.postgresql import words_of

_HOST_NAME: Final = 64
# Whoever records can write any number there.
_SANE: Final = f"minute_ms BETWEEN 0 AND {LAST_MS}"
# Of each run the ends of an index tell: nothing is read of the many chunks between. A month that was let go took the
# beats with it, and sums may be older than they are.
_HOSTS: Final = f"""
SELECT h.machine_id, h.name,
    least(min(first.from_ms), min(oldest.minute_ms)), greatest(max(last.to_ms), min(newest.minute_ms))
FROM {SCHEMA}.hosts h
LEFT JOIN {SCHEMA}.runs r ON r.host_id = h.id
LEFT JOIN LATERAL (SELECT from_ms FROM {SCHEMA}.chunks WHERE run_id = r.id ORDER BY number LIMIT 1) first ON true
LEFT JOIN LATERAL (SELECT to_ms FROM {SCHEMA}.chunks WHERE run_id = r.id ORDER BY number DESC LIMIT 1) last ON true
LEFT JOIN LATERAL (
    SELECT minute_ms FROM {SCHEMA}.system_sums WHERE host_id = h.id AND {_SANE} ORDER BY minute_ms LIMIT 1
) oldest ON true
LEFT JOIN LATERAL (
    SELECT minute_ms FROM {SCHEMA}.system_sums WHERE host_id = h.id AND {_SANE} ORDER BY minute_ms DESC LIMIT 1
) newest ON true
GROUP BY h.id ORDER BY h.name, h.machine_id
"""
_SIZE: Final = f"""
SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind = 'r'
"""


def known_hosts(engine: Engine, label: str) -> list[RecordedHost]:
    """Return the machines of a server, by name; raises Unavailable, which says what to do."""
    with _said(label), engine.connect() as connection:
        _check_form(connection, label)
        rows = connection.execute(text(_HOSTS)).all()
    return [_host(*row) for row in rows]


def server_size(engine: Engine, label: str) -> int:
    """Return how many bytes all histories of a server take; raises Unavailable."""
    with _said(label), engine.connect() as connection:
        return int(connection.scalar(text(_SIZE)) or 0)


def _host(machine_id: str, name: str, from_ms: int | None, to_ms: int | None) -> RecordedHost:
    span = None
    if from_ms is not None and to_ms is not None and 0 <= from_ms <= to_ms <= LAST_MS:
        span = Span(from_ms=from_ms, to_ms=to_ms)
    return RecordedHost(machine_id=machine_id, name=display_text(name, _HOST_NAME) or "?", span=span)


def _check_form(connection: Connection, label: str) -> None:
    """Raise Unavailable where the tables are not those that this version reads."""
    found = connection.scalar(text(f"SELECT version_num FROM {SCHEMA}.alembic_version"))
    form = int(found) if str(found).isdecimal() else 0
    ours = int(REVISION)
    if form > ours:
        raise Unavailable(
            f"{label} was prepared by a newer version of this program (its format is {form}, this program reads "
            f"{ours}). It is left untouched; look at it with that version."
        )
    if form < ours:
        raise Unavailable(
            f"{label} was prepared by an older version of this program (its format is {form}, this program reads "
            f"{ours}). Looking changes nothing there: its owner brings it up to date with `procmon-gui prepare-server`."
        )


@contextlib.contextmanager
def _said(label: str) -> Iterator[None]:
    """Say what is wrong with a server, and what to do."""
    try:
        yield
    except DBAPIError as error:
        match error.orig:
            case psycopg2.errors.UndefinedTable() | psycopg2.errors.InvalidSchemaName():
                sentence = (
                    f"{label} holds no histories of this program. Another database may be meant, or its owner prepares "
                    "this one with `procmon-gui prepare-server`."
                )
            case psycopg2.errors.InsufficientPrivilege():
                sentence = (
                    f"{label}: this login may not read the histories. The owner of the database allows it, see the "
                    "manual, page teams."
                )
            case _:
                sentence = (
                    f"{label} can not be reached: {words_of(error).rstrip('.')}. Look at the address and the password "
                    "(~/.pgpass, PGPASSWORD), and whether the server runs."
                )
        raise Unavailable(sentence) from error
