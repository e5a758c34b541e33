"""Where visitors of the programme learn that a call is open: on the front page, and on its meeting's."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.terms import SideEventKind
from scheduler.meetings.queries import existing_meeting
from tests.applications import stage
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import fill, links, outline, read, texts
from tests.web.counting import counted
from tests.web.people import browser

MINUTE = timedelta(minutes=1)
OPEN = "Side event: call open until Fri 22 January 2027, 23:59:59 in Vienna"
COMING = "Side event: call opens on Mon 11 January 2027, 09:00:00 in Vienna"


def released(app: Flask, code: str = "T1") -> Call:
    """A call of a meeting that has a programme."""
    fill(browser(app), programme(side_event(), meeting=meeting(code=code, starts="2027-03-08")))
    return stage.call(existing_meeting(code))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (stage.OPENS - MINUTE, [COMING]),
        (stage.OPENS + MINUTE, [OPEN]),
        (stage.CLOSES - MINUTE, [OPEN]),
        (stage.CLOSES + MINUTE, []),
    ],
    ids=["before", "open", "still open", "over"],
)
def test_kept_pages_follow_the_call(app: Flask, at: datetime, said: list[str]) -> None:
    """Each page was kept before in the other state."""
    released(app)
    visitor = browser(app)
    for moment in (at - 3 * MINUTE, at):
        with clock.set_to(moment):
            pages = [read(visitor, address) for address in ("/", "/T1/")]
    for page in pages:
        assert texts(page, ".asked-for li") == said
        assert links(page, ".asked-for a") == ["/T1/calls/"] * len(said)
    assert links(pages[1], ".heading .facts a") == ([] if said else ["/T1/calls/"])


def test_a_meeting_without_a_programme_is_reached_from_the_front_page(app: Flask) -> None:
    released(app)
    stage.call()
    with clock.set_to(stage.DURING):
        page = read(browser(app), "/")
        assert outline(page) == [
            "1 Meetings",
            "2 Coming",
            "3 Seventieth session CND70",
            "3 A test session T1",
        ]
        assert links(page, "h3 a") == ["/CND70/calls/", "/T1/"]
        assert texts(page, ".asked-for li") == [OPEN, OPEN]
    with clock.set_to(stage.CLOSES):
        assert links(read(browser(app), "/"), "h3 a") == ["/CND70/calls/", "/T1/"]


def test_a_meeting_with_neither_is_not_listed(app: Flask) -> None:
    stage.meeting()
    assert texts(read(browser(app), "/"), "h3") == []


@pytest.mark.parametrize("address", ["/", "/T1/"])
def test_any_number_of_calls_costs_the_same(app: Flask, address: str) -> None:
    """One question for side events and one for speakers; programmes are in memory by then."""
    first = released(app)
    read(browser(app), address)
    with clock.set_to(stage.DURING), counted(app) as few:
        read(browser(app), address)
    for kind in (SideEventKind.SPECIAL_EVENT, SideEventKind.EXHIBITION):
        stage.call(first.meeting, kind=kind)
    for code in ("CND71", "CND72", "CND73"):
        stage.call(stage.meeting(code))
    with clock.set_to(stage.DURING + MINUTE), counted(app) as more:
        read(browser(app), address)
    assert (len(few), len(more)) == (2, 2)
