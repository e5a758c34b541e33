"""The grid over HTTP, as its forms send it: every act and what refuses it, what a page without scripts shows
of an event in hand, and how little it asks of the database."""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.meetings.models import RoomClosure, Slot
from scheduler.side_events.models import Role as Part
from scheduler.side_events.models import SideEvent, SideEventOrganisation
from scheduler.timetable import moving
from scheduler.timetable.plans import make_draft, throw_away
from scheduler.timetable.queries import placements
from scheduler.timetable.terms import Hand
from tests.timetable.stage import MONDAY, TUESDAY, Stage, do, event, stage
from tests.web.conftest import Page, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, organisation, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
"""One is enough: words, rights and HTTP. What moves do is tested on both in tests/timetable."""


@dataclass
class Desk:
    """The secretariat in front of a grid of two rooms and three days of three slots."""

    app: Flask
    play: Stage
    browser: Browser

    @property
    def here(self) -> str:
        return f"/desk/timetable/{self.play.meeting.code}/{self.play.plan.id}/"

    def slot(self, day: object = MONDAY, number: int = 0) -> Slot:
        return [slot for slot in self.play.meeting.slots if slot.day == day][number]

    def cell(self, day: object = MONDAY, number: int = 0, room: int = 0) -> str:
        return f"{self.slot(day, number).id}-{self.play.rooms[room].id}"

    def page(self, question: str = "") -> Page:
        return read(self.browser, f"{self.here}?day=week{question}")

    def send(self, seen: int | None = None, status: int = 200, **form: Any) -> Page:
        """As it is sent by a page that shows this revision, or the one of now."""
        revision = self.play.plan.revision if seen is None else seen
        address = f"{self.here}?day=week"
        answer = self.browser.post(address, data={"seen": revision, **form}, follow_redirects=True)
        assert answer.status_code == status, answer.text
        session.expire_all()
        return Page(answer.text)

    def put(self, one: SideEvent, **where: Any) -> None:
        self.send(event=one.code, to=self.cell(**where))

    def standing(self) -> dict[str, tuple[str, str]]:
        """What stands where: day, hour in UTC, room."""
        codes = {one.id: one.code for one in self.play.events}
        return {
            codes[number]: (f"{one.starts_at:%a %H}", one.room.name)
            for number, one in placements(self.play.plan).items()
            if one.room
        }


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app, stage(), signed_in(app, member(app, Role.SECRETARIAT)))


def told(page: Page) -> str:
    (said,) = texts(page, ".told")
    return said


def refused(page: Page) -> str:
    (said,) = texts(page, "#faults")
    return said


def test_an_event_is_put_swapped_taken_out_and_each_step_undone(desk: Desk) -> None:
    one, other, *_ = desk.play.events
    said = told(desk.send(event=one.code, to=desk.cell()))
    assert said == "“Event 1”: put there: Mon 8 March 2027, 09:00 to 09:50, M1"
    where: dict[str, Any] = {"slot": desk.slot(TUESDAY, 2).id, "room": desk.play.rooms[1].id}
    page = desk.send(do="move", event=other.code, why="It is large", chair="1", **where)
    assert desk.standing() == {one.code: ("Mon 08", "M1"), other.code: ("Tue 12", "M2")}
    spot = placements(desk.play.plan)[other.id].spot
    assert (spot.hand, spot.reason) == (Hand.CHAIR, "It is large")
    assert "Chair" in texts(page, f"#card-{other.code} .brief.plain summary")[0]
    desk.send(event=one.code, swap=other.code)
    assert desk.standing() == {one.code: ("Tue 12", "M2"), other.code: ("Mon 08", "M1")}
    desk.send(do="out", event=one.code)
    assert desk.standing() == {other.code: ("Mon 08", "M1")}
    assert told(desk.send(do="undo")).startswith("Taken back: “Event 1”: taken out")
    assert told(desk.send(do="redo")).startswith("Done again: “Event 1”: taken out")
    for _ in range(4):
        desk.send(do="undo")
    assert desk.standing() == {}
    assert "There is no step to undo." in refused(desk.send(do="undo", status=409))


