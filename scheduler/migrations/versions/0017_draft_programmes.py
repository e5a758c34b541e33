"""Draft programmes: what was shown of a plan, to whom, and what organisers answered."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _draft_programmes()
    _places()
    _answers()


def _draft_programmes() -> None:
    op.create_table(
        "draft_programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.Column("audience", one_of("audience", "organisers", "all"), nullable=False),
        sa.Column("state", one_of("showing", "shown", "taken_back", "replaced", "released"), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.Column("shown_by", sa.String(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'shown') = (ended_at IS NULL)",
            name=op.f("ck_draft_programme_shown_until_it_ended"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_draft_programme_meeting_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "plan_id"],
            ["plan.meeting_id", "plan.id"],
            name=op.f("fk_draft_programme_meeting_id_plan_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_programme")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_draft_programme_meeting_id_number")),
    )
    op.create_index(
        "uq_draft_programme_shown",
        "draft_programme",
        ["meeting_id"],
        unique=True,
        sqlite_where=sa.text("state = 'shown'"),
        postgresql_where=sa.text("state = 'shown'"),
    )


def _places() -> None:
    op.create_table(
        "draft_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("hand", one_of("hand", "by_hand", "chair"), nullable=True),
        sa.Column("put_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "day IS NOT NULL OR starts_at IS NULL", name=op.f("ck_draft_place_no_time_without_day")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft_programme.id"], name=op.f("fk_draft_place_draft_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_draft_place_entry_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_draft_place_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_place")),
        sa.UniqueConstraint("draft_id", "entry_id", name=op.f("uq_draft_place_draft_id_entry_id")),
    )
    op.create_index(op.f("ix_draft_place_entry_id"), "draft_place", ["entry_id"], unique=False)


def _answers() -> None:
    op.create_table(
        "draft_answer",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("reply", one_of("reply", "suits", "cannot", "would_swap"), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column(
            "source",
            one_of("source", "email", "note_verbale", "telephone", "in_person", "web_form"),
            nullable=True,
        ),
        sa.Column("came_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "reply <> 'cannot' OR said IS NOT NULL", name=op.f("ck_draft_answer_cannot_has_a_reason")
        ),
        sa.CheckConstraint(
            "(source IS NULL) = (came_on IS NULL)", name=op.f("ck_draft_answer_by_the_desk_or_not")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["draft_place.id"], name=op.f("fk_draft_answer_place_id")),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_draft_answer")),
    )
