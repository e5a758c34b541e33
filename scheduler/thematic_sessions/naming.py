"""How somebody is named in a meeting's programme. One choice holds for all of a meeting: for its pages,
feeds and files, and for earlier releases of it."""

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import NamedAs
from scheduler.thematic_sessions.models import Naming
from scheduler.thematic_sessions.naming_rules import stricter


def choose_name(this: Decision, meeting_id: int, person_id: int, named_as: NamedAs) -> None:
    """Somebody says how they are named. The record is written by whoever lets them say it; what is out
    already follows with `releases.remaking.name_anew`."""
    one = session.get(Naming, (meeting_id, person_id)) or Naming(
        meeting_id=meeting_id, person_id=person_id, chosen_at=this.at
    )
    one.named_as, one.chosen_at = named_as, this.at
    session.add(one)
    session.flush()


def begin_naming(this: Decision, meeting_id: int, person_id: int, named_as: NamedAs) -> None:
    """Somebody who is about to be named for the first time, or once more: what they chose before is not
    loosened by it."""
    before = session.get(Naming, (meeting_id, person_id))
    choose_name(this, meeting_id, person_id, stricter(before.named_as, named_as) if before else named_as)
