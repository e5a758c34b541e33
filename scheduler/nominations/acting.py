"""Taking a step with a nomination: who may, whose turn it is, by when, and what is written down. Every action
that moves a nomination goes through here, so that nothing is half done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import is_first, session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Act, Visitor, may
from scheduler.kernel.words import Sentence
from scheduler.meetings.actions import hold
from scheduler.nominations import channels
from scheduler.nominations.channels import Step
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import ENTER
from scheduler.nominations.terms import Doing, Lapse, State
from scheduler.nominations.times import day
from scheduler.nominations.workflow import DOINGS, MOVES_ON, WORKFLOW
from scheduler.thematic_sessions.anew import lock as lock_thing
from scheduler.thematic_sessions.models import Seat, ThematicSession


@dataclass(frozen=True)
class Turn:
    """That somebody acts in a step now. `body`: for which of its bodies; `late`: after its deadline."""

    place: int
    step: Step
    body: str
    late: bool = False


def lock_meeting(number: int) -> None:
    """Nobody else decides on a nomination of this meeting until the decision is kept: two clicks act once,
    and what is counted stays so. It comes before any other lock and before the history is written to, so
    that no two wait for each other. What was read before may have changed meanwhile, and is read anew."""
    if is_first(f"meeting {number}"):
        session.flush()
        hold(number)
        session.expire_all()


def lock(nomination: Nomination) -> None:
    """As it is now, and nobody else's until the decision is kept; its place, too."""
    lock_meeting(nomination.call.meeting_id)
    found = select(Nomination.id).where(Nomination.id == nomination.id)
    session.execute(found.with_for_update(key_share=True))
    session.refresh(nomination)
    if nomination.panellist_id and nomination.session:
        _lock_panel(nomination.session)


def lock_session(in_: ThematicSession, on: Seat | None = None) -> None:
    """The same for the places of a session, which plans change too. Raises Refused where the plan has this
    seat no more."""
    wanted = on.id if on else None
    lock_meeting(in_.meeting_id)
    _lock_panel(in_)
    if wanted and session.scalars(select(Seat.id).where(Seat.id == wanted)).first() is None:
        raise Refused(Sentence("The panel has no such seat any more. Load the page again."))


def _lock_panel(in_: ThematicSession) -> None:
    if in_.panel and is_first(in_.panel.thing):
        lock_thing(in_.panel)


def require(this: Decision, who: Visitor, act: Act, thing: object) -> None:
    """That the visitor may do this, or enters it at the desk for somebody who wrote. Raises Refused."""
    if this.on_behalf and may(who, ENTER):
        return
    if verdict := may(who, act, thing):
        return
    assert verdict.reason, "a no has its reason"
    raise Refused(verdict.reason)


def take_turn(
    this: Decision, who: Visitor, nomination: Nomination, doing: Doing, body: str | None = None
) -> Turn:
    """That this can be done now. `body`: for whom the desk enters it, where several bodies take a step
    together. Raises Refused with whose turn it is, or what became of it when its deadline passed."""
    steps = nomination.steps
    found = channels.turn(steps, _start(nomination, doing), doing, lambda at: _is_free(this, nomination, at))
    if isinstance(found, Sentence):
        raise Refused(_over(nomination, doing) or found)
    step = steps[found]
    late = _is_past(this, nomination, found)
    stands_in = late and step.lapse is Lapse.PASSES
    if late and step.lapse is not Lapse.WAITS:
        _require_after_deadline(this, who, nomination, found)
    acting = step.passes_to.value if stands_in and step.passes_to else _body(this, who, step, body)
    return Turn(found, step, acting, late)


def ready(
    this: Decision,
    who: Visitor,
    nomination: Nomination,
    transition: str,
    why: str | None = None,
    body: str | None = None,
) -> tuple[State, Turn | None]:
    """That this can happen to it now, and nobody else does anything to it meanwhile: the state after it, and
    the turn that it takes, if any. Raises Refused: for who may not; where the table of `workflow` does not
    have it; where it is somebody else's turn, or the deadline has passed."""
    lock(nomination)
    row = WORKFLOW.transitions[transition]
    require(this, who, row.act, nomination)
    after = WORKFLOW.to(transition, nomination.state, why)
    doing = DOINGS.get(transition)
    return after, take_turn(this, who, nomination, doing, body) if doing else None


