"""Calendars follow what is published: who is invited, what moves an invitation and what does not, and how it
ends."""

from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.invitations.refusing import refuse, want
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Constituency, SegmentKind
from scheduler.nominations import reviewing, seating
from scheduler.nominations.models import Nomination
from scheduler.organisations.models import Person
from scheduler.thematic_sessions.models import Segment, ThematicSession
from tests.invitations.conftest import TEN, Invited, calendar_of, kinds, post, the_invitation
from tests.nominations.stage import DURING, confirmed, do, themselves

Told = list[tuple[str, int, str]]


def told(folder: Path) -> Told:
    """Of each calendar that leaves the house: what is to be done, its number and its start."""
    return [(method, number, start) for _, method, number, start in told_to(folder)]


def told_to(folder: Path) -> list[tuple[str, str, int, str]]:
    """The same, with the address first."""
    found = []
    for message in post(folder):
        content = calendar_of(message).decode().replace("\r\n ", "")
        lines = dict(line.split(":", 1) for line in content.splitlines())
        start = next(value for name, value in lines.items() if name.startswith("DTSTART;TZID"))
        to = message["To"].addresses[0].addr_spec
        found.append((to, lines["METHOD"], int(lines["SEQUENCE"]), start))
    return found


def address(invited: Invited, new: str | None) -> None:
    """Let letters reach the panellist there."""
    with bookkeeping("tests"):
        session.get_one(Person, invited.nomination.person_id).email = new


def in_session(invited: Invited) -> ThematicSession:
    return session.get_one(ThematicSession, invited.play.session.id)


def withdraw(invited: Invited) -> None:
    one = session.get_one(Nomination, invited.nomination.id)
    do(seating.withdraw, themselves(one), one)


def test_an_invitation_moves_with_its_session_and_ends_with_it(invited: Invited, folder: Path) -> None:
    mine = invited.nomination.person.email
    assert invited.release() == 1
    assert told_to(folder) == [(mine, "REQUEST", 0, "20270921T100000")]
    first = the_invitation()
    assert (first.stands, first.address, first.part.value) == (True, mine, "panellist")
    assert first.about == invited.nomination.thing
    assert invited.catch_up() == 0

    invited.place(TEN + timedelta(hours=4))
    assert invited.catch_up() == 0  # nothing is told before the release
    assert invited.release() == 1
    assert told(folder) == [("REQUEST", 1, "20270921T140000")]

    with bookkeeping("tests"):
        in_session(invited).cancelled = True
    assert invited.release() == 1
    assert told(folder) == [("CANCEL", 2, "20270921T140000")]
    last = the_invitation()
    assert (last.uid, last.stands, last.sequence) == (first.uid, False, 2)
    assert kinds() == ["calendar-invited", "calendar-changed", "calendar-ended"]


def test_what_happens_inside_a_session_moves_no_calendar(invited: Invited) -> None:
    invited.release()
    with bookkeeping("tests"):
        item = in_session(invited)
        item.segments.append(Segment(position=0, kind=SegmentKind.OPENING_REMARKS, minutes=20))
        item.chair = "Somebody else"
    assert invited.release() == 0
    assert kinds() == ["calendar-invited"]


@pytest.mark.parametrize("change", ["room", "title"])
def test_what_else_changes_an_invitation(invited: Invited, change: str) -> None:
    invited.release()
    if change == "room":
        invited.place(room="Board Room B")
    else:
        with bookkeeping("tests"):
            in_session(invited).title = "Session 1, continued"
    assert invited.release() == 1
    one = the_invitation()
    assert (one.sequence, one.asked_sequence) == (1, 0)  # who accepted has accepted this, too


def test_without_a_date_it_leaves_the_calendar_and_comes_back(invited: Invited, folder: Path) -> None:
    invited.release()
    invited.place(None)
    assert invited.release() == 1
    invited.place(TEN + timedelta(days=1))
    assert invited.release() == 1
    assert told(folder) == [
        ("REQUEST", 0, "20270921T100000"),
        ("CANCEL", 1, "20270921T100000"),
        ("REQUEST", 2, "20270922T100000"),
    ]
    assert the_invitation().asked_sequence == 2


def test_who_comes_after_the_release_is_invited_and_who_goes_loses_it(invited: Invited, folder: Path) -> None:
    address(invited, None)
    assert invited.release() == 0  # no letter reaches them
    address(invited, "Pia@Body.example")
    assert invited.catch_up() == 1
    assert invited.catch_up() == 0
    withdraw(invited)
    assert invited.catch_up() == 1
    assert [(to, method, number) for to, method, number, _ in told_to(folder)] == [
        ("Pia@Body.example", "REQUEST", 0),
        ("pia@body.example", "CANCEL", 1),
    ]


def test_for_whom_a_seat_is_kept_is_not_invited_before_they_accept(invited: Invited) -> None:
    play = invited.play
    with clock.set_to(DURING):
        one = confirmed(play, "VNGOC", name="Not Yet")
        do(reviewing.endorse, play.coordinator, one)
        do(reviewing.forward, play.coordinator, one)
        do(seating.seat, play.desk, one, play.session, play.seat(Constituency.CIVIL_SOCIETY))
    invited.release()
    assert the_invitation().person.name == "Pia Panellist"


def test_who_wants_no_invitations_gets_none_and_can_change_their_mind(invited: Invited, folder: Path) -> None:
    invited.release()
    mine = invited.nomination.person_id
    with decision("tests") as this:
        refuse(this, mine)
    assert invited.catch_up() == 1
    invited.place(TEN + timedelta(hours=1))
    assert invited.release() == 0
    with decision("tests") as this:
        want(this, mine)
    assert invited.catch_up() == 1
    assert told(folder) == [
        ("REQUEST", 0, "20270921T100000"),
        ("CANCEL", 1, "20270921T100000"),
        ("REQUEST", 2, "20270921T110000"),
    ]


def test_another_address_takes_the_place_of_the_one_before(invited: Invited, folder: Path) -> None:
    invited.release()
    before = invited.nomination.person.email
    address(invited, "new@body.example")
    assert invited.catch_up() == 2
    assert [(to, method) for to, method, _, _ in told_to(folder)] == [
        (before, "REQUEST"),
        (before, "CANCEL"),
        ("new@body.example", "REQUEST"),
    ]


def test_what_is_over_is_left_as_it_is(invited: Invited) -> None:
    invited.release()
    with clock.set_to(TEN + timedelta(hours=2)):
        withdraw(invited)
    with clock.set_to(TEN + timedelta(hours=3)):
        assert invited.catch_up() == 0
    with clock.set_to(TEN + timedelta(hours=2)):
        assert invited.catch_up() == 1  # it is still running


def test_a_meeting_that_is_not_public_invites_nobody(invited: Invited) -> None:
    assert invited.catch_up() == 0
    assert kinds() == []


def test_the_number_is_not_behind_that_of_the_entry(invited: Invited) -> None:
    """Of a session that was released twice before anybody was invited."""
    before = invited.nomination.person.email
    address(invited, None)
    invited.release()
    invited.place(TEN + timedelta(hours=1))
    invited.release()
    address(invited, before)
    invited.catch_up()
    assert the_invitation().sequence == 1
