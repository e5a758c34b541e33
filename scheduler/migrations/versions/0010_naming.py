"""How people want to be named in a meeting's programme."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "naming",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("named_as", one_of("namedas", "in_full", "first_name", "organisation"), nullable=False),
        sa.Column("chosen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_naming_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_naming_person_id")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_naming")),
    )
    op.create_index(op.f("ix_naming_person_id"), "naming", ["person_id"], unique=False)
