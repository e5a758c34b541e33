"""Thematic sessions: seats kept for channels and who sits on them, documents with their authors' consent, the
list of those who ask for the floor."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import NAMES, UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MORE_COLUMNS = {
    "thematic_session": ("livestream VARCHAR",),
    "seat": ("channel VARCHAR",),
    "document": (
        "kind VARCHAR(16) DEFAULT 'other' NOT NULL CONSTRAINT ck_document_documentkind CHECK (kind IN"
        " ('background_note', 'discussion_guide', 'presentation', 'statement', 'chairs_summary', 'other'))",
        "status VARCHAR(6) DEFAULT 'public' NOT NULL CONSTRAINT ck_document_documentstatus"
        " CHECK (status IN ('draft', 'public'))",
        "digest VARCHAR CONSTRAINT ck_document_file_or_link CHECK (digest IS NULL OR url IS NULL)",
        "name VARCHAR",
        "size INTEGER CONSTRAINT ck_document_whole_file"
        " CHECK ((digest IS NULL) = (name IS NULL) AND (digest IS NULL) = (size IS NULL))",
        "author_id INTEGER CONSTRAINT fk_document_author_id REFERENCES person (id)",
        "version VARCHAR CONSTRAINT ck_document_whose_it_is CHECK (kind NOT IN ('presentation', 'statement')"
        " OR (author_id IS NOT NULL AND version IS NOT NULL))",
        "asked_at {moment}",
        "refused_at {moment}",
        "agreed_version VARCHAR CONSTRAINT ck_document_public_only_as_agreed"
        " CHECK (status <> 'public' OR kind NOT IN ('presentation', 'statement')"
        " OR (agreed_version IS NOT NULL AND agreed_version = version))",
        "agreed_at {moment}",
        "agreed_by VARCHAR CONSTRAINT ck_document_agreed_by_somebody"
        " CHECK ((agreed_version IS NULL) = (agreed_at IS NULL)"
        " AND (agreed_version IS NULL) = (agreed_by IS NULL)"
        " AND (agreed_version IS NULL OR (author_id IS NOT NULL AND refused_at IS NULL)))",
    ),
}
"""In SQL that both databases understand."""
CONSTITUENCIES = ("member_state", "un_entity", "igo", "partner", "civil_society")


def upgrade() -> None:
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    for table, columns in MORE_COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(moment=moment)}")
    op.create_index("ix_document_author_id", "document", ["author_id"])
    op.create_index("uq_seat_panel_id_id", "seat", ["panel_id", "id"], unique=True)
    _seat_panellists()
    _add_floor_time()
    _add_floor_list()
    _add_floor_request()
    _tie_floor_speakers()


def _seat_panellists() -> None:
    """SQLite makes the table anew, for a key of two columns; nothing refers to it."""
    with op.batch_alter_table("panellist", copy_from=_panellist()) as batch:
        batch.add_column(sa.Column("seat_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("tentative", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.create_foreign_key(
            op.f("fk_panellist_panel_id_seat_id"), "seat", ["panel_id", "seat_id"], ["panel_id", "id"]
        )
        batch.create_check_constraint(
            op.f("ck_panellist_tentative_on_a_seat"), "seat_id IS NOT NULL OR NOT tentative"
        )
    op.create_index("ix_panellist_seat_id", "panellist", ["seat_id"])


def _panellist() -> sa.Table:
    """As step 0001 made it."""
    table = sa.Table(
        "panellist",
        sa.MetaData(naming_convention=NAMES),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("constituency", one_of("constituency", *CONSTITUENCIES), nullable=False),
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
    sa.Index(op.f("ix_panellist_organisation_id"), table.c.organisation_id)
    sa.Index(op.f("ix_panellist_panel_id"), table.c.panel_id)
    return table


def _add_floor_time() -> None:
    op.create_table(
        "floor_time",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("floorkind", "regional_group", *CONSTITUENCIES), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_floor_time_minutes")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_floor_time_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "kind", name=op.f("pk_floor_time")),
    )


def _add_floor_list() -> None:
    op.create_table(
        "floor_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["thematic_session.id"], name=op.f("fk_floor_list_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_list")),
        sa.UniqueConstraint("session_id", name=op.f("uq_floor_list_session_id")),
    )


def _add_floor_request() -> None:
    op.create_table(
        "floor_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state", one_of("turn", "waiting", "speaking", "spoke", "no_time", "withdrawn"), nullable=False
        ),
        sa.Column("for_group", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("constituency", one_of("constituency", *CONSTITUENCIES), nullable=False),
        sa.Column("represents", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("regional_group", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_floor_request_minutes")),
        sa.CheckConstraint(
            "NOT for_group OR regional_group IS NOT NULL", name=op.f("ck_floor_request_which_group")
        ),
        sa.CheckConstraint(
            "(started_at IS NOT NULL) = (state IN ('speaking', 'spoke'))"
            " AND (ended_at IS NOT NULL) = (state = 'spoke')",
            name=op.f("ck_floor_request_clock_runs_while_speaking"),
        ),
        sa.ForeignKeyConstraint(["list_id"], ["floor_list.id"], name=op.f("fk_floor_request_list_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_floor_request_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_floor_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_request")),
        sa.UniqueConstraint("list_id", "position", name=op.f("uq_floor_request_list_id_position")),
    )
    op.create_index("ix_floor_request_organisation_id", "floor_request", ["organisation_id"])
    op.create_index(
        "uq_floor_request_speaking",
        "floor_request",
        ["list_id"],
        unique=True,
        sqlite_where=sa.text("state = 'speaking'"),
        postgresql_where=sa.text("state = 'speaking'"),
    )


def _tie_floor_speakers() -> None:
    columns = (
        "request_id INTEGER CONSTRAINT fk_floor_speaker_request_id REFERENCES floor_request (id)",
        "heard BOOLEAN DEFAULT {true} NOT NULL",
    )
    true = "TRUE" if op.get_bind().dialect.name == "postgresql" else "1"
    for column in columns:
        op.execute(f"ALTER TABLE floor_speaker ADD COLUMN {column.format(true=true)}")
    op.create_index("ix_floor_speaker_request_id", "floor_speaker", ["request_id"], unique=True)
