"""Every act in every state: the table says what comes of it, and nothing else is possible."""

import itertools

import pytest

from scheduler.kernel.terms import Standing
from scheduler.organisations.standing import TABLE, WHY_NOT, Act, State, standing, state

FROM = {
    Act.ASK: {State.NOBODY: State.ASKED, State.REFUSED: State.ASKED, State.ENDED: State.ASKED},
    Act.NAME: {State.NOBODY: State.AGREED, State.REFUSED: State.AGREED, State.ENDED: State.AGREED},
    Act.AGREE: {State.ASKED: State.AGREED},
    Act.REFUSE: {State.ASKED: State.REFUSED},
    Act.END: dict.fromkeys((State.ASKED, State.AGREED, State.OFFERED, State.CONTACT), State.ENDED),
    Act.MAKE_CONTACT: {State.AGREED: State.CONTACT, State.OFFERED: State.CONTACT},
    Act.OFFER: {State.AGREED: State.OFFERED},
    Act.ACCEPT: {State.OFFERED: State.CONTACT},
    Act.DECLINE: {State.OFFERED: State.AGREED},
    Act.STEP_DOWN: {State.CONTACT: State.AGREED},
}


@pytest.mark.parametrize(("now", "act"), list(itertools.product(State, Act)))
def test_each_act_in_each_state(now: State, act: Act) -> None:
    assert TABLE.get((now, act)) == FROM[act].get(now)


def test_every_state_says_why_something_cannot_be() -> None:
    assert set(WHY_NOT) == set(State)


def test_every_state_can_be_reached_and_left() -> None:
    assert set(TABLE.values()) == set(State) - {State.NOBODY}
    assert {now for now, _ in TABLE} == set(State)


@pytest.mark.parametrize("one", [one for one in State if one is not State.NOBODY])
def test_a_state_is_found_again_in_what_is_stored(one: State) -> None:
    assert state(standing(one), one is State.CONTACT, one is State.OFFERED) is one


def test_no_record_is_nobody_and_only_who_speaks_has_a_part() -> None:
    assert state(None) is State.NOBODY
    assert state(Standing.ENDED, is_offered=True) is State.ENDED
    assert state(Standing.AGREED, is_contact=True, is_offered=True) is State.CONTACT
