"""Accounts, organisations that were looked up, letters, links, and whom the history concerns."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime
from scheduler.kernel.text import fold

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

    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_at"), "attempt", ["at"], unique=False)
    op.create_index(op.f("ix_attempt_what_whom_at"), "attempt", ["what", "whom", "at"], unique=False)

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

    op.create_table(
        "correspondent",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_correspondent")),
    )
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

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.String(), nullable=True),
        sa.Column("tf_primary_method", sa.String(), nullable=True),
        sa.Column("tf_totp_secret", sa.String(), nullable=True),
        sa.Column("last_code", sa.Integer(), nullable=True),
        sa.Column("mf_recovery_codes", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint("fs_webauthn_user_handle", name=op.f("uq_account_fs_webauthn_user_handle")),
        sa.UniqueConstraint("person_id", name=op.f("uq_account_person_id")),
    )
    op.create_table(
        "audit_party",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["audit_record.number"], name=op.f("fk_audit_party_number")),
        sa.PrimaryKeyConstraint("number", "name", name=op.f("pk_audit_party")),
    )
    op.create_index(op.f("ix_audit_party_name_number"), "audit_party", ["name", "number"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("made_at < expires_at", name=op.f("ck_link_made_before_it_expires")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_digest")),
    )
    op.create_index(op.f("ix_link_person_id"), "link", ["person_id"], unique=False)
    op.create_index(op.f("ix_link_thing"), "link", ["thing"], unique=False)

    op.create_table(
        "representative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "asked",
                "agreed",
                "refused",
                "ended",
                name="standing",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("is_contact", sa.Boolean(), nullable=False),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("offered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "NOT is_contact OR standing = 'agreed'", name=op.f("ck_representative_contacts_are_agreed")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_representative_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["person.id"], name=op.f("fk_representative_offered_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_representative_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", name=op.f("uq_representative_person_id_organisation_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_representative_organisation_id"), "representative", ["organisation_id"], unique=False
    )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "applicant",
                "channel_coordinator",
                "channel_reviewer",
                "civil_society_unit",
                "secretariat",
                "chair",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("channel", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(channel IS NOT NULL) = (role LIKE 'channel%')", name=op.f("ck_role_grant_channel_where_due")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "account_id", "role", "channel", name=op.f("uq_role_grant_account_id_role_channel")
        ),
    )
    op.create_index(
        "uq_role_grant_without_channel",
        "role_grant",
        ["account_id", "role"],
        unique=True,
        sqlite_where=sa.text("channel IS NULL"),
        postgresql_where=sa.text("channel IS NULL"),
    )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("secret", sa.String(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("again_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "waiting",
                "sending",
                "sent",
                "failed",
                "discarded",
                name="letterstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("bounced_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sending') = (claimed_at IS NOT NULL)", name=op.f("ck_letter_sending_since")
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_letter_sent_at_some_time")
        ),
        sa.ForeignKeyConstraint(["again_id"], ["letter.id"], name=op.f("fk_letter_again_id")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_letter_link_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_letter_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["sender"], ["correspondent.code"], name=op.f("fk_letter_sender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
        sa.UniqueConstraint("once", name=op.f("uq_letter_once")),
    )
    op.create_index(op.f("ix_letter_about"), "letter", ["about"], unique=False)
    op.create_index(op.f("ix_letter_meeting_id"), "letter", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_letter_person_id"), "letter", ["person_id"], unique=False)
    op.create_index(op.f("ix_letter_state_due_at"), "letter", ["state", "due_at"], unique=False)

    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_letter_text_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint(
            "kind", "meeting_id", "language", name=op.f("uq_letter_text_kind_meeting_id_language")
        ),
    )
    op.create_index(
        "uq_letter_text_for_all_meetings",
        "letter_text",
        ["kind", "language"],
        unique=True,
        sqlite_where=sa.text("meeting_id IS NULL"),
        postgresql_where=sa.text("meeting_id IS NULL"),
    )

    op.create_table(
        "meeting_mail",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_mail_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_mail")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("usage", sa.String(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=True),
        sa.Column("extensions", sa.String(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(), nullable=False),
        sa.Column("lastuse_datetime", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_passkey_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_passkey_user_id_name")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("strong", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_digest")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "sent",
                "deferred",
                "refused",
                "unsure",
                "bounced",
                name="outcome",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("said", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_delivery_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_letter_id"), "delivery", ["letter_id"], unique=False)
