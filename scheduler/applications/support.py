"""When a co-sponsor counts, and when it is reminded. Pure."""

from datetime import datetime, timedelta

from scheduler.applications.terms import Support, Way
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.words import Sentence

BETWEEN_REMINDERS = timedelta(days=7)
REMIND_FOR = timedelta(days=35)
"""After that nobody who never answered is written to again."""
MOST_NAMED = 50
"""Co-sponsors of one application: the list is not a way of writing to the world."""

NEEDS_CONTACT = Sentence(
    "It is published when the State's verified contact, or the secretariat, has confirmed it too."
)
TOO_LATE = Sentence("Co-sponsors could be named and could answer until %(until)s. Write to the secretariat.")


def is_published(
    state: Support, way: Way | None, kind: OrganisationKind | None, states_by_contact: bool
) -> bool:
    """Whether an organisation is published as a co-sponsor: only confirmed ones are; a Member State only
    through its verified contact or the desk, where the call wants so."""
    return state is Support.CONFIRMED and not needs_contact(way, kind, states_by_contact)


def needs_contact(way: Way | None, kind: OrganisationKind | None, states_by_contact: bool) -> bool:
    """Whether an answer of an address that the applicant gave is not enough."""
    is_state = kind is OrganisationKind.MEMBER_STATE
    return states_by_contact and is_state and way in (None, Way.ADDRESS)


def is_closed(until: datetime | None, now: datetime) -> bool:
    """Whether the deadline for co-sponsors is over. Times in UTC."""
    return until is not None and until <= now


def may_remind(asked_at: datetime | None, reminded_at: datetime | None, now: datetime) -> bool:
    """Once a week at most, for some weeks. Times in UTC."""
    if asked_at is None or now >= asked_at + REMIND_FOR:
        return False
    return (reminded_at or asked_at) + BETWEEN_REMINDERS <= now
