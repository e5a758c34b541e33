"""What a meeting sets for its clash rules, and how entries are tied to each other."""

import sqlalchemy as sa
from alembic import op

from scheduler.migrations.columns import one_of

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RULES = (
    "room_twice",
    "room_closed",
    "outside_days",
    "speaker_twice",
    "organisation_twice",
    "excluded_slot",
    "equipment_lacking",
    "format_lacking",
    "not_parallel",
    "must_follow",
    "room_too_small",
    "capacity_unknown",
    "outside_slots",
    "special_too_short",
    "set_up_time",
    "interpretation",
    "same_theme",
    "name_lent_twice",
)
LEVELS = ("blocks_placing", "blocks_release", "warns", "off")


def upgrade() -> None:
    op.create_table(
        "clash_level",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("rule", one_of("rule", *RULES), nullable=False),
        sa.Column("level", one_of("level", *LEVELS), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_clash_level_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "rule", name=op.f("pk_clash_level")),
    )
    op.create_table(
        "clash_settings",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("set_up_minutes", sa.Integer(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=True),
        sa.CheckConstraint("set_up_minutes >= 0", name=op.f("ck_clash_settings_set_up_minutes")),
        sa.CheckConstraint("teams >= 0", name=op.f("ck_clash_settings_teams")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_clash_settings_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_clash_settings")),
    )
    op.create_table(
        "entry_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("link", "not_parallel", "must_follow"), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_entry_link_two_of_them")),
        sa.CheckConstraint(
            "kind <> 'not_parallel' OR first_id < second_id", name=op.f("ck_entry_link_told_once")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "first_id"],
            ["entry.meeting_id", "entry.id"],
            name=op.f("fk_entry_link_meeting_id_first_id"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "second_id"],
            ["entry.meeting_id", "entry.id"],
            name=op.f("fk_entry_link_meeting_id_second_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_link")),
        sa.UniqueConstraint(
            "kind", "first_id", "second_id", name=op.f("uq_entry_link_kind_first_id_second_id")
        ),
    )
    op.create_index(op.f("ix_entry_link_meeting_id"), "entry_link", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_entry_link_second_id"), "entry_link", ["second_id"], unique=False)
