"""Nominations, and what bodies say of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of


def add() -> None:
    _add_nomination()
    _add_endorsement()
    _add_nomination_private()
    _add_nomination_review()
    _add_nomination_session()
    _add_vacancy()


def _add_nomination() -> None:
    columns = [*_who_and_where(), *_what_they_say(), *_what_became_of_it()]
    op.create_table("nomination", *columns, *_constraints())
    op.create_index(op.f("ix_nomination_by_id"), "nomination", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_nomination_call_id_channel_id_state"),
        "nomination",
        ["call_id", "channel_id", "state"],
        unique=False,
    )
    op.create_index(op.f("ix_nomination_channel_id"), "nomination", ["channel_id"], unique=False)
    op.create_index(op.f("ix_nomination_organisation_id"), "nomination", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_nomination_person_id"), "nomination", ["person_id"], unique=False)
    op.create_index(op.f("ix_nomination_seat_id"), "nomination", ["seat_id"], unique=False)
    op.create_index(op.f("ix_nomination_session_id"), "nomination", ["session_id"], unique=False)
    op.create_index(op.f("ix_nomination_state"), "nomination", ["state"], unique=False)


def _who_and_where() -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            one_of(
                "state",
                "put_forward",
                "confirmed",
                "returned",
                "endorsed",
                "not_endorsed",
                "forwarded",
                "seated",
                "reserve",
                "not_chosen",
                "invited",
                "accepted",
                "declined",
                "withdrawn",
                "replaced",
                "delivered",
                "not_delivered",
            ),
            nullable=False,
        ),
    ]


def _what_they_say() -> list[Any]:
    return [
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("by_desk", sa.Boolean(), nullable=False),
        sa.Column("part", one_of("part", "panellist", "floor_speaker"), nullable=False),
        sa.Column("abstract", sa.String(), nullable=True),
        sa.Column("biography", sa.String(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("mode", one_of("segmentmode", "in_person", "online", "video"), nullable=True),
        sa.Column("availability", sa.JSON(), nullable=False),
        sa.Column(
            "region",
            one_of(
                "region",
                "Eastern Europe and Central Asia",
                "Latin America and the Caribbean",
                "Middle East and North Africa",
                "North America",
                "Oceania",
                "South Asia",
                "South-East and East Asia and the Pacific",
                "Sub-Saharan Africa",
                "Western Europe",
            ),
            nullable=True,
        ),
    ]


def _what_became_of_it() -> list[Any]:
    return [
        sa.Column("first_time", sa.Boolean(), nullable=True),
        sa.Column("named_as", one_of("namedas", "in_full", "first_name", "organisation"), nullable=False),
        sa.Column("may_be_shown", sa.Boolean(), nullable=False),
        sa.Column("may_be_recorded", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("panellist_id", sa.Integer(), nullable=True),
        sa.Column("reserve_rank", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("contribution_at", UtcDateTime(), nullable=True),
    ]


def _constraints() -> list[Any]:
    return [
        sa.CheckConstraint(
            "session_id IS NOT NULL OR state NOT IN ('seated', 'invited', 'accepted', 'delivered')",
            name=op.f("ck_nomination_places_are_in_a_session"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_nomination_by_id")),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_nomination_call_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_nomination_channel_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_nomination_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["panellist_id"], ["panellist.id"], name=op.f("fk_nomination_panellist_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nomination_person_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["nomination.id"], name=op.f("fk_nomination_replaces_id")),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_nomination_seat_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_nomination_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("code", name=op.f("uq_nomination_code")),
        sa.UniqueConstraint("panellist_id", name=op.f("uq_nomination_panellist_id")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_nomination_replaces_id")),
    ]


def _add_endorsement() -> None:
    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "doing",
            one_of(
                "doing",
                "ask",
                "apply",
                "name",
                "confirm",
                "score",
                "endorse",
                "return",
                "comment",
                "forward",
                "seat",
                "invite",
            ),
            nullable=False,
        ),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_endorsement_nomination_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint(
            "nomination_id", "place", "body", name=op.f("uq_endorsement_nomination_id_place_body")
        ),
    )


def _add_nomination_private() -> None:
    op.create_table(
        "nomination_private",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("erase_after", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_nomination_private_nomination_id")
        ),
        sa.PrimaryKeyConstraint("nomination_id", "field", name=op.f("pk_nomination_private")),
    )
    op.create_index(
        op.f("ix_nomination_private_erase_after"), "nomination_private", ["erase_after"], unique=False
    )


def _add_nomination_review() -> None:
    op.create_table(
        "nomination_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("scores", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("recused", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(scores IS NULL) = (recused IS NOT NULL)", name=op.f("ck_nomination_review_scored_or_recused")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_nomination_review_nomination_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_review")),
        sa.UniqueConstraint(
            "nomination_id", "reviewer", name=op.f("uq_nomination_review_nomination_id_reviewer")
        ),
    )


def _add_nomination_session() -> None:
    op.create_table(
        "nomination_session",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_nomination_session_nomination_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_nomination_session_session_id")
        ),
        sa.PrimaryKeyConstraint("nomination_id", "session_id", name=op.f("pk_nomination_session")),
    )
    op.create_index(
        op.f("ix_nomination_session_session_id"), "nomination_session", ["session_id"], unique=False
    )


def _add_vacancy() -> None:
    op.create_table(
        "vacancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("how", one_of("settled", "filled", "no_nominee", "lapsed", "reserve"), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (how IS NULL)", name=op.f("ck_vacancy_closed_somehow")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_vacancy_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy")),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_vacancy_nomination_id")),
    )
