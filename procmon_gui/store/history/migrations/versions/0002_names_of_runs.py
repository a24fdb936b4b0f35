"""Runs get a name of their own, by which a server knows them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Name the runs that are there. No server is older than this, so only a file has any."""
    op.add_column("runs", sa.Column("uuid", sa.String(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE runs SET uuid = lower(hex(randomblob(16)))")
    op.create_index("runs_by_uuid", "runs", ["uuid"], unique=True)
