"""Things as they are now, and nobody else's until the decision is kept: two clicks act once."""

from sqlalchemy import select

from scheduler.applications.models import Application, CoSponsor, Joining
from scheduler.calls.models import Call
from scheduler.kernel.db import session


def lock(*things: Application | CoSponsor | Joining) -> None:
    """Read these anew and lock them, always in the order of their numbers."""
    for thing in sorted(things, key=lambda one: (type(one).__name__, one.id)):
        session.refresh(thing, with_for_update={"of": type(thing), "key_share": True})


def lock_call(call: Call) -> None:
    """Nobody else decides in this call meanwhile: what is counted stays so."""
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update(key_share=True))
