"""Plans at the desk: made, compared, adopted, their steps; what each refuses stands on the page."""

from typing import Any

import pytest
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.timetable import moving, plans, queries
from scheduler.timetable.models import Plan
from scheduler.timetable.overview import outline
from tests.timetable.stage import MONDAY, TUESDAY, Stage, do, stage, standing
from tests.timetable.test_adopting import a_draft
from tests.web.conftest import Page, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # what is asked of it is proved elsewhere
HERE = "/desk/timetable/T70/"


@pytest.fixture
def play(app: Flask) -> Stage:
    return stage()


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT, name="Ada Example"))


def read(desk: Browser, address: str, status: int = 200) -> Page:
    answer = desk.get(address)
    assert answer.status_code == status
    return Page(answer.text)


def send(desk: Browser, address: str, status: int = 303, /, **data: Any) -> Page:
    """A form; once it is taken, the page after it."""
    answer = desk.post(address, data=data)
    page = Page(answer.text)
    assert answer.status_code == status, texts(page, ".faults")
    session.expire_all()
    return read(desk, answer.location.partition("#")[0]) if status == 303 else page


def drafts(play: Stage) -> list[Plan]:
    return [plan for plan in queries.plans(play.meeting) if not plan.public]


def test_drafts_are_made_named_thrown_away_and_brought_back(play: Stage, desk: Browser) -> None:
    assert texts(read(desk, "/desk/timetable/"), ".lines li") == ["A session T70"]
    page = read(desk, HERE)
    assert texts(page, ".plan h3") == ["Public timetable"]
    assert texts(page, ".numbers dd") == ["0", "4", "0"]
    page = send(desk, HERE, name="Morning first", like=str(play.plan.id))
    assert texts(page, ".plan h3") == ["Public timetable", "Morning first"]
    (draft,) = drafts(play)
    assert "Copy of “Public timetable”" in texts(page, ".plan")[1]
    assert "Ada Example" in texts(page, ".plan")[1]
    page = send(desk, HERE, 409, name="morning FIRST", like="")
    assert texts(page, ".faults") == ["Another plan of this meeting is called so. Choose another name."]
    assert page.css("#name")[0].attributes["value"] == "morning FIRST"
    page = send(desk, f"{HERE}{draft.id}/name", name="Evening first")
    assert texts(page, ".plan h3") == ["Public timetable", "Evening first"]
    page = send(desk, f"{HERE}{draft.id}/throw-away")
    assert texts(page, ".plan h3") == ["Public timetable"]
    assert texts(page, "section[aria-labelledby=thrown] li bdi") == ["Evening first"]
    page = send(desk, f"{HERE}{draft.id}/throw-away", 409)
    assert texts(page, ".faults") == ["This draft was thrown away already."]
    page = send(desk, f"{HERE}{draft.id}/bring-back")
    assert texts(page, ".plan h3") == ["Public timetable", "Evening first"]
    send(desk, HERE, 404, name="Another", like="999")
    page = send(desk, f"{HERE}{play.plan.id}/throw-away", 409)
    assert texts(page, ".faults") == ["The public timetable keeps its name and cannot be thrown away."]
    assert texts(read(desk, "/desk/timetable/"), ".lines li") == ["A session T70 · one draft"]


def test_two_plans_stand_beside_each_other(play: Stage, desk: Browser) -> None:
    draft = a_draft(play)
    here = f"{HERE}{play.plan.id}/compare/{draft.id}"
    page = read(desk, f"{here}/")
    assert texts(page, "nav[aria-label='What differs'] a") == [
        "All that differs",
        "Moved 1",
        "Gained a place 1",
        "Lost its place 1",
        "As before 1",
    ]
    rows = texts(page, "table:not(.sides) tbody tr")
    assert [row[:7] for row in rows] == ["Event 1", "Event 2", "Event 3"]
    assert "Put there by hand by somebody" in rows[0]
    assert rows[0].endswith("Asked for 10 → 10 0 → 0")
    assert texts(read(desk, f"{here}/?turn=lost"), "table:not(.sides) tbody th bdi") == ["Event 2"]
    assert texts(read(desk, f"{here}/?turn=same"), "table:not(.sides) tbody th bdi") == ["Event 4"]
    assert texts(read(desk, f"{here}/?q=EVENT%203"), "table:not(.sides) tbody th bdi") == ["Event 3"]
    assert "Nothing fits" in texts(read(desk, f"{here}/?q=nowhere"), "main")[0]
    table = desk.get(f"{here}.csv")
    assert (table.status_code, table.mimetype, len(table.text.splitlines())) == (200, "text/csv", 5)
    assert 'Lost its place,"Tue 9 March 2027, 09:00 to 09:50, M1",,' in table.text
    assert desk.get(f"{HERE}{play.plan.id}/compare/?other={draft.id}").location == f"{here}/"
    read(desk, f"{HERE}{play.plan.id}/compare/999/", 404)


