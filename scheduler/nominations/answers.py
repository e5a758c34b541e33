"""What became of it that an entity was asked to name somebody. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.nominations.body_models import Asked, NoNominee
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State

NAMED = Sentence("named somebody")
NOBODY = Sentence("no nominee")
WAITS = Sentence("no answer yet")
_GONE = (State.WITHDRAWN, State.DECLINED, State.REPLACED, State.NOT_ENDORSED)


@dataclass(frozen=True)
class Answer:
    """What they said, in words; who they named; why they named nobody."""

    told: Sentence
    named: tuple[Nomination, ...] = ()
    why: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer has still to come."""
        return self.told is WAITS


def answer(one: Asked) -> Answer:
    """Of one of them."""
    return answers_of(one.call, [one])[one.id]


def answers_of(call: SpeakerCall, every: Sequence[Asked]) -> dict[int, Answer]:
    """By the number of what was asked. The same number of questions, however many there are."""
    bodies = {one.organisation_id for one in every}
    named = session.scalars(
        select(Nomination)
        .where(
            Nomination.call_id == call.id,
            Nomination.organisation_id.in_(bodies),
            Nomination.state.not_in(_GONE),
        )
        .order_by(Nomination.id)
    ).all()
    said = session.scalars(
        select(NoNominee).where(NoNominee.call_id == call.id, NoNominee.ended_at.is_(None))
    ).all()
    return {one.id: _answer(one, named, said) for one in every}


def of_call(call: SpeakerCall) -> list[tuple[Asked, Answer]]:
    """All who were asked for a call, in the order in which they were."""
    found = select(Asked).where(Asked.call_id == call.id).order_by(Asked.id)
    every = session.scalars(found).unique().all()
    known = answers_of(call, every)
    return [(one, known[one.id]) for one in every]


def _answer(one: Asked, named: Sequence[Nomination], said: Sequence[NoNominee]) -> Answer:
    theirs = tuple(each for each in named if _answers(each, one))
    if theirs:
        return Answer(NAMED, theirs)
    body = f"organisation {one.organisation_id}"
    for each in said:
        fits = (each.channel_id, each.body) == (one.channel_id, body)
        if fits and each.session_id in (None, one.session_id):
            return Answer(NOBODY, why=each.why)
    return Answer(WAITS)


def _answers(each: Nomination, one: Asked) -> bool:
    """Somebody named for this session, or for none in particular."""
    if (each.organisation_id, each.channel_id) != (one.organisation_id, one.channel_id):
        return False
    wanted = {wish.session_id for wish in each.wanted} | ({each.session_id} if each.session_id else set())
    return not wanted or one.session_id in wanted
