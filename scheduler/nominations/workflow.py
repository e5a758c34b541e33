"""What can happen to a nomination, as one table (docs/workflows.md shows it). Whose turn it is, the steps of
its channel say besides. Pure."""

from scheduler.kernel.words import Sentence
from scheduler.kernel.workflow import Transition, Workflow
from scheduler.nominations.permissions import (
    ANSWER,
    CONFIRM,
    ENDORSE,
    FORWARD,
    INVITE,
    RECORD_DELIVERY,
    RETURN,
    SEAT,
    WITHDRAW,
    WRITE,
)
from scheduler.nominations.terms import Doing, State

NAMES = {
    State.PUT_FORWARD: Sentence("put forward"),
    State.CONFIRMED: Sentence("confirmed by the person"),
    State.RETURNED: Sentence("returned for changes"),
    State.ENDORSED: Sentence("endorsed"),
    State.NOT_ENDORSED: Sentence("not endorsed"),
    State.FORWARDED: Sentence("forwarded"),
    State.SEATED: Sentence("given a place"),
    State.RESERVE: Sentence("in reserve"),
    State.NOT_CHOSEN: Sentence("not chosen"),
    State.INVITED: Sentence("invited"),
    State.ACCEPTED: Sentence("accepted"),
    State.DECLINED: Sentence("declined"),
    State.WITHDRAWN: Sentence("withdrawn"),
    State.REPLACED: Sentence("replaced"),
    State.DELIVERED: Sentence("delivered"),
    State.NOT_DELIVERED: Sentence("not delivered"),
}

ON_THE_WAY = frozenset({State.PUT_FORWARD, State.CONFIRMED, State.RETURNED, State.ENDORSED, State.FORWARDED})
"""Put forward and not decided on by the secretariat."""
WITH_A_PLACE = frozenset({State.SEATED, State.INVITED, State.ACCEPTED, State.DELIVERED, State.NOT_DELIVERED})
"""What fills a seat or a place on the floor."""
ALIVE = ON_THE_WAY | {State.SEATED, State.RESERVE, State.INVITED, State.ACCEPTED}
"""What the person or the nominating body can still take back."""
DROPPED_OUT = frozenset({State.DECLINED, State.WITHDRAWN})
ENDORSED_BY_NOW = frozenset(
    {State.ENDORSED, State.FORWARDED, State.RESERVE, *WITH_A_PLACE, State.DECLINED, State.REPLACED}
)
TO_BE_CHOSEN = frozenset({State.CONFIRMED, State.ENDORSED, State.FORWARDED})
"""From where the secretariat decides, if the channel's steps have come so far."""


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


WORKFLOW = Workflow(
    "nomination",
    NAMES,
    (
        Transition(
            "hand in again",
            _from(State.RETURNED),
            State.PUT_FORWARD,
            WRITE,
            Sentence("Hand in again"),
            letter="nomination-put-forward",
        ),
        Transition(
            "confirm",
            _from(State.PUT_FORWARD, State.RETURNED),
            State.CONFIRMED,
            CONFIRM,
            Sentence("Confirm"),
            letter="nomination-confirmed",
        ),
        Transition(
            "return",
            _from(State.CONFIRMED),
            State.RETURNED,
            RETURN,
            Sentence("Return for changes"),
            reason=True,
            letter="nomination-returned",
        ),
        Transition(
            "endorse",
            _from(State.CONFIRMED),
            State.ENDORSED,
            ENDORSE,
            Sentence("Endorse"),
            letter="nomination-endorsed",
        ),
        Transition(
            "not endorse",
            _from(State.CONFIRMED),
            State.NOT_ENDORSED,
            ENDORSE,
            Sentence("Do not endorse"),
            reason=True,
            letter="nomination-not-endorsed",
        ),
        Transition(
            "reconsider",
            _from(State.ENDORSED, State.NOT_ENDORSED),
            State.CONFIRMED,
            ENDORSE,
            Sentence("Decide anew"),
            reason=True,
            letter="nomination-reconsidered",
        ),
        Transition(
            "forward",
            _from(State.ENDORSED),
            State.FORWARDED,
            FORWARD,
            Sentence("Forward"),
            letter="nomination-forwarded",
        ),
        Transition("seat", TO_BE_CHOSEN | {State.RESERVE}, State.SEATED, SEAT, Sentence("Give a place")),
        Transition("move", _from(State.SEATED), State.SEATED, SEAT, Sentence("Move to another seat")),
        Transition(
            "unseat",
            _from(State.SEATED),
            State.FORWARDED,
            SEAT,
            Sentence("Take the place back"),
            reason=True,
        ),
        Transition(
            "hold in reserve",
            TO_BE_CHOSEN | {State.SEATED},
            State.RESERVE,
            SEAT,
            Sentence("Hold in reserve"),
            letter="nomination-reserve",
        ),
        Transition(
            "not choose",
            TO_BE_CHOSEN | {State.RESERVE, State.SEATED},
            State.NOT_CHOSEN,
            SEAT,
            Sentence("Do not choose"),
            reason=True,
            letter="nomination-not-chosen",
        ),
        Transition(
            "invite",
            _from(State.SEATED),
            State.INVITED,
            INVITE,
            Sentence("Invite"),
            letter="nomination-invited",
        ),
        Transition(
            "offer the place",
            _from(State.RESERVE),
            State.INVITED,
            INVITE,
            Sentence("Offer the place to the reserve"),
            letter="nomination-invited",
        ),
        Transition(
            "accept",
            _from(State.INVITED),
            State.ACCEPTED,
            ANSWER,
            Sentence("Accept"),
            letter="nomination-accepted",
        ),
        Transition(
            "decline",
            _from(State.INVITED),
            State.DECLINED,
            ANSWER,
            Sentence("Decline"),
            letter="nomination-declined",
        ),
        Transition(
            "withdraw",
            ALIVE,
            State.WITHDRAWN,
            WITHDRAW,
            Sentence("Withdraw"),
            letter="nomination-withdrawn",
        ),
        Transition(
            "replace",
            DROPPED_OUT,
            State.REPLACED,
            SEAT,
            Sentence("Give the place to somebody else"),
            letter="nomination-replaced",
        ),
        Transition(
            "deliver",
            _from(State.ACCEPTED, State.NOT_DELIVERED),
            State.DELIVERED,
            RECORD_DELIVERY,
            Sentence("They spoke"),
        ),
        Transition(
            "not deliver",
            _from(State.ACCEPTED, State.DELIVERED),
            State.NOT_DELIVERED,
            RECORD_DELIVERY,
            Sentence("They did not get the floor"),
            reason=True,
            letter="nomination-not-delivered",
        ),
    ),
)

DOINGS = {
    "confirm": Doing.CONFIRM,
    "return": Doing.RETURN,
    "endorse": Doing.ENDORSE,
    "not endorse": Doing.ENDORSE,
    "forward": Doing.FORWARD,
    "seat": Doing.SEAT,
    "move": Doing.SEAT,
    "unseat": Doing.SEAT,
    "hold in reserve": Doing.SEAT,
    "not choose": Doing.SEAT,
    "invite": Doing.INVITE,
    "offer the place": Doing.INVITE,
}
"""Which doing of a channel's step each transition is; what is not here needs no turn."""
MOVES_ON = frozenset({"confirm", "endorse", "forward"})
"""After these the next step of the channel has its turn."""
