"""What the bodies of a channel do with a nomination: score it, endorse and rank it, return it, comment on it,
forward it. Each body keeps its scores, and the names that it did not forward, to itself."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.nominations import channels, letters, rules
from scheduler.nominations.acting import (
    Turn,
    carry_out,
    lock,
    lock_meeting,
    move_back,
    move_on,
    require,
    take_turn,
    write_down,
)
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.models import Endorsement, Nomination, Review
from scheduler.nominations.permissions import COMMENT, ENDORSE, FORWARD, SCORE, WORK, has_interest, is_person
from scheduler.nominations.queries import own_review
from scheduler.nominations.telling import nominators, person, tell
from scheduler.nominations.terms import Doing, State
from scheduler.nominations.workflow import WORKFLOW


def interest(who: Visitor, nomination: Nomination) -> Sentence | None:
    """Why a reviewer has to step aside, whether they say so or not; None: they need not."""
    if is_person(who, nomination):
        return Sentence("You are put forward here yourself, so others review it.")
    if has_interest(who, nomination):
        return Sentence(
            "You speak for %(name)s, which puts this person forward, so others review it.",
            name=nomination.organisation.name,
        )
    return None


def score(
    this: Decision, who: Visitor, nomination: Nomination, scores: Mapping[str, int], said: str | None = None
) -> Review:
    """A reviewer's opinion by the published criteria; it replaces an earlier one of theirs. Raises Refused:
    for an interest, for a criterion left out, once the body has decided."""
    turn = _prepare_review(this, who, nomination)
    if why := interest(who, nomination):
        raise Refused(why)
    criteria = [rules.Criterion(one.code, one.text, one.weight) for one in nomination.call.criteria]
    for code, fault in rules.faults_of_scores(scores, criteria):
        raise Refused(Sentence("%(criterion)s: %(fault)s", criterion=code, fault=fault))
    review = _review(who, nomination, turn)
    review.scores, review.said, review.recused, review.at = dict(scores), said or None, None, this.at
    write_down(this, "score nomination", nomination, body=turn.body)
    _end_reviews(nomination, turn)
    return review


def recuse(this: Decision, who: Visitor, nomination: Nomination, why: str) -> Review:
    """A reviewer steps aside because of an interest; what they scored before is gone. They have done their
    part: once somebody else scored it, it need not wait for them. Raises Refused."""
    turn = _prepare_review(this, who, nomination)
    if not why.strip():
        raise Refused(Sentence("Say in a few words what your interest is. The coordinator reads it."))
    review = _review(who, nomination, turn)
    review.scores, review.said, review.recused, review.at = None, None, why, this.at
    write_down(this, "step aside from nomination", nomination, body=turn.body)
    _end_reviews(nomination, turn)
    return review


def endorse(this: Decision, who: Visitor, nomination: Nomination, body: str | None = None) -> bool:
    """A body's yes; the nomination comes to the end of its list. Whether it is endorsed now: of a step that
    several bodies take together, each has to say yes. `body`: for whom the desk enters it. Raises Refused."""
    lock(nomination)
    turn = _opine(this, who, nomination, Doing.ENDORSE, "endorse", None, body)
    if not _has_each(nomination, turn, Doing.ENDORSE):
        write_down(this, "endorse nomination in part", nomination, body=turn.body)
        return False
    carry_out(this, "endorse nomination", who, nomination, "endorse", body=body)
    nomination.rank = _next_rank(nomination)
    _tell_both(this, nomination, "endorse")
    return True


def not_endorse(
    this: Decision, who: Visitor, nomination: Nomination, why: str, body: str | None = None
) -> None:
    """A body's no, with a reason that the person reads; of several bodies together, one no is enough. Raises
    Refused."""
    carry_out(this, "not endorse nomination", who, nomination, "not endorse", why, body=body)
    _tell_both(this, nomination, "not endorse", why)


def reconsider(this: Decision, who: Visitor, nomination: Nomination, why: str) -> None:
    """The body decides anew, as long as nothing was forwarded. Raises Refused."""
    carry_out(this, "decide on nomination anew", who, nomination, "reconsider", why)
    nomination.endorsements = []
    move_back(nomination, Doing.ENDORSE)
    nomination.rank = None
    session.flush()
    number(endorsed(nomination.call, nomination.channel))
    _tell_both(this, nomination, "reconsider", why)


def rank(
    this: Decision, who: Visitor, call: SpeakerCall, channel: Channel, body: str, order: Sequence[Nomination]
) -> None:
    """The order of a body's list, the first the most wanted: of all that it endorsed and did not forward
    yet. Raises Refused for who does not act for it; Clash where the list changed meanwhile."""
    lock_meeting(call.meeting_id)
    require(this, who, WORK, body)
    first = channel.terms.first(Doing.ENDORSE)
    if first is None or body not in channel.steps[first].bodies:
        raise Refused(Sentence("%(body)s has no list in this channel.", body=body))
    listed = endorsed(call, channel)
    if {one.id for one in order} != {one.id for one in listed} or len(order) != len(listed):
        raise Clash(Sentence("The list has changed meanwhile. Load it again, then put it in order."))
    number(order)
    record(this, "rank nominations", channel.thing, about=[call.thing], order=[one.id for one in order])


def return_(this: Decision, who: Visitor, nomination: Nomination, why: str, body: str | None = None) -> None:
    """Back to who put it forward, with what to change. Raises Refused."""
    carry_out(this, "return nomination", who, nomination, "return", why, body=body)
    move_back(nomination, Doing.CONFIRM)
    _tell_both(this, nomination, "return", why)


def comment(this: Decision, who: Visitor, nomination: Nomination, said: str) -> None:
    """What a body that is asked for comments thinks; then the next step has its turn. Raises Refused."""
    if not said.strip():
        raise Refused(Sentence("Write your comment, or let the step pass without one."))
    turn = _opine(this, who, nomination, Doing.COMMENT, None, said, None)
    write_down(this, "comment on nomination", nomination, body=turn.body)
    if _has_each(nomination, turn, Doing.COMMENT):
        move_on(nomination, turn.place)


def forward(this: Decision, who: Visitor, nomination: Nomination, body: str | None = None) -> bool:
    """To whom the channel says, mostly the secretariat, with the rank on the body's list. Whether it is
    forwarded now: of several bodies together, each has to. Raises Refused."""
    turn = _opine(this, who, nomination, Doing.FORWARD, "forward", None, body)
    if not _has_each(nomination, turn, Doing.FORWARD):
        write_down(this, "forward nomination in part", nomination, body=turn.body)
        return False
    carry_out(this, "forward nomination", who, nomination, "forward", body=body)
    _tell_both(this, nomination, "forward")
    return True


def endorsed(call: SpeakerCall, channel: Channel) -> list[Nomination]:
    """The list of a channel's body, in its order: what is endorsed and not forwarded yet."""
    found = select(Nomination).where(
        Nomination.call_id == call.id, Nomination.channel_id == channel.id, Nomination.state == State.ENDORSED
    )
    return list(session.scalars(found.order_by(Nomination.rank, Nomination.id)))


