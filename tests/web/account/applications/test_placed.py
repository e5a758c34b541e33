"""What an applicant reads of the place of their event: once it is released, and of nobody else."""

from datetime import timedelta

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.applications import deciding
from scheduler.applications.drafting import save
from scheduler.applications.facts import Facts
from scheduler.applications.models import Application
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.meetings.actions import add_room, set_rooms, venue
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import person
from scheduler.releases.actions import release
from scheduler.timetable import queries
from scheduler.timetable.adopting import adopt
from scheduler.timetable.moving import move
from scheduler.timetable.proposals import asking, solving
from scheduler.timetable.proposals.options import Options
from tests.applications import stage
from tests.applications.desk import do
from tests.conftest import BASE_URL
from tests.timetable.stage import at
from tests.web.conftest import read, texts
from tests.web.counting import counted
from tests.web.people import Browser

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
HERE = "/account/applications/"


def apply(
    of: Call, lead: Organisation, account: Account | None, minutes: int, wishes: list[int]
) -> Application:
    """An event that is accepted, with these slots as its wishes."""
    one = stage.draft(of, lead, person(account.person_id) if account else None)
    with decision("tests") as this:
        save(
            this,
            one,
            one.revision,
            Facts(title=f"Event of {lead.name}", wishes={slot: rank for rank, slot in enumerate(wishes, 1)}),
        )
    stage.hand_in(one, stage.DURING + timedelta(minutes=minutes))
    do(deciding.accept, one)
    return one


def propose(of: Call) -> None:
    run = do(asking.ask, of.meeting, Options())
    solving.solve(run.id)
    session.expire_all()
    draft = queries.plans(of.meeting)[1]
    public = queries.public_plan(of.meeting)
    do(adopt, draft, seen=public.revision if public else 0, seen_draft=0)


def publish(of: Call) -> None:
    do(release, of.meeting, BASE_URL)
    session.expire_all()


def places(call: Call, rooms: int = 1) -> list[int]:
    """So many rooms; the slots of the meeting."""
    with bookkeeping("tests"):
        centre = venue(f"Centre of {call.meeting.code}")
        set_rooms(call.meeting, [add_room(centre, f"M{number + 1}") for number in range(rooms)])
    return [slot.id for slot in call.meeting.slots]


def told(mine: Browser, one: Application) -> list[str]:
    page = read(mine, f"{HERE}{one.code}/")
    return texts(page, "section[aria-labelledby=placed] :is(p, li)")


def test_the_reason_is_told_once_it_is_released(
    app: Flask, call: Call, club: Organisation, ada: Account, mine: Browser
) -> None:
    first, second = places(call)
    apply(call, stage.organisation("Secret Society"), None, 0, [first])
    own = apply(call, session.get_one(Organisation, club.id), ada, 1, [first, second])
    propose(call)
    assert told(mine, own) == []
    publish(call)
    assert told(mine, own) == [
        "Tue 9 March 2027, 09:00 to 09:50, M1",
        "Your event has the slot that you named as number 2.",
        "What stood in the way of the slots that you would have liked better:",
        "Mon 8 March 2027, 09:00 to 09:50: The rooms that would do are taken then. Other events at that "
        "time: 1; of these, before yours in the published order: 1.",
    ]
    assert "Secret" not in mine.get(f"{HERE}{own.code}/").text
    plan = queries.public_plan(call.meeting)
    assert plan
    assert own.entry_id
    entry = queries.entries(call.meeting.id)[own.entry_id]
    day = call.meeting.slots[1].day
    there = at(day, 14, call.meeting.rooms[0])
    do(move, plan, {entry: there}, seen=plan.revision, why="The Chair speaks there", chair=True)
    session.expire_all()
    assert told(mine, own) == []
    publish(call)
    assert told(mine, own)[0] == "Tue 9 March 2027, 15:00 to 15:50, M1"
    assert "The Chair speaks there" in told(mine, own)[1]


def test_who_has_no_place_is_told_the_proof(
    app: Flask, call: Call, club: Organisation, ada: Account, mine: Browser
) -> None:
    first, second = places(call)
    for number in range(2):
        apply(call, stage.organisation(f"Secret Society {number}"), None, number, [first])
    last = apply(call, session.get_one(Organisation, club.id), ada, 2, [second])
    propose(call)
    assert told(mine, last) == []
    publish(call)
    assert told(mine, last) == [
        "Your event has no place.",
        "There is no place for your event beside certain others. Their number: 2; of these, before yours in "
        "the published order: 2.",
    ]


def test_the_page_asks_the_same_however_many_others_there_are(
    app: Flask, call: Call, club: Organisation, ada: Account, mine: Browser
) -> None:
    """As long as its places were adopted as often."""

    def asked(of: Call, others: int) -> int:
        slots = places(of, rooms=8)
        own = apply(of, session.get_one(Organisation, club.id), ada, 0, slots)
        for number in range(others):
            apply(of, stage.organisation(f"Society {others} {number}"), None, number + 1, slots)
        propose(of)
        publish(of)
        assert told(mine, own)
        with counted(app) as sent:
            told(mine, own)
        return len(sent)

    assert asked(call, 1) == asked(stage.call(stage.meeting("CND71")), 6)
