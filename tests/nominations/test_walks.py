"""The delivered channels, walked from the first letter to the seat and beyond; and an operator's own."""

from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.terms import Constituency
from scheduler.nominations import reviewing, seating
from scheduler.nominations.terms import State
from tests.nominations import stage
from tests.nominations.stage import DURING, do, themselves


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def test_from_an_ngo_to_the_reserve(app: Flask) -> None:
    """Two people by VNGOC: one is seated, accepts and withdraws; the reserve takes the seat."""
    play = stage.stage()
    first, second = stage.confirmed(play, name="Fay First"), stage.confirmed(play, name="Sid Second")
    for one in (first, second):
        for reviewer in play.reviewers:
            do(reviewing.score, reviewer, one, {"relevance": 5, "voice": 3})
        do(reviewing.endorse, play.coordinator, one)
        do(reviewing.comment, play.unit, one, "Fits the panel.")
        do(reviewing.forward, play.coordinator, one)
    seat = play.seat(Constituency.CIVIL_SOCIETY)
    do(seating.seat, play.desk, first, play.session, seat)
    do(seating.hold_in_reserve, play.desk, second, play.session, seat)
    do(seating.invite, play.desk, first)
    do(seating.accept, themselves(first), first)
    do(seating.withdraw, themselves(first), first)
    assert do(seating.offer_to_reserve, play.desk, first) is second
    do(seating.accept, themselves(second), second)
    assert (first.state, second.state, second.seat_id) == (State.REPLACED, State.ACCEPTED, seat.id)
