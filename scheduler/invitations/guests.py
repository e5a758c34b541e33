"""Who is to have an entry in the calendar: who sits on a panel for certain, or accepted to speak from the
floor; of side events, the organisers' people and the speakers. Those whom letters reach and who want it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from scheduler.accounts.queries import addressees
from scheduler.applications.models import Application
from scheduler.invitations.models import CalendarRefusal
from scheduler.invitations.terms import Part
from scheduler.kernel.db import session
from scheduler.mail.actions import Addressee
from scheduler.mail.rules import mailbox
from scheduler.meetings.models import Entry, Meeting
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Part as SpeaksAs
from scheduler.nominations.terms import State
from scheduler.organisations.models import Person, Representative
from scheduler.side_events.models import Role, SideEvent, SideEventOrganisation, SideEventSpeaker
from scheduler.thematic_sessions.models import Panel, Panellist, ThematicSession

STAYS = (State.ACCEPTED, State.DELIVERED, State.NOT_DELIVERED)
BEGAN = Person.id == Application.person_id
ORGANISES = (Role.ORGANISER, Role.CO_ORGANISER)
Key = tuple[int, str]
"""An entry's number and an address in lower case: one calendar has an entry once."""


class Place(NamedTuple):
    """That somebody belongs to an entry. `about`: the thing that letters are about."""

    entry_id: int
    person: Person
    part: Part
    about: str


@dataclass(frozen=True)
class Guest:
    """Who is to have an entry in the calendar, and where letters reach them."""

    place: Place
    to: Addressee

    @property
    def key(self) -> Key:
        return self.place.entry_id, self.to.address.lower()


def guests(meeting: Meeting, refused: Collection[int]) -> dict[Key, Guest]:
    """All of a meeting but those who `refused`, in a constant number of questions. Who has several parts in
    an entry has the first of them, in the order of `Part`."""
    found = list(_places(meeting))
    reached = addressees({one.person.id for one in found}.difference(refused))
    invited: dict[Key, Guest] = {}
    for one in found:
        to = reached.get(one.person.id)
        if to and mailbox(to.address):
            guest = Guest(one, to)
            invited.setdefault(guest.key, guest)
    return invited


def refusing() -> set[int]:
    """Who wants no invitations."""
    return set(session.scalars(select(CalendarRefusal.person_id)))


def _places(meeting: Meeting) -> Iterator[Place]:
    """In the order of `Part`."""
    yield from _panellists(meeting)
    yield from _from_the_floor(meeting)
    abouts: dict[int, int] = dict(
        session.execute(_of_entries(meeting, Application.entry_id, Application.id)).all()
    )
    for part, found in (
        (Part.ORGANISER, _of_entries(meeting, Application.entry_id, Person).join(Person, BEGAN)),
        (Part.ORGANISER, _contacts(meeting)),
        (Part.SPEAKER, _speakers(meeting)),
    ):
        for entry_id, person in session.execute(found):
            number = abouts.get(entry_id)
            about = f"application {number}" if number else f"meeting {meeting.code}"
            yield Place(entry_id, person, part, about)


def _panellists(meeting: Meeting) -> Iterator[Place]:
    """By the nomination that brought them there, if there is one."""
    found = (
        select(ThematicSession.id, Person, Nomination.id)
        .join(Panel, Panel.session_id == ThematicSession.id)
        .join(Panellist, Panellist.panel_id == Panel.id)
        .join(Person, Person.id == Panellist.person_id)
        .outerjoin(Nomination, Nomination.panellist_id == Panellist.id)
        .where(ThematicSession.meeting_id == meeting.id, Panellist.tentative.is_(False))
        .order_by(Panellist.id)
    )
    for entry_id, person, number in session.execute(found):
        about = f"nomination {number}" if number else f"session {entry_id}"
        yield Place(entry_id, person, Part.PANELLIST, about)


def _from_the_floor(meeting: Meeting) -> Iterator[Place]:
    found = (
        select(ThematicSession.id, Person, Nomination.id)
        .join(Nomination, Nomination.session_id == ThematicSession.id)
        .join(Person, Person.id == Nomination.person_id)
        .where(
            ThematicSession.meeting_id == meeting.id,
            Nomination.part == SpeaksAs.FLOOR_SPEAKER,
            Nomination.state.in_(STAYS),
        )
        .order_by(Nomination.id)
    )
    for entry_id, person, number in session.execute(found):
        yield Place(entry_id, person, Part.FLOOR_SPEAKER, f"nomination {number}")


def _of_entries(meeting: Meeting, *columns: Any) -> Select[Any]:
    """Of the applications that became entries of the meeting."""
    found = select(*columns).select_from(Application).join(Entry, Entry.id == Application.entry_id)
    return found.where(Entry.meeting_id == meeting.id).order_by(Application.id)


def _contacts(meeting: Meeting) -> Select[int, Person]:
    """Of the organisations that lead a side event."""
    body = SideEventOrganisation
    return (
        select(SideEvent.id, Person)
        .join(body, body.side_event_id == SideEvent.id)
        .join(Representative, Representative.organisation_id == body.organisation_id)
        .join(Person, Person.id == Representative.person_id)
        .where(SideEvent.meeting_id == meeting.id, body.role.in_(ORGANISES), Representative.is_contact)
        .order_by(body.id, Representative.id)
    )


def _speakers(meeting: Meeting) -> Select[int, Person]:
    return (
        select(SideEvent.id, Person)
        .join(SideEventSpeaker, SideEventSpeaker.side_event_id == SideEvent.id)
        .join(Person, Person.id == SideEventSpeaker.person_id)
        .where(SideEvent.meeting_id == meeting.id)
        .order_by(SideEventSpeaker.id)
    )
