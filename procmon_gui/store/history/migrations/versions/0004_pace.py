"""Runs tell how much they write a day, and of how many beats one is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Of the runs that are there it is not known."""
    for name in ("written_bytes_a_day", "most_bytes_a_day", "kept_every"):
        op.add_column("runs", sa.Column(name, _WHOLE))
