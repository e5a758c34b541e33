"""Links that let somebody put one person forward after the close of a call for speakers."""

from datetime import timedelta

from scheduler.audit.actions import record
from scheduler.calls.rules import Late
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.actions import make
from scheduler.links.models import Link
from scheduler.links.queries import ended
from scheduler.nominations.call_models import SpeakerCall
from scheduler.organisations.models import Person

LATE_NOMINATION = "late-nomination"
"""What such a link is for."""


def let_in_late(this: Decision, call: SpeakerCall, person: Person, lasts: timedelta) -> tuple[Link, str]:
    """A personal link for one nomination after the close, and its token. Raises Refused where the call takes
    none."""
    if call.late is not Late.LINK:
        raise Refused(Sentence("This call takes nothing by personal link. Change its terms first."))
    link, token = make(this, LATE_NOMINATION, call.thing, person_id=person.id, lasts=lasts)
    record(this, "let in late", call.thing, about=[f"person {person.id}"], link=link.id)
    return link, token


def is_late_link(call: SpeakerCall, link: Link | None) -> bool:
    """Whether this link lets its bearer into the call now."""
    if link is None or call.late is not Late.LINK:
        return False
    return (link.purpose, link.thing) == (LATE_NOMINATION, call.thing) and ended(link) is None
