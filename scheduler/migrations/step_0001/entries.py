"""Entries of the three kinds, and what hangs on them."""

import sqlalchemy as sa
from alembic import op

from scheduler.migrations.columns import one_of


def add() -> None:
    _add_entry()
    _add_formal_meeting()
    _add_side_event()
    _add_thematic_session()
    _add_agenda_item()
    _add_document()
    _add_floor_speaker()
    _add_panel()
    _add_segment()
    _add_side_event_organisation()
    _add_side_event_speaker()
    _add_panellist()
    _add_seat()


def _add_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "entrykind",
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
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("format", one_of("format", "in_person", "online", "hybrid"), nullable=True),
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


def _add_formal_meeting() -> None:
    op.create_table(
        "formal_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_formal_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formal_meeting")),
    )


def _add_side_event() -> None:
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


def _add_thematic_session() -> None:
    op.create_table(
        "thematic_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chair", sa.String(), nullable=True),
        sa.Column("moderator", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_thematic_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thematic_session")),
    )


def _add_agenda_item() -> None:
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


def _add_document() -> None:
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


def _add_floor_speaker() -> None:
    op.create_table(
        "floor_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "constituency",
            one_of("constituency", "member_state", "un_entity", "igo", "partner", "civil_society"),
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


def _add_panel() -> None:
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["thematic_session.id"], name=op.f("fk_panel_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("session_id", name=op.f("uq_panel_session_id")),
    )


def _add_segment() -> None:
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "segmentkind",
                "opening_remarks",
                "introductory_presentation",
                "keynote",
                "panel",
                "interactive_debate",
                "way_forward",
                "other",
            ),
            nullable=False,
        ),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("mode", one_of("segmentmode", "in_person", "online", "video"), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_segment_minutes")),
        sa.ForeignKeyConstraint(["session_id"], ["thematic_session.id"], name=op.f("fk_segment_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    op.create_index(op.f("ix_segment_session_id"), "segment", ["session_id"], unique=False)


def _add_side_event_organisation() -> None:
    op.create_table(
        "side_event_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side_event_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", one_of("role", "organiser", "co_organiser", "cosponsor"), nullable=False),
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


def _add_side_event_speaker() -> None:
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


def _add_panellist() -> None:
    op.create_table(
        "panellist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "constituency",
            one_of("constituency", "member_state", "un_entity", "igo", "partner", "civil_society"),
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


def _add_seat() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "constituency",
            one_of("constituency", "member_state", "un_entity", "igo", "partner", "civil_society"),
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
