"""The desk of a body, or of the Civil Society Unit: the nominations in whose steps somebody acts for it, what
they can do with each now, and its list in a call. Reads only."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

from sqlalchemy import or_, select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.permissions import Visitor, may
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.nominations import queries
from scheduler.nominations.acting import take_turn
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.channels import Step, body_of
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import HERE, SEE_AT_A_DESK, acts_in, does, parts
from scheduler.nominations.reviewing import interest
from scheduler.nominations.terms import Doing, Field, Part, State
from scheduler.nominations.workflow import DOINGS, ON_THE_WAY, WORKFLOW
from scheduler.thematic_sessions.models import Panel, Seat, ThematicSession

_FROM = {DOINGS[name]: WORKFLOW.transitions[name].from_ for name in ("endorse", "return", "forward")} | {
    Doing.SCORE: frozenset({State.CONFIRMED}),
    Doing.COMMENT: ON_THE_WAY,
}


@dataclass(frozen=True)
class Case:
    """A nomination as it lies on somebody's desk: what they may see of it, but for private fields, and
    whether it waits for them. `reviews`: of those that came in, each in one number; `aside`: how many
    reviewers stepped aside; both for the coordinator alone."""

    nomination: Nomination
    facts: dict[Field, Any]
    waits: bool
    reviews: tuple[float, ...] = ()
    aside: int = 0
    needed: int = 0

    @property
    def average(self) -> float | None:
        """Of the reviews that came in, from 0 to 100."""
        return round(mean(self.reviews), 1) if self.reviews else None

    @property
    def step(self) -> Step:
        return self.nomination.steps[self.nomination.at]

    @property
    def is_late(self) -> bool:
        return queries.is_late(self.nomination)


@dataclass(frozen=True)
class Route:
    """A channel of a call in which somebody acts for a body."""

    call: SpeakerCall
    channel: Channel
    bodies: tuple[str, ...] = field(default=())
    """Those that they coordinate, by code."""


def cases(who: Visitor) -> list[Case]:
    """All that lies on the desk of the visitor, of meetings that are not over, in the order in which they
    came. The same number of questions, however many there are."""
    found = (
        select(Nomination)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .join(Meeting, Meeting.id == SpeakerCall.meeting_id)
        .where(Meeting.ends >= clock.now().date())
        .order_by(Nomination.id)
    )
    return [case(who, one) for one in session.scalars(found) if may(who, SEE_AT_A_DESK, one)]


def case(who: Visitor, nomination: Nomination) -> Case:
    """One of these."""
    facts = queries.plain_facts(who, nomination)
    is_theirs = bool(set(HERE) & nomination.steps[nomination.at].may)
    waits = is_theirs and nomination.state in ON_THE_WAY and queries.waits_for(who, nomination)
    if Field.SCORES not in facts:
        return Case(nomination, facts, waits)
    aside = sum(one.recused is not None for one in queries.reviews(who, nomination))
    needed = sum(step.needs for step in nomination.steps if Doing.SCORE in step.may)
    return Case(nomination, facts, waits, tuple(facts[Field.SCORES]), aside, needed)


def routes(who: Visitor) -> list[Route]:
    """In which channels of which calls the visitor acts for a body, or comments, of meetings that are not
    over."""
    found = select(SpeakerCall).join(Meeting).where(Meeting.ends >= clock.now().date())
    return [
        Route(call, channel, coordinated(who, channel))
        for call in session.scalars(found.order_by(SpeakerCall.opens_at, SpeakerCall.id))
        for channel in call.channels
        if acts_in(who, channel)
    ]


def coordinated(who: Visitor, channel: Channel) -> tuple[str, ...]:
    """The bodies of the channel that the visitor coordinates."""
    mine = {body for role, body in who.channels if role is Role.CHANNEL_COORDINATOR}
    named = [body for step in channel.steps for body in step.bodies if body in mine]
    return tuple(dict.fromkeys(named))


def can(who: Visitor, nomination: Nomination) -> frozenset[Doing]:
    """What of this the visitor can do with it now: the actions decide, these are for buttons."""
    this = Decision(who.actor)
    return frozenset(doing for doing in HERE if _is_open(this, who, nomination, doing))


def can_reconsider(who: Visitor, nomination: Nomination) -> bool:
    """Whether its body may decide on it anew."""
    is_decided = nomination.state in WORKFLOW.transitions["reconsider"].from_
    return is_decided and does(Doing.ENDORSE)(who, nomination)


def titles(sessions: Iterable[int]) -> dict[int, str]:
    """What sessions are called, by number, in the order of their numbers."""
    found = select(ThematicSession.id, ThematicSession.title).where(ThematicSession.id.in_(set(sessions)))
    return dict(session.execute(found.order_by(ThematicSession.id)).all())


def session_of(call: SpeakerCall, number: int) -> ThematicSession:
    """A session of the call's meeting. Raises NotFound."""
    found = session.get(ThematicSession, number)
    if found is None or found.meeting_id != call.meeting_id:
        raise NotFound(Sentence("This meeting has no such session."))
    return found


def places(call: SpeakerCall, channel: Channel, in_: int | None, part: Part | None) -> int | None:
    """For how many of its list a channel can hope: what the call says, for the session if one is meant; else
    the seats of the panel that are kept for it, or for those of its kind. None: nobody has said."""
    said = [one.number for one in call.places if one.session_id == in_ and part in (None, one.part)]
    if said or in_ is None or part is Part.FLOOR_SPEAKER:
        return sum(said) if said else None
    found = (
        select(Seat)
        .join(Panel, Panel.id == Seat.panel_id)
        .where(
            Panel.session_id == in_,
            or_(
                Seat.channel == channel.code,
                Seat.channel.is_(None)
                & (Seat.constituency == channel.constituency)
                & Seat.regional_group.is_not_distinct_from(channel.regional_group),
            ),
        )
    )
    seats = session.scalars(found).all()
    return sum(one.target for one in seats) if seats else None


def reordered(whole: Sequence[Nomination], new: Sequence[Nomination]) -> list[Nomination]:
    """A whole list in which some were put in another order: they share the places that they had."""
    moved = iter(new)
    return [next(moved) if one in new else one for one in whole]


def _is_open(this: Decision, who: Visitor, nomination: Nomination, doing: Doing) -> bool:
    if nomination.state not in _FROM[doing] or not does(doing)(who, nomination):
        return False
    if doing is Doing.SCORE and interest(who, nomination):
        return False
    try:
        turn = take_turn(this, who, nomination, doing)
    except Refused:
        return False
    mine = turn.step.party in {party for _, _, party in parts(who, nomination)} or turn.late
    return mine and not _did(nomination.endorsements, turn.place, body_of(turn.step, who), doing)


def _did(endorsements: Collection[Any], place: int, body: str, doing: Doing) -> bool:
    return any((one.place, one.body, one.doing) == (place, body, doing) for one in endorsements)
