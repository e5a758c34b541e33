"""Places as thematic sessions know them: taken, settled and freed for a nomination."""

from sqlalchemy import func, select

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Part
from scheduler.nominations.workflow import WITH_A_PLACE
from scheduler.thematic_sessions.models import Panellist, Seat, ThematicSession


def take(this: Decision, nomination: Nomination, in_: ThematicSession, on: Seat | None) -> None:
    """Raises Refused where the rules of the seat, the call or the session stand against it."""
    if why := why_not(nomination, in_, on):
        raise Refused(why)
    nomination.session_id, nomination.seat_id = in_.id, on.id if on else None
    if on is not None:
        assert in_.panel, "a seat belongs to a panel"
        panellist = Panellist(
            panel_id=in_.panel.id,
            position=len(in_.panel.panellists),
            constituency=nomination.channel.constituency,
            represents=nomination.organisation.name,
            organisation_id=nomination.organisation_id,
            regional_group=on.regional_group,
            channel=nomination.channel.code,
            person_id=nomination.person_id,
        )
        in_.panel.panellists.append(panellist)
        session.flush()
        nomination.panellist_id = panellist.id
    session.flush()


def settle(this: Decision, nomination: Nomination) -> None:
    """Who has the place accepted it."""


def free(this: Decision, nomination: Nomination) -> None:
    """Nobody has the place any more. The nomination remembers where it was."""
    panellist = session.get(Panellist, nomination.panellist_id) if nomination.panellist_id else None
    nomination.panellist_id = None
    session.flush()
    if panellist is not None:
        session.delete(panellist)
    session.flush()


def why_not(nomination: Nomination, in_: ThematicSession, on: Seat | None) -> Sentence | None:
    """What stands against giving this place; None: nothing. For pages that offer places, too."""
    if in_.meeting_id != nomination.call.meeting_id:
        return Sentence("This session is of another meeting. Choose one of this meeting.")
    if _has_a_place(nomination, in_):
        return Sentence(
            "%(name)s has a place in this session already. Decide which of the two it shall be.",
            name=nomination.person.name,
        )
    return (_seat_refuses(nomination, in_, on) if on else None) or _call_refuses(nomination, in_)


def _has_a_place(nomination: Nomination, in_: ThematicSession) -> bool:
    found = select(Nomination.id).where(
        Nomination.person_id == nomination.person_id,
        Nomination.session_id == in_.id,
        Nomination.state.in_(WITH_A_PLACE),
        Nomination.id != nomination.id,
    )
    return session.scalars(found).first() is not None


def _seat_refuses(nomination: Nomination, in_: ThematicSession, on: Seat) -> Sentence | None:
    if in_.panel is None or on.panel_id != in_.panel.id:
        return Sentence("This seat is of another panel. Choose one of this session.")
    if on.constituency is not nomination.channel.constituency:
        return Sentence("This seat is for another constituency. Choose a seat that its channel is for.")
    groups = (nomination.organisation.regional_group, nomination.organisation.second_group)
    if on.regional_group and on.regional_group not in groups:
        return Sentence("This seat is kept for the %(group)s.", group=on.regional_group)
    most = on.maximum if on.maximum is not None else on.target
    taken = taken_on(on, besides=nomination)
    if taken >= most:
        return Sentence(
            "This seat is full: %(taken)s of at most %(most)s. Take somebody off it, hold this one in "
            "reserve, or change the plan of the panel.",
            taken=taken,
            most=most,
        )
    return None


def taken_on(seat: Seat, besides: Nomination | None = None) -> int:
    """How many nominees a seat has."""
    found = select(func.count(Nomination.id)).where(
        Nomination.seat_id == seat.id, Nomination.state.in_(WITH_A_PLACE)
    )
    if besides is not None:
        found = found.where(Nomination.id != besides.id)
    return session.scalars(found).one()


def _call_refuses(nomination: Nomination, in_: ThematicSession) -> Sentence | None:
    """A call holds so many places, of a session and in all."""
    for place in nomination.call.places:
        if place.part is nomination.part and place.session_id in (None, in_.id):
            taken = _taken_in_call(nomination, place.session_id)
            if taken >= place.number:
                text = IN_ALL if place.session_id is None else IN_SESSION
                return Sentence(text, most=place.number, part=_PARTS[nomination.part])
    return None


def _taken_in_call(nomination: Nomination, session_id: int | None) -> int:
    found = select(func.count(Nomination.id)).where(
        Nomination.call_id == nomination.call_id,
        Nomination.part == nomination.part,
        Nomination.state.in_(WITH_A_PLACE),
        Nomination.id != nomination.id,
    )
    if session_id is not None:
        found = found.where(Nomination.session_id == session_id)
    return session.scalars(found).one()


_PARTS = {
    Part.PANELLIST: Sentence("on the panel"),
    Part.FLOOR_SPEAKER: Sentence("from the floor"),
}
IN_ALL = "The call has %(most)s places %(part)s in all, and they are taken. Change the places of the call."
IN_SESSION = (
    "The call has %(most)s places %(part)s in this session, and they are taken. Change the places of the "
    "call."
)
