"""Agendas, delegations that share them, and how far it is from room to room."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _agendas()
    _stars()
    _followed()
    _delegations()
    _members()
    _shared_entries()
    _walks()


def _agendas() -> None:
    """And the keys that open them."""
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agenda_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("person_id", name=op.f("uq_agenda_person_id")),
    )
    op.create_table(
        "agenda_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("keykind", "browser", "link"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_agenda_key_agenda_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_agenda_key_digest")),
    )
    op.create_index(op.f("ix_agenda_key_agenda_id"), "agenda_key", ["agenda_id"], unique=False)
    op.create_index(
        "uq_agenda_key_link",
        "agenda_key",
        ["agenda_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'link'"),
        postgresql_where=sa.text("kind = 'link'"),
    )


def _stars() -> None:
    """What somebody means to go to."""
    op.create_table(
        "star",
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("level", one_of("level", "going", "perhaps", "follows", "left_out"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("level != 'follows'", name=op.f("ck_star_given")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_star_agenda_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_star_entry_id")),
        sa.PrimaryKeyConstraint("agenda_id", "entry_id", name=op.f("pk_star")),
    )
    op.create_index(op.f("ix_star_entry_id"), "star", ["entry_id"], unique=False)


def _followed() -> None:
    """Whose and which entries somebody wants to hear of."""
    op.create_table(
        "followed_organisation",
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["agenda.id"], name=op.f("fk_followed_organisation_agenda_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_followed_organisation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("agenda_id", "organisation_id", name=op.f("pk_followed_organisation")),
    )
    op.create_index(
        op.f("ix_followed_organisation_organisation_id"),
        "followed_organisation",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "followed_value",
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", one_of("followed", "theme", "room", "kind", "agenda_item"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_followed_value_agenda_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_followed_value_meeting_id")),
        sa.PrimaryKeyConstraint("agenda_id", "meeting_id", "what", "value", name=op.f("pk_followed_value")),
    )
    op.create_index(op.f("ix_followed_value_meeting_id"), "followed_value", ["meeting_id"], unique=False)


def _delegations() -> None:
    """Groups that share agendas."""
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("name != ''", name=op.f("ck_delegation_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("digest", name=op.f("uq_delegation_digest")),
    )


def _members() -> None:
    """Who is in a delegation; one of them owns it."""
    op.create_table(
        "delegation_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        sa.Column("shares", sa.Boolean(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("name != ''", name=op.f("ck_delegation_member_named")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_delegation_member_agenda_id")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_delegation_member_delegation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_member")),
        sa.UniqueConstraint(
            "delegation_id", "agenda_id", name=op.f("uq_delegation_member_delegation_id_agenda_id")
        ),
        sa.UniqueConstraint("delegation_id", "id", name=op.f("uq_delegation_member_delegation_id_id")),
    )
    op.create_index(op.f("ix_delegation_member_agenda_id"), "delegation_member", ["agenda_id"], unique=False)
    op.create_index(
        "uq_delegation_member_owner",
        "delegation_member",
        ["delegation_id"],
        unique=True,
        sqlite_where=sa.text("is_owner"),
        postgresql_where=sa.text("is_owner"),
    )


def _shared_entries() -> None:
    """What a delegation has on its list, and who covers it."""
    op.create_table(
        "delegation_entry",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_delegation_entry_delegation_id")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_delegation_entry_entry_id")),
        sa.PrimaryKeyConstraint("delegation_id", "entry_id", name=op.f("pk_delegation_entry")),
    )
    op.create_index(op.f("ix_delegation_entry_entry_id"), "delegation_entry", ["entry_id"], unique=False)
    op.create_table(
        "cover",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", one_of("coverstate", "asked", "agreed", "declined"), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegation_id", "entry_id"],
            ["delegation_entry.delegation_id", "delegation_entry.entry_id"],
            name=op.f("fk_cover_delegation_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id", "member_id"],
            ["delegation_member.delegation_id", "delegation_member.id"],
            name=op.f("fk_cover_delegation_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("delegation_id", "entry_id", "member_id", name=op.f("pk_cover")),
    )
    op.create_index(op.f("ix_cover_member_id"), "cover", ["member_id"], unique=False)


def _walks() -> None:
    """How far it is from room to room."""
    op.create_table(
        "venue_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.CheckConstraint("name != ''", name=op.f("ck_venue_part_named")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_venue_part_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_part")),
        sa.UniqueConstraint("venue_id", "folded", name=op.f("uq_venue_part_venue_id_folded")),
    )
    op.create_table(
        "room_part",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["venue_part.id"], name=op.f("fk_room_part_part_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_part_room_id")),
        sa.PrimaryKeyConstraint("room_id", name=op.f("pk_room_part")),
    )
    op.create_index(op.f("ix_room_part_part_id"), "room_part", ["part_id"], unique=False)
    op.create_table(
        "walk",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 0 AND 120", name=op.f("ck_walk_minutes")),
        sa.CheckConstraint("one_id <= other_id", name=op.f("ck_walk_once")),
        sa.ForeignKeyConstraint(["one_id"], ["venue_part.id"], name=op.f("fk_walk_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["venue_part.id"], name=op.f("fk_walk_other_id")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_walk")),
    )
    op.create_index(op.f("ix_walk_other_id"), "walk", ["other_id"], unique=False)
