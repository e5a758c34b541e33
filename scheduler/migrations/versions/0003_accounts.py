"""Accounts, organisations that were looked up, letters, links, and whom the history concerns."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.kernel.text import fold
from scheduler.migrations.step_0003 import accounts, letters

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MORE_COLUMNS = {
    "organisation": (
        "second_group VARCHAR CONSTRAINT ck_organisation_two_groups"
        " CHECK (second_group IS NULL OR second_group <> regional_group)",
        "verified_at {moment}",
        "verified_by VARCHAR CONSTRAINT ck_organisation_verified_by_somebody"
        " CHECK ((verified_at IS NULL) = (verified_by IS NULL))",
        "verified_from VARCHAR",
        "merged_into_id INTEGER CONSTRAINT fk_organisation_merged_into_id REFERENCES organisation (id)"
        " CONSTRAINT ck_organisation_not_into_itself CHECK (merged_into_id <> id)",
    ),
    "person": (
        "folded VARCHAR",
        "email VARCHAR",
        "erased_at {moment}",
        "merged_into_id INTEGER CONSTRAINT fk_person_merged_into_id REFERENCES person (id)"
        " CONSTRAINT ck_person_not_into_itself CHECK (merged_into_id <> id)",
    ),
}
"""In SQL that both databases understand: Alembic would make SQLite's tables anew, and others refer to
them."""

CORRESPONDENTS = {
    "secretariat": "Secretariat",
    "vngoc": "Vienna NGO Committee on Drugs",
    "civil_society_unit": "UNODC Civil Society Unit",
    "african": "Group of African States",
    "asia_pacific": "Group of Asia-Pacific States",
    "eastern_european": "Group of Eastern European States",
    "latin_american_and_caribbean": "Group of Latin American and Caribbean States",
    "western_european_and_others": "Group of Western European and other States",
}
"""The bodies that write letters; the desk may give them other names and addresses for answers."""

NEVER = {
    "audit_record": ("UPDATE", "DELETE"),
    "audit_content": ("UPDATE",),
}
"""What nobody may do to the history. What a record says may be erased, never changed."""

WHY_NEVER = "the history is only added to"
REFUSE = f"""
    CREATE FUNCTION audit_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{WHY_NEVER}'; END $$
"""
GUARD = """
    CREATE TRIGGER {table}_never_{event} BEFORE {event} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added_to()
"""
GUARD_SQLITE = f"""
    CREATE TRIGGER {{table}}_never_{{event}} BEFORE {{event}} ON {{table}}
    BEGIN SELECT RAISE(ABORT, '{WHY_NEVER}'); END
"""


def upgrade() -> None:
    _add_columns()
    _fold_names()
    accounts.add()
    letters.add()
    _add_tables()
    correspondent = sa.table("correspondent", sa.column("code"), sa.column("name"))
    op.bulk_insert(correspondent, [{"code": code, "name": name} for code, name in CORRESPONDENTS.items()])
    _guard_history()


def _guard_history() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        op.execute(REFUSE)
    for table, events in NEVER.items():
        for event in (*events, "TRUNCATE") if on_postgresql else events:
            guard = GUARD if on_postgresql else GUARD_SQLITE
            op.execute(guard.format(table=table, event=event.lower()))


def _add_columns() -> None:
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    for table, columns in MORE_COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(moment=moment)}")
        op.create_index(f"ix_{table}_merged_into_id", table, ["merged_into_id"])
    op.create_index("ix_person_folded", "person", ["folded"])
    op.create_index("ix_audit_record_at", "audit_record", ["at"])


def _fold_names() -> None:
    person = sa.table("person", sa.column("id"), sa.column("name"), sa.column("folded"))
    connection = op.get_bind()
    for number, name in connection.execute(sa.select(person.c.id, person.c.name)).all():
        if name:
            connection.execute(person.update().where(person.c.id == number).values(folded=fold(name)))


def _add_tables() -> None:
    _add_erased_name()
    _add_audit_note()
    _add_merger()
    _add_audit_party()


def _add_erased_name() -> None:
    op.create_table(
        "erased_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_erased_name_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_name")),
    )
    op.create_index(op.f("ix_erased_name_meeting_id"), "erased_name", ["meeting_id"], unique=False)


def _add_audit_note() -> None:
    op.create_table(
        "audit_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_note")),
    )
    op.create_index(op.f("ix_audit_note_thing"), "audit_note", ["thing"], unique=False)


def _add_merger() -> None:
    op.create_table(
        "merger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merger")),
    )
    op.create_index(op.f("ix_merger_merged_id"), "merger", ["merged_id"], unique=False)


def _add_audit_party() -> None:
    op.create_table(
        "audit_party",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["audit_record.number"], name=op.f("fk_audit_party_number")),
        sa.PrimaryKeyConstraint("number", "name", name=op.f("pk_audit_party")),
    )
    op.create_index(op.f("ix_audit_party_name_number"), "audit_party", ["name", "number"], unique=False)
