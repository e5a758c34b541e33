"""Proposals at the desk: asked for, watched, stopped, and what came of them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.formats import allocation_file
from scheduler.jobs import queue
from scheduler.jobs.tasks import make_proposals
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.timetable import moving
from scheduler.timetable.allocation import solver
from scheduler.timetable.proposals import queries, solving
from scheduler.timetable.proposals.asking import locked
from scheduler.timetable.proposals.models import AllocationRun
from tests.applications import stage as applying
from tests.timetable.stage import MONDAY, TUESDAY, Stage, do, stage
from tests.web.conftest import texts
from tests.web.desk.test_plans import HERE, read, send
from tests.web.people import Browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the rest is proved in timetable/proposals
NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
FORM = {"policy": "published-rule", "start": "", "give_up": "0", "seconds": "60", "seed": "0"}


@pytest.fixture
def play(app: Flask) -> Stage:
    return stage()


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT, name="Ada Example"))


def newest(play: Stage) -> AllocationRun:
    session.expire_all()
    return queries.runs(play.meeting)[0]


def work() -> None:
    make_proposals(queue.queue().stopping)
    session.expire_all()


def test_a_proposal_is_asked_for_made_and_looked_at(play: Stage, desk: Browser) -> None:
    page = read(desk, HERE)
    assert texts(page, "main .ways a")[-2:] == ["Propose a timetable", "What if something falls away?"]
    page = read(desk, f"{HERE}propose/")
    assert page.css("input[name=policy][checked]")[0].attributes["value"] == "published-rule"
    assert page.css("#start option[selected]")[0].attributes["value"] == str(play.plan.id)
    assert page.css("#no-solver") == []
    page = send(desk, f"{HERE}propose/", **FORM)
    assert texts(page, "[role=status] .state") == ["Waits for the worker"]
    here = f"{HERE}runs/{newest(play).id}/"
    assert desk.get(here).headers["Refresh"] == "3"
    assert "Refresh" not in desk.get(f"{here}?still=1").headers
    work()
    answer = desk.get(here)
    assert "Refresh" not in answer.headers
    page = read(desk, here)
    assert texts(page, "[role=status] .state") == ["Done"]
    assert texts(page, ".ways a") == ["Proposal 1", "Reasons", "Compare with the public one"]
    assert texts(page, ".levels tbody th")[:2] == ["Who takes part proved", "Side events in a slot proved"]
    assert len(page.css("svg.course polyline")) == 2 * len(page.css(".levels tbody tr"))
    assert texts(page, ".lines li")[0] == "Wishes met: 1.00 of what first come, first served meets."
    page = read(desk, HERE)
    assert "Proposed: The published rule, seed 0" in texts(page, ".plan")[1]
    assert texts(page, "section[aria-labelledby=runs] li bdi") == ["Proposal 1"]


def test_what_cannot_be_asked_stands_at_its_place(play: Stage, desk: Browser) -> None:
    page = send(desk, f"{HERE}propose/", 422, **{**FORM, "give_up": "101", "seconds": "x", "seed": ""})
    assert texts(page, ".row .error") == [
        "Write a number from 0 to 100.",
        "Write a number of seconds from 1 to 900.",
        "Write a number from 0 to 2147483647.",
    ]
    page = send(desk, f"{HERE}propose/", 422, **{**FORM, "policy": "wishes-in-order", "give_up": "5"})
    assert texts(page, ".row .error") == [
        "Where wishes are met in order, none can be given up. Write 0, or choose another rule."
    ]
    assert len(texts(send(desk, f"{HERE}propose/", 422, **{**FORM, "start": "999"}), ".row .error")) == 1
    assert queries.runs(play.meeting) == []


def test_a_run_is_stopped_and_a_second_one_waits_for_it(play: Stage, desk: Browser) -> None:
    send(desk, f"{HERE}propose/", **FORM)
    page = send(desk, f"{HERE}propose/", 409, **FORM)
    assert texts(page, ".faults") == ["A proposal is being made already. Wait for it, or stop it."]
    here = f"{HERE}runs/{newest(play).id}/"
    solving._take(newest(play).id)
    page = send(desk, f"{here}stop")
    assert texts(page, "[role=status] .state") == ["Is being stopped"]
    assert texts(send(desk, f"{here}stop", 409), ".faults") == ["This run is not going on any more."]
    with bookkeeping("tests") as this:
        locked(newest(play).id).beat_at = this.at - timedelta(minutes=2)
    page = read(desk, here)
    assert texts(page, "[role=status]") == [
        "Stopped The worker went away before the proposal was made. You can ask again."
    ]
    assert "Refresh" not in desk.get(here).headers


def test_without_the_solver_the_page_says_so(
    play: Stage, desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "is_installed", lambda: False)
    (note,) = texts(read(desk, f"{HERE}propose/"), "#no-solver")
    assert note.startswith("OR-Tools is not installed here, so that nothing can be proved.")
    send(desk, f"{HERE}propose/", **FORM)
    with clock.set_to(NOON):
        work()
    page = read(desk, f"{HERE}runs/{newest(play).id}/")
    assert texts(page, ".record dd")[0] == (
        "First come, first served OR-Tools is not installed here: nothing is proved."
    )


def test_each_event_has_a_card_with_its_reason(play: Stage, desk: Browser) -> None:
    send(desk, f"{HERE}propose/", **FORM)
    work()
    number = newest(play).plan_id
    page = read(desk, f"{HERE}{number}/reasons/")
    assert len(page.css("article.reasons")) == 4
    code = play.events[1].code
    page = read(desk, f"{HERE}{number}/reasons/?q={code}")
    assert texts(page, "article h2") == [f"Event 2 {code}"]
    assert texts(page, "article > p")[0].endswith("No wishes · 10 points")
    assert texts(page, "article > p")[1] == "No other slot would meet its wishes better."
    page = read(desk, f"{HERE}{number}/reasons/?q=nothing")
    assert texts(page, "[role=status]") == ["No side event of this plan is found by these words."]
    page = read(desk, f"{HERE}{play.plan.id}/reasons/?q={code}")
    assert texts(page, "article > p")[0] == "It has no place."
    answer = desk.post(f"{HERE}{number}/reasons/price", data={"event": code, "slot": "slot 1"})
    assert answer.status_code == 200
    file = desk.get(f"{HERE}{number}/allocation.json")
    assert allocation_file.read(file.data, "file").faults == []
    file = desk.get(f"{HERE}{play.plan.id}/allocation.json")
    assert allocation_file.read(file.data, "file").faults == []


def test_the_meeting_says_its_rule_in_public(app: Flask, desk: Browser) -> None:
    call = applying.call()
    rule = "/desk/timetable/CND70/propose/rule"
    assert texts(read(desk, "/CND70/calls/"), "#rule-of-places") == []
    page = send(desk, rule, rule="wishes-in-order")
    assert page.css("#rule option[selected]")[0].attributes["value"] == "wishes-in-order"
    (told,) = texts(read(desk, "/CND70/calls/"), "#rule-of-places")
    assert told.startswith("How places are given: Wishes in order. Those take part")
    page = send(desk, rule, 409, rule="wishes-in-order")
    assert texts(page, ".faults") == ["That is what the meeting says already. Nothing was done."]
    send(desk, rule, rule="")
    assert texts(read(desk, "/CND70/calls/"), "#rule-of-places") == []
    assert [one.act for one in history(f"meeting {call.meeting.code}")].count("say the rule of places") == 2


def test_a_repair_says_who_moves(play: Stage, desk: Browser) -> None:
    first, second, *_ = play.events
    do(moving.move, play.plan, {first: play.at(MONDAY), second: play.at(TUESDAY)}, seen=0)
    assert len(read(desk, f"{HERE}what-if/").css("input[name=slot]")) == 9
    page = send(desk, f"{HERE}what-if/", 409, withdrawn="XXXXX")
    assert texts(page, ".faults") == ["No event of this meeting has the code XXXXX. Look it up."]
    send(desk, f"{HERE}what-if/", room=str(play.rooms[0].id), day=MONDAY.isoformat(), withdrawn=second.code)
    work()
    page = read(desk, f"{HERE}runs/{newest(play).id}/")
    place = "Mon 8 March 2027, 09:00 to 09:50"
    assert texts(page, "ul[aria-labelledby=moves] li")[0] == (
        f"“Event 1” ({first.code}) moves from {place}, M1 to {place}, M2."
    )
    assert len(texts(page, "ul[aria-labelledby=moves] li")) == 3, "two gain a place"
