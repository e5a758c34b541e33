"""The table of what can happen to a thing."""

from enum import StrEnum

import pytest

from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Act
from scheduler.kernel.words import Sentence
from scheduler.kernel.workflow import Transition, Workflow


class Lamp(StrEnum):
    ON = "on"
    OFF = "off"
    BROKEN = "broken"


TOUCH = Act("touch a lamp", Sentence("Hands off."))
NAMES = {Lamp.ON: Sentence("lit"), Lamp.OFF: Sentence("dark"), Lamp.BROKEN: Sentence("broken")}
TRANSITIONS = (
    Transition("light", frozenset({Lamp.OFF}), Lamp.ON, TOUCH, Sentence("Light it")),
    Transition("put out", frozenset({Lamp.ON}), Lamp.OFF, TOUCH, Sentence("Put it out"), letter="dark"),
    Transition(
        "break", frozenset({Lamp.ON, Lamp.OFF}), Lamp.BROKEN, TOUCH, Sentence("Break it"), reason=True
    ),
)
LAMPS = Workflow("lamp", NAMES, TRANSITIONS)


@pytest.mark.parametrize("state", Lamp)
@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda one: one.name)
def test_every_transition_from_every_state(transition: Transition[Lamp], state: Lamp) -> None:
    if state in transition.from_:
        assert LAMPS.to(transition.name, state, "a reason") is transition.to
    else:
        with pytest.raises(Refused) as caught:
            LAMPS.to(transition.name, state, "a reason")
        assert str(caught.value.sentence) == (
            f"This cannot be done any more: the lamp is {NAMES[state]} now. Load the page again."
        )


@pytest.mark.parametrize("reason", [None, ""])
def test_a_reason_that_is_due_has_to_be_given(reason: str | None) -> None:
    with pytest.raises(Refused) as caught:
        LAMPS.to("break", Lamp.ON, reason)
    assert str(caught.value.sentence) == "Say why: whoever is concerned will read it."
    assert LAMPS.to("put out", Lamp.ON, reason) is Lamp.OFF


def test_a_transition_that_is_not_there_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        LAMPS.to("eat", Lamp.ON)


def test_what_can_happen_now() -> None:
    found = {state: [one.name for one in LAMPS.from_state(state)] for state in Lamp}
    assert found == {Lamp.ON: ["put out", "break"], Lamp.OFF: ["light", "break"], Lamp.BROKEN: []}


def test_all_rows_can_be_read_in_their_order() -> None:
    assert list(LAMPS) == list(TRANSITIONS)
