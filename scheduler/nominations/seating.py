"""What the secretariat decides: who has a place, who is held in reserve, who is not chosen; and what speakers
answer. A place that cannot be given is refused with the rule that stands against it."""

from sqlalchemy import func, select

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.links.actions import withdraw as withdraw_links
from scheduler.nominations import letters, placing
from scheduler.nominations.acting import carry_out, lock, lock_session, ready, require, write_down
from scheduler.nominations.answering import close_vacancy, kept_until, open_vacancy, vacancy_of
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import end_links
from scheduler.nominations.permissions import INVITE
from scheduler.nominations.telling import (
    ANSWER,
    SPEAKER,
    Reader,
    ask,
    coordinators,
    nominators,
    owed,
    person,
    tell,
)
from scheduler.nominations.terms import Part, Settled, State
from scheduler.nominations.times import day
from scheduler.nominations.workflow import DROPPED_OUT, WITH_A_PLACE
from scheduler.thematic_sessions.models import Panellist, Seat, ThematicSession


def seat(
    this: Decision,
    who: Visitor,
    nomination: Nomination,
    in_: ThematicSession,
    on: Seat | None = None,
    *,
    part: Part | None = None,
) -> None:
    """Give a place in a session: on a seat of its panel, or, without one, from the floor. `part`: another one
    than was asked for. Nobody is told before the invitation. Raises Refused: for a full seat or call, a seat
    of another body, somebody who has a place there already."""
    lock_session(in_, on)
    ready(this, who, nomination, "seat")
    nomination.part = part or nomination.part
    _require_part(nomination, on)
    placing.take(this, nomination, in_, on)
    nomination.reserve_rank = None
    carry_out(this, "give a place", who, nomination, "seat", session=in_.id, seat=on.id if on else None)


def fill(this: Decision, who: Visitor, nomination: Nomination, in_: ThematicSession, on: Seat) -> None:
    """Give a seat that is open: where somebody dropped out of it, in their place, so that everybody concerned
    is told, and the nominating body comes first. Raises Refused as `seat` and `replace` do."""
    if dropped := who_dropped(on):
        replace(this, who, dropped, nomination)
    else:
        seat(this, who, nomination, in_, on)


def hold_in_reserve(
    this: Decision, who: Visitor, nomination: Nomination, in_: ThematicSession, on: Seat | None = None
) -> None:
    """At the end of the reserves of this seat, or of the floor of this session. Who had a place loses it.
    Raises Refused."""
    lock_session(in_, on)
    lock(nomination)
    had = nomination.state is State.SEATED
    carry_out(this, "hold in reserve", who, nomination, "hold in reserve", session=in_.id)
    _require_part(nomination, on)
    if had:
        placing.free(this, nomination, "Held in reserve")
    nomination.session_id, nomination.seat_id = in_.id, on.id if on else None
    nomination.reserve_rank = len(reserves(nomination)) or 1
    session.flush()
    _tell_both(this, nomination, "hold in reserve")


def not_choose(this: Decision, who: Visitor, nomination: Nomination, why: str) -> None:
    """With a reason that the person is shown. Raises Refused."""
    lock(nomination)
    had = nomination.state is State.SEATED
    carry_out(this, "not choose nominee", who, nomination, "not choose", why)
    if had:
        placing.free(this, nomination, why)
    _tell_both(this, nomination, "not choose", why)


