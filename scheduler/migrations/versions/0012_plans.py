"""Drafts beside the public timetable, who put what where and why, and the journal of their steps.

Columns are added one by one: a table made anew on SQLite would lose its triggers.
"""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PLAN = (
    "revision INTEGER DEFAULT 0 NOT NULL",
    "made_by VARCHAR",
    "origin VARCHAR(8) DEFAULT 'by_hand' NOT NULL"
    " CONSTRAINT ck_plan_origin CHECK (origin IN ('by_hand', 'copied', 'imported', 'proposed'))",
    "copied_from_id INTEGER CONSTRAINT fk_plan_copied_from_id REFERENCES plan (id)",
    "seed INTEGER",
    "instance_digest VARCHAR",
    "policy VARCHAR",
    "report JSON",
    "adopted_at {time}",
    "thrown_at {time}",
)
PLACEMENT = (
    "pinned BOOLEAN DEFAULT false NOT NULL",
    "hand VARCHAR(7) CONSTRAINT ck_placement_hand CHECK (hand IN ('by_hand', 'chair'))",
    "put_by VARCHAR",
    "put_at {time}",
    "reason VARCHAR",
)
KINDS = (
    "move",
    "swap",
    "room",
    "day",
    "pin",
    "unpin",
    "reason",
    "adopt",
    "import",
    "propose",
    "undo",
    "redo",
)


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    time = "TIMESTAMP WITH TIME ZONE" if on_postgresql else "DATETIME"
    for table, columns in (("plan", PLAN), ("placement", PLACEMENT)):
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(time=time)}")
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("stepkind", *KINDS), nullable=False),
        sa.Column("state", one_of("stepstate", "done", "undone", "cut"), nullable=True),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_step_plan_id")),
        sa.ForeignKeyConstraint(["of_id"], ["plan_step.id"], name=op.f("fk_plan_step_of_id")),
        sa.ForeignKeyConstraint(["source_id"], ["plan.id"], name=op.f("fk_plan_step_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_step_plan_id_number")),
    )
