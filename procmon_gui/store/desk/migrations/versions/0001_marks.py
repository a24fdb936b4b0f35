"""Marks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
    op.execute("PRAGMA application_id=1347241796")
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 200", name="marks_text_length"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("marks_by_time", "marks", ["at_ms"])
