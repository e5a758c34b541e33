"""Every transition of a nomination, by everybody, from every state: it leads where the table says, or is
refused."""

import pytest

from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import may
from scheduler.kernel.workflow import Transition
from scheduler.mail.letters import delivered_text
from scheduler.nominations.channels import delivered
from scheduler.nominations.letters import ALL
from scheduler.nominations.terms import State
from scheduler.nominations.workflow import DOINGS, MOVES_ON, NAMES, WITH_A_PLACE, WORKFLOW
from tests.nominations.people import WHO, Nomination

REACHED = {
    "hand in again": {"returned": "put_forward"},
    "confirm": {"put_forward": "confirmed", "returned": "confirmed"},
    "return": {"confirmed": "returned"},
    "endorse": {"confirmed": "endorsed"},
    "not endorse": {"confirmed": "not_endorsed"},
    "reconsider": {"endorsed": "confirmed", "not_endorsed": "confirmed"},
    "forward": {"endorsed": "forwarded"},
    "seat": dict.fromkeys(["confirmed", "endorsed", "forwarded", "reserve"], "seated"),
    "move": {"seated": "seated"},
    "unseat": {"seated": "forwarded"},
    "hold in reserve": dict.fromkeys(["confirmed", "endorsed", "forwarded", "seated"], "reserve"),
    "not choose": dict.fromkeys(["confirmed", "endorsed", "forwarded", "reserve", "seated"], "not_chosen"),
    "invite": {"seated": "invited"},
    "offer the place": {"reserve": "invited"},
    "accept": {"invited": "accepted"},
    "decline": {"invited": "declined"},
    "withdraw": dict.fromkeys(
        [
            "put_forward",
            "confirmed",
            "returned",
            "endorsed",
            "forwarded",
            "seated",
            "reserve",
            "invited",
            "accepted",
        ],
        "withdrawn",
    ),
    "replace": {"declined": "replaced", "withdrawn": "replaced"},
    "deliver": {"accepted": "delivered", "not_delivered": "delivered"},
    "not deliver": {"accepted": "not_delivered", "delivered": "not_delivered"},
}
"""Written out once more: a change of the table has to be meant."""

OWN = {"person", "who wrote it", "speaks for it"}
HOUSE = {"desk", "admin"}
BY = {
    "hand in again": OWN,
    "confirm": {"person"},
    "return": {"coordinator"},
    "endorse": {"coordinator"},
    "not endorse": {"coordinator"},
    "reconsider": {"coordinator"},
    "forward": {"coordinator"},
    "seat": HOUSE,
    "move": HOUSE,
    "unseat": HOUSE,
    "hold in reserve": HOUSE,
    "not choose": HOUSE,
    "invite": HOUSE,
    "offer the place": HOUSE,
    "accept": {"person"},
    "decline": {"person"},
    "withdraw": OWN,
    "replace": HOUSE,
    "deliver": HOUSE,
    "not deliver": HOUSE,
}
"""Who does it to a nomination that came by VNGOC."""

transitions = pytest.mark.parametrize("transition", list(WORKFLOW), ids=lambda one: one.name)


@transitions
def test_each_transition_from_each_state(transition: Transition[State]) -> None:
    for state in State:
        expected = REACHED[transition.name].get(state)
        if expected:
            assert WORKFLOW.to(transition.name, state, "a reason") == expected
            continue
        with pytest.raises(Refused, match=f"the nomination is {NAMES[state]} now"):
            WORKFLOW.to(transition.name, state, "a reason")


@transitions
def test_each_transition_by_everybody(transition: Transition[State]) -> None:
    verdicts = {name: may(who, transition.act, Nomination()) for name, who in WHO.items()}
    assert {name for name, verdict in verdicts.items() if verdict} == BY[transition.name]
    assert all(verdict or str(verdict.reason) for verdict in verdicts.values())


BODY = {"VNGOC": "coordinator", "AFRICAN": "other coordinator"}
"""Who of `WHO` coordinates which channel; of the others nobody does, and DIRECT has no body at all."""
BY_A_BODY = frozenset({"return", "endorse", "not endorse", "reconsider", "forward"})


@pytest.mark.parametrize("code", delivered())
def test_each_transition_by_everybody_from_each_state_in_each_channel(code: str) -> None:
    """A body acts in its own channel only, and only what its steps let it do; all others act as ever."""
    one = Nomination(code)
    for transition in WORKFLOW:
        body = {BODY[code]} if code in BODY else set()
        able = BY[transition.name] if transition.name not in BY_A_BODY else body
        if transition.name == "forward" and code != "VNGOC":
            able = set()
        for state in State:
            leads = REACHED[transition.name].get(state)
            can = {name for name, who in WHO.items() if may(who, transition.act, one)}
            assert can == able, (code, transition.name, state)
            assert (state in transition.from_) == (leads is not None)


def test_no_transition_is_left_out() -> None:
    names = {one.name for one in WORKFLOW}
    assert names == set(REACHED) == set(BY)
    assert set(DOINGS) | MOVES_ON <= names
    assert set(NAMES) == set(State)


@transitions
def test_each_that_concerns_somebody_has_its_letter(transition: Transition[State]) -> None:
    """Places are given and speeches noted without one: the invitation is the letter."""
    if transition.name in ("seat", "move", "unseat", "deliver"):
        assert transition.letter is None
    else:
        assert transition.letter in {kind.name for kind in ALL}
        assert delivered_text(transition.letter, "en")


def test_what_the_person_is_refused_needs_a_reason() -> None:
    due = {one.name for one in WORKFLOW if one.reason}
    assert due == {"return", "not endorse", "reconsider", "unseat", "not choose", "not deliver"}


def test_every_state_can_be_reached_and_a_place_is_held_by_who_speaks() -> None:
    assert {State.PUT_FORWARD} | {one.to for one in WORKFLOW} == set(State)
    assert sorted(WITH_A_PLACE) == ["accepted", "delivered", "invited", "not_delivered", "seated"]
