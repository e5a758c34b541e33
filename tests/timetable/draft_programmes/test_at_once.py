"""Two at once, each over a connection of its own: what the first said is not lost."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.meetings.models import Meeting
from scheduler.timetable.draft_programmes import answering, queries, showing
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.draft_programmes.rules import Said
from scheduler.timetable.draft_programmes.terms import Audience
from scheduler.timetable.models import Plan
from tests.nominations.test_at_once import at_once
from tests.timetable.draft_programmes.play import CANNOT, LAST_DAY, SHOWN, SUITS, play

Act = Callable[[Decision], Any]


def answers(number: int, said: Said) -> Act:
    return lambda this: answering.answer(this, session.get_one(DraftPlace, number), said)


def test_an_answer_counts_on_in_a_draft_programme_that_is_shown_meanwhile(app: Flask) -> None:
    here = play()
    with clock.set_to(SHOWN):
        place = here.place(here.show(), 0).id
        meeting, plan = here.meeting.id, here.plan.id

        def shows(this: Decision) -> None:
            found = session.get_one(Meeting, meeting), session.get_one(Plan, plan)
            showing.show(this, *found, Audience.ORGANISERS, LAST_DAY)

        assert at_once(app, answers(place, CANNOT), shows) == ""
    newest = queries.shown_now(here.meeting)
    assert newest
    kept = here.place(newest, 0).answer
    assert (newest.number, kept and kept.said) == (2, CANNOT.words)


def test_of_two_answers_the_later_one_counts(app: Flask) -> None:
    here = play()
    with clock.set_to(SHOWN):
        made = here.show()
        place = here.place(made, 0).id
        assert at_once(app, answers(place, CANNOT), answers(place, SUITS)) == ""
    kept = here.place(made, 0).answer
    assert kept
    assert (kept.reply, kept.said, made.revision) == (SUITS.reply, None, 2)
