"""Finding meetings, venues and rooms."""

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting, MeetingOrganisation, Room, Venue
from scheduler.organisations.models import Organisation


def meeting(code: str) -> Meeting | None:
    return session.scalars(select(Meeting).where(Meeting.code == code)).one_or_none()


def existing_meeting(code: str) -> Meeting:
    """The meeting of this code. Raises NotFound."""
    found = meeting(code)
    if found is None:
        raise NotFound(Sentence("There is no meeting %(code)s.", code=quoted(code)))
    return found


def meeting_of(entry: Entry) -> Meeting:
    return session.get_one(Meeting, entry.meeting_id)


def codes() -> dict[int, str]:
    """The codes of all meetings, by number; the newest meeting first."""
    found = select(Meeting.id, Meeting.code).order_by(Meeting.starts.desc(), Meeting.code)
    return dict(session.execute(found).all())


def venue(name: str) -> Venue | None:
    return session.scalars(select(Venue).where(Venue.folded == fold(name))).one_or_none()


def rooms(venue: Venue) -> dict[str, Room]:
    """The rooms of a venue by every folded name and alias."""
    found = session.scalars(select(Room).where(Room.venue_id == venue.id))
    return {item.folded: room for room in found for item in room.names}


def organisations_of(meeting: Meeting) -> list[Organisation]:
    """The organisations that the meeting's programme names, by name."""
    found = select(Organisation).join(MeetingOrganisation).where(MeetingOrganisation.meeting_id == meeting.id)
    return sorted(session.scalars(found), key=lambda one: (fold(one.name), one.name))
