"""Letters, their texts, and how they went out."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of


def add() -> None:
    _add_correspondent()
    _add_letter()
    _index_letters()
    _add_letter_text()
    _add_meeting_mail()
    _add_delivery()


def _add_correspondent() -> None:
    op.create_table(
        "correspondent",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_correspondent")),
    )


def _add_letter() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("secret", sa.String(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("again_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            one_of("letterstate", "held", "waiting", "sending", "sent", "failed", "discarded"),
            nullable=False,
        ),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("bounced_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sending') = (claimed_at IS NOT NULL)", name=op.f("ck_letter_sending_since")
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_letter_sent_at_some_time")
        ),
        sa.ForeignKeyConstraint(["again_id"], ["letter.id"], name=op.f("fk_letter_again_id")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_letter_link_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_letter_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["sender"], ["correspondent.code"], name=op.f("fk_letter_sender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
        sa.UniqueConstraint("once", name=op.f("uq_letter_once")),
    )


def _index_letters() -> None:
    op.create_index(op.f("ix_letter_about"), "letter", ["about"], unique=False)
    op.create_index(op.f("ix_letter_meeting_id"), "letter", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_letter_person_id"), "letter", ["person_id"], unique=False)
    op.create_index(op.f("ix_letter_state_due_at"), "letter", ["state", "due_at"], unique=False)


def _add_letter_text() -> None:
    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_letter_text_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint(
            "kind", "meeting_id", "language", name=op.f("uq_letter_text_kind_meeting_id_language")
        ),
    )
    op.create_index(
        "uq_letter_text_for_all_meetings",
        "letter_text",
        ["kind", "language"],
        unique=True,
        sqlite_where=sa.text("meeting_id IS NULL"),
        postgresql_where=sa.text("meeting_id IS NULL"),
    )


def _add_meeting_mail() -> None:
    op.create_table(
        "meeting_mail",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_mail_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_mail")),
    )


def _add_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "outcome", one_of("outcome", "sent", "deferred", "refused", "unsure", "bounced"), nullable=False
        ),
        sa.Column("said", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_delivery_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_letter_id"), "delivery", ["letter_id"], unique=False)
