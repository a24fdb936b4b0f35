"""What is kept for longer than beats: sums by minute and hour, and every process that was ever seen."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Name, and whether the largest value is kept.
_SYSTEM = (
    ("cpu_busy_ratio", True), ("cpu_iowait_ratio", False), ("memory_used_bytes", True), ("swap_used_bytes", False),
    ("load_1min", False), ("disk_read_bytes_per_s", True), ("disk_write_bytes_per_s", True),
    ("network_received_bytes_per_s", True), ("network_sent_bytes_per_s", True), ("pressure_cpu_ratio", False),
    ("pressure_memory_ratio", False), ("pressure_io_ratio", False), ("process_count", False),
)  # fmt: skip


def upgrade() -> None:
    """Make the tables; the recorder fills them from the chunks that are there, little by little."""
    op.add_column("runs", sa.Column("next_digest", _WHOLE, server_default=sa.text("0")))
    _who()
    _machine()
    for table, time in (("program_minutes", "minute_ms"), ("program_hours", "hour_ms")):
        _programs(table, time)
    for table in ("process_minutes", "host_minutes"):
        _packed(table)
    for statement in _views(op.get_bind().dialect.name):
        # As it is: a colon or a percent sign in it is none of ours to fill in.
        op.get_bind().exec_driver_sql(statement)


def _who() -> None:
    op.create_table(
        "boots",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("host_id", _WHOLE, sa.ForeignKey("hosts.id"), nullable=False),
        sa.Column("boot_id", sa.String(), nullable=False),
        sa.UniqueConstraint("host_id", "boot_id"),
    )
    op.create_table(
        "programs",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("executable", sa.String(), nullable=False),
        sa.UniqueConstraint("name", "executable"),
    )
    op.create_table(
        "commands",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("program_id", _WHOLE, sa.ForeignKey("programs.id"), nullable=False),
        sa.Column("user", sa.String()),
        sa.Column("command_line", sa.String()),
    )
    op.create_table(
        "processes",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("boot_id", _WHOLE, sa.ForeignKey("boots.id"), nullable=False),
        sa.Column("start_ticks", _WHOLE, nullable=False),
        sa.Column("pid", _WHOLE, nullable=False),
        sa.Column("parent_pid", _WHOLE),
        sa.Column("command_id", _WHOLE, sa.ForeignKey("commands.id"), nullable=False),
        sa.Column("run_id", _WHOLE, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("first_ms", _WHOLE, nullable=False),
        sa.Column("last_ms", _WHOLE),
        sa.Column("gone_after_ms", _WHOLE),
        sa.UniqueConstraint("boot_id", "start_ticks", "pid"),
    )
    op.create_index("processes_by_end", "processes", ["last_ms"])


def _machine() -> None:
    figures: list[sa.Column[Any]] = []
    for name, has_most in _SYSTEM:
        figures += [
            sa.Column(f"{name}_sum", sa.Double(), nullable=False),
            sa.Column(f"{name}_count", _WHOLE, nullable=False),
        ]
        if has_most:
            figures.append(sa.Column(f"{name}_max", sa.Double()))
    op.create_table(
        "system_sums",
        sa.Column("minute_ms", _WHOLE, primary_key=True),
        sa.Column("host_id", _WHOLE, sa.ForeignKey("hosts.id"), primary_key=True),
        sa.Column("beat_count", _WHOLE, nullable=False),
        sa.Column("started_count", _WHOLE),
        *figures,
        sqlite_with_rowid=False,
        postgresql_partition_by="RANGE (minute_ms)",
    )


def _programs(table: str, time: str) -> None:
    op.create_table(
        table,
        sa.Column(time, _WHOLE, primary_key=True),
        sa.Column("host_id", _WHOLE, sa.ForeignKey("hosts.id"), primary_key=True),
        sa.Column("program_id", _WHOLE, sa.ForeignKey("programs.id"), primary_key=True),
        sa.Column("process_count", _WHOLE, nullable=False),
        sa.Column("cpu_ms", _WHOLE),
        sa.Column("cpu_ratio_max", sa.Double()),
        sa.Column("rss_bytes_max", _WHOLE),
        sa.Column("read_bytes", _WHOLE),
        sa.Column("write_bytes", _WHOLE),
        sa.Column("tcp_received_bytes", _WHOLE),
        sa.Column("tcp_sent_bytes", _WHOLE),
        sqlite_with_rowid=False,
        postgresql_partition_by=f"RANGE ({time})",
    )


def _packed(table: str) -> None:
    op.create_table(
        table,
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("run_id", _WHOLE, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("hour_ms", _WHOLE, nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index(f"{table}_by_hour", table, ["hour_ms"])
    op.create_index(
        f"{table}_parts",
        table,
        ["run_id", "hour_ms"],
        sqlite_where=sa.text("is_whole = 0"),
        postgresql_where=sa.text("NOT is_whole"),
    )


def _views(dialect: str) -> list[str]:
    time = "strftime('%Y-%m-%dT%H:%M:%SZ', {} / 1000, 'unixepoch')"
    if dialect == "postgresql":
        time = "to_char(to_timestamp({} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    figures = [
        f"CASE WHEN s.{name}_count > 0 THEN s.{name}_sum / s.{name}_count END AS {name}"
        + (f", s.{name}_max" if has_most else "")
        for name, has_most in _SYSTEM
    ]
    return [
        "CREATE VIEW system_minutes AS SELECT h.name AS host, "
        + time.format("s.minute_ms")
        + " AS minute, s.minute_ms, s.beat_count, s.started_count, "
        + ", ".join(figures)
        + " FROM system_sums s JOIN hosts h ON h.id = s.host_id",
        "CREATE VIEW cpu_by_program_and_hour AS SELECT h.name AS host, "
        + time.format("u.hour_ms")
        + " AS hour, u.hour_ms, p.name AS program, p.executable, u.cpu_ms / 1000.0 AS cpu_s"
        " FROM program_hours u JOIN hosts h ON h.id = u.host_id JOIN programs p ON p.id = u.program_id",
        "CREATE VIEW process_list AS SELECT h.name AS host, q.id, q.pid, q.parent_pid, "
        'g.name AS program, g.executable, c."user", c.command_line, '
        + time.format("q.first_ms")
        + " AS first_seen, "
        + time.format("q.last_ms")
        + " AS last_seen, q.first_ms, q.last_ms, q.last_ms + q.gone_after_ms AS gone_ms, b.boot_id FROM processes q "
        "JOIN boots b ON b.id = q.boot_id JOIN hosts h ON h.id = b.host_id "
        "JOIN commands c ON c.id = q.command_id JOIN programs g ON g.id = c.program_id",
    ]
