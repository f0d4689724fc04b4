"""Pre-export notices with their steps, and incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("direction", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answer", sa.String(20)),
        sa.Column("sent_on", sa.String(10)),
        sa.Column("reply_by", sa.String(10)),
        sa.Column("answered_on", sa.String(10)),
        sa.Column("fields", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_notices"),
        sa.UniqueConstraint("record_id", name="uq_notices_record_id"),
        sa.CheckConstraint("direction IN ('outgoing', 'incoming')", name=op.f("ck_notices_direction")),
        sa.CheckConstraint("state IN ('draft', 'checked', 'sent', 'answered')", name=op.f("ck_notices_state")),
        sa.CheckConstraint(
            "answer IN ('no_objection', 'objection', 'stop', 'no_answer')", name=op.f("ck_notices_answer")
        ),
        sa.CheckConstraint("(state = 'answered') = (answer IS NOT NULL)", name=op.f("ck_notices_answered")),
    )
    op.create_table(
        "notice_steps",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("number", "version", name="pk_notice_steps"),
        sa.ForeignKeyConstraint(["number"], ["notices.number"], name="fk_notice_steps_number"),
    )
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("incident_kind", sa.String(30), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_incidents"),
        sa.UniqueConstraint("record_id", name="uq_incidents_record_id"),
    )
