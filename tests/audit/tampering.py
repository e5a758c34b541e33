"""What somebody can do to the history who has the database itself in hand: take its guards away first."""

import sqlalchemy as sa

GUARDS = ("audit_record_never_update", "audit_record_never_delete", "audit_content_never_update")


def disarm(connection: sa.Connection) -> None:
    """Take the guards away."""
    on_table = connection.dialect.name == "postgresql"
    for guard in GUARDS:
        table = guard.partition("_never_")[0]
        connection.execute(sa.text(f"DROP TRIGGER {guard}" + (f" ON {table}" if on_table else "")))
