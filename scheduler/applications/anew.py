"""Things as they are now, and nobody else's until the decision is kept: two clicks act once."""

from sqlalchemy import select

from scheduler.applications.models import Application, CoSponsor, Joining
from scheduler.calls.models import Call
from scheduler.kernel.db import is_new, session


def lock(*things: Application | CoSponsor | Joining) -> None:
    """Lock these and read them anew, always in the order of their numbers. Two steps: one that waits for the
    lock sees the row as it is then, but what hangs on it, such as a receipt, as it was before the wait. What
    this decision made itself is known to nobody else."""
    shared = (thing for thing in things if not is_new(thing))
    for thing in sorted(shared, key=lambda one: (type(one).__name__, one.id)):
        kind = type(thing)
        session.execute(select(kind.id).where(kind.id == thing.id).with_for_update(key_share=True))
        session.refresh(thing)


def lock_call(call: Call) -> None:
    """Nobody else decides in this call meanwhile: what is counted stays so."""
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update(key_share=True))
