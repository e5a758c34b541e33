"""Feeds of one's own; PostgreSQL tells workers of changes of them and of agendas."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TOLD = """
    CREATE TRIGGER {table}_told AFTER UPDATE OF revision OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION release_told();
"""
"""By the word that is said of releases too (migration 0002): workers keep these feeds in memory."""


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("cancelled", one_of("cancelled", "mark", "keep", "drop"), nullable=False),
        sa.Column("alarm_minutes", sa.Integer(), nullable=True),
        sa.Column("with_owed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rewritten", sa.Integer(), nullable=False),
        sa.Column("rewritten_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("modified_at", UtcDateTime(), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("owed", sa.String(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_subscription_named")),
        sa.CheckConstraint("alarm_minutes >= 0", name=op.f("ck_subscription_alarm")),
        sa.CheckConstraint(
            "meeting_id IS NOT NULL OR query = ''", name=op.f("ck_subscription_selection_of_something")
        ),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_subscription_agenda_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_subscription_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("digest", name=op.f("uq_subscription_digest")),
    )
    op.create_index(op.f("ix_subscription_agenda_id"), "subscription", ["agenda_id"])
    op.create_index(op.f("ix_subscription_meeting_id"), "subscription", ["meeting_id"])
    op.create_table(
        "star_change",
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_star_change_agenda_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_star_change_entry_id")),
        sa.PrimaryKeyConstraint("agenda_id", "entry_id", name=op.f("pk_star_change")),
    )
    op.create_index(op.f("ix_star_change_entry_id"), "star_change", ["entry_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(TOLD.format(table="subscription"))
        op.execute(TOLD.format(table="agenda"))
