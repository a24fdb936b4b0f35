"""The database of a team on a PostgreSQL server: the same tables in a schema of their own, and who may do what.

Who records may insert and select, and nothing else. What needs more is done by functions that belong to whoever set the
database up: making the partition of a month, and telling what of a run changes after it began.
"""

from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.form import make_tables
from procmon_gui.store.history.database import FORM
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.history.server_sums import FUNCTIONS as SUMS_FUNCTIONS
from procmon_gui.store.history.server_sums import SCHEMA, adding_functions
from procmon_gui.store.postgresql import Address, address_of, server_owning_engine, server_reading_engine, words_of

RECORDERS: Final = "procmon_gui_recorders"
NOT_PREPARED: Final = "is not prepared for histories of this version; its owner does that, see the manual, page teams"

# Tables with a partition for each month; a day of which nobody made one, because a clock was wrong by years, lies in
# the last.
# Each waits for whoever writes to it, so they stand in the order in which hosts write: `SumsCopier`, an older one too.
PARTITIONED: Final = ("chunks", "program_minutes", "system_sums", "program_hours")
# What their foreign keys name is held meanwhile; also in the order in which hosts write: `Inbox.add_run`.
_NAMED: Final = ("hosts", "runs", "programs")
# The first and the last row of one host are asked for: by the key, which begins with the time, a host that came late
# would be found behind all rows of all others. On the machine itself there is one host. Partitions inherit them.
_OF_HOST: Final = (("system_sums", "minute_ms"), ("program_hours", "hour_ms"))
_PREPARE_MONTH: Final = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.prepare_month(at_ms bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_ms bigint := 1000 * extract(epoch FROM now());
    day_ms bigint := 86400000;
    month timestamp;
    whole text;
    part text;
BEGIN
    IF at_ms NOT BETWEEN now_ms - 3660 * day_ms AND now_ms + 62 * day_ms THEN
        RETURN;
    END IF;
    month := date_trunc('month', to_timestamp(at_ms / 1000) AT TIME ZONE 'UTC');
    FOREACH whole IN ARRAY ARRAY{list(PARTITIONED)} LOOP
        part := whole || '_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass('{SCHEMA}.' || part) IS NOT NULL;
        -- Two hosts may ask for one month at once.
        PERFORM pg_advisory_xact_lock(hashtext('{SCHEMA}'), 0);
        LOCK TABLE {", ".join(f"{SCHEMA}.{name}" for name in _NAMED)} IN SHARE ROW EXCLUSIVE MODE;
        BEGIN
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS {SCHEMA}.%I PARTITION OF {SCHEMA}.%I FOR VALUES FROM (%s) TO (%s)',
                part,
                whole,
                (1000 * extract(epoch FROM month AT TIME ZONE 'UTC'))::bigint,
                (1000 * extract(epoch FROM (month + interval '1 month') AT TIME ZONE 'UTC'))::bigint
            );
        EXCEPTION WHEN check_violation THEN
            -- What is of this month lies in the last partition already, and there it stays.
            NULL;
        END;
    END LOOP;
END $$
"""
_TELL_RUN: Final = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.tell_run(run_uuid text, host_name text, ended bigint, lost bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE {SCHEMA}.hosts SET name = host_name
        WHERE id = (SELECT host_id FROM {SCHEMA}.runs WHERE uuid = run_uuid) AND name <> host_name;
    UPDATE {SCHEMA}.runs SET ended_ms = coalesce(ended, ended_ms), lost_beats = greatest(lost, lost_beats)
        WHERE uuid = run_uuid;
$$
"""
_FUNCTIONS: Final = ("prepare_month(bigint)", "tell_run(text, text, bigint, bigint)", *SUMS_FUNCTIONS)


def prepare_server(url: str, *, recorders: str = RECORDERS) -> None:
    """Set a database up, or bring it up to date; nothing happens to one that is.

    Whoever `url` names owns the tables then. `recorders` is the role whose members record, made where it is missing;
    the owner makes the members. Raises WrongInput, and Unavailable where this can not be done.
    """
    address = address_of(url)
    engine = server_owning_engine(address)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            connection.exec_driver_sql(f"SET LOCAL search_path = {SCHEMA}, pg_temp")
            _bring_up_to_date(connection, address)
            _grant(connection, recorders)
    except SQLAlchemyError as error:
        raise Unavailable(f"{address.label} can not be prepared: {words_of(error)}") from error
    finally:
        engine.dispose()


def _bring_up_to_date(connection: Connection, address: Address) -> None:
    revision = 0
    if "alembic_version" in inspect(connection).get_table_names(schema=SCHEMA):
        revision = int(connection.scalar(text("SELECT version_num FROM alembic_version")) or 0)
    if revision > int(REVISION):
        raise Unavailable(f"{address.label} was prepared by a newer version of this program; it is left as it is")
    if not revision:
        make_tables(connection, FORM)
    elif revision < int(REVISION):
        from procmon_gui.store.upgrading import upgrade_connection

        upgrade_connection(connection, FORM)
    for table in PARTITIONED:
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {table}_at_other_times PARTITION OF {table} DEFAULT")
    # What the driver is handed has percent signs of its own.
    connection.exec_driver_sql(_PREPARE_MONTH.replace("%", "%%"))
    for function in (_TELL_RUN, *adding_functions()):
        connection.exec_driver_sql(function)
    connection.exec_driver_sql("SELECT prepare_month((1000 * extract(epoch FROM now()))::bigint)")
    # Last, and in the order in which hosts write: whoever writes to a table is waited for.
    for table, time in _OF_HOST:
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {table}_of_host ON {table} (host_id, {time})")


def _grant(connection: Connection, recorders: str) -> None:
    role = connection.dialect.identifier_preparer.quote_identifier(recorders)
    if not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": recorders}):
        connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN")
    database = connection.dialect.identifier_preparer.quote_identifier(
        str(connection.scalar(text("SELECT current_database()")))
    )
    statements = [
        f"GRANT TEMPORARY ON DATABASE {database} TO {role}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}",
        f"GRANT INSERT ON hosts, runs, texts, chunks, programs TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {role}",
    ]
    for function in _FUNCTIONS:
        statements += [
            f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {function} TO {role}",
        ]
    for statement in statements:
        connection.exec_driver_sql(statement)


def open_server(url: str) -> Engine:
    """Return an engine that reads from a server, for `StoredHistory`; raises WrongInput."""
    return server_reading_engine(address_of(url), SCHEMA)
