"""What speakers owe, each by its day, and what they gave; links of which only the newest works."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NOTED = """
    INSERT INTO contribution_sent (nomination_id, kind, reference, came_at, changed_at, by_desk)
    SELECT nomination.id, speaker_call.contribution, 'It came outside of this program.',
        nomination.contribution_at, nomination.contribution_at, true
    FROM nomination JOIN speaker_call ON speaker_call.id = nomination.call_id
    WHERE nomination.contribution_at IS NOT NULL AND speaker_call.contribution <> 'none'
"""
"""Before, the desk only noted that something had come."""


def upgrade() -> None:
    _add_due()
    _add_sent()
    op.execute(NOTED)
    op.execute("ALTER TABLE nomination DROP COLUMN contribution_at")
    op.add_column("link", sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))


def _add_due() -> None:
    op.create_table(
        "contribution_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("contribution", "none", "statement", "video"), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind <> 'none'", name=op.f("ck_contribution_due_something")),
        sa.ForeignKeyConstraint(["call_id"], ["speaker_call.id"], name=op.f("fk_contribution_due_call_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_contribution_due_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_due")),
        sa.UniqueConstraint(
            "call_id", "kind", "session_id", name=op.f("uq_contribution_due_call_id_kind_session_id")
        ),
    )
    op.create_index(op.f("ix_contribution_due_session_id"), "contribution_due", ["session_id"])


def _add_sent() -> None:
    op.create_table(
        "contribution_sent",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("contribution", "none", "statement", "video"), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("by_desk", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind <> 'none'", name=op.f("ck_contribution_sent_something")),
        sa.CheckConstraint(
            "(digest IS NULL) = (name IS NULL) AND (digest IS NULL) = (size IS NULL)",
            name=op.f("ck_contribution_sent_whole_file"),
        ),
        sa.CheckConstraint(
            "text IS NOT NULL OR digest IS NOT NULL OR reference IS NOT NULL",
            name=op.f("ck_contribution_sent_not_empty"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_contribution_sent_document_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_contribution_sent_nomination_id")
        ),
        sa.PrimaryKeyConstraint("nomination_id", "kind", name=op.f("pk_contribution_sent")),
        sa.UniqueConstraint("document_id", name=op.f("uq_contribution_sent_document_id")),
    )