def test_pins_and_reasons(desk: Desk) -> None:
    one = desk.play.events[0]
    desk.put(one)
    assert texts(desk.send(do="pin", event=one.code), f"#card-{one.code} .pin") == ["⚑ Pinned"]
    assert "is pinned" in refused(desk.send(event=one.code, to=desk.cell(TUESDAY), status=409))
    page = desk.page(f"&hand={one.code}")
    assert set(texts(page, "details.put > summary")) == {"Pinned", "It stands here"}
    assert told(desk.send(do="unpin", event=one.code)) == "“Event 1”: no longer pinned"
    desk.send(do="explain", event=one.code, why="Near the lift")
    assert "Reason: Near the lift" in texts(desk.page(f"&hand={one.code}"), "#hand")[0]


def test_a_whole_room_and_a_whole_day_go_elsewhere(desk: Desk) -> None:
    one, other, third, _ = desk.play.events
    first, second = (room.id for room in desk.play.rooms)
    desk.put(one)
    desk.put(other, day=TUESDAY)
    room: dict[str, Any] = {"do": "room", "from": first, "into": second, "on": MONDAY.isoformat()}
    page = desk.send(**room)
    assert desk.standing() == {one.code: ("Mon 08", "M2"), other.code: ("Tue 08", "M1")}
    assert texts(page, ".days [aria-current]") == ["Week 2"]
    day: dict[str, Any] = {"do": "day", "from": MONDAY.isoformat(), "into": TUESDAY.isoformat()}
    desk.send(**day)
    assert desk.standing() == {one.code: ("Tue 08", "M2"), other.code: ("Tue 08", "M1")}
    desk.put(third, day=MONDAY)
    page = desk.send(**day, status=409)
    assert "“Event 2”" in refused(page)


def test_what_makes_no_sense_is_told_and_nothing_is_done(desk: Desk) -> None:
    one, other, *_ = desk.play.events
    desk.put(one)
    nonsense: list[tuple[dict[str, Any], str]] = [
        ({"event": "NONE", "to": desk.cell()}, "Choose an event of this meeting."),
        ({"event": other.code, "to": "0-0"}, "Choose one of the meeting's slots."),
        ({"event": other.code, "to": f"{desk.slot().id}-x"}, "Choose one of the meeting's rooms."),
        ({"do": "move", "event": other.code}, "Choose one of the meeting's slots."),
        ({"do": "day", "from": "1999-01-01"}, "Choose a day of the meeting."),
        ({"do": "move", "event": other.code, "to": desk.cell(), "chair": "1"}, "Say why the Chair wants it"),
        ({"event": other.code, "to": desk.cell()}, "“Event 1” has the room."),
        ({"event": other.code, "to": desk.cell(TUESDAY), "seen": "99"}, "This page is not of this plan."),
        ({"event": other.code, "to": desk.cell(TUESDAY), "seen": "x"}, "This page is not of this plan."),
    ]
    for form, said in nonsense:
        assert said in refused(desk.send(**form, status=409)), form
    desk.send(do="fly", status=404)
    assert desk.standing() == {one.code: ("Mon 08", "M1")}
    where: dict[str, Any] = {"slot": desk.slot().id, "room": desk.play.rooms[0].id}
    page = desk.send(do="move", event=other.code, why="W", status=409, **where)
    assert page.css("#hand-why")[0].attributes["value"] == "W"


def test_a_stale_move_says_what_changed_and_can_be_made_all_the_same(desk: Desk) -> None:
    one = desk.play.events[0]
    desk.put(one)
    page = desk.send(event=one.code, to=desk.cell(TUESDAY), seen=0, status=409)
    assert "Meanwhile:" in refused(page)
    assert "“Event 1”" in refused(page)
    again = page.css("#faults input[name]")
    form = {str(node.attributes["name"]): node.attributes["value"] or "" for node in again}
    assert (form["seen"], form["to"]) == ("1", desk.cell(TUESDAY))
    answer = desk.browser.post(desk.here, data=form, follow_redirects=True)
    assert answer.status_code == 200
    session.expire_all()
    assert desk.standing() == {one.code: ("Tue 08", "M1")}


