"""What a server is handed: runs, texts and chunks, each at most once however often they are sent.

Lives on the thread of the one who forwards. Everything raises psycopg2.Error, after which a new one is needed.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg2.errors

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.history.copying import binary_rows
from procmon_gui.store.history.framing import moved
from procmon_gui.store.history.outbox import CHUNK_COLUMNS, NOTHING_YET, TEXT_COLUMNS, LocalRun
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.history.server import NOT_PREPARED
from procmon_gui.store.history.server_sums import FUNCTIONS as SUMS_FUNCTIONS
from procmon_gui.store.history.server_sums import SCHEMA
from procmon_gui.store.history.sums_copier import SumsCopier
from procmon_gui.store.postgresql import Address, connect

Row = tuple[Any, ...]
_COPY_BYTES: Final = 32 * 1024
_DAY_MS: Final = 24 * 3600 * 1000
_AHEAD_DAYS: Final = 27
_BYTES: Final = frozenset({"text_numbers", "rows", "data"})
_MARKS: Final = f"""
SELECT r.uuid, r.id, h.name, r.ended_ms, r.lost_beats,
    coalesce((SELECT max(number) FROM {SCHEMA}.chunks WHERE run_id = r.id), {NOTHING_YET}),
    coalesce((SELECT max(first_number) FROM {SCHEMA}.texts WHERE run_id = r.id), {NOTHING_YET})
FROM {SCHEMA}.runs r JOIN {SCHEMA}.hosts h ON h.id = r.host_id WHERE r.uuid = ANY(%s)
"""


@dataclass(slots=True)
class Known:
    """What a server has of a run: up to which chunk and text, by number, and what it was told of it last."""

    run_id: int
    host_name: str
    ended_ms: int | None
    lost_beats: int
    chunk: int = NOTHING_YET
    text: int = NOTHING_YET

    def is_told(self, run: LocalRun) -> bool:
        """Say whether the server knows what there is to tell of a run."""
        return (self.host_name, self.ended_ms, self.lost_beats) == (run.host_name, run.ended_ms, run.lost_beats)


class Inbox:
    """A server, connected; it was asked for nothing yet."""

    def __init__(self, address: Address) -> None:
        """Connect. Raises Unavailable where the database is not prepared."""
        self._connection = connect(address)
        self._days: set[int] = set()
        try:
            self._prepare(address.label)
        except BaseException:
            self.close()
            raise

    def sums(self, path: Path) -> SumsCopier:
        """Return what copies the sums of a history over this connection."""
        return SumsCopier(path, self._connection, self._prepare_months)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def known(self, uuids: Sequence[str]) -> dict[str, Known]:
        """Return what the server has of runs, by their uuid."""
        with self._connection.cursor() as cursor:
            cursor.execute(_MARKS, (list(uuids),))
            rows = cursor.fetchall()
        self._connection.commit()
        return {uuid: Known(*values) for uuid, *values in rows}

    def add_run(self, run: LocalRun) -> Known:
        """Let the server know a run and its host; return what it has of it."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {SCHEMA}.hosts (machine_id, name) VALUES (%s, %s) ON CONFLICT (machine_id) DO NOTHING",
                (run.machine_id, run.host_name),
            )
            cursor.execute(
                f"INSERT INTO {SCHEMA}.runs (uuid, host_id, began_ms, program_version, lost_beats) "
                f"SELECT %s, id, %s, %s, 0 FROM {SCHEMA}.hosts WHERE machine_id = %s ON CONFLICT (uuid) DO NOTHING",
                (run.uuid, run.began_ms, run.program_version, run.machine_id),
            )
        self._connection.commit()
        return self.known([run.uuid])[run.uuid]

    def tell(self, run: LocalRun) -> None:
        """Let the server know what of a run changes."""
        with self._connection.cursor() as cursor:
            values = (run.uuid, run.host_name, run.ended_ms, run.lost_beats)
            cursor.execute(f"SELECT {SCHEMA}.tell_run(%s, %s, %s, %s)", values)
        self._connection.commit()

    # A checksum knows the number of the run, which is another one here.

    def add_texts(self, run: LocalRun, run_id: int, rows: Sequence[Row]) -> None:
        """Add texts of a run, which has a number of its own here; those that are there stay as they are."""
        own = [(first, last, moved(data, (run.id,), (run_id,))) for first, last, data in rows]
        self._add("texts", TEXT_COLUMNS, run_id, own)

    def add_chunks(self, run: LocalRun, run_id: int, rows: Sequence[Row]) -> None:
        """Add chunks of a run, which has a number of its own here; those that are there stay as they are."""
        own = []
        for number, from_ms, to_ms, beat_count, text_numbers, index_rows, data in rows:
            beside = (number, from_ms, to_ms, beat_count)
            own.append((*beside, text_numbers, moved(index_rows, (run.id, *beside), (run_id, *beside)), data))
        self._prepare_months({row[CHUNK_COLUMNS.index("from_ms")] for row in rows})
        self._add("chunks", CHUNK_COLUMNS, run_id, own)

    # ---- inside

    def _prepare(self, label: str) -> None:
        with self._connection.cursor() as cursor:
            try:
                cursor.execute(f"SELECT version_num FROM {SCHEMA}.alembic_version")
            except (psycopg2.errors.UndefinedTable, psycopg2.errors.InvalidSchemaName):
                raise Unavailable(f"{label} {NOT_PREPARED}") from None
            # A server may be newer: its tables only ever grow.
            if int(cursor.fetchone()[0]) < int(REVISION):
                raise Unavailable(f"{label} {NOT_PREPARED}")
            cursor.execute("SELECT to_regprocedure(%s) IS NULL", (f"{SCHEMA}.{SUMS_FUNCTIONS[-1]}",))
            if cursor.fetchone()[0]:
                raise Unavailable(f"{label} {NOT_PREPARED}")
            for table, columns in (("texts", TEXT_COLUMNS), ("chunks", CHUNK_COLUMNS)):
                kinds = ", ".join(f"{name} {'bytea' if name in _BYTES else 'bigint'}" for name in columns)
                cursor.execute(f"CREATE TEMPORARY TABLE incoming_{table} ({kinds}) ON COMMIT DELETE ROWS")
        self._connection.commit()

    def _prepare_months(self, times_ms: set[int]) -> None:
        """Have the partitions made that are missing, and ahead of time: that waits for whoever reads."""
        days = {time_ms // _DAY_MS for time_ms in times_ms} - self._days
        if not days:
            return
        with self._connection.cursor() as cursor:
            for day in sorted({*days, max(days) + _AHEAD_DAYS}):
                cursor.execute(f"SELECT {SCHEMA}.prepare_month(%s)", (day * _DAY_MS,))
        self._connection.commit()
        self._days |= days

    def _add(self, table: str, columns: Sequence[str], run_id: int, rows: Sequence[Row]) -> None:
        names = ", ".join(columns)
        with self._connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY pg_temp.incoming_{table} ({names}) FROM STDIN (FORMAT binary)",
                io.BytesIO(binary_rows(rows)),
                _COPY_BYTES,
            )
            cursor.execute(
                f"INSERT INTO {SCHEMA}.{table} (run_id, {names}) SELECT %s, {names} FROM pg_temp.incoming_{table} "
                f"ORDER BY {columns[0]} ON CONFLICT DO NOTHING",
                (run_id,),
            )
        self._connection.commit()
