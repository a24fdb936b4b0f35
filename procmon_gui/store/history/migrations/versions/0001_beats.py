"""Hosts, runs, texts, chunks of beats and their journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA application_id=1347241800")
    op.create_table(
        "hosts",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("machine_id", sa.String(), nullable=False, unique=True),
        sa.Column("name", sa.String(), nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("host_id", _WHOLE, sa.ForeignKey("hosts.id"), nullable=False),
        sa.Column("began_ms", _WHOLE, nullable=False),
        sa.Column("ended_ms", _WHOLE),
        sa.Column("program_version", sa.String(), nullable=False),
        sa.Column("lost_beats", _WHOLE, nullable=False),
    )
    op.create_table(
        "texts",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("run_id", _WHOLE, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("first_number", _WHOLE, nullable=False),
        sa.Column("last_number", _WHOLE, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("run_id", "first_number"),
    )
    op.create_table(
        "chunks",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("run_id", _WHOLE, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("from_ms", _WHOLE, nullable=False),
        sa.Column("to_ms", _WHOLE, nullable=False),
        sa.Column("beat_count", _WHOLE, nullable=False),
        sa.Column("text_numbers", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("run_id", "number"),
    )
    op.create_index("chunks_by_time", "chunks", ["from_ms"])
    op.create_table(
        "journal",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("run_id", _WHOLE, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("first_beat", _WHOLE, nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("run_id", "number", "first_beat"),
    )