def test_with_an_event_in_hand_each_cell_says_what_it_would_cost(desk: Desk) -> None:
    one, other, third, _ = desk.play.events
    desk.put(one)
    desk.put(other, day=TUESDAY)
    with bookkeeping("tests"):
        starts, ends = (datetime(2027, 3, 8, hour, tzinfo=UTC) for hour in (9, 10))
        room = desk.play.rooms[1].id
        meeting_id = desk.play.meeting.id
        session.add(
            RoomClosure(meeting_id=meeting_id, room_id=room, day=MONDAY, starts_at=starts, ends_at=ends)
        )
    page = desk.page(f"&hand={one.code}")
    assert texts(page, "#hand-title") == ["Event 1"]
    costs = _costs(page)
    assert len(costs) == 18
    states = {key: (cost["state"], cost["short"]) for key, cost in costs.items()}
    assert states[desk.cell()] == ("here", "It stands here")
    assert states[desk.cell(number=1, room=1)] == ("no", "Room closed")
    assert states[desk.cell(TUESDAY)] == ("swap", f"Change places with {other.code}")
    assert costs[desk.cell(TUESDAY, 1)] == {
        "state": "free",
        "where": "Tue 9 Mar, 10:00, M1",
        "wish": "Any slot",
        "met": "none",
        "short": "",
        "why": "",
        "swap": "",
    }
    values = [node.attributes["value"] for node in page.css("td button.put")]
    assert values.count(other.code) == 1
    assert texts(page, f"#cell-{desk.cell(number=1, room=1)} .note") == ["Closed 10:00 to 11:00"]
    only = read(desk.browser, f"{desk.here}?part=hand&hand={third.code}")
    assert _costs(only)[desk.cell()]["why"].startswith(f"{one.code} would lose this place.")
    assert only.css("table") == []
    assert texts(desk.page("&hand=NONE"), "#hand") == [""]


def _costs(page: Page) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(texts(page, "#hand [data-costs]")[0])
    return found


def test_what_has_no_published_end_takes_its_slot(desk: Desk) -> None:
    one, other, *_ = desk.play.events
    desk.put(one)
    with bookkeeping("tests"):
        placements(desk.play.plan)[one.id].ends_at = None
        starts, ends = (datetime(2027, 3, 8, hour, 30, tzinfo=UTC) for hour in (8, 9))
        meeting = desk.play.meeting.id
        session.add(Slot(meeting_id=meeting, day=MONDAY, starts_at=starts, ends_at=ends))
    session.expire_all()
    page = desk.page(f"&hand={other.code}")
    assert texts(page, ".note") == [f"{one.code} lasts until 09:50"]
    assert texts(page, f"#cell-{desk.cell()} h3") == ["Event 1"]


def test_days_filters_and_what_the_address_keeps(desk: Desk) -> None:
    desk.put(desk.play.events[0])
    page = read(desk.browser, f"{desk.here}?day={TUESDAY}&q=event%203&group=no&fits=x&wish=never")
    assert texts(page, ".days [aria-current]") == ["Tue 9 Mar 0"]
    assert texts(page, ".pool h3") == ["Event 3"]
    assert "1 of 3 shown." in texts(page, ".pool form")[0]
    assert texts(page, ".day-head th > span:first-child") == ["Tuesday 9 March 2027"]
    (link,) = (node.attributes["href"] for node in page.css(".pool [data-take]"))
    kept = "day=2027-03-09&q=event+3&group=no&wish=never&fits=x"
    assert link == f"{desk.here}?{kept}&hand={desk.play.events[2].code}#hand"
    assert texts(read(desk.browser, desk.here), ".days [aria-current]") == ["Mon 8 Mar 1"]


def test_who_may_look_and_who_may_move(desk: Desk) -> None:
    one = desk.play.events[0]
    chair = signed_in(desk.app, member(desk.app, Role.CHAIR))
    page = read(chair, f"{desk.here}?hand={one.code}")
    assert page.css("#move, #plainly, #many, #undo, .put") == []
    assert chair.post(desk.here, data={"event": one.code, "to": desk.cell(), "seen": 0}).status_code == 403
    assert browser(desk.app).get(desk.here).status_code == 302
    assert desk.browser.get(f"/desk/timetable/T70/{desk.play.plan.id + 1}/").status_code == 404


def test_a_draft_that_was_thrown_away_can_be_looked_at_only(desk: Desk) -> None:
    draft = do(make_draft, desk.play.meeting, "Morning")
    address = f"/desk/timetable/T70/{draft.id}/"
    assert read(desk.browser, address).css("#plainly")
    do(throw_away, draft)
    assert read(desk.browser, address).css("#plainly") == []
    form = {"event": desk.play.events[0].code, "to": desk.cell(), "seen": 0}
    assert "This plan was thrown away." in refused(Page(desk.browser.post(address, data=form).text))


