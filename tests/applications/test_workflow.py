"""Every transition of an application from every state: it leads where the table says, or is refused."""

import pytest

from scheduler.applications.permissions import DECIDE, WRITE
from scheduler.applications.terms import State
from scheduler.applications.workflow import ALIVE, IN_HAND, IN_QUEUE, NAMES, OPEN, WORKFLOW
from scheduler.kernel.errors import Refused
from scheduler.kernel.workflow import Transition
from scheduler.mail.letters import delivered_text

REACHED = {
    "submit": {"draft": "received"},
    "submit again": {"returned": "received"},
    "discard": {"draft": "discarded"},
    "restore": {"discarded": "draft"},
    "withdraw": {"received": "withdrawn", "returned": "withdrawn", "waiting": "withdrawn"},
    "call off": {"accepted": "cancelled"},
    "return": {"received": "returned", "waiting": "returned"},
    "accept": {"received": "accepted", "waiting": "accepted"},
    "put on the waiting list": {"received": "waiting"},
    "decline": {"received": "declined", "returned": "declined", "waiting": "declined"},
    "reopen": {"declined": "received", "withdrawn": "received", "waiting": "received"},
    "cancel": {"accepted": "cancelled"},
    "join": {"draft": "joined", "received": "joined", "returned": "joined", "waiting": "joined"},
}
"""Written out once more: a change of the table has to be meant."""


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("transition", list(WORKFLOW), ids=lambda one: one.name)
def test_each_transition_from_each_state(transition: Transition[State], state: State) -> None:
    expected = REACHED[transition.name].get(state)
    if expected:
        assert WORKFLOW.to(transition.name, state, "a reason") == expected
    else:
        with pytest.raises(Refused, match=f"the application is {NAMES[state]} now"):
            WORKFLOW.to(transition.name, state, "a reason")


def test_no_transition_is_left_out() -> None:
    assert {one.name for one in WORKFLOW} == set(REACHED)


@pytest.mark.parametrize("transition", list(WORKFLOW), ids=lambda one: one.name)
def test_each_is_either_the_applicants_or_the_desks(transition: Transition[State]) -> None:
    theirs = {"submit", "submit again", "discard", "restore", "withdraw", "call off", "join"}
    assert transition.act is (WRITE if transition.name in theirs else DECIDE)


@pytest.mark.parametrize("transition", list(WORKFLOW), ids=lambda one: one.name)
def test_each_tells_of_itself_by_letter_but_what_is_nobody_elses_yet(transition: Transition[State]) -> None:
    if transition.name in ("discard", "restore"):
        assert transition.letter is None
    else:
        assert transition.letter
        assert delivered_text(transition.letter, "en")


def test_what_the_desk_refuses_needs_a_reason() -> None:
    due = {one.name for one in WORKFLOW if one.reason}
    assert due == {"call off", "return", "put on the waiting list", "decline", "reopen", "cancel"}


def test_states_are_grouped_as_the_rules_need_them() -> None:
    groups = {"open": OPEN, "in hand": IN_HAND, "in the queue": IN_QUEUE, "alive": ALIVE}
    assert {name: sorted(group) for name, group in groups.items()} == {
        "open": ["received", "returned", "waiting"],
        "in hand": ["draft", "returned"],
        "in the queue": ["accepted", "received", "returned", "waiting"],
        "alive": ["accepted", "draft", "received", "returned", "waiting"],
    }
    assert set(NAMES) == set(State)
