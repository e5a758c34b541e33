"""What is stored of the meeting's plans, and what its feed says, in the same terms."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from icalendar import Calendar
from sqlalchemy import func, select

from scheduler import create_app
from scheduler.accounts.queries import addressees, by_person
from scheduler.applications.models import Application
from scheduler.demo.open_call.session import CODE
from scheduler.kernel.db import session
from scheduler.kernel.terms import EntryKind, LetterState
from scheduler.mail.models import Letter
from scheduler.meetings.models import Entry, Room
from scheduler.meetings.queries import existing_meeting
from scheduler.organisations.models import Representative
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import entries, placements, plans
from tests.conftest import close
from tests.journeys.serving import Server

FEED = f"/{CODE}/calendar.ics"
UNSENT = (LetterState.WAITING, LetterState.SENDING)


class Place(NamedTuple):
    """Where an event stands: times in UTC, the room by name."""

    starts: datetime
    ends: datetime
    room: str


class Said(NamedTuple):
    """What the feed says of an event."""

    place: Place
    sequence: int
    status: str
    bytes: bytes


@dataclass(frozen=True)
class Event:
    """A side event of a plan. `wish`: which of its wishes the place is, from 1; None: none."""

    uid: str
    code: str
    title: str
    place: Place | None
    pinned: bool
    wish: int | None
    applicant: str
    """The address of its account."""
    concerned: frozenset[str]
    """The addresses of all who have to be told when it moves: applicant, contacts of organisers, speakers."""


class Stored:
    """The database of a server, read beside it."""

    def __init__(self, server: Server) -> None:
        settings = {
            name.removeprefix("SCHEDULER_"): value
            for name, value in server.environment.items()
            if name.startswith("SCHEDULER_")
        }
        self.app = create_app(settings.pop("INSTANCE_PATH"), **settings)

    def events(self, plan: str) -> dict[str, Event]:
        """The side events of a plan, given by its name, by code."""
        with self.app.app_context():
            meeting = existing_meeting(CODE)
            (found,) = [one for one in plans(meeting) if one.name == plan]
            standing = placements(found)
            rooms = dict(session.execute(select(Room.id, Room.name)).all())
            return {
                one.code: self._event(one, standing.get(one.id), rooms)
                for one in entries(meeting.id).values()
                if one.kind is EntryKind.SIDE_EVENT
            }

    def _event(self, entry: Entry, standing: Placement | None, rooms: dict[int, str]) -> Event:
        application = session.scalars(select(Application).where(Application.entry_id == entry.id)).one()
        place, wish = None, None
        if standing and standing.starts_at and standing.ends_at and standing.room_id:
            place = Place(standing.starts_at, standing.ends_at, rooms[standing.room_id])
            ranks = {one.slot.starts_at: one.rank for one in application.wishes if one.rank}
            wish = ranks.get(standing.starts_at)
        pinned = bool(standing and standing.pinned)
        account = by_person(application.person_id)
        assert account
        return Event(
            entry.uid, entry.code, entry.title, place, pinned, wish, account.email, _concerned(application)
        )

    def number(self, plan: str) -> int:
        """Of a plan with this name."""
        with self.app.app_context():
            return next(one.id for one in plans(existing_meeting(CODE)) if one.name == plan)

    def letters_wait(self) -> bool:
        """Whether some are still to be sent."""
        with self.app.app_context():
            session.rollback()
            return session.scalars(select(func.count()).where(Letter.state.in_(UNSENT))).one() > 0

    def close(self) -> None:
        close(self.app)


def _concerned(application: Application) -> frozenset[str]:
    contacts = select(Representative.person_id).where(
        Representative.is_contact,
        Representative.organisation_id.in_([one.organisation_id for one in application.organisers]),
    )
    speakers = [one.person_id for one in application.speakers]
    people = {application.person_id, *session.scalars(contacts), *speakers}
    return frozenset(one.address for one in addressees(people).values())


def feed(server: Server) -> dict[str, Said]:
    """By UID."""
    calendar = Calendar.from_ical(server.fetch(FEED))
    assert isinstance(calendar, Calendar)
    return {
        str(one["UID"]): Said(
            Place(
                one.decoded("DTSTART").astimezone(UTC),
                one.decoded("DTEND").astimezone(UTC),
                str(one["LOCATION"]).partition(", ")[0],
            ),
            one.sequence,
            str(one["STATUS"]),
            one.to_ical(),
        )
        for one in calendar.events
    }
