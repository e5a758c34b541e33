"""How somebody comes to speak for an organisation, and stops: one table. Pure."""

from enum import StrEnum

from scheduler.kernel.terms import Standing
from scheduler.kernel.words import Sentence


class State(StrEnum):
    """How a person stands to an organisation."""

    NOBODY = "nobody"
    """There is no record of them there."""
    ASKED = "asked"
    AGREED = "agreed"
    OFFERED = "offered"
    """They speak for it, and its contact wants to hand over to them."""
    CONTACT = "contact"
    REFUSED = "refused"
    ENDED = "ended"


class Act(StrEnum):
    """What is done about it."""

    ASK = "ask"
    NAME = "name"
    """The secretariat knows them, and lets them speak without a request."""
    AGREE = "agree"
    REFUSE = "refuse"
    END = "end"
    MAKE_CONTACT = "make contact"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    STEP_DOWN = "step down"


TABLE = {
    (State.NOBODY, Act.ASK): State.ASKED,
    (State.REFUSED, Act.ASK): State.ASKED,
    (State.ENDED, Act.ASK): State.ASKED,
    (State.NOBODY, Act.NAME): State.AGREED,
    (State.REFUSED, Act.NAME): State.AGREED,
    (State.ENDED, Act.NAME): State.AGREED,
    (State.ASKED, Act.AGREE): State.AGREED,
    (State.ASKED, Act.REFUSE): State.REFUSED,
    (State.ASKED, Act.END): State.ENDED,
    (State.AGREED, Act.END): State.ENDED,
    (State.OFFERED, Act.END): State.ENDED,
    (State.CONTACT, Act.END): State.ENDED,
    (State.AGREED, Act.MAKE_CONTACT): State.CONTACT,
    (State.OFFERED, Act.MAKE_CONTACT): State.CONTACT,
    (State.AGREED, Act.OFFER): State.OFFERED,
    (State.OFFERED, Act.ACCEPT): State.CONTACT,
    (State.OFFERED, Act.DECLINE): State.AGREED,
    (State.CONTACT, Act.STEP_DOWN): State.AGREED,
}
"""What each act makes of each state. What does not stand here is refused."""

WHY_NOT = {
    State.NOBODY: Sentence(
        "This person has nothing to do with the organisation yet. They have to ask first."
    ),
    State.ASKED: Sentence("The request waits for an answer. Agree or refuse first."),
    State.AGREED: Sentence(
        "This person speaks for the organisation already, and nothing waits for an answer."
    ),
    State.OFFERED: Sentence("This person was asked to become the contact. They have to answer first."),
    State.CONTACT: Sentence("This person is a contact of the organisation already."),
    State.REFUSED: Sentence("This request was refused. It has to be made anew."),
    State.ENDED: Sentence("This person no longer speaks for the organisation. They have to ask anew."),
}
"""Why an act that a state does not know is refused."""

MOST_WAITING = 10
"""Requests of one person that may wait at a time."""


def state(standing: Standing | None, is_contact: bool = False, is_offered: bool = False) -> State:
    """The state, from what is stored."""
    if standing is None:
        return State.NOBODY
    if standing is Standing.AGREED and is_contact:
        return State.CONTACT
    if standing is Standing.AGREED and is_offered:
        return State.OFFERED
    return State(standing.value)


def standing(state: State) -> Standing:
    """What is stored for a state."""
    if state in (State.OFFERED, State.CONTACT):
        return Standing.AGREED
    return Standing(state.value)