def number(order: Sequence[Nomination]) -> None:
    """Give a list its ranks anew."""
    for place, one in enumerate(order, 1):
        one.rank = place
    session.flush()


def _next_rank(nomination: Nomination) -> int:
    """After all that the channel endorsed in the call, forwarded or not."""
    found = select(func.max(Nomination.rank)).where(
        Nomination.call_id == nomination.call_id, Nomination.channel_id == nomination.channel_id
    )
    return (session.scalars(found).one() or 0) + 1


def _prepare_review(this: Decision, who: Visitor, nomination: Nomination) -> Turn:
    lock(nomination)
    require(this, who, SCORE, nomination)
    if nomination.state is not State.CONFIRMED:
        raise Refused(
            Sentence(
                "It cannot be reviewed now: the nomination is %(state)s.",
                state=WORKFLOW.names[nomination.state],
            )
        )
    return take_turn(this, who, nomination, Doing.SCORE)


def _end_reviews(nomination: Nomination, turn: Turn) -> None:
    """The next step has its turn once enough reviewers did their part, and one of them scored."""
    acted = [one.reviewer for one in nomination.reviews]
    is_scored = any(one.scores is not None for one in nomination.reviews)
    if is_scored and nomination.at == turn.place and channels.is_complete(turn.step, Doing.SCORE, acted):
        move_on(nomination, turn.place)


def _review(who: Visitor, nomination: Nomination, turn: Turn) -> Review:
    """This reviewer's row, made where there is none."""
    review = own_review(who, nomination)
    if review is None:
        review = Review(body=turn.body, person_id=who.person)
        nomination.reviews.append(review)
    review.reviewer = who.actor
    return review


def _opine(
    this: Decision,
    who: Visitor,
    nomination: Nomination,
    doing: Doing,
    transition: str | None,
    said: str | None,
    body: str | None,
) -> Turn:
    """Write down that a body did its part of a step. Raises Refused where it did already, or may not."""
    lock(nomination)
    acts = {Doing.ENDORSE: ENDORSE, Doing.COMMENT: COMMENT, Doing.FORWARD: FORWARD}
    require(this, who, acts[doing], nomination)
    if transition:
        WORKFLOW.to(transition, nomination.state)
    turn = take_turn(this, who, nomination, doing, body)
    if turn.body in _done_by(nomination, turn, doing):
        others = " and ".join(one for one in turn.step.bodies if one not in _done_by(nomination, turn, doing))
        raise Clash(
            Sentence(
                "%(body)s has done this already. It waits for %(others)s.", body=turn.body, others=others
            )
        )
    nomination.endorsements.append(
        Endorsement(place=turn.place, body=turn.body, doing=doing, said=said, by=this.actor, at=this.at)
    )
    session.flush()
    return turn


def _done_by(nomination: Nomination, turn: Turn, doing: Doing) -> set[str]:
    return {one.body for one in nomination.endorsements if (one.place, one.doing) == (turn.place, doing)}


def _has_each(nomination: Nomination, turn: Turn, doing: Doing) -> bool:
    """Whether each body of the step has done its part; whom it passed to acts for all of them."""
    done = _done_by(nomination, turn, doing)
    stands_in = turn.step.passes_to is not None and turn.step.passes_to.value in done
    return stands_in or channels.is_complete(turn.step, doing, done)


_LETTERS = {
    "endorse": letters.ENDORSED,
    "not endorse": letters.NOT_ENDORSED,
    "reconsider": letters.RECONSIDERED,
    "return": letters.RETURNED,
    "forward": letters.FORWARDED,
}


def _tell_both(this: Decision, nomination: Nomination, transition: str, why: str | None = None) -> None:
    """To the person, and to who put them forward."""
    session.flush()
    kind = _LETTERS[transition]
    tell(this, kind, nomination, person(nomination), nominators(nomination), why=why or "")
