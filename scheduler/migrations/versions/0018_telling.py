"""Who was told of which release, how everybody wants to be told, and what the desk says of a release."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("release", sa.Column("summary", sa.String(), nullable=True))
    op.add_column("release", sa.Column("note", sa.String(), nullable=True))
    op.create_table(
        "listener",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_mail", one_of("bymail", "at_once", "daily", "never"), nullable=True),
        sa.Column("chosen_at", UtcDateTime(), nullable=True),
        sa.Column("looked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_listener_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_listener")),
    )
    op.create_table(
        "notice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("release_number", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("concerns", sa.JSON(), nullable=False),
        sa.Column("by_mail", one_of("bymail", "at_once", "daily", "never"), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "release_number"],
            ["release.meeting_id", "release.number"],
            name=op.f("fk_notice_meeting_id_release_number"),
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_notice_letter_id")),
        sa.PrimaryKeyConstraint("person_id", "meeting_id", "release_number", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_by_mail_letter_id"), "notice", ["by_mail", "letter_id"])
    op.create_index(op.f("ix_notice_letter_id"), "notice", ["letter_id"])
