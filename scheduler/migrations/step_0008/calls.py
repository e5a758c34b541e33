"""Channels with their steps and holders, and calls for speakers."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of


def add() -> None:
    _add_channel_holder()
    _add_channel()
    _add_speaker_call()
    _add_channel_step()
    _add_speaker_call_channel()
    _add_speaker_criterion()
    _add_entity_asked()
    _add_no_nominee()
    _add_speaker_place()
    _add_step_deadline()


def _add_channel_holder() -> None:
    op.create_table(
        "channel_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "role",
            one_of(
                "role",
                "applicant",
                "channel_coordinator",
                "channel_reviewer",
                "civil_society_unit",
                "secretariat",
                "chair",
                "admin",
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("role LIKE 'channel%'", name=op.f("ck_channel_holder_role_of_a_channel")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_channel_holder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_holder")),
    )
    op.create_index(op.f("ix_channel_holder_person_id"), "channel_holder", ["person_id"], unique=False)
    op.create_index(
        "uq_channel_holder_now",
        "channel_holder",
        ["body", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _add_channel() -> None:
    op.create_table(
        "channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column(
            "constituency",
            one_of("constituency", "member_state", "un_entity", "igo", "partner", "civil_society"),
            nullable=False,
        ),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("dropout", one_of("dropout", "nominator", "reserve"), nullable=False),
        sa.Column("open_to_desk", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_channel_meeting_id")),
        sa.ForeignKeyConstraint(["sender"], ["correspondent.code"], name=op.f("fk_channel_sender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
        sa.UniqueConstraint("meeting_id", "code", name=op.f("uq_channel_meeting_id_code")),
    )


def _add_speaker_call() -> None:
    op.create_table(
        "speaker_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("late", one_of("late", "closed", "queue", "link"), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("required", sa.JSON(), nullable=False),
        sa.Column("contribution", one_of("contribution", "none", "statement", "video"), nullable=False),
        sa.Column("contribution_due_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(contribution = 'none') = (contribution_due_at IS NULL)",
            name=op.f("ck_speaker_call_due_where_something_is"),
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_speaker_call_opens_before_it_closes")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speaker_call_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_call")),
        sa.UniqueConstraint("meeting_id", "code", name=op.f("uq_speaker_call_meeting_id_code")),
    )


def _add_channel_step() -> None:
    op.create_table(
        "channel_step",
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "party",
            one_of(
                "party", "nominator", "person", "reviewer", "coordinator", "civil_society_unit", "secretariat"
            ),
            nullable=False,
        ),
        sa.Column("bodies", sa.JSON(), nullable=False),
        sa.Column("may", sa.JSON(), nullable=False),
        sa.Column("sees", sa.JSON(), nullable=False),
        sa.Column("lapse", one_of("lapse", "goes_on", "waits", "passes"), nullable=False),
        sa.Column("passes_to", sa.String(), nullable=True),
        sa.Column("remind", sa.JSON(), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.CheckConstraint("needs >= 1", name=op.f("ck_channel_step_somebody_acts")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_channel_step_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", "place", name=op.f("pk_channel_step")),
    )


def _add_speaker_call_channel() -> None:
    op.create_table(
        "speaker_call_channel",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["speaker_call.id"], name=op.f("fk_speaker_call_channel_call_id")
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_speaker_call_channel_channel_id")
        ),
        sa.PrimaryKeyConstraint("call_id", "channel_id", name=op.f("pk_speaker_call_channel")),
    )
    op.create_index(
        op.f("ix_speaker_call_channel_channel_id"), "speaker_call_channel", ["channel_id"], unique=False
    )


def _add_speaker_criterion() -> None:
    op.create_table(
        "speaker_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight >= 1", name=op.f("ck_speaker_criterion_weight")),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_speaker_criterion_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_criterion")),
        sa.UniqueConstraint("call_id", "code", name=op.f("uq_speaker_criterion_call_id_code")),
    )


def _add_entity_asked() -> None:
    op.create_table(
        "entity_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_entity_asked_call_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_entity_asked_channel_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_entity_asked_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_entity_asked_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_asked")),
        sa.UniqueConstraint(
            "call_id",
            "channel_id",
            "organisation_id",
            "session_id",
            name=op.f("uq_entity_asked_call_id_channel_id_organisation_id_session_id"),
        ),
    )
    op.create_index(op.f("ix_entity_asked_channel_id"), "entity_asked", ["channel_id"], unique=False)
    op.create_index(
        op.f("ix_entity_asked_organisation_id"), "entity_asked", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_entity_asked_session_id"), "entity_asked", ["session_id"], unique=False)


def _add_no_nominee() -> None:
    op.create_table(
        "no_nominee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_no_nominee_call_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_no_nominee_channel_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_no_nominee_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_nominee")),
    )
    op.create_index(
        "ix_no_nominee_standing",
        "no_nominee",
        ["call_id", "channel_id", "body"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _add_speaker_place() -> None:
    op.create_table(
        "speaker_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("part", one_of("part", "panellist", "floor_speaker"), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_speaker_place_number")),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_speaker_place_call_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_speaker_place_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_place")),
        sa.UniqueConstraint(
            "call_id", "part", "session_id", name=op.f("uq_speaker_place_call_id_part_session_id")
        ),
    )
    op.create_index(op.f("ix_speaker_place_session_id"), "speaker_place", ["session_id"], unique=False)


def _add_step_deadline() -> None:
    op.create_table(
        "step_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("lapsed_at", UtcDateTime(), nullable=True),
        sa.Column("reminded", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_step_deadline_call_id")),
        sa.ForeignKeyConstraint(
            ["channel_id", "place"],
            ["channel_step.channel_id", "channel_step.place"],
            name=op.f("fk_step_deadline_channel_id_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_deadline")),
        sa.UniqueConstraint(
            "call_id", "channel_id", "place", name=op.f("uq_step_deadline_call_id_channel_id_place")
        ),
    )