def carry_out(
    this: Decision,
    act: str,
    who: Visitor,
    nomination: Nomination,
    transition: str,
    why: str | None = None,
    *,
    body: str | None = None,
    **facts: Any,
) -> None:
    """Move it along the table of `workflow`, once, and write that down as `act`; where that ends a step of
    its channel, the next one has its turn. Raises Refused as `ready` does."""
    lock(nomination)
    before = nomination.state
    after, turn = ready(this, who, nomination, transition, why, body)
    nomination.state, nomination.reason, nomination.changed_at = after, why, this.at
    if turn and transition in MOVES_ON:
        move_on(nomination, turn.place)
    if turn:
        facts |= {"body": turn.body, "late": turn.late}
    write_down(this, act, nomination, why=why, before=before, after=after, **facts)


def write_down(
    this: Decision,
    act: str,
    nomination: Nomination,
    about: Iterable[str] = (),
    why: str | None = None,
    **facts: Any,
) -> None:
    """Write into the history what was done with a nomination: it concerns the person and the organisation."""
    session.flush()
    concerned = [f"person {nomination.person_id}", f"organisation {nomination.organisation_id}", *about]
    record(this, act, nomination.thing, why=why, about=concerned, **facts)


def move_on(nomination: Nomination, place: int) -> None:
    """That step is done: the next one has its turn."""
    nomination.at = min(place + 1, len(nomination.steps) - 1)
    nomination.reached = max(nomination.reached, nomination.at)


def move_back(nomination: Nomination, doing: Doing) -> None:
    """To the step that may do this."""
    place = nomination.channel.terms.first(doing)
    assert place is not None, "each channel lets the person confirm"
    nomination.at = place


def _start(nomination: Nomination, doing: Doing) -> int:
    """Reviewers may go on scoring as long as the body has not decided."""
    at = nomination.at
    scoring = doing is Doing.SCORE and at > 0 and Doing.SCORE in nomination.steps[at - 1].may
    return at - 1 if scoring else at


def _is_free(this: Decision, nomination: Nomination, place: int) -> bool:
    deadline = nomination.call.deadline(nomination.channel_id, place)
    return deadline is None or deadline.until <= this.at


def _is_past(this: Decision, nomination: Nomination, place: int) -> bool:
    deadline = nomination.call.deadline(nomination.channel_id, place)
    return deadline is not None and deadline.until <= this.at


def _over(nomination: Nomination, doing: Doing) -> Sentence | None:
    earlier = nomination.steps[: nomination.at]
    if any(doing in step.may for step in earlier):
        return Sentence(
            "This step is over: the nomination has gone on to %(whom)s. Tell them what should change.",
            whom=channels.called(nomination.steps[nomination.at]),
        )
    return None


def _require_after_deadline(this: Decision, who: Visitor, nomination: Nomination, place: int) -> None:
    """Only whom it has passed to acts now."""
    step = nomination.steps[place]
    deadline = nomination.call.deadline(nomination.channel_id, place)
    assert deadline, "only a deadline passes"
    told = {"until": day(deadline.until, nomination.call.meeting)}
    if step.lapse is Lapse.GOES_ON:
        raise Refused(
            Sentence(
                "The deadline was %(until)s, and it has gone on without. Tell %(whom)s what you think.",
                **told,
                whom=channels.called(nomination.steps[min(place + 1, len(nomination.steps) - 1)]),
            )
        )
    if step.passes_to and channels.acts_as(step.passes_to, (), who):
        return
    raise Refused(
        Sentence(
            "The deadline was %(until)s. Since then %(whom)s decides: write to them.",
            **told,
            whom=channels.PARTIES[step.passes_to] if step.passes_to else "",
        )
    )


def _body(this: Decision, who: Visitor, step: Step, body: str | None) -> str:
    if this.on_behalf and step.bodies:
        if body is None and len(step.bodies) == 1:
            return step.bodies[0]
        if body not in step.bodies:
            raise Refused(
                Sentence("Say for which body this is entered: %(bodies)s.", bodies=" or ".join(step.bodies))
            )
        return body
    return channels.body_of(step, who)
