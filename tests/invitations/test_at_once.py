"""Two decisions at once about one invitation: they come one after the other, and neither hangs."""

from datetime import timedelta

from flask import Flask

from scheduler.invitations.asking import ask
from scheduler.invitations.following import follow
from scheduler.invitations.models import CalendarInvitation
from scheduler.invitations.terms import Answer
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.meetings.models import Meeting
from scheduler.releases import actions as releases
from tests.invitations.conftest import NOON, OFFICE, TEN, Invited, the_invitation
from tests.nominations.test_at_once import at_once


def test_who_declined_is_asked_while_a_release_moves_it(app: Flask, invited: Invited) -> None:
    invited.release()
    number, meeting = the_invitation().id, invited.meeting.id
    with bookkeeping("tests"):
        one = session.get_one(CalendarInvitation, number)
        one.answer, one.answered_at = Answer.DECLINED, NOON
    invited.place(TEN + timedelta(hours=1))

    def release(this: Decision) -> None:
        assert releases.release(this, session.get_one(Meeting, meeting), OFFICE.base_url)

    told = at_once(
        app,
        release,
        lambda this: ask(this, session.get_one(CalendarInvitation, number)),
        lambda this: follow(this, session.get_one(Meeting, meeting), OFFICE.base_url),
    )
    assert told == "This calendar declines nothing any more. Load the page again."
    assert (the_invitation().sequence, the_invitation().answer) == (1, None)
