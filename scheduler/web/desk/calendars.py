"""Calendar invitations at the desk: who was invited, what their calendars answered, and answers that were not
taken."""

from collections import Counter
from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.audit.fact_words import DOUBTS
from scheduler.invitations import queries
from scheduler.invitations.asking import ask, asked
from scheduler.invitations.models import CalendarInvitation, UntakenReply
from scheduler.invitations.permissions import ASK_WHO_DECLINED, SEE_ANSWERS, SETTLE_ANSWERS
from scheduler.invitations.replies import settle
from scheduler.invitations.terms import Answer, Part
from scheduler.meetings import queries as all_meetings
from scheduler.meetings.models import Meeting
from scheduler.web.access import guarded
from scheduler.web.desk.calendar_words import ANSWERS
from scheduler.web.desk.doing import do
from scheduler.web.languages import gettext
from scheduler.web.private import private_door

MOST = 100
"""Answers that were not taken on one page."""
PARTS = {
    Part.PANELLIST: later("on the panel"),
    Part.FLOOR_SPEAKER: later("from the floor"),
    Part.ORGANISER: later("organiser"),
    Part.SPEAKER: later("speaker"),
}

door = private_door("desk_calendars", __name__, "/desk/calendars")


@dataclass(frozen=True)
class Row:
    """A meeting, and how many calendars have something of it, by answer."""

    code: str
    invited: int
    answered: Counter[Answer | None]


@door.get("/")
@guarded(SEE_ANSWERS)
def meetings() -> str:
    """Meetings of which something lies in calendars, and what was not taken."""
    return _meetings()


@door.post("/answers/<int:number>/settle")
@guarded(SETTLE_ANSWERS, queries.untaken)
def settle_answer(one: UntakenReply) -> ResponseReturnValue:
    """Somebody has looked at an answer that was not taken."""
    there = url_for("desk_calendars.meetings")
    return do(lambda this: settle(this, one), there, gettext("The answer is off the list."), _meetings)


@door.get("/<code>/")
@guarded(SEE_ANSWERS, all_meetings.existing_meeting)
def meeting(one: Meeting) -> str:
    """Who has what of a meeting in the calendar."""
    return _meeting(one)


@door.post("/invitations/<int:number>/ask")
@guarded(ASK_WHO_DECLINED, queries.by_number)
def ask_who_declined(one: CalendarInvitation) -> ResponseReturnValue:
    """A letter asks whose calendar declined whether they come."""
    of = all_meetings.meeting_of(one.entry)
    there = url_for("desk_calendars.meeting", code=of.code)
    said = gettext("A letter asks whether they come.")
    return do(lambda this: ask(this, one), there, said, lambda why: _meeting(of, why))


def _meetings(why: str | None = None) -> str:
    counted, codes = queries.counted(), all_meetings.codes()
    return render_template(
        "desk/calendars/all.html",
        rows=[Row(code, counted[id].total(), counted[id]) for id, code in codes.items() if id in counted],
        untaken=queries.all_untaken(MOST),
        waiting=queries.how_many_untaken(),
        doubts=DOUBTS,
        answers=ANSWERS,
        acts={"SETTLE": SETTLE_ANSWERS},
        why=why,
    )


def _meeting(one: Meeting, why: str | None = None) -> str:
    listed = queries.listed(one)
    everybody = [each for invitations in listed.values() for each in invitations]
    return render_template(
        "desk/calendars/one.html",
        meeting=one,
        listed=listed,
        asked=asked(everybody),
        answers=ANSWERS,
        parts=PARTS,
        acts={"ASK": ASK_WHO_DECLINED},
        why=why,
    )
