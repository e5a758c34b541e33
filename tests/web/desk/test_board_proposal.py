"""The board proposes: what the page says, that it changes nothing, and how its places are given."""

import re
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.terms import Constituency, Role
from scheduler.nominations import reviewing, seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do
from tests.web.people import Browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
PROPOSAL = "/desk/board/TD2027/proposal/"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


@pytest.fixture
def play(app: Flask) -> Stage:
    return stage.stage()


@pytest.fixture
def people(play: Stage) -> list[Nomination]:
    found = [stage.confirmed(play, "AFRICAN", name=name) for name in ("Ada One", "Ben Two")]
    for one in found:
        do(reviewing.endorse, play.african, one)
    return found


@pytest.fixture
def desk(app: Flask, people: list[Nomination]) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


def filled_in(page: str, *choices: str) -> dict[str, object]:
    """The form with these boxes ticked; all, if none is named."""
    (board,) = re.findall(r'name="board" value="(\w+)"', page)
    return {"board": board, "give": list(choices or re.findall(r'name="give" value="([^"]+)"', page))}


def test_it_proposes_and_changes_nothing_until_the_places_are_given(
    desk: Browser, people: list[Nomination]
) -> None:
    before = [(one.state, one.changed_at) for one in people]
    assert PROPOSAL in desk.get("/desk/board/TD2027/").text
    page = desk.get(PROPOSAL).text
    assert "Proven: no other proposal is better" in page
    assert "Seats filled: 1 of 3. It is proven that no more can be." in page
    assert "gender" not in page.lower()
    assert "women" not in page.lower()
    (choice,) = re.findall(r'name="give" value="([^"]+)"', page)
    (given,) = [one for one in people if choice.startswith(one.code)]
    (left,) = [one for one in people if one is not given]
    assert f"{given.person.name} from the same country has a seat." in page
    assert [(one.state, one.changed_at) for one in people] == before
    answer = desk.post(PROPOSAL, data=filled_in(page), follow_redirects=True)
    assert f"Places given: {given.person.name}. Nobody is told before you invite them." in answer.text
    assert (given.state, left.state) == (State.SEATED, State.ENDORSED)
    assert stage.acts(given.thing)[-1] == "give a place"


def test_a_board_that_changed_gives_nothing(desk: Browser, play: Stage, people: list[Nomination]) -> None:
    page = desk.get(PROPOSAL).text
    (choice,) = re.findall(r'name="give" value="([^"]+)"', page)
    (given,) = [one for one in people if choice.startswith(one.code)]
    (other,) = [one for one in people if one is not given]
    do(seating.seat, play.desk, other, play.session, play.seat(Constituency.MEMBER_STATE))
    answer = desk.post(PROPOSAL, data=filled_in(page))
    assert answer.status_code == 409
    assert "The board changed since this was proposed, so no place was given." in answer.text
    assert given.state is State.ENDORSED


def test_nothing_is_half_done(desk: Browser, play: Stage, people: list[Nomination]) -> None:
    page = desk.get(PROPOSAL).text
    seat = play.seat(Constituency.MEMBER_STATE).id
    both = [f"{one.code}-{seat}" for one in people]
    answer = desk.post(PROPOSAL, data=filled_in(page, *both))
    assert answer.status_code == 409
    assert "No place was given. " in answer.text
    assert "no seat is free, the plan has 1 at most." in answer.text
    assert [one.state for one in people] == [State.ENDORSED] * 2
    none = desk.post(PROPOSAL, data={**filled_in(page), "give": []})
    assert (none.status_code, "No seat is ticked" in none.text) == (409, True)
    assert desk.post(PROPOSAL, data=filled_in(page, "nobody-x")).status_code in (404, 409)


def test_without_the_solver_it_says_so(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ortools", None)
    page = desk.get(PROPOSAL)
    assert page.status_code == 200
    assert "OR-Tools is not installed, so no seats are proposed." in page.text


def test_it_is_for_who_composes(app: Flask, people: list[Nomination]) -> None:
    assert signed_in(app, member(app, Role.CHAIR)).get(PROPOSAL).status_code in (403, 404)
