"""What comes next for a nomination, who does it, and by when."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.nominations import channels
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import is_person
from scheduler.nominations.queries import is_late
from scheduler.nominations.terms import State
from scheduler.nominations.workflow import ON_THE_WAY


@dataclass(frozen=True)
class Next:
    """What is next, in a sentence. `until`: the deadline of the step (UTC), if it has one."""

    sentence: Sentence
    until: datetime | None = None
    is_late: bool = False


def next_step(who: Visitor, one: Nomination) -> Next:
    """What the visitor is told of it."""
    if one.state not in ON_THE_WAY:
        is_asked = one.state is State.INVITED and is_person(who, one)
        return Next(_YOU_ANSWER if is_asked else _SETTLED[one.state])
    deadline = one.call.deadline(one.channel_id, one.at)
    return Next(_waits_for(who, one), deadline.until if deadline else None, is_late(one))


def _waits_for(who: Visitor, one: Nomination) -> Sentence:
    if one.state is State.PUT_FORWARD:
        return _YOU_CONFIRM if is_person(who, one) else _THEY_CONFIRM
    if one.state is State.RETURNED:
        return _RETURNED
    return Sentence(
        "Next, %(whom)s acts: “%(step)s”.", whom=channels.called(step := one.steps[one.at]), step=step.name
    )


_YOU_CONFIRM = Sentence("Somebody put you forward. Read what they say, then confirm or withdraw.")
_YOU_ANSWER = Sentence("You are invited to speak. Accept or decline on the page of your place.")
_THEY_CONFIRM = Sentence("The person has to confirm, by the link in our letter to them.")
_RETURNED = Sentence("It was returned. Change what is asked for, then hand it in again.")
_SETTLED = {
    State.SEATED: Sentence("A place is kept. The invitation comes next."),
    State.RESERVE: Sentence("Held in reserve: if a place becomes free, the invitation comes by letter."),
    State.INVITED: Sentence("The person was invited, and answers by the link in our letter."),
    State.ACCEPTED: Sentence("The person will speak."),
    State.NOT_ENDORSED: Sentence("The body of this channel did not endorse it. Nothing more follows."),
    State.NOT_CHOSEN: Sentence("It was not chosen. Nothing more follows."),
    State.DECLINED: Sentence("The person declined the invitation."),
    State.WITHDRAWN: Sentence("It was withdrawn. Nothing more follows."),
    State.REPLACED: Sentence("Somebody else has the place now."),
    State.DELIVERED: Sentence("The person spoke."),
    State.NOT_DELIVERED: Sentence("There was no time left for them. The text can be published instead."),
}
