"""Calls, applications, and their receipts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.migrations.columns import one_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


UNCHANGED = "a receipt is never changed"
FOR_EVER = f"""
    CREATE FUNCTION receipt_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{UNCHANGED}'; END $$;
    CREATE TRIGGER receipt_for_ever BEFORE UPDATE OR DELETE ON receipt
    FOR EACH ROW EXECUTE FUNCTION receipt_for_ever();
"""
FOR_EVER_SQLITE = """
    CREATE TRIGGER receipt_for_ever_{event} BEFORE {event} ON receipt
    BEGIN SELECT RAISE(ABORT, '{unchanged}'); END
"""


def upgrade() -> None:
    _add_tables()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FOR_EVER)
    else:
        for event in ("update", "delete"):
            op.execute(FOR_EVER_SQLITE.format(event=event, unchanged=UNCHANGED))


def _add_tables() -> None:
    _add_call()
    _add_application()
    _add_receipt_head()
    _add_application_cosponsor()
    _add_application_joining()
    _add_application_material()
    _add_application_organiser()
    _add_application_reading()
    _add_application_speaker()
    _add_application_version()
    _add_application_wish()
    _add_receipt()


def _add_call() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            one_of("sideeventkind", "side_event", "special_event", "exhibition", "other"),
            nullable=False,
        ),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("late", one_of("late", "closed", "queue", "link"), nullable=False),
        sa.Column("support_until", UtcDateTime(), nullable=True),
        sa.Column("links_until", UtcDateTime(), nullable=True),
        sa.Column("material_until", UtcDateTime(), nullable=True),
        sa.Column("organisers", sa.JSON(), nullable=False),
        sa.Column("ngos_need_status", sa.Boolean(), nullable=False),
        sa.Column("required", sa.JSON(), nullable=False),
        sa.Column("most_per_lead", sa.Integer(), nullable=False),
        sa.Column("second_reader", sa.Boolean(), nullable=False),
        sa.Column("states_by_contact", sa.Boolean(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("most_per_lead >= 1", name=op.f("ck_call_one_at_least")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_call_opens_before_it_closes")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_call_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("meeting_id", "kind", name=op.f("uq_call_meeting_id_kind")),
    )


def _add_application() -> None:
    op.create_table(
        "application",
        *_application_columns(),
        sa.CheckConstraint("joined_into_id <> id", name=op.f("ck_application_not_into_itself")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_application_call_id")),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["application.id"], name=op.f("fk_application_copied_from_id")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_application_entry_id")),
        sa.ForeignKeyConstraint(
            ["joined_into_id"], ["application.id"], name=op.f("fk_application_joined_into_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("code", name=op.f("uq_application_code")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_application_entry_id")),
    )
    op.create_index(op.f("ix_application_call_id"), "application", ["call_id"], unique=False)
    op.create_index(op.f("ix_application_joined_into_id"), "application", ["joined_into_id"], unique=False)
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)
    op.create_index(op.f("ix_application_state"), "application", ["state"], unique=False)


def _application_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "state",
            one_of(
                "state",
                "draft",
                "received",
                "returned",
                "waiting",
                "accepted",
                "declined",
                "withdrawn",
                "cancelled",
                "joined",
                "discarded",
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("abstract", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("format", one_of("format", "in_person", "online", "hybrid"), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("open_to_joining", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("of_state", sa.Boolean(), nullable=True),
        sa.Column("waiting_rank", sa.Integer(), nullable=True),
        sa.Column("joined_into_id", sa.Integer(), nullable=True),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=True),
    )


def _add_receipt_head() -> None:
    op.create_table(
        "receipt_head",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_receipt_head_call_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_receipt_head")),
    )


def _add_application_cosponsor() -> None:
    op.create_table(
        "application_cosponsor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            one_of("support", "named", "asked", "confirmed", "declined", "withdrawn", "objected", "removed"),
            nullable=False,
        ),
        sa.Column("way", one_of("way", "contact", "address", "desk"), nullable=True),
        sa.Column("takes_part", sa.Boolean(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'confirmed') = (way IS NOT NULL)",
            name=op.f("ck_application_cosponsor_confirmed_some_way"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_cosponsor_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_application_cosponsor_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_application_cosponsor_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_cosponsor")),
        sa.UniqueConstraint(
            "application_id",
            "organisation_id",
            name=op.f("uq_application_cosponsor_application_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_application_cosponsor_organisation_id"),
        "application_cosponsor",
        ["organisation_id"],
        unique=False,
    )


def _add_application_joining() -> None:
    op.create_table(
        "application_joining",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("offered_by", sa.String(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("from_id <> into_id", name=op.f("ck_application_joining_two_of_them")),
        sa.ForeignKeyConstraint(["from_id"], ["application.id"], name=op.f("fk_application_joining_from_id")),
        sa.ForeignKeyConstraint(["into_id"], ["application.id"], name=op.f("fk_application_joining_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_joining")),
    )
    op.create_index(
        "uq_application_joining_open",
        "application_joining",
        ["from_id", "into_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def _add_application_material() -> None:
    op.create_table(
        "application_material",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("alternative", sa.String(), nullable=False),
        sa.Column("state", one_of("flyer", "waiting", "returned", "cleared"), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_material_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_material")),
    )


def _add_application_organiser() -> None:
    op.create_table(
        "application_organiser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_organiser_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_application_organiser_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_organiser")),
        sa.UniqueConstraint(
            "application_id",
            "organisation_id",
            name=op.f("uq_application_organiser_application_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_application_organiser_organisation_id"),
        "application_organiser",
        ["organisation_id"],
        unique=False,
    )


def _add_application_reading() -> None:
    op.create_table(
        "application_reading",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column(
            "check",
            one_of("check", "eligibility", "relevance", "states_named", "content", "equipment"),
            nullable=False,
        ),
        sa.Column("is_fine", sa.Boolean(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_reading_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "reader", "check", name=op.f("pk_application_reading")),
    )


def _add_application_speaker() -> None:
    op.create_table(
        "application_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_speaker_application_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_speaker_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_speaker")),
    )
    op.create_index(
        op.f("ix_application_speaker_application_id"), "application_speaker", ["application_id"], unique=False
    )


def _add_application_version() -> None:
    op.create_table(
        "application_version",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_version_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_application_version")),
    )


def _add_application_wish() -> None:
    op.create_table(
        "application_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint("rank >= 0", name=op.f("ck_application_wish_rank")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_wish_application_id")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_application_wish_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_wish")),
        sa.UniqueConstraint(
            "application_id", "slot_id", name=op.f("uq_application_wish_application_id_slot_id")
        ),
    )
    op.create_index(op.f("ix_application_wish_slot_id"), "application_wish", ["slot_id"], unique=False)


def _add_receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("rank", one_of("rank", "state", "other", "late_state", "late_other"), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("declared_at", UtcDateTime(), nullable=True),
        sa.Column(
            "source", one_of("source", "email", "note_verbale", "telephone", "in_person"), nullable=True
        ),
        sa.Column("doubled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_receipt_application_id")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_receipt_call_id")),
        sa.PrimaryKeyConstraint("call_id", "number", name=op.f("pk_receipt")),
        sa.UniqueConstraint("application_id", name=op.f("uq_receipt_application_id")),
        sa.UniqueConstraint("seal", name=op.f("uq_receipt_seal")),
    )
