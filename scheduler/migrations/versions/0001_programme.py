"""The programme: meetings, organisations, entries, plans, releases, and the history."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chained", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
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
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "member_state",
                "un_entity",
                "igo",
                "ngo",
                "other",
                name="organisationkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column(
            "ecosoc_status",
            sa.Enum(
                "general", "special", "roster", name="ecosocstatus", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("folded", name=op.f("uq_venue_folded")),
    )
    op.create_table(
        "audit_content",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["audit_record.number"], name=op.f("fk_audit_content_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_content")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "regular_session",
                "reconvened_session",
                "intersessional_meeting",
                "expert_meeting",
                name="meetingkind",
                native_enum=False,
                create_constraint=True,
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
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "side_event",
                "special_event",
                "exhibition",
                "other_event",
                "thematic_session",
                "plenary",
                "committee_of_the_whole",
                "dialogue",
                "hearing",
                "forum",
                "other_meeting",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "in_person", "online", "hybrid", name="format", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("imported", sa.JSON(), nullable=True),
        sa.Column("made_by_import", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_entry_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("meeting_id", "code", name=op.f("uq_entry_meeting_id_code")),
        sa.UniqueConstraint("meeting_id", "id", name=op.f("uq_entry_meeting_id_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_entry_uid")),
    )
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
    op.create_table(
        "meeting_room",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_room_meeting_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_meeting_room_room_id")),
        sa.PrimaryKeyConstraint("meeting_id", "room_id", name=op.f("pk_meeting_room")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_plan_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("meeting_id", "id", name=op.f("uq_plan_meeting_id_id")),
    )
    op.create_index(op.f("ix_plan_meeting_id"), "plan", ["meeting_id"], unique=False)
    op.create_index(
        "uq_plan_public",
        "plan",
        ["meeting_id"],
        unique=True,
        sqlite_where=sa.text("public"),
        postgresql_where=sa.text("public"),
    )
    op.create_table(
        "release",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=False),
        sa.Column("meeting", sa.JSON(), nullable=False),
        sa.Column("refresh_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_release_number")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_release_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "number", name=op.f("pk_release")),
    )
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
    op.create_table(
        "whole_feed",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("release_number", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_whole_feed_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_whole_feed")),
    )
    op.create_table(
        "formal_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_formal_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formal_meeting")),
    )
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.CheckConstraint("day <= until", name=op.f("ck_placement_day_before_until")),
        sa.CheckConstraint(
            "ends_at IS NULL OR starts_at IS NOT NULL", name=op.f("ck_placement_no_end_without_start")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_placement_starts_before_ends")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "entry_id"],
            ["entry.meeting_id", "entry.id"],
            name=op.f("fk_placement_meeting_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "plan_id"],
            ["plan.meeting_id", "plan.id"],
            name=op.f("fk_placement_meeting_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_placement_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("plan_id", "entry_id", name=op.f("uq_placement_plan_id_entry_id")),
    )
    op.create_index(op.f("ix_placement_entry_id"), "placement", ["entry_id"], unique=False)
    op.create_index(op.f("ix_placement_room_id"), "placement", ["room_id"], unique=False)
    op.create_table(
        "published_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("released_in", sa.Integer(), nullable=False),
        sa.Column("superseded_in", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("fragment", sa.LargeBinary(), nullable=True),
        sa.Column("fragment_kept", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "released_in < superseded_in", name=op.f("ck_published_entry_released_before_superseded")
        ),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_published_entry_sequence")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_published_entry_entry_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_published_entry_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_entry")),
        sa.UniqueConstraint("entry_id", "sequence", name=op.f("uq_published_entry_entry_id_sequence")),
    )
    op.create_index(
        "ix_published_entry_meeting_id", "published_entry", ["meeting_id", "superseded_in"], unique=False
    )
    op.create_index(
        "uq_published_entry_current",
        "published_entry",
        ["entry_id"],
        unique=True,
        sqlite_where=sa.text("superseded_in IS NULL"),
        postgresql_where=sa.text("superseded_in IS NULL"),
    )
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
    op.create_table(
        "side_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_side_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_event")),
    )
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
    op.create_table(
        "thematic_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chair", sa.String(), nullable=True),
        sa.Column("moderator", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_thematic_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thematic_session")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("formal_meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("symbols", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["formal_meeting_id"], ["formal_meeting.id"], name=op.f("fk_agenda_item_formal_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(
        op.f("ix_agenda_item_formal_meeting_id"), "agenda_item", ["formal_meeting_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["thematic_session.id"], name=op.f("fk_document_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_session_id"), "document", ["session_id"], unique=False)
    op.create_table(
        "floor_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "constituency",
            sa.Enum(
                "member_state",
                "un_entity",
                "igo",
                "partner",
                "civil_society",
                name="constituency",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("represents", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_floor_speaker_meeting_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_floor_speaker_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_floor_speaker_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_floor_speaker_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_speaker")),
    )
    op.create_index(op.f("ix_floor_speaker_meeting_id"), "floor_speaker", ["meeting_id"], unique=False)
    op.create_index(
        op.f("ix_floor_speaker_organisation_id"), "floor_speaker", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_floor_speaker_session_id"), "floor_speaker", ["session_id"], unique=False)
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["thematic_session.id"], name=op.f("fk_panel_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("session_id", name=op.f("uq_panel_session_id")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening_remarks",
                "introductory_presentation",
                "keynote",
                "panel",
                "interactive_debate",
                "way_forward",
                "other",
                name="segmentkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "in_person", "online", "video", name="segmentmode", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_segment_minutes")),
        sa.ForeignKeyConstraint(["session_id"], ["thematic_session.id"], name=op.f("fk_segment_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    op.create_index(op.f("ix_segment_session_id"), "segment", ["session_id"], unique=False)
    op.create_table(
        "side_event_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side_event_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "organiser",
                "co_organiser",
                "cosponsor",
                name="role",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_side_event_organisation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["side_event_id"], ["side_event.id"], name=op.f("fk_side_event_organisation_side_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_event_organisation")),
        sa.UniqueConstraint(
            "side_event_id",
            "organisation_id",
            name=op.f("uq_side_event_organisation_side_event_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_side_event_organisation_organisation_id"),
        "side_event_organisation",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        "uq_side_event_organisation_lead",
        "side_event_organisation",
        ["side_event_id"],
        unique=True,
        sqlite_where=sa.text("role = 'organiser'"),
        postgresql_where=sa.text("role = 'organiser'"),
    )
    op.create_table(
        "side_event_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side_event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_side_event_speaker_person_id")),
        sa.ForeignKeyConstraint(
            ["side_event_id"], ["side_event.id"], name=op.f("fk_side_event_speaker_side_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_event_speaker")),
    )
    op.create_index(
        op.f("ix_side_event_speaker_side_event_id"), "side_event_speaker", ["side_event_id"], unique=False
    )
    op.create_table(
        "panellist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "constituency",
            sa.Enum(
                "member_state",
                "un_entity",
                "igo",
                "partner",
                "civil_society",
                name="constituency",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("represents", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_panellist_organisation_id")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_panellist_panel_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_panellist_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panellist")),
    )
    op.create_index(op.f("ix_panellist_organisation_id"), "panellist", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_panellist_panel_id"), "panellist", ["panel_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "constituency",
            sa.Enum(
                "member_state",
                "un_entity",
                "igo",
                "partner",
                "civil_society",
                name="constituency",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.CheckConstraint("maximum >= target", name=op.f("ck_seat_maximum")),
        sa.CheckConstraint("minimum BETWEEN 0 AND target", name=op.f("ck_seat_minimum")),
        sa.CheckConstraint("target >= 0", name=op.f("ck_seat_target")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_seat_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    op.create_index(op.f("ix_seat_panel_id"), "seat", ["panel_id"], unique=False)
