"""Alerts with their evidence, what is muted, and what is on its way to people."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add five tables, empty."""
    _add_alerts()
    op.create_table(
        "evidence",
        sa.Column("alert_id", sa.Integer(), sa.ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "mutes",
        sa.Column("rule_id", sa.Text(), primary_key=True),
        sa.Column("until_ms", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(_needed(name, kind) for name, kind in (
            ("channel_id", sa.Text), ("alert_id", sa.Integer), ("notice", sa.LargeBinary), ("title", sa.Text),
            ("state", sa.Text), ("try_count", sa.Integer), ("made_ms", sa.Integer), ("expires_ms", sa.Integer),
        )),
        sa.Column("next_ms", sa.Integer()),
        sa.Column("done_ms", sa.Integer()),
        _needed("words", sa.Text),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("deliveries_by_state", "deliveries", ["state", "next_ms"])
    op.create_index("deliveries_by_alert", "deliveries", ["alert_id"])
    op.create_table(
        "suppressed",
        sa.Column("channel_id", sa.Text(), primary_key=True),
        *(_needed(name, kind) for name, kind in (
            ("notice_count", sa.Integer), ("severity", sa.Integer), ("total_count", sa.Integer),
            ("told", sa.LargeBinary),
        )),
        sqlite_strict=True,
    )  # fmt: skip


def _add_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(_needed(name, sa.Text) for name in ("host", "rule_id", "title", "condition", "subject", "about")),
        sa.Column("executable", sa.Text()),
        sa.Column("boot_id", sa.Text()),
        sa.Column("pid", sa.Integer()),
        sa.Column("start_ticks", sa.Integer()),
        *(_needed(name, sa.Text) for name in ("metric_id", "instance")),
        *(_needed(name, sa.Integer) for name in ("worst", "severity", "since_ms", "fired_ms", "told_ms")),
        sa.Column("resolved_ms", sa.Integer()),
        *(sa.Column(name, sa.REAL()) for name in ("value", "peak", "threshold")),
        _needed("culprit", sa.Text),
        sa.Column("culprit_share", sa.REAL()),
        sa.Column("acknowledged_ms", sa.Integer()),
        *(_needed(name, sa.Text) for name in ("acknowledged_by", "note")),
        *(_needed(name, sa.Integer) for name in ("suppressed_count", "is_complete")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("alerts_by_time", "alerts", ["fired_ms"])
    op.create_index("alerts_by_end", "alerts", ["resolved_ms", "rule_id", "pid", "about"])


def _needed(name: str, kind: "type[sa.Integer | sa.Text | sa.LargeBinary]") -> "sa.Column[object]":
    return sa.Column(name, kind(), nullable=False)
