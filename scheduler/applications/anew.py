"""Things as they are now, and nobody else's until the decision is kept: two clicks act once."""

from sqlalchemy import select
from sqlalchemy.orm.util import identity_key

from scheduler.applications.models import Application, CoSponsor, Joining
from scheduler.calls.models import Call
from scheduler.kernel.db import is_new, session


def lock(*things: Application | CoSponsor | Joining) -> None:
    """Lock these and read them anew, always in the order of their numbers. Two steps: one that waits for the
    lock sees the row as it is then, but what hangs on it, such as a receipt, as it was before the wait. What
    this decision made itself is known to nobody else."""
    shared = (thing for thing in things if not is_new(thing))
    for thing in sorted(shared, key=lambda one: (type(one).__name__, _number(one))):
        kind = type(thing)
        session.execute(select(kind.id).where(kind.id == _number(thing)).with_for_update(key_share=True))
        session.refresh(thing)


def lock_call(call: Call) -> None:
    """Nobody else decides in this call meanwhile: what is counted stays so."""
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update(key_share=True))


def _number(thing: Application | CoSponsor | Joining) -> int:
    """Its number as it is known, without reading all of it once more than needed."""
    _, (number,), *_ = identity_key(instance=thing)
    assert isinstance(number, int)
    return number
