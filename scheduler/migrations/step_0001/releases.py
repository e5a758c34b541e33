"""Plans, placements, releases, and what they published."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime


def add() -> None:
    _add_plan()
    _add_release()
    _add_whole_feed()
    _add_placement()
    _add_published_entry()


def _add_plan() -> None:
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


def _add_release() -> None:
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


def _add_whole_feed() -> None:
    op.create_table(
        "whole_feed",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("release_number", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_whole_feed_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_whole_feed")),
    )


def _add_placement() -> None:
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


def _add_published_entry() -> None:
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
