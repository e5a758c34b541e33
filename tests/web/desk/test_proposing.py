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
from scheduler.timetable.clash_settings import link_entries
from scheduler.timetable.clashes.terms import Link
from scheduler.timetable.proposals import queries, solving
from scheduler.timetable.proposals.asking import locked
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import NO_CURVE
from scheduler.web.desk.timetable.what_if import NOTHING_CHOSEN
from tests.applications import stage as applying
from tests.timetable.stage import HOURS, MONDAY, TUESDAY, Stage, do, stage
from tests.web.conftest import texts
from tests.web.counting import counted
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


def test_a_repair_of_several_things_says_who_moves(play: Stage, desk: Browser) -> None:
    first, second, third, _ = play.events
    do(moving.move, play.plan, {first: play.at(MONDAY), second: play.at(TUESDAY)}, seen=0)
    page = read(desk, f"{HERE}what-if/")
    assert len(page.css("input[name=slot]")) == 9
    assert [box.attributes["value"] for box in page.css("input[name=late]")] == [
        event.code for event in play.events[2:]
    ]
    page = send(desk, f"{HERE}what-if/", 409, withdrawn="XXXXX", late=third.code)
    assert texts(page, ".faults") == ["No event of this meeting has the code or title “XXXXX”. Look it up."]
    assert [box.attributes["value"] for box in page.css("input[name=late][checked]")] == [third.code]
    assert texts(send(desk, f"{HERE}what-if/", 409), ".faults") == [NOTHING_CHOSEN.text]
    room = f"room-{play.rooms[0].id}"
    send(desk, f"{HERE}what-if/", withdrawn="event 2", late=third.code, **{room: MONDAY.isoformat()})
    work()
    page = read(desk, f"{HERE}runs/{newest(play).id}/")
    assert texts(page, "ul[aria-labelledby=what-if] li") == [
        "M1 falls away: Mon 8 Mar.",
        f"“Event 2” ({second.code}) is withdrawn.",
        f"“Event 3” ({third.code}) gets a place if that is possible.",
    ]
    place = "Mon 8 March 2027, 09:00 to 09:50"
    assert texts(page, "ul[aria-labelledby=moves] li") == [
        f"“Event 1” ({first.code}) moves from {place}, M1 to {place}, M2.",
        f"“Event 3” ({third.code}) gains a place.",
    ]


def test_pins_that_cannot_all_hold_are_named_with_ways_out(play: Stage, desk: Browser) -> None:
    first, second, *_ = play.events
    do(moving.move, play.plan, {first: play.at(MONDAY), second: play.at(MONDAY, room=1)}, seen=0)
    do(moving.pin, play.plan, [first, second], seen=1)
    do(link_entries, play.meeting, Link.NOT_PARALLEL, first, second, "")
    send(desk, f"{HERE}propose/", **{**FORM, "start": str(play.plan.id), "keep_pins": "y"})
    work()
    page = read(desk, f"{HERE}runs/{newest(play).id}/")
    assert texts(page, "[role=status]") == [f"Failed {solving.CANNOT_HOLD.text}"]
    names = {event.code: f"“{event.title}” ({event.code})" for event in (first, second)}
    slot, rooms = "Mon 8 March 2027, 09:00 to 09:50", {first.code: "M1", second.code: "M2"}
    take = f"Take {first.code} in hand Take {second.code} in hand"
    assert texts(page, ".demands li") == [
        f"{names[first.code]} and {names[second.code]} must not run at the same time. {take}",
        *(
            f"{names[code]} is pinned into {rooms[code]} at {slot}. Take {code} in hand"
            for code in sorted(names)
        ),
    ]
    address = page.css(".demands a")[0].attributes["href"] or ""
    assert texts(read(desk, address), "#hand h2")
    assert texts(page, "#demands ~ ul a") == [
        *(f"Take {code} in hand" for code in (first.code, second.code, *sorted(names))),
        "Remove a link, or let a rule only warn.",
        "Propose without pins.",
    ]


def test_what_giving_up_wishes_brings_is_a_picture_and_a_table(play: Stage, desk: Browser) -> None:
    page = send(desk, f"{HERE}propose/", what="curve", **FORM)
    assert texts(page, "[role=status] .state") == ["Waits for the worker"]
    work()
    page = read(desk, f"{HERE}runs/{newest(play).id}/")
    assert texts(page, "[role=status] .state") == ["Done"]
    assert page.css("figure.trade svg")[0].attributes["aria-label"] == (
        "Giving up more wishes, from 0 to 10 %, leads from 0 to 0 pairs of one theme at the same time. The "
        "table below has the numbers."
    )
    assert texts(page, ".levels tbody tr")[-1] == "10 %0 proved40 100.0 % Plan with 10 %"
    page = read(desk, f"{HERE}propose/")
    assert len(page.css("figure.trade circle")) == 5
    chosen = page.css("table.levels form")[3]
    sent = {one.attributes["name"]: one.attributes["value"] for one in chosen.css("input")}
    assert sent | {"csrf_token": ""} == {**FORM, "give_up": "5", "csrf_token": ""}
    send(desk, f"{HERE}propose/", **{**FORM, "give_up": "5"})
    work()
    page = read(desk, f"{HERE}runs/{newest(play).id}/")
    assert texts(page, ".record dd")[2] == "at most 5 %"
    assert "Wishes against themes" in texts(read(desk, HERE), "section[aria-labelledby=runs] li")[1]
    page = send(desk, f"{HERE}propose/", 409, what="curve", **{**FORM, "policy": "wishes-in-order"})
    assert texts(page, ".faults") == [NO_CURVE.text]


def test_pages_of_proposals_ask_the_same_however_many_events_there_are(app: Flask, desk: Browser) -> None:
    def asked(code: str, events: int) -> list[int]:
        play = stage(events=events, rooms=3, code=code)
        here = f"/desk/timetable/{code}/"
        wanted = {event: play.at(MONDAY, hour=HOURS[number]) for number, event in enumerate(play.events[:2])}
        do(moving.move, play.plan, wanted, seen=0)
        for what in ({"what": "curve"}, {}):
            send(desk, f"{here}propose/", **FORM, **what)
            work()
        send(desk, f"{here}what-if/", late=play.events[2].code)
        work()
        repair, proposal, curve = queries.runs(play.meeting)
        found = []
        for page in (
            f"{here}propose/",
            f"{here}what-if/",
            *(f"{here}runs/{run.id}/" for run in (repair, proposal, curve)),
            f"{here}{proposal.plan_id}/reasons/",
        ):
            read(desk, page)
            with counted(app) as sent:
                read(desk, page)
            found.append(len(sent))
        return found

    assert asked("T71", 3) == asked("T72", 12)
