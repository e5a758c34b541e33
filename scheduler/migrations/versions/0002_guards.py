"""What the database itself sees to: no room given twice at one time, no entry deleted, releases told to all
workers; and the history's first link."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROOM_ONCE = """
    ALTER TABLE placement ADD CONSTRAINT ex_placement_room_given_once EXCLUDE USING gist (
        int4range(plan_id, plan_id, '[]') WITH &&,
        int4range(room_id, room_id, '[]') WITH &&,
        tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (live AND until IS NULL AND room_id IS NOT NULL AND ends_at IS NOT NULL)
"""
"""Single values as ranges: so that PostgreSQL needs no extension (btree_gist)."""

ROOM_ONCE_SQLITE = """
    CREATE TRIGGER placement_room_given_once_{when} BEFORE {event} ON placement
    WHEN NEW.live AND NEW.until IS NULL AND NEW.room_id IS NOT NULL AND NEW.ends_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM placement AS other
        WHERE other.plan_id = NEW.plan_id AND other.room_id = NEW.room_id AND other.live
          AND other.id IS NOT NEW.id AND other.until IS NULL AND other.ends_at IS NOT NULL
          AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    )
    BEGIN SELECT RAISE(ABORT, 'ex_placement_room_given_once'); END
"""

TOLD = """
    CREATE FUNCTION release_told() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NOTIFY release; RETURN NULL; END $$;
    CREATE TRIGGER release_told AFTER INSERT ON release FOR EACH STATEMENT EXECUTE FUNCTION release_told();
"""
"""Workers that keep feeds in memory listen for it (feeds/watch.py)."""

NEVER_DELETED = """
    CREATE FUNCTION entry_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an entry is never deleted: its code and UID must not be used again'; END $$;
    CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_never_deleted();
"""

NEVER_DELETED_SQLITE = """
    CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never deleted: its code and UID must not be used again'); END
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ROOM_ONCE)
        op.execute(NEVER_DELETED)
        op.execute(TOLD)
    else:
        op.execute(ROOM_ONCE_SQLITE.format(when="insert", event="INSERT"))
        op.execute(ROOM_ONCE_SQLITE.format(when="update", event="UPDATE"))
        op.execute(NEVER_DELETED_SQLITE)
    head = sa.table("audit_head", sa.column("id"), sa.column("number"), sa.column("chained"))
    op.bulk_insert(head, [{"id": 1, "number": 0, "chained": "0" * 64}])
