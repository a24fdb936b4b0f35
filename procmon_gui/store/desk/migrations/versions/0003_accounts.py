"""Accounts, wrong passwords, the recovery code; and which record tells the outcome of which."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a column that nobody has used yet, and three tables, empty."""
    op.execute("ALTER TABLE audit ADD COLUMN begun INTEGER")
    op.create_table(
        "accounts",
        sa.Column("folded", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sa.Column("password_ms", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "login_tries",
        sa.Column("who", sa.Text(), primary_key=True),
        sa.Column("wrong_count", sa.Integer(), nullable=False),
        sa.Column("next_ms", sa.Integer(), nullable=False),
        sa.Column("boot_id", sa.Text(), nullable=False),
        sa.Column("next_monotonic_ns", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "recovery",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name="recovery_is_one"),
        sqlite_strict=True,
    )
