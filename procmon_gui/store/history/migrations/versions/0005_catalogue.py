"""The index by time tells of each chunk all that is asked of every one, so that nobody reads their pages for it."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make it anew; nothing is written but the index."""
    op.drop_index("chunks_by_time", "chunks")
    op.create_index(
        "chunks_by_time",
        "chunks",
        ["from_ms", "to_ms", "run_id", "number", "beat_count"],
        postgresql_include=["id"],
    )
