"""A call closes at its second."""

import pytest

from scheduler.applications.terms import State
from tests.applications.stage import CLOSES, SECOND
from tests.browser import MOUSE, Way
from tests.journeys.applying.house import House
from tests.journeys.applying.people import CALLS, Applicant
from tests.journeys.conftest import Open

CLUB, LEAGUE = "Club of Ports", "League of Towns"
CLOSED = "This call is closed. Your draft is kept, but it cannot be submitted any more."


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_the_call_closes_at_its_second(house: House, open_reader: Open, way: Way) -> None:
    """Both have the button before them. One presses it a second before the close, the other at the close."""
    house.organisations(CLUB, LEAGUE)
    early, late = (
        Applicant(open_reader(way, house), name, f"{name.lower()}@ports.example")
        for name in ("Alma", "Bruno")
    )
    for one, body in ((early, CLUB), (late, LEAGUE)):
        house.account(one.name, one.address, of=body)
        house.draft(one.address, body, f"Event of {body}", abstract="All of it.")
        one.sign_in()
        one.look_at(f"Event of {body}")
        one.step("Look over and submit")

    house.at(CLOSES - SECOND)
    early.submit()
    assert early.heading == "Receipt CND70-S-0001"
    assert early.facts()["Received"] == "Fri 22 January 2027, 23:59:58.000 in Vienna"

    house.at(CLOSES)
    late.submit(status=409)
    late.reads(CLOSED, "a draft", "All of it.", "The call closed on Fri 22 January 2027, 23:59:59 in Vienna.")
    assert house.told() == []
    with house.application(f"Event of {LEAGUE}") as stored:
        assert (stored.state, stored.receipt, stored.abstract) == (State.DRAFT, None, "All of it.")

    early.reader.reload()
    assert early.heading == "Receipt CND70-S-0001"
    late.reader.go(CALLS)
    late.reads("The call closed on Fri 22 January 2027, 23:59:59 in Vienna.", "One application was received.")
    assert late.reader.find("link", "Apply").count() == 0
