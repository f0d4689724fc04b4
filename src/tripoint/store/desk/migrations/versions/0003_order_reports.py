"""Reports about orders, and what the regulator answered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "order_reports",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("draft_key", sa.String(64), nullable=False),
        sa.Column("customer", sa.String(500), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("aware", sa.String(10), nullable=False),
        sa.Column("due", sa.String(10)),
        sa.Column("keep_until", sa.String(10)),
        sa.Column("sent_on", sa.String(10)),
        sa.Column("feedback", sa.String(10)),
        sa.Column("feedback_on", sa.String(10)),
        sa.Column("feedback_text", sa.Text),
        sa.Column("fields", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_order_reports"),
        sa.UniqueConstraint("draft_key", name="uq_order_reports_draft_key"),
        sa.CheckConstraint("state IN ('draft', 'sent', 'answered')", name=op.f("ck_order_reports_state")),
        sa.CheckConstraint("feedback IN ('proceed', 'hold', 'stop', 'noted')", name=op.f("ck_order_reports_feedback")),
        sa.CheckConstraint("(state = 'answered') = (feedback IS NOT NULL)", name=op.f("ck_order_reports_answered")),
    )
