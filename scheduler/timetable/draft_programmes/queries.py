"""Reading draft programmes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from scheduler.applications.models import Application, CoSponsor, Organiser
from scheduler.applications.terms import Support
from scheduler.applications.waiting import is_theirs
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting, Room
from scheduler.meetings.queries import existing_meeting
from scheduler.organisations.models import Organisation
from scheduler.side_events.models import Role, SideEventOrganisation
from scheduler.timetable import queries
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.rules import closes_at
from scheduler.timetable.draft_programmes.terms import Showing
from scheduler.timetable.spots import Spot

LEADS = frozenset({Role.ORGANISER, Role.CO_ORGANISER})
NONE = Sentence("This meeting has no such draft programme.")


@dataclass(frozen=True)
class Shown:
    """A draft programme with whom it concerns: people and organisations, by number."""

    draft: DraftProgramme
    people: frozenset[int]
    organisations: frozenset[int]


def all_of(meeting: Meeting) -> Sequence[DraftProgramme]:
    """The newest first, in a constant number of queries."""
    found = select(DraftProgramme).where(DraftProgramme.meeting_id == meeting.id)
    found = found.options(joinedload(DraftProgramme.plan), selectinload(DraftProgramme.places))
    return session.scalars(found.order_by(DraftProgramme.number.desc())).all()


def draft(meeting: Meeting, number: int) -> DraftProgramme:
    """Raises NotFound."""
    found = select(DraftProgramme).where(
        DraftProgramme.meeting_id == meeting.id, DraftProgramme.number == min(number, LARGEST)
    )
    one = session.scalars(found).one_or_none()
    if one is None:
        raise NotFound(NONE)
    return one


def shown_now(meeting: Meeting) -> DraftProgramme | None:
    """The one that organisers answer to, whether or not they still can."""
    found = select(DraftProgramme).where(
        DraftProgramme.meeting_id == meeting.id, DraftProgramme.state == Showing.SHOWN
    )
    return session.scalars(found).one_or_none()


def newest(meeting: Meeting) -> DraftProgramme | None:
    found = select(DraftProgramme).where(DraftProgramme.meeting_id == meeting.id)
    return session.scalars(found.order_by(DraftProgramme.number.desc()).limit(1)).one_or_none()


def shown(code: str, number: int) -> Shown:
    """For those who ask whether they may see it. Raises NotFound."""
    one = draft(existing_meeting(code), number)
    entries = [place.entry_id for place in one.places if place.asked]
    led = select(Application.person_id, Organiser.organisation_id).join(Organiser, isouter=True)
    backed = select(CoSponsor.person_id, CoSponsor.organisation_id).join(Application)
    asked = (
        led.where(Application.entry_id.in_(entries)),
        backed.where(Application.entry_id.in_(entries), CoSponsor.state == Support.CONFIRMED),
    )
    rows = [row for each in asked for row in session.execute(each)]
    bodies = select(SideEventOrganisation.organisation_id)
    of_events = session.scalars(bodies.where(SideEventOrganisation.side_event_id.in_(entries)))
    people = frozenset(person for person, _ in rows if person)
    return Shown(one, people, frozenset((*of_events, *(body for _, body in rows if body))))


def place(number: int) -> DraftPlace:
    """Raises NotFound."""
    found = session.get(DraftPlace, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(NONE)
    return found


def place_of(one: DraftProgramme, entry: str) -> DraftPlace:
    """Of the event with this code. Raises NotFound."""
    found = next((each for each in one.places if each.entry.code == entry and each.asked), None)
    if found is None:
        raise NotFound(Sentence("This draft programme has no such event."))
    return found


def places_of(entry: int) -> Sequence[DraftPlace]:
    """Where draft programmes showed an entry, the newest first."""
    found = (
        select(DraftPlace)
        .join(DraftPlace.draft)
        .options(contains_eager(DraftPlace.draft))
        .where(DraftPlace.entry_id == entry)
        .order_by(DraftProgramme.number.desc())
    )
    return session.scalars(found).unique().all()


def unanswered(who: Visitor, now: datetime) -> list[tuple[DraftPlace, Application]]:
    """Places of their events to which nobody answered, as long as that can be done and the events take place.
    `now` in UTC."""
    found = (
        select(DraftPlace, Application)
        .join(DraftPlace.draft)
        .join(Application, Application.entry_id == DraftPlace.entry_id)
        .outerjoin(DraftPlace.answer)
        .options(contains_eager(DraftPlace.draft))
        .where(is_theirs(who), DraftProgramme.state == Showing.SHOWN, DraftAnswer.place_id.is_(None))
        .order_by(DraftPlace.id)
    )
    return [(place, one) for place, one in session.execute(found).unique() if _is_open(place, now)]


def _is_open(place: DraftPlace, now: datetime) -> bool:
    draft = place.draft
    return not place.entry.cancelled and closes_at(draft.last_day, draft.meeting.time_zone) > now


def earlier_answers(one: DraftProgramme) -> dict[int, DraftAnswer]:
    """What was answered last to draft programmes before this one, by the entry's number. Those that are here
    in the same place were taken over when it was shown. One query, and one for the places."""
    found = (
        select(DraftAnswer)
        .join(DraftAnswer.place)
        .join(DraftPlace.draft)
        .options(contains_eager(DraftAnswer.place).contains_eager(DraftPlace.draft))
        .where(DraftProgramme.meeting_id == one.meeting_id, DraftProgramme.number < one.number)
        .order_by(DraftProgramme.number)
    )
    return {answer.place.entry_id: answer for answer in session.scalars(found)}


def spots_now(one: DraftProgramme) -> dict[int, Spot]:
    """Where its plan has entries now; once that was adopted, the public timetable."""
    plan = queries.public_plan(one.meeting) if one.plan.adopted_at else one.plan
    return {number: placement.spot for number, placement in queries.placements(plan).items()}


def applications_of(entries: Collection[int]) -> Mapping[int, Application]:
    """Those that became these entries, by the entry's number."""
    found = session.scalars(select(Application).where(Application.entry_id.in_(entries)))
    return {one.entry_id: one for one in found if one.entry_id}


def leads_of(entries: Collection[int]) -> dict[int, list[Organisation]]:
    """Who leads each event, by the entry's number, in their order. One query."""
    found = (
        select(SideEventOrganisation.side_event_id, Organisation)
        .join(Organisation, Organisation.id == SideEventOrganisation.organisation_id)
        .where(SideEventOrganisation.side_event_id.in_(entries), SideEventOrganisation.role.in_(LEADS))
        .order_by(SideEventOrganisation.position)
    )
    leads: dict[int, list[Organisation]] = defaultdict(list)
    for number, one in session.execute(found):
        leads[number].append(one)
    return leads


def room_names(meeting: Meeting) -> dict[int, str]:
    """Of the rooms that the meeting has, and of those that drafts showed, by number."""
    drawn = select(DraftPlace.room_id).join(DraftProgramme).where(DraftProgramme.meeting_id == meeting.id)
    now = [room.id for room in meeting.rooms]
    rows = session.execute(select(Room.id, Room.name).where(Room.id.in_(drawn) | Room.id.in_(now)))
    return dict(rows.all())
