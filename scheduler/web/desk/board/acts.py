"""What the secretariat does on the board. Each card sends how it stood when the page was made: what was
thought up before somebody else moved it is refused with what is now."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Clash, NotFound, Refused, Told
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean, clean_line
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.nominations import moving, queries, seating
from scheduler.nominations.acting import lock
from scheduler.nominations.board import mark
from scheduler.nominations.desks import session_of
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import COMPOSE
from scheduler.nominations.terms import Part, State
from scheduler.nominations.workflow import NAMES, WITH_A_PLACE
from scheduler.thematic_sessions.models import Seat, ThematicSession
from scheduler.thematic_sessions.queries import seat_of
from scheduler.web.access import guarded
from scheduler.web.desk.board.door import door, meeting_of
from scheduler.web.desk.board.page import Fault, kept, page
from scheduler.web.languages import say
from scheduler.web.visitors import present

LONGEST = 1_000
PLACES = ("seat", "reserve", "floor", "floorreserve")
Doing = Callable[[Decision, Visitor, Nomination], Sentence]


@door.post("/<code>/")
@guarded(COMPOSE, meeting_of)
def act(meeting: Meeting) -> ResponseReturnValue:
    """One of the acts below with one nominee."""
    do = ACTS.get(request.form.get("do", ""))
    if do is None:
        raise NotFound(Sentence("This cannot be done on the board."))
    one = _nomination(meeting)

    def carry_out(this: Decision) -> Sentence:
        _require_as_seen(one)
        return do(this, present(), one)

    return _decide(meeting, carry_out, one.code)


@door.post("/<code>/invitations")
@guarded(COMPOSE, meeting_of)
def invite_all(meeting: Meeting) -> ResponseReturnValue:
    """Everybody who has a place on one panel, or from the floor of one session, and was not invited yet."""
    wanted = request.form.get("session", type=int)
    part = Part.FLOOR_SPEAKER if request.form.get("part") == Part.FLOOR_SPEAKER else Part.PANELLIST

    def carry_out(this: Decision) -> Sentence:
        seen = queries.of_meeting(present(), meeting)
        there = [one for one in seen if (one.session_id, one.part) == (wanted, part)]
        seated = [one for one in there if one.state is State.SEATED]
        if not seated:
            raise Refused(Sentence("Nobody here waits for an invitation. Load the page again."))
        for one in seated:
            seating.invite(this, present(), one)
        return Sentence("Invited: %(names)s.", names=", ".join(one.person.name or "" for one in seated))

    return _decide(meeting, carry_out)


def _place(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    """On a seat, or in reserve for it."""
    where, _, number = request.form.get("to", "").partition("-")
    if where not in PLACES or not number.isdecimal() or len(number) > 9:
        raise Refused(Sentence("Choose a place first."))
    if where in ("floor", "floorreserve"):
        return _place_on_floor(this, who, one, session_of(one.call, int(number)), where)
    in_, on = seat_of(one.call.meeting, int(number))
    if where == "reserve":
        seating.hold_in_reserve(this, who, one, in_, on)
        return Sentence("%(name)s is held in reserve, and told by letter.", name=one.person.name)
    _give(this, who, one, in_, on)
    return Sentence("%(name)s has a seat: %(session)s.", name=one.person.name, session=in_.title)


def _place_on_floor(
    this: Decision, who: Visitor, one: Nomination, in_: ThematicSession, where: str
) -> Sentence:
    """To speak from the floor, or in reserve for that."""
    if where == "floorreserve":
        seating.hold_in_reserve(this, who, one, in_)
        return Sentence("%(name)s is held in reserve, and told by letter.", name=one.person.name)
    seating.seat(this, who, one, in_, part=Part.FLOOR_SPEAKER)
    return Sentence(
        "%(name)s has a place from the floor: %(session)s.", name=one.person.name, session=in_.title
    )


def _give(this: Decision, who: Visitor, one: Nomination, in_: ThematicSession, on: Seat) -> None:
    if one.state is State.SEATED:
        moving.move(this, who, one, in_, on)
    else:
        seating.fill(this, who, one, in_, on)


def _take_back(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    moving.unseat(this, who, one, _why())
    return Sentence("%(name)s has no seat any more. Nobody was told of it.", name=one.person.name)


def _not_choose(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    seating.not_choose(this, who, one, _why())
    return Sentence("%(name)s is not chosen, and told why by letter.", name=one.person.name)


def _invite(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    seating.invite(this, who, one)
    return Sentence("%(name)s is invited by letter.", name=one.person.name)


def _offer(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    next_ = seating.offer_to_reserve(this, who, one)
    return Sentence(
        "%(name)s, who was in reserve, is invited in place of %(dropped)s. Everybody is told.",
        name=next_.person.name,
        dropped=one.person.name,
    )


def _deliver(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    seating.deliver(this, who, one)
    return Sentence("It is written down that %(name)s spoke.", name=one.person.name)


def _not_deliver(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    seating.not_deliver(this, who, one, _why())
    return Sentence("It is written down that %(name)s did not get the floor.", name=one.person.name)


def _page_again(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    seating.send_page_again(this, who, one)
    return Sentence("A letter brings them the new link. The one before no longer works.")


def _join(this: Decision, who: Visitor, one: Nomination) -> Sentence:
    moving.give_joining_link(this, who, one, clean_line(request.form.get("address", ""))[:LONGEST])
    return Sentence("The link stands on the page of %(name)s, and nowhere else.", name=one.person.name)


ACTS: dict[str, Doing] = {
    "place": _place,
    "take-back": _take_back,
    "not-choose": _not_choose,
    "invite": _invite,
    "offer": _offer,
    "delivered": _deliver,
    "not-delivered": _not_deliver,
    "join": _join,
    "page": _page_again,
}


def _why() -> str:
    return clean(request.form.get("why", ""))[:LONGEST]


def _nomination(meeting: Meeting) -> Nomination:
    one = queries.by_code(request.form.get("nomination", ""))
    if one.call.meeting_id != meeting.id:
        raise NotFound(Sentence("There is no such nomination."))
    return one


def _require_as_seen(one: Nomination) -> None:
    """Raises Clash for a card that somebody else has moved since, with where it is now."""
    lock(one)
    if request.form.get("seen") == mark(one):
        return
    where = one.session.title if one.session and one.state in (*WITH_A_PLACE, State.RESERVE) else None
    state = NAMES[one.state]
    if where is None:
        raise Clash(
            Sentence(
                "Somebody else was first: %(name)s is %(state)s now. Look again, and decide anew.",
                name=one.person.name,
                state=state,
            )
        )
    raise Clash(
        Sentence(
            "Somebody else was first: %(name)s is %(state)s now, in: %(session)s. Look again, and decide "
            "anew.",
            name=one.person.name,
            state=state,
            session=where,
        )
    )


def _decide(
    meeting: Meeting, carry_out: Callable[[Decision], Sentence], code: str | None = None
) -> ResponseReturnValue:
    """What is refused is told at its card, with the board as it is now; nothing that was typed is lost."""
    address, why = meeting.code, _why()
    try:
        with decision(present().actor) as this:
            said = carry_out(this)
    except Told as refused:
        return page(meeting, Fault(say(refused.sentence), code, why)), 409
    flash(say(said))
    here = url_for("desk_board.board", code=address, **kept())  # type: ignore[arg-type]  # never `_external`
    return redirect(f"{here}#card-{code}" if code else here, 303)
