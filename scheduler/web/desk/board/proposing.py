"""What could be done with the open seats: a proposal with its reasons, which changes nothing until somebody
gives its places."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.nominations.board import board_of
from scheduler.nominations.permissions import COMPOSE
from scheduler.timetable.allocation import solver
from scheduler.timetable.panel_proposing import called, give, propose
from scheduler.web.access import guarded
from scheduler.web.desk.board.door import door, meeting_of
from scheduler.web.desk.board.page import sessions
from scheduler.web.languages import say
from scheduler.web.visitors import present


@door.get("/<code>/proposal/")
@guarded(COMPOSE, meeting_of)
def proposal(meeting: Meeting) -> ResponseReturnValue:
    """The best seating of who waits, as it can be proven now."""
    return _page(meeting)


@door.post("/<code>/proposal/")
@guarded(COMPOSE, meeting_of)
def give_places(meeting: Meeting) -> ResponseReturnValue:
    """The places that are ticked, all of them or none."""
    seen = request.form.get("board", "")
    try:
        with decision(present().actor) as this:
            given = give(this, present(), meeting, sessions(meeting), seen, _choices())
            names = ", ".join(one.person.name or one.code for one in given)
    except Told as refused:
        return _page(meeting, say(refused.sentence)), 409
    flash(say(Sentence("Places given: %(names)s. Nobody is told before you invite them.", names=names)))
    return redirect(url_for("desk_board.board", code=meeting.code), 303)


def _choices() -> list[tuple[str, int]]:
    """As the boxes send them; what no box sends finds no seat."""
    parts = (text.rpartition("-") for text in request.form.getlist("give"))
    return [
        (code, int(number) if number.isdecimal() and len(number) <= 9 else 0) for code, _, number in parts
    ]


def _page(meeting: Meeting, fault: str | None = None) -> str:
    if not solver.is_installed():
        return render_template("desk/board/proposal.html", meeting=meeting, fault=fault, made=None)
    board = board_of(present(), meeting, sessions(meeting))
    facts, made = propose(board)
    return render_template(
        "desk/board/proposal.html",
        meeting=meeting,
        fault=fault,
        facts=facts,
        made=made,
        columns=board.columns,
        called=called(board),
        titles={column.session.id: column.session.title for column in board.columns},
    )
