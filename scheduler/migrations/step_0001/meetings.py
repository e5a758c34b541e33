"""History, organisations, people, venues and meetings."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of


def add() -> None:
    _add_audit_head()
    _add_audit_record()
    _add_organisation()
    _add_person()
    _add_venue()
    _add_audit_content()
    _add_meeting()
    _add_organisation_name()
    _add_room()
    _add_day()
    _add_meeting_organisation()
    _add_meeting_room()
    _add_room_name()
    _add_room_closure()
    _add_slot()


def _add_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chained", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _add_audit_record() -> None:
    op.create_table(
        "audit_record",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("chained", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_record")),
        sa.UniqueConstraint("chained", name=op.f("uq_audit_record_chained")),
    )
    op.create_index(op.f("ix_audit_record_thing"), "audit_record", ["thing"], unique=False)


def _add_organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column(
            "kind",
            one_of("organisationkind", "member_state", "un_entity", "igo", "ngo", "other"),
            nullable=True,
        ),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("ecosoc_status", one_of("ecosocstatus", "general", "special", "roster"), nullable=True),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )


def _add_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _add_venue() -> None:
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("folded", name=op.f("uq_venue_folded")),
    )


def _add_audit_content() -> None:
    op.create_table(
        "audit_content",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["audit_record.number"], name=op.f("fk_audit_content_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_content")),
    )


def _add_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "meetingkind",
                "regular_session",
                "reconvened_session",
                "intersessional_meeting",
                "expert_meeting",
            ),
            nullable=False,
        ),
        sa.Column("session_number", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("side_events_in_truth", sa.Integer(), nullable=True),
        sa.Column("imported", sa.JSON(), nullable=True),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_meeting_starts_before_ends")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_meeting_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("code", name=op.f("uq_meeting_code")),
        sa.UniqueConstraint("id", "starts", "ends", name=op.f("uq_meeting_id_starts_ends")),
    )


def _add_organisation_name() -> None:
    op.create_table(
        "organisation_name",
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id")
        ),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_organisation_name")),
    )
    op.create_index(
        op.f("ix_organisation_name_organisation_id"), "organisation_name", ["organisation_id"], unique=False
    )


def _add_room() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_room_capacity")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_room_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("venue_id", "slug", name=op.f("uq_room_venue_id_slug")),
    )


def _add_day() -> None:
    op.create_table(
        "day",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("meeting_starts", sa.Date(), nullable=False),
        sa.Column("meeting_ends", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "date BETWEEN meeting_starts AND meeting_ends", name=op.f("ck_day_inside_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "meeting_starts", "meeting_ends"],
            ["meeting.id", "meeting.starts", "meeting.ends"],
            name=op.f("fk_day_meeting_id_meeting_starts_meeting_ends"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "date", name=op.f("pk_day")),
    )


def _add_meeting_organisation() -> None:
    op.create_table(
        "meeting_organisation",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_organisation_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_meeting_organisation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "organisation_id", name=op.f("pk_meeting_organisation")),
    )
    op.create_index(
        op.f("ix_meeting_organisation_organisation_id"),
        "meeting_organisation",
        ["organisation_id"],
        unique=False,
    )


def _add_meeting_room() -> None:
    op.create_table(
        "meeting_room",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_room_meeting_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_meeting_room_room_id")),
        sa.PrimaryKeyConstraint("meeting_id", "room_id", name=op.f("pk_meeting_room")),
    )


def _add_room_name() -> None:
    op.create_table(
        "room_name",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_name_room_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_room_name_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "folded", name=op.f("pk_room_name")),
    )
    op.create_index(op.f("ix_room_name_room_id"), "room_name", ["room_id"], unique=False)


def _add_room_closure() -> None:
    op.create_table(
        "room_closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_room_closure_starts_before_ends")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "day"], ["day.meeting_id", "day.date"], name=op.f("fk_room_closure_meeting_id_day")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "room_id"],
            ["meeting_room.meeting_id", "meeting_room.room_id"],
            name=op.f("fk_room_closure_meeting_id_room_id"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_room_closure_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_closure")),
    )
    op.create_index(op.f("ix_room_closure_meeting_id"), "room_closure", ["meeting_id"], unique=False)


def _add_slot() -> None:
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_slot_starts_before_ends")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "day"], ["day.meeting_id", "day.date"], name=op.f("fk_slot_meeting_id_day")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_slot_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint(
            "meeting_id", "starts_at", "ends_at", name=op.f("uq_slot_meeting_id_starts_at_ends_at")
        ),
    )
