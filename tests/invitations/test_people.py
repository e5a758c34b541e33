"""Whose calendars they are: organisers and speakers of side events, people who are merged, erased, or want to
see what is kept of them."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.accounts.traces import traces
from scheduler.invitations import own_data, replies
from scheduler.invitations.following import follow
from scheduler.invitations.models import CalendarInvitation, CalendarRefusal, UntakenReply
from scheduler.invitations.refusing import refuse
from scheduler.invitations.terms import Part
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.mail.models import LetterCalendar
from scheduler.organisations.actions import name_person
from scheduler.organisations.merging import merge, undo
from scheduler.organisations.models import Merger, Person
from scheduler.programmes.erasing import erase
from scheduler.releases import actions as releases
from scheduler.side_events.models import Role, SideEvent, SideEventOrganisation, SideEventSpeaker
from scheduler.timetable import actions as timetable
from scheduler.timetable.actions import Where
from tests.invitations.answers import event, message
from tests.invitations.conftest import NOON, OFFICE, TEN, Invited, the_invitation
from tests.timetable.stage import event as a_side_event
from tests.web.counting import counted


def invitations() -> list[tuple[str, str | None, str, bool]]:
    """Of all: to whom, where, as what, and whether it stands."""
    session.rollback()
    found = session.scalars(select(CalendarInvitation).order_by(CalendarInvitation.id)).unique()
    return [(one.person.name or "", one.address, one.part.value, one.stands) for one in found]


def test_organisers_and_speakers_of_a_side_event_are_invited_once_each(invited: Invited) -> None:
    """The contact of the organisation speaks there too; a co-sponsor's contact is not invited."""
    play = invited.play
    with bookkeeping("tests") as this:
        one = a_side_event(invited.meeting, "Prevention in schools")
        contact = session.get_one(Person, play.speaker.person)
        one.bodies = [
            SideEventOrganisation(organisation_id=play.ngo.id, role=Role.ORGANISER, position=0),
            SideEventOrganisation(organisation_id=play.state.id, role=Role.COSPONSOR, position=1),
        ]
        speaker, silent = name_person("Sue Speaker"), name_person("No Address")
        speaker.email = "sue@body.example"
        one.speakers = [
            SideEventSpeaker(person=each, position=place)
            for place, each in enumerate((contact, speaker, silent))
        ]
        plan = timetable.public_plan(this, invited.meeting)
        where = Where(TEN.date(), None, TEN, TEN + timedelta(minutes=50))
        timetable.place(plan, {one: where})
    assert invited.release() == 3
    assert sorted(invitations()) == [
        ("Nora Ngo", "nora@body.example", "organiser", True),
        ("Pia Panellist", invited.nomination.person.email, "panellist", True),
        ("Sue Speaker", "sue@body.example", "speaker", True),
    ]


@pytest.mark.parametrize("speakers", [2, 60])
def test_the_number_of_statements_does_not_grow_with_the_guests(
    app: Flask, invited: Invited, speakers: int
) -> None:
    """Neither when they are invited nor when it is cancelled nor when it takes place again."""
    with bookkeeping("tests") as this:
        one = a_side_event(invited.meeting, "Prevention in schools")
        for place in range(speakers):
            speaker = name_person(f"Speaker {place:03}")
            speaker.email = f"speaker{place}@body.example"
            one.speakers.append(SideEventSpeaker(person=speaker, position=place))
        where = Where(TEN.date(), None, TEN, TEN + timedelta(minutes=50))
        timetable.place(timetable.public_plan(this, invited.meeting), {one: where})
    number = one.id
    for cancelled, others in ((False, 1), (True, 0), (False, 0)):
        with decision("tests") as this:
            session.get_one(SideEvent, number).cancelled = cancelled
            session.flush()
            assert releases.release(this, invited.meeting, OFFICE.base_url)
            with counted(app) as sent:
                assert follow(this, invited.meeting, OFFICE.base_url) == speakers + others
        assert len(sent) <= 40


def test_what_is_kept_is_shown_and_erased(invited: Invited) -> None:
    invited.release()
    one = the_invitation()
    mine, mail = one.person_id, one.address or ""
    replies.take(message(mail, event(one.uid, mail, stamp=NOON)))
    replies.take(message("eve@else.example", event(one.uid, mail, stamp=NOON)))
    with decision("tests") as this:
        refuse(this, mine)
    held = own_data.held(traces(mine), OFFICE.base_url)
    assert json.dumps(held)
    assert held["calendar"] == [
        {
            "title": "Session 1",
            "part there": "panellist",
            "to": mail,
            "stands": True,
            "made": "2027-09-01T12:00:00Z",
            "changed last": "2027-09-01T12:00:00Z",
            "answer": "accepted",
            "answered": "2027-09-01T12:00:00Z",
        }
    ]
    (untaken,) = held["answers not taken"]
    assert (untaken["sender"], untaken["why"]) == ("eve@else.example", "other_sender")
    assert held["no calendar invitations"] == ["2027-09-01T12:00:00Z"]
    assert {*held["calendar"][0], *untaken, "calendar"} <= set(own_data.FIELDS)
    (brought,) = [one["for your calendar"] for one in held["letters"] if one["for your calendar"]]
    assert f"UID:{one.uid}" in brought
    erase(mine, actor="account 1", base_url=OFFICE.base_url)
    last = the_invitation()
    assert (last.stands, last.address, last.answer, last.answered_at) == (False, None, None, None)
    for kept in (CalendarRefusal, UntakenReply, LetterCalendar):
        assert session.scalars(select(func.count()).select_from(kept)).one() == 0
    with clock.set_to(NOON + timedelta(days=1)):
        assert invited.catch_up() == 0  # nobody writes to them again, not even that it is off


def test_people_who_are_one_keep_one_entry(invited: Invited) -> None:
    """Two records of a person sat there under two addresses."""
    invited.release()
    mine, occasion = invited.nomination.person_id, the_invitation().occasion
    with bookkeeping("tests"):
        other = name_person("P. Panellist")
        other.email = "other@body.example"
        session.flush()
        session.add(
            CalendarInvitation(
                uid="invitation-2", entry_id=invited.play.session.id, person_id=other.id, address=other.email,
                part=Part.SPEAKER, about="meeting TD2027", sequence=0, asked_sequence=0, stands=True,
                occasion=occasion, made_at=NOON, changed_at=NOON,
            )
        )  # fmt: skip
        session.add_all(CalendarRefusal(person_id=number, at=NOON) for number in (mine, other.id))
    with decision("tests") as this:
        done = merge(this, session.get_one(Person, mine), session.get_one(Person, other.id))
    assert session.scalars(select(CalendarInvitation.person_id)).all() == [mine, mine]
    assert session.scalars(select(CalendarRefusal.person_id)).all() == [mine]
    with decision("tests") as this:
        undo(this, session.get_one(Merger, done.id))
    assert sorted(session.scalars(select(CalendarInvitation.person_id))) == sorted([mine, other.id])
    assert sorted(session.scalars(select(CalendarRefusal.person_id))) == sorted([mine, other.id])