def test_a_draft_is_adopted_from_its_page(play: Stage, desk: Browser) -> None:
    draft = a_draft(play)
    here = f"{HERE}{draft.id}/adopt/"
    page = read(desk, here)
    assert texts(page, "form table tbody th bdi") == ["Event 1", "Event 2", "Event 3"]
    seen = {name: page.css(f"input[name={name}]")[0].attributes["value"] for name in ("seen", "seen_draft")}
    first, second, third, _ = (event.id for event in play.events)
    page = send(desk, here, 409, what="chosen", entry=[str(first)], **seen)
    assert "Adopt that one too, or leave this one out" in texts(page, ".faults")[0]
    assert len(page.css("input[name=entry][checked]")) == 1
    page = send(desk, here, 409, what="chosen", **seen)
    assert texts(page, ".faults") == ["Choose what to adopt."]
    page = send(desk, here, what="chosen", entry=[str(first), str(second)], **seen)
    assert texts(page, "[role=status]") == ["Adopted. It becomes public with the next release."]
    assert "Adopted" in texts(page, ".plan h3")[1]
    page = send(desk, here, 409, what="all", **seen)
    assert texts(page, ".faults")[0].startswith("Meanwhile: Ada Example ")
    again = {**seen, "seen": str(play.plan.revision)}
    send(desk, here, what="all", **again)
    assert standing(play.plan) == standing(draft)
    assert "nothing to adopt" in texts(read(desk, here), "main")[0]
    read(desk, f"{HERE}{play.plan.id}/adopt/", 404)
    assert third in standing(play.plan)


def test_steps_are_listed_taken_back_and_done_again(app: Flask, play: Stage, desk: Browser) -> None:
    here = f"{HERE}{play.plan.id}/steps/"
    assert "Nothing was done in this plan yet" in texts(read(desk, here), "main")[0]
    do(moving.move, play.plan, {play.events[0]: play.at(MONDAY)}, seen=0, why="Asked for")
    do(moving.move, play.plan, {play.events[1]: play.at(TUESDAY)}, seen=1)
    page = read(desk, here)
    assert texts(page, ".steps li ul li") == [
        "“Event 2”: put there: Tue 9 March 2027, 09:00 to 09:50, M1",
        "“Event 1”: put there: Mon 8 March 2027, 09:00 to 09:50, M1",
    ]
    assert texts(page, ".act button") == ["Undo step 2"]
    page = send(desk, f"{here}undo", 409, seen="1")
    assert texts(page, ".faults")[0].startswith("Meanwhile: Somebody put “Event 2” there")
    page = send(desk, f"{here}undo", seen="2")
    assert texts(page, ".act button") == ["Undo step 1", "Do step 2 again"]
    assert texts(page, ".steps > li > p:first-child")[0].startswith("Took a step back (2) · Ada Example")
    page = send(desk, f"{here}redo", seen="3")
    assert texts(page, ".act button") == ["Undo step 2"]
    page = send(desk, f"{here}redo", 409, seen="4")
    assert texts(page, ".faults") == ["There is no step to do again."]
    page = send(desk, f"{here}undo", 409)
    assert texts(page, ".faults") == ["This page is not of this plan. Load it again."]


def test_the_chair_looks_and_changes_nothing(app: Flask, play: Stage) -> None:
    draft = a_draft(play)
    chair = signed_in(app, member(app, Role.CHAIR))
    for address in (HERE, f"{HERE}{draft.id}/steps/", f"{HERE}{play.plan.id}/compare/{draft.id}/"):
        page = read(chair, address)
        assert not page.css("main form[method=post]")
    read(chair, f"{HERE}{draft.id}/adopt/", 403)
    assert chair.post(f"{HERE}{draft.id}/steps/undo", data={"seen": "1"}).status_code == 403


def test_more_plans_and_entries_ask_no_more(app: Flask, play: Stage) -> None:
    def asked() -> int:
        session.expire_all()
        with counted(app) as questions:
            outline(play.meeting)
        return len(questions)

    a_draft(play)
    few = asked()
    for number in range(3):
        do(plans.make_draft, play.meeting, f"Copy {number}", play.plan)
    assert asked() == few


def test_a_meeting_without_a_timetable_gets_one(app: Flask, play: Stage, desk: Browser) -> None:
    session.delete(play.plan)
    session.commit()
    page = read(desk, HERE)
    assert "no timetable yet" in texts(page, "main")[0]
    page = send(desk, f"{HERE}begin")
    assert texts(page, ".plan h3") == ["Public timetable"]
    page = send(desk, f"{HERE}begin", 409)
    assert texts(page, ".faults") == ["This meeting has a public timetable already."]


def test_the_chair_who_only_looks_is_led_nowhere_that_refuses(play: Stage, app: Flask) -> None:
    draft = a_draft(play)
    chair = signed_in(app, member(app, Role.CHAIR))
    here = f"{HERE}{play.plan.id}/"
    pages = ("/desk/timetable/", HERE, here, f"{HERE}clashes/", f"{here}steps/", f"{here}reasons/")
    for address in (*pages, f"{HERE}{draft.id}/compare/{play.plan.id}/"):
        links = read(chair, address).css("main a[href^='/desk/']")
        assert links, address
        leads = {(link.attributes["href"] or "").partition("#")[0] for link in links}
        assert {to: chair.get(to).status_code for to in leads} == dict.fromkeys(leads, 200)