def test_pages_follow_what_others_do_for_one_question(desk: Desk) -> None:
    one, other, *_ = desk.play.events
    desk.put(one)
    address = f"{desk.here}?day=week&part=all"
    answer = desk.browser.get(address)
    tag = answer.headers["ETag"]
    assert "<html" not in answer.text
    with counted(desk.app) as of_everybody_signed_in:
        assert desk.browser.get("/desk/timetable/T70/0/").status_code == 404
    with counted(desk.app) as sent:
        held = desk.browser.get(address, headers={"If-None-Match": tag})
    assert (held.status_code, held.data, held.headers["ETag"]) == (304, b"", tag)
    assert sum("plan" in text for text in sent) == 1, sent
    assert len(sent) <= len(of_everybody_signed_in), sent
    do(moving.move, desk.play.plan, {other: desk.play.at(MONDAY, room=1)}, seen=1)
    fresh = desk.browser.get(address, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert texts(Page(fresh.text), f"#cell-{desk.cell(room=1)} h3") == ["Event 2"]
    done = desk.browser.post(address, data={"do": "undo", "seen": 2})
    state = Page(done.text).css("[data-part=state]")[0].attributes
    assert (done.status_code, state["data-revision"]) == (200, "3")
    assert str(state["data-done"]).startswith("Taken back: “Event 2”")


def test_the_number_of_questions_does_not_grow(desk: Desk) -> None:
    desk.put(desk.play.events[0])
    addresses = [f"{desk.here}?day=week", f"{desk.here}?part=hand&hand={desk.play.events[0].code}"]
    before = [_cost(desk, address) for address in addresses]
    with bookkeeping("tests"):
        more = [event(desk.play.meeting, f"More {number}") for number in range(30)]
    for number, one in enumerate(more[:10]):
        where = desk.play.at(TUESDAY if number < 6 else MONDAY, (8, 9, 12)[number % 3], number // 3 % 2)
        if number != 6:
            do(moving.move, desk.play.plan, {one: where}, seen=desk.play.plan.revision)
    assert [_cost(desk, address) for address in addresses] == before


def _cost(desk: Desk, address: str) -> int:
    desk.browser.get(address)
    with counted(desk.app) as sent:
        assert desk.browser.get(address).status_code == 200
    return len(sent)


def test_titles_are_never_read_as_markup(desk: Desk) -> None:
    with bookkeeping("tests"):
        desk.play.events[0].title = '"><script>alert(1)</script>'
    text = desk.browser.get(f"{desk.here}?hand={desk.play.events[0].code}").text
    assert "<script>alert" not in text
    assert html.escape('"><script>alert(1)</script>', quote=False) in re.sub("&#34;", '"', text)


def test_a_cell_says_what_the_move_will_do(desk: Desk) -> None:
    """The rules of the grid are those of the move, with one organisation at two events and a closed room."""
    one, other, third, _ = desk.play.events
    both = organisation(desk.app, "Both Foundation")
    with bookkeeping("tests"):
        for each in (one, other):
            session.add(
                SideEventOrganisation(
                    side_event_id=each.id, organisation_id=both.id, role=Part.ORGANISER, position=0
                )
            )
        starts, ends = (datetime(2027, 3, 9, hour, tzinfo=UTC) for hour in (8, 10))
        session.add(
            RoomClosure(
                meeting_id=desk.play.meeting.id,
                room_id=desk.play.rooms[1].id,
                day=TUESDAY,
                starts_at=starts,
                ends_at=ends,
            )
        )
    desk.put(one)
    desk.put(other, number=1)
    desk.put(third, day=TUESDAY)
    states = set()
    for key, cost in _costs(desk.page(f"&hand={one.code}")).items():
        states.add(cost["state"])
        form = {"swap": cost["swap"]} if cost["swap"] else {"to": key}
        assert _status(desk, event=one.code, **form) == (409 if cost["state"] in ("no", "here") else 200), (
            cost
        )
        if cost["state"] not in ("no", "here"):
            assert _status(desk, do="undo") == 200
    assert states == {"free", "here", "no", "swap"}


def _status(desk: Desk, **form: str) -> int:
    session.expire_all()
    sent = {"seen": desk.play.plan.revision, **form}
    return desk.browser.post(f"{desk.here}?part=hand", data=sent).status_code
