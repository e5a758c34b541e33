"""Places as thematic sessions know them: taken, settled and freed for a nomination.

On a panel the seat is kept tentatively until the person accepts: nothing public names them before."""

from sqlalchemy import func, select

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Constituency
from scheduler.kernel.words import Sentence
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import constituency_of
from scheduler.nominations.terms import Part
from scheduler.nominations.workflow import WITH_A_PLACE
from scheduler.thematic_sessions import seat_rules
from scheduler.thematic_sessions.models import Panellist, Seat, ThematicSession
from scheduler.thematic_sessions.naming import begin_naming
from scheduler.thematic_sessions.queries import line, seats
from scheduler.thematic_sessions.seating import SpeaksFor, confirm_seat, seat_person, unseat


def take(this: Decision, nomination: Nomination, in_: ThematicSession, on: Seat | None) -> None:
    """Raises Refused where the rules of the seat, the call or the session stand against it."""
    if why := why_not(nomination, in_, on):
        raise Refused(why)
    nomination.session_id, nomination.seat_id = in_.id, on.id if on else None
    if on is not None:
        assert in_.panel, "a seat belongs to a panel"
        speaks_for = SpeaksFor(
            organisation=nomination.organisation,
            regional_group=_group(nomination, on),
            channel=_channel(nomination, on),
        )
        panellist = seat_person(this, in_.panel, on, nomination.person, speaks_for, tentative=True)
        nomination.panellist_id = panellist.id
    session.flush()


def settle(this: Decision, nomination: Nomination) -> None:
    """Who has the place accepted it: the next release names them, as they chose."""
    begin_naming(this, nomination.call.meeting_id, nomination.person_id, nomination.named_as)
    panellist = _panellist(nomination)
    if panellist is not None and panellist.tentative:
        confirm_seat(this, panellist)


def free(this: Decision, nomination: Nomination, why: str) -> None:
    """Nobody has the place any more. The nomination remembers where it was."""
    panellist = _panellist(nomination)
    nomination.panellist_id = None
    session.flush()
    if panellist is not None:
        unseat(this, panellist, why)


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


def why_unfit(nomination: Nomination, on: Seat) -> Sentence | None:
    """Why they are not among those for whom this seat is, be it free or not; None: they are."""
    speaks_for = constituency_of(nomination.organisation.kind, nomination.channel.constituency)
    sitter = seat_rules.Sitter(speaks_for, _group(nomination, on), _channel(nomination, on), on.id)
    return seat_rules.why_not(line(on), sitter)


def _panellist(nomination: Nomination) -> Panellist | None:
    return session.get(Panellist, nomination.panellist_id) if nomination.panellist_id else None


def _group(nomination: Nomination, on: Seat) -> str | None:
    """A State may take part in two groups; the seat says for which of them it sits there."""
    one = nomination.organisation
    if constituency_of(one.kind, nomination.channel.constituency) is not Constituency.MEMBER_STATE:
        return None
    groups = (one.regional_group, one.second_group)
    return on.regional_group if on.regional_group in groups else one.regional_group


def _channel(nomination: Nomination, on: Seat) -> str:
    """As the plan names it that keeps the seat: by its code, or in the word of programmes."""
    one = nomination.channel
    return one.code if on.channel == one.code else one.word


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
    if why := why_unfit(nomination, on):
        return why
    filled = next(one for one in seats(in_.panel).lines if one.line.number == on.id)
    return seat_rules.why_full(filled)


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
