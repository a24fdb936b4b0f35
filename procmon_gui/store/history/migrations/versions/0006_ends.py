"""Processes tell how and when they ended, where the system told it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Of the processes that are there it is not known."""
    for name in ("exit_status", "ended_ms"):
        op.add_column("processes", sa.Column(name, _WHOLE))
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql("DROP VIEW process_list")
    # As it is: a colon or a percent sign in it is none of ours to fill in.
    op.get_bind().exec_driver_sql(_view(op.get_bind().dialect.name))


def _view(dialect: str) -> str:
    # On a server it is replaced: who was granted it keeps it. So the new columns are its last ones.
    create, time = "CREATE VIEW", "strftime('%Y-%m-%dT%H:%M:%SZ', {} / 1000, 'unixepoch')"
    if dialect == "postgresql":
        create = "CREATE OR REPLACE VIEW"
        time = "to_char(to_timestamp({} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    return (
        f"{create} process_list AS SELECT h.name AS host, q.id, q.pid, q.parent_pid, "
        'g.name AS program, g.executable, c."user", c.command_line, '
        + time.format("q.first_ms")
        + " AS first_seen, "
        + time.format("q.last_ms")
        + " AS last_seen, q.first_ms, q.last_ms, q.last_ms + q.gone_after_ms AS gone_ms, b.boot_id, "
        "q.exit_status, q.ended_ms FROM processes q "
        "JOIN boots b ON b.id = q.boot_id JOIN hosts h ON h.id = b.host_id "
        "JOIN commands c ON c.id = q.command_id JOIN programs g ON g.id = c.program_id"
    )
