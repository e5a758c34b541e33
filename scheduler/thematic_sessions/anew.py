"""Things as they are now, and nobody else's until the decision is kept."""

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Entry
from scheduler.thematic_sessions.floor_models import FloorList
from scheduler.thematic_sessions.models import Document, Panel, ThematicSession


def lock(thing: ThematicSession | Document | Panel | FloorList) -> None:
    """Lock it and read it anew. Two steps: one that waits for the lock sees the row as it is then, but what
    hangs on it as it was before the wait."""
    session.flush()
    kind = Entry if isinstance(thing, ThematicSession) else type(thing)
    session.execute(select(kind.id).where(kind.id == thing.id).with_for_update(key_share=True))
    session.refresh(thing)
