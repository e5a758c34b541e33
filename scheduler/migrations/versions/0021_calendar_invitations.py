"""Calendar invitations, who wants none, answers that were not taken; calendars that letters bring along."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_calendar",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("method", one_of("method", "REQUEST", "CANCEL"), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_calendar_letter_id")),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_calendar")),
    )
    _add_invitations()
    op.create_table(
        "calendar_refusal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_refusal_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_refusal")),
    )
    _add_untaken()


def _add_invitations() -> None:
    op.create_table(
        "calendar_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column(
            "part", one_of("part", "panellist", "floor_speaker", "organiser", "speaker"), nullable=False
        ),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("asked_sequence", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.JSON(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("answer", one_of("answer", "ACCEPTED", "DECLINED", "TENTATIVE"), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_calendar_invitation_sequence")),
        sa.CheckConstraint("asked_sequence <= sequence", name=op.f("ck_calendar_invitation_asked_before")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_calendar_invitation_answered_at_some_time"),
        ),
        sa.CheckConstraint(
            "NOT stands OR address IS NOT NULL", name=op.f("ck_calendar_invitation_stands_somewhere")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_calendar_invitation_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_invitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_invitation")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_invitation_uid")),
        sa.UniqueConstraint("entry_id", "address", name=op.f("uq_calendar_invitation_entry_id_address")),
    )
    op.create_index(op.f("ix_calendar_invitation_person_id"), "calendar_invitation", ["person_id"])


def _add_untaken() -> None:
    op.create_table(
        "untaken_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "doubt",
            one_of(
                "doubt",
                "unreadable",
                "several",
                "unknown",
                "other_guest",
                "other_sender",
                "passed_on",
                "no_answer",
                "called_off",
                "outdated",
                "ahead",
                "older",
            ),
            nullable=False,
        ),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("guest", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["calendar_invitation.id"], name=op.f("fk_untaken_reply_invitation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_untaken_reply")),
    )
    op.create_index(op.f("ix_untaken_reply_invitation_id"), "untaken_reply", ["invitation_id"])
