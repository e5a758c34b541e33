"""A meeting with two accepted events that are placed, one of them with a supporter, and a third that stands
nowhere; for tests of draft programmes. Times in UTC; Vienna is one hour ahead."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from scheduler.applications import cosponsoring, deciding
from scheduler.applications.models import Application
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, bookkeeping, decision
from scheduler.kernel.terms import Source
from scheduler.links.models import Link
from scheduler.mail.models import Letter
from scheduler.meetings.actions import add_room, set_rooms, venue
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.organisations.models import Person
from scheduler.timetable.actions import public_plan
from scheduler.timetable.draft_programmes import answering, showing
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.rules import Said
from scheduler.timetable.draft_programmes.terms import Audience, Reply
from scheduler.timetable.models import Plan
from scheduler.timetable.moving import move
from tests.applications import stage
from tests.timetable.stage import at, do

SHOWN = datetime(2027, 2, 22, 9, tzinfo=UTC)
LAST_DAY = date(2027, 2, 26)
CLOSES = datetime(2027, 2, 26, 23, tzinfo=UTC)
MONDAY, TUESDAY = stage.DAYS
SUITS = Said(Reply.SUITS)
CANNOT = Said(Reply.CANNOT, "Our minister leaves on Monday.")
BY_MAIL = OnBehalf(Source.EMAIL, date(2027, 2, 23), "Mail 17")


@dataclass(frozen=True)
class Play:
    meeting: Meeting
    plan: Plan
    """The public one."""
    rooms: list[Room]
    applications: list[Application]
    supporter: Person

    def entry(self, number: int) -> Entry:
        return session.get_one(Entry, self.applications[number].entry_id)

    def put(self, number: int, day: date, hour: int = 8, room: int = 0, **more: Any) -> None:
        """Move an event by hand."""
        there = at(day, hour, self.rooms[room])
        do(move, self.plan, {self.entry(number): there}, seen=self.plan.revision, **more)
        session.expire_all()

    def accept(self, one: Application) -> None:
        """With the same clock as all that is accepted here."""
        with clock.set_to(stage.DURING):
            do(deciding.accept, one)

    def show(self, audience: Audience = Audience.ORGANISERS, **more: Any) -> DraftProgramme:
        said = {"last_day": LAST_DAY, **more}
        return do(showing.show, self.meeting, self.plan, audience, by="account 1", **said)

    def place(self, draft: DraftProgramme, number: int) -> DraftPlace:
        return next(one for one in draft.places if one.entry_id == self.applications[number].entry_id)

    def answer(self, draft: DraftProgramme, number: int, said: Said = SUITS, by: str = "person 1") -> None:
        do(answering.answer, self.place(draft, number), said, by=by)


def play() -> Play:
    """Three events of the call, accepted; the first two stand on Monday and Tuesday at nine in Vienna."""
    call = stage.call()
    made = [
        stage.received(call, stage.organisation(name))
        for name in ("Harbour Foundation", "Ports Union", "Isle")
    ]
    supporter = stage.person("Sue Porter")
    with clock.set_to(stage.DURING), decision("tests") as this:
        one = cosponsoring.invite(this, made[0], "Towns League", "Sue Porter", supporter.email or "")
        cosponsoring.confirm(this, one, supporter, takes_part=True)
        for each in made:
            deciding.accept(this, each)
    meeting = call.meeting
    with bookkeeping("tests") as this:
        rooms = [add_room(venue("Centre"), name) for name in ("M1", "M2")]
        set_rooms(meeting, rooms)
        plan = public_plan(this, meeting)
    found = Play(meeting, plan, rooms, made, supporter)
    with clock.set_to(SHOWN):
        found.put(0, MONDAY)
        found.put(1, TUESDAY)
    return found


def letters(kind: str) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def links(purpose: str) -> list[Link]:
    return list(session.scalars(select(Link).where(Link.purpose == purpose).order_by(Link.id)))
