"""Applications that came by a web form: one more source of what the desk enters."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SOURCES = "source IN ('email', 'note_verbale', 'telephone', 'in_person', 'web_form')"


FOR_EVER_SQLITE = """
    CREATE TRIGGER receipt_for_ever_{event} BEFORE {event} ON receipt
    BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END
"""


def upgrade() -> None:
    name = op.f("ck_receipt_source")
    with op.batch_alter_table("receipt") as receipt:
        receipt.drop_constraint(name, type_="check")
        receipt.create_check_constraint(name, SOURCES)
    if op.get_bind().dialect.name == "sqlite":  # where the table was made anew, and its triggers are gone
        for event in ("update", "delete"):
            op.execute(FOR_EVER_SQLITE.format(event=event))
