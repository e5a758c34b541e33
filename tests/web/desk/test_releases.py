"""Releases at the desk: what would change, made public as it was looked at, and nothing else."""

from datetime import timedelta

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.applications import cosponsoring, deciding
from scheduler.applications.models import Application
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Role
from scheduler.meetings.models import Entry
from scheduler.telling.releasing import ANOTHER, NOTHING
from scheduler.timetable.actions import Where, place, public_plan
from scheduler.timetable.clash_settings import link_entries
from scheduler.timetable.clashes.terms import Link
from tests.applications import stage
from tests.applications.stage import DURING
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.desk.applications.list_of import at_desk, page
from tests.web.people import Browser, browser

HERE = "/desk/meetings/CND70/release/"
PUBLIC = "/CND70/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def one(app: Flask) -> Application:
    """Accepted, with a co-sponsor that has not answered."""
    made = stage.received(stage.call(), stage.organisation("Harbour Foundation"))
    with clock.set_to(DURING), decision("tests") as this:
        cosponsoring.name(this, made, "Silent Institute")
        deciding.accept(this, made)
    return made


def seen(found: LexborHTMLParser) -> dict[str, str]:
    return {"seen": str(found.css("input[name=seen]")[0].attributes["value"])}


def test_what_was_accepted_is_released(app: Flask, one: Application) -> None:
    desk = at_desk(app)
    assert texts(page(desk, "/desk/"), ".works a")[:1] == ["1 Accepted events that are not public yet"]
    assert texts(page(desk, "/desk/meetings/"), "tbody tr") == ["CND70 Nothing yet 1"]
    assert browser(app).get(PUBLIC).status_code == 404
    found = page(desk, HERE)
    assert texts(found, "h2")[:1] == ["What release 1 would change: one entry"]
    (entry,) = texts(found, ".entries li.entry")
    assert entry == f"Side event New {one.title} Harbour Foundation New, without a date yet"
    assert desk.post(HERE, data=seen(found)).location == HERE
    after = page(desk, HERE)
    assert texts(after, "[role=status]") == ["Release 1 is public."]
    assert links(after, "h1 + p a")[:2] == [PUBLIC, "/CND70/changes/1/"]
    assert texts(after, "main p")[-1].startswith(NOTHING.text)
    assert texts(page(desk, "/desk/meetings/"), "tbody tr") == ["CND70 Release 1 0"]
    public = read(browser(app), PUBLIC)
    assert (one.title or "") in texts(public, "main")[0]
    assert "Silent Institute" not in str(public.html)
    record = history("meeting CND70")[-1]
    assert record.content
    told = record.content.facts
    assert (record.act, told["number"], told["actor"][:8]) == ("release", 1, "account ")


def test_only_what_was_looked_at_is_released(app: Flask, one: Application) -> None:
    desk = at_desk(app)
    before = seen(page(desk, HERE))
    another = stage.received(one.call)
    with clock.set_to(DURING), decision("tests") as this:
        deciding.accept(this, another)
    answer = desk.post(HERE, data=before)
    assert (answer.status_code, ANOTHER.text in answer.text) == (409, True)
    assert browser(app).get(PUBLIC).status_code == 404
    now = seen(page(desk, HERE))
    assert now != before
    assert desk.post(HERE, data=now).status_code == 303
    again = desk.post(HERE, data=now)
    assert (again.status_code, NOTHING.text in again.text) == (409, True)


def test_what_was_cancelled_since_is_released_as_cancelled(app: Flask, one: Application) -> None:
    desk = at_desk(app)
    desk.post(HERE, data=seen(page(desk, HERE)))
    with decision("tests") as this:
        deciding.cancel(this, one, "The hall is closed")
    found = page(desk, HERE)
    assert texts(found, ".entries .mark") == ["Cancelled"]
    desk.post(HERE, data=seen(found))
    assert texts(read(browser(app), "/CND70/changes/2/"), "ul.entries .mark")[:1] == ["Cancelled"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.CIVIL_SOCIETY_UNIT, Role.CHANNEL_COORDINATOR])
def test_nobody_else_releases(app: Flask, one: Application, role: Role) -> None:
    somebody: Browser = at_desk(app, role)
    assert somebody.post(HERE).status_code == 403
    assert texts(page(somebody, "/desk/"), ".works a") == []


def test_a_long_list_costs_as_much_as_a_short_one(app: Flask, one: Application) -> None:
    desk = at_desk(app)
    with counted(app) as few:
        page(desk, HERE)
    for _ in range(4):
        more = stage.received(one.call)
        with clock.set_to(DURING), decision("tests") as this:
            deciding.accept(this, more)
    with counted(app) as many:
        assert len(texts(page(desk, HERE), ".entries li.entry")) == 5
    assert len(many) == len(few)


def test_with_a_clash_it_takes_a_reason(app: Flask, one: Application) -> None:
    """Two linked events stand at the same time in the timetable."""
    desk = at_desk(app)
    other = stage.received(one.call)
    meeting = one.call.meeting
    starts, ends = meeting.slots[0].starts_at, meeting.slots[0].ends_at
    with clock.set_to(DURING), decision("tests") as this:
        deciding.accept(this, other)
        events = [session.get_one(Entry, made.entry_id) for made in (one, other)]
        where = Where(meeting.starts, starts_at=starts, ends_at=ends)
        place(public_plan(this, meeting), dict.fromkeys(events, where))
        link_entries(this, meeting, Link.NOT_PARALLEL, events[0], events[1], "One hall")
    found = page(desk, HERE)
    assert texts(found, ".asking h3") == ["One clash stands in the way"]
    assert "/desk/timetable/CND70/clashes/" in links(found, "main p a")
    answer = desk.post(HERE, data=seen(found) | {"reason": "  "})
    assert (answer.status_code, "So many clashes stand in the way: 1." in answer.text) == (409, True)
    assert browser(app).get(PUBLIC).status_code == 404
    assert desk.post(HERE, data=seen(found) | {"reason": "Both rooms are one"}).status_code == 303
    assert browser(app).get(PUBLIC).status_code == 200
    forced = history("meeting CND70")[-2]
    assert (forced.act, forced.content and forced.content.facts["why"]) == (
        "force release",
        "Both rooms are one",
    )