def invite(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """The person is asked by a personal link; who put them forward gets a copy. Raises Refused."""
    carry_out(this, "invite nominee", who, nomination, "invite")
    _write_invitation(this, nomination)


def accept(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """The person will speak; from now on the programme may name them as they chose. Raises Refused."""
    carry_out(this, "accept invitation", who, nomination, "accept")
    placing.settle(this, nomination)
    end_links(this, nomination)
    ask(this, letters.SPEAKER_PAGE, SPEAKER, nomination)
    tell(this, letters.ACCEPTED, nomination, nominators(nomination), coordinators(nomination))


def decline(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """The person will not speak; the place goes where the channel says. Raises Refused."""
    carry_out(this, "decline invitation", who, nomination, "decline")
    placing.free(this, nomination, "Declined")
    end_links(this, nomination)
    tell(this, letters.DECLINED, nomination, nominators(nomination), coordinators(nomination))
    open_vacancy(this, nomination)


def withdraw(this: Decision, who: Visitor, nomination: Nomination, why: str | None = None) -> None:
    """The person, or who put them forward, takes it back at any time before it was delivered. A place goes
    where the channel says. Raises Refused."""
    lock(nomination)
    had, waited = nomination.state in WITH_A_PLACE, nomination.state is State.RESERVE
    carry_out(this, "withdraw nomination", who, nomination, "withdraw", why)
    end_links(this, nomination)
    readers = [person(nomination), nominators(nomination)]
    if had:
        placing.free(this, nomination, why or "Withdrawn")
    if waited:  # for a place that they never had
        nomination.session_id = nomination.seat_id = nomination.reserve_rank = None
    if had or nomination.rank is not None:
        readers.append(coordinators(nomination))
    tell(this, letters.WITHDRAWN, nomination, *readers)
    if had:
        open_vacancy(this, nomination)


def offer_to_reserve(this: Decision, who: Visitor, dropped: Nomination) -> Nomination:
    """The first reserve of that seat is invited in place of who dropped out, in one step, and everybody is
    told. Raises Refused where the place is kept for the nominating body, or there is no reserve."""
    lock(dropped)
    _require_dropped(dropped)
    if dropped.session:
        lock_session(dropped.session)
    _require_free_of_body(this, dropped)
    waiting = reserves(dropped)
    if not waiting:
        raise Refused(
            Sentence("Nobody is held in reserve for this place. Give it to somebody else who was forwarded.")
        )
    next_ = waiting[0]
    ready(this, who, next_, "offer the place")
    carry_out(this, "replace nominee", who, dropped, "replace", by=next_.thing)
    _put_in_place(this, dropped, next_, *_place_of(next_), Settled.RESERVE)
    carry_out(this, "offer the place", who, next_, "offer the place", instead_of=dropped.thing)
    _write_invitation(this, next_)
    return next_


def replace(this: Decision, who: Visitor, dropped: Nomination, by: Nomination) -> None:
    """Give the place of who dropped out to somebody else, who is to be invited then. Raises Refused as `seat`
    does, and for a nominee of others while the place is kept for the nominating body."""
    lock(dropped)
    _require_dropped(dropped)
    same = by.channel_id == dropped.channel_id
    if not same or by.state is State.RESERVE:
        _require_free_of_body(this, dropped)
    in_, on = _place_of(dropped)
    lock_session(in_, on)
    ready(this, who, by, "seat")
    by.part = dropped.part
    carry_out(this, "replace nominee", who, dropped, "replace", by=by.thing)
    _put_in_place(this, dropped, by, in_, on, Settled.FILLED if same else Settled.RESERVE)
    carry_out(this, "give a place", who, by, "seat", instead_of=dropped.thing)


def send_page_again(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """A new link to the speaker's own page; the ones before work no more. Raises Refused where there is no
    page, and where no letter reaches them."""
    lock(nomination)
    require(this, who, INVITE, nomination)
    if nomination.state not in (State.ACCEPTED, State.DELIVERED, State.NOT_DELIVERED):
        raise Refused(Sentence("Only who accepted has a page of their own. Invite them first."))
    if not person(nomination):
        raise Refused(Sentence("No letter reaches this person. Enter their e-mail address first."))
    withdraw_links(this, SPEAKER, nomination.thing)
    write_down(this, "send the speaker's page again", nomination)
    ask(this, letters.SPEAKER_PAGE, SPEAKER, nomination)


def deliver(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """They spoke. Raises Refused."""
    carry_out(this, "deliver", who, nomination, "deliver")


def not_deliver(this: Decision, who: Visitor, nomination: Nomination, why: str) -> None:
    """They were chosen and did not get the floor; the text can be published instead. Raises Refused."""
    carry_out(this, "not deliver", who, nomination, "not deliver", why)
    ask(this, letters.NOT_DELIVERED, SPEAKER, nomination, why=why)
    tell(this, letters.NOT_DELIVERED, nomination, _others(nomination), why=why)


def reserves(nomination: Nomination) -> list[Nomination]:
    """Who is held in reserve for the same place, in order."""
    found = select(Nomination).where(
        Nomination.state == State.RESERVE,
        Nomination.session_id == nomination.session_id,
        Nomination.seat_id == nomination.seat_id if nomination.seat_id else Nomination.seat_id.is_(None),
        Nomination.part == nomination.part,
    )
    return list(session.scalars(found.order_by(Nomination.reserve_rank, Nomination.id)))


def who_dropped(on: Seat) -> Nomination | None:
    """In whose place the next one comes on this line; None where another seat of it is free, and nobody has
    to be told."""
    found = select(Nomination).where(Nomination.seat_id == on.id, Nomination.state.in_(DROPPED_OUT))
    dropped = list(session.scalars(found.order_by(Nomination.changed_at, Nomination.id)))
    if not dropped or on.maximum is None:
        return None
    taken = select(func.count(Panellist.id)).where(Panellist.seat_id == on.id)
    free = on.maximum - session.scalars(taken).one()
    return dropped[0] if free <= len(dropped) else None


def _require_part(nomination: Nomination, on: Seat | None) -> None:
    if (on is not None) != (nomination.part is Part.PANELLIST):
        raise Refused(
            Sentence(
                "Panellists need a seat of the panel, and speakers from the floor have none. Choose again."
            )
        )


def _require_dropped(nomination: Nomination) -> None:
    if nomination.state not in DROPPED_OUT or nomination.session_id is None:
        raise Refused(
            Sentence("Nobody dropped out of a place here, so there is nothing to fill. Load the page again.")
        )


def _require_free_of_body(this: Decision, dropped: Nomination) -> None:
    """A State's expert who drops out goes back to the nominating body before any reserve."""
    if until := kept_until(this, dropped):
        raise Refused(
            Sentence(
                "Until %(until)s the place is kept for %(body)s, which may name somebody else. Wait, or "
                "let it say that it has no nominee.",
                until=day(until, dropped.call.meeting),
                body=dropped.channel.name,
            )
        )


def _place_of(nomination: Nomination) -> tuple[ThematicSession, Seat | None]:
    assert nomination.session_id, "who dropped out had a place"
    in_ = session.get_one(ThematicSession, nomination.session_id)
    return in_, session.get(Seat, nomination.seat_id) if nomination.seat_id else None


def _put_in_place(
    this: Decision,
    dropped: Nomination,
    next_: Nomination,
    in_: ThematicSession,
    on: Seat | None,
    how: Settled,
) -> None:
    placing.take(this, next_, in_, on)
    next_.replaces_id, next_.reserve_rank = dropped.id, None
    session.flush()
    others = (one for one in reserves(dropped) if one is not next_)
    for number, one in enumerate(others, 1):
        one.reserve_rank = number
    vacancy = vacancy_of(dropped)
    if vacancy and vacancy.closed_at is None:
        close_vacancy(this, vacancy, how)
    readers = [person(dropped), nominators(dropped), coordinators(dropped)]
    tell(this, letters.REPLACED, dropped, *readers)


def _write_invitation(this: Decision, nomination: Nomination) -> None:
    session.flush()
    told = owed(this, nomination)
    ask(this, letters.INVITED, ANSWER, nomination, owed=told)
    tell(this, letters.INVITED, nomination, _others(nomination))


def _others(nomination: Nomination) -> list[Reader]:
    """Who put them forward, if that is somebody else."""
    mine = {one.to.address.lower() for one in person(nomination)}
    return [one for one in nominators(nomination) if one.to.address.lower() not in mine]


_LETTERS = {
    "hold in reserve": letters.RESERVE,
    "not choose": letters.NOT_CHOSEN,
}


def _tell_both(this: Decision, nomination: Nomination, transition: str, why: str | None = None) -> None:
    """To the person, and to who put them forward."""
    kind = _LETTERS[transition]
    tell(this, kind, nomination, person(nomination), nominators(nomination), why=why or "")
