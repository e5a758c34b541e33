"""A draft programme of the fictitious meeting, which some of its organisers have answered to."""

from datetime import timedelta

from scheduler.demo.fictitious import CODE
from scheduler.demo.people import ACTOR
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from scheduler.kernel.localtime import to_local
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable.draft_programmes import answering, showing
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.draft_programmes.queries import newest
from scheduler.timetable.draft_programmes.rules import Said
from scheduler.timetable.draft_programmes.telling import concerned
from scheduler.timetable.draft_programmes.terms import Audience, Reply
from scheduler.timetable.queries import placements, public_plan

DAYS_TO_ANSWER = timedelta(days=5)
NOTE = "This is the first draft (fictitious). Rooms may still change."
ANSWERS = (
    Said(Reply.SUITS),
    Said(Reply.CANNOT, "Our minister leaves on the evening before."),
    Said(Reply.WOULD_SWAP, "With an event of the afternoon; our speakers come by the noon train."),
    None,
)
"""What one organiser after the other says; None: nothing yet."""


def show() -> None:
    """Once, as soon as something has a place, and as long as the meeting is ahead."""
    meeting = existing_meeting(CODE)
    plan = public_plan(meeting)
    last_day = to_local(clock.now(), meeting.time_zone).date() + DAYS_TO_ANSWER
    if plan is None or newest(meeting) or not placements(plan) or last_day > meeting.ends:
        return
    with decision(ACTOR) as this:
        made = showing.show(this, meeting, plan, Audience.ORGANISERS, last_day, NOTE)
    reached = [place for place in made.places if place.letters]
    for number, place in enumerate(reached):
        if said := ANSWERS[number % len(ANSWERS)]:
            _answer(place, said)


def _answer(place: DraftPlace, said: Said) -> None:
    """As somebody who was written to."""
    person = concerned(place).organisers[0].person_id
    with decision(f"person {person}") as this:
        answering.answer(this, place, said)
