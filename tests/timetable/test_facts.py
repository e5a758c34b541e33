"""What is stored, as the clash rules see it; in a constant number of questions."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from scheduler.applications import cosponsoring, deciding
from scheduler.applications.facts import SpeakerFact
from scheduler.applications.models import Application
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, bookkeeping, decision
from scheduler.kernel.terms import Constituency, Equipment, Format, OrganisationKind, Source
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation
from scheduler.thematic_sessions.models import Panel, Panellist
from scheduler.timetable.actions import Where, place, public_plan
from scheduler.timetable.clash_settings import link_entries, set_rules
from scheduler.timetable.clashes.ground import Item, Settings, Tie, Wishes
from scheduler.timetable.clashes.terms import Level, Link, Rule
from scheduler.timetable.facts import Facts, facts_of
from scheduler.timetable.queries import public_plan as find_plan
from tests.applications import stage
from tests.applications.stage import DAYS, DURING
from tests.thematic_sessions.stage import a_session
from tests.web.counting import counted

BY_MAIL = OnBehalf(Source.EMAIL, DURING.date(), "mail of that day")


def accepted(
    call: Call, lead: Organisation, cosponsors: dict[str, bool] | None = None, **facts: Any
) -> Application:
    """A side event of it; co-sponsors by name, and whether they take part."""
    with clock.set_to(DURING):
        made = stage.draft(call, lead, **facts)
        stage.hand_in(made, DURING)
        with decision("tests", BY_MAIL) as this:
            for name, takes_part in (cosponsors or {}).items():
                cosponsoring.enter(this, cosponsoring.name(this, made, name), takes_part=takes_part)
            deciding.accept(this, made)
    return made


def facts(meeting: Meeting) -> Facts:
    return facts_of(meeting, find_plan(meeting))


def item_of(meeting: Meeting, made: Application) -> Item:
    assert made.entry_id
    return facts(meeting).items[made.entry_id]


def test_an_accepted_application_tells_what_was_asked_for(app: Flask) -> None:
    call = stage.call(required=())
    meeting = call.meeting
    first, second = meeting.slots
    made = accepted(
        call,
        stage.state("Pellamar"),
        {"Harbour Foundation": True, "Silent Institute": False},
        theme="Prevention",
        format=Format.HYBRID,
        attendance=80,
        equipment=(Equipment.RECORDING,),
        speakers=(SpeakerFact(name="Ada Lind"),),
        wishes={first.id: 1, second.id: 0},
        days=(DAYS[1],),
    )
    one = item_of(meeting, made)
    assert [actor.name for actor in one.organisations] == ["Pellamar", "Harbour Foundation"]
    assert [actor.name for actor in one.supporters] == ["Silent Institute"]
    assert [(actor.name, actor.is_person) for actor in one.people] == [("Ada Lind", True)]
    assert (one.theme, one.format, one.attendance) == ("Prevention", Format.HYBRID, 80)
    assert one.equipment == {Equipment.RECORDING}
    assert one.wishes == Wishes((first.id,), frozenset({DAYS[1]}), frozenset({second.id}))
    assert (one.place, one.group, one.precedes) == (0, OrganisationKind.MEMBER_STATE, True)


def test_places_are_those_of_the_queue_and_what_is_cancelled_is_not_there(app: Flask) -> None:
    call = stage.call(required=())
    of_ngo, gone = accepted(call, stage.organisation()), accepted(call, stage.organisation())
    of_state = accepted(call, stage.state())
    with clock.set_to(DURING), decision("tests") as this:
        deciding.cancel(this, gone, "It does not take place.")
    items = facts(call.meeting).items
    assert gone.entry_id not in items
    assert [items[one.entry_id].place for one in (of_state, of_ngo) if one.entry_id] == [0, 1]


def test_a_speaker_of_a_side_event_who_sits_on_a_panel_then_is_in_two_places(app: Flask) -> None:
    call = stage.call(required=())
    meeting = call.meeting
    made = accepted(call, stage.organisation(), speakers=(SpeakerFact(name="Ada Lind"),))
    slot = meeting.slots[0]
    panel = a_session(
        meeting, "A panel", Where(slot.day, None, slot.starts_at, slot.ends_at + timedelta(hours=2))
    )
    with bookkeeping("tests") as this:
        panel.panel = Panel(
            panellists=[
                Panellist(
                    person_id=made.speakers[0].person_id, constituency=Constituency.CIVIL_SOCIETY, position=0
                )
            ]
        )
        event = session.get_one(Entry, made.entry_id)
        place(public_plan(this, meeting), {event: Where(slot.day, None, slot.starts_at)})
    (clash,) = facts(meeting).clashes()
    assert (clash.rule, clash.at.starts_at, clash.at.ends_at) == (
        Rule.SPEAKER_TWICE,
        slot.starts_at,
        slot.ends_at,
    )
    assert str(clash.sentence) == f"Ada Lind speaks at “{event.title}” and at “A panel” at the same time."


def test_what_a_meeting_sets_is_found_again(app: Flask) -> None:
    call = stage.call(required=())
    meeting = call.meeting
    one, other = (accepted(call, stage.organisation()) for _ in range(2))
    wanted = Settings(
        {Rule.SAME_THEME: Level.OFF, Rule.ROOM_TOO_SMALL: Level.WARNS}, timedelta(minutes=10), 3
    )
    with decision("tests") as this:
        first, second = (session.get_one(Entry, made.entry_id) for made in (one, other))
        link_entries(this, meeting, Link.MUST_FOLLOW, second, first, "It answers")
        set_rules(this, meeting, wanted, seen=0)
    ground = facts(meeting).ground
    assert ground.ties == (Tie(Link.MUST_FOLLOW, second.id, first.id, "It answers"),)
    assert ground.settings == Settings({Rule.SAME_THEME: Level.OFF}, timedelta(minutes=10), 3)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_number_of_questions_does_not_grow(app: Flask) -> None:
    call = stage.call(required=())
    meeting = call.meeting

    def fill(count: int) -> None:
        for number in range(count):
            accepted(
                call,
                stage.organisation(),
                {f"Supporter {number}": True},
                speakers=(SpeakerFact(name=f"Speaker {number}"),),
                wishes={meeting.slots[0].id: 1},
            )

    fill(1)
    session.expire_all()
    with counted(app) as of_one:
        assert len(facts(meeting).items) == 1
    fill(29)
    session.expire_all()
    with counted(app) as of_many:
        assert len(facts(meeting).items) == 30
    assert len(of_many) == len(of_one)
