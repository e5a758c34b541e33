"""Runs of the allocation, and the rule by which a meeting says that it gives places."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allocation_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("instance_digest", sa.String(), nullable=True),
        sa.Column(
            "state",
            one_of("runstate", "waiting", "running", "stopping", "stopped", "done", "failed"),
            nullable=False,
        ),
        sa.Column("began_at", UtcDateTime(), nullable=True),
        sa.Column("beat_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_allocation_run_meeting_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "plan_id"],
            ["plan.meeting_id", "plan.id"],
            name=op.f("fk_allocation_run_meeting_id_plan_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_run")),
    )
    op.create_index(op.f("ix_allocation_run_meeting_id"), "allocation_run", ["meeting_id"], unique=False)
    op.create_table(
        "allocation_rule",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_allocation_rule_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_allocation_rule")),
    )
