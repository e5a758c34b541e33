"""Draft programmes at the desk: shown by a form, answers read and entered, on the grid, taken back."""

from datetime import timedelta

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.terms import Role
from scheduler.timetable.draft_programmes import answering
from scheduler.timetable.draft_programmes.queries import newest
from scheduler.timetable.draft_programmes.rules import Said
from scheduler.timetable.draft_programmes.terms import Audience, Reply, Showing
from tests.applications import stage
from tests.timetable.draft_programmes.play import CANNOT, LAST_DAY, SHOWN, SUITS, TUESDAY, Play, letters, play
from tests.timetable.stage import do
from tests.web.conftest import read, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
HERE = "/desk/timetable/CND70/drafts/"
FORM = {"audience": "organisers", "last_day": LAST_DAY.isoformat(), "note": "Rooms may change."}


@pytest.fixture
def here(app: Flask) -> Play:
    return play()


@pytest.fixture
def desk(app: Flask, here: Play) -> Browser:
    with clock.set_to(SHOWN):
        return signed_in(app, member(app, Role.SECRETARIAT))


def test_a_plan_is_shown_by_a_form_that_keeps_what_was_typed(here: Play, desk: Browser) -> None:
    with clock.set_to(SHOWN):
        assert "None was shown yet." in desk.get(HERE).text
        answer = desk.post(HERE, data={**FORM, "plan": here.plan.id, "last_day": ""})
        assert answer.status_code == 409
        assert "Choose the last day on which organisers can answer." in answer.text
        assert "Rooms may change." in answer.text
        assert desk.post(HERE, data={**FORM, "plan": here.plan.id}).location == f"{HERE}1/"
    made = newest(here.meeting)
    assert made
    assert (made.audience, made.last_day, made.note) == (Audience.ORGANISERS, LAST_DAY, "Rooms may change.")
    assert len(letters("draft-programme-asked")) == 3
    page = read(desk, HERE)
    assert texts(page, "tbody :is(th, td)") == [
        "Draft programme 1",
        "shown",
        "Public timetable",
        "Mon 22 February 2027, 10:00Organisers and confirmed co-sponsors only",
        "Fri 26 February 2027",
        *("0", "0", "3", "0"),
    ]
    assert "It takes the place of draft programme 1." in desk.get(HERE).text


def test_the_list_says_what_was_answered_and_what_moved_since(here: Play, desk: Browser) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        here.answer(made, 0, CANNOT)
        here.answer(made, 1, Said(Reply.WOULD_SWAP, "With Harbour Foundation"))
        here.put(0, TUESDAY, room=1)
    page = read(desk, f"{HERE}1/")
    assert texts(page, ".places [href*='#answers']") == [
        "All 3",
        "It cannot be there 1",
        "Would swap 1",
        "Not answered 1",
        "It suits 0",
    ]
    titles = [one.title for one in here.applications]
    rows = dict(zip(sorted(titles, key=str), texts(page, "tbody tr"), strict=True))
    first = rows[titles[0]]
    assert "Mon 8 March 2027, 09:00 to 09:50, M1" in first
    assert "It cannot be there Our minister leaves on Monday." in first
    assert "Moved since Tue 9 March 2027, 09:00 to 09:50, M2" in first
    assert "Would swap With Harbour Foundation" in rows[titles[1]]
    assert "no place Not answered" in rows[titles[2]]
    for asked, found in (("cannot", titles[0]), ("would_swap", titles[1]), ("none", titles[2])):
        assert texts(read(desk, f"{HERE}1/?answer={asked}"), "tbody th bdi:first-child")[0] == found
    assert texts(read(desk, f"{HERE}1/?answer=suits"), "tbody tr") == []
    assert len(texts(read(desk, f"{HERE}1/?answer=nonsense"), "tbody tr")) == 3


def test_what_came_by_mail_is_entered_and_marked(here: Play, desk: Browser) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        entry = here.entry(0)
        there = f"{HERE}1/{entry.code}/"
        wish = {"source": "email", "came_on": SHOWN.date().isoformat(), "reference": "Mail 17"}
        answer = desk.post(there, data={**wish, "reply": "cannot"})
        assert answer.status_code == 422
        assert "Say why your event cannot be there" in answer.text
        assert desk.post(there, data={"reply": "suits"}).status_code == 422
        to = desk.post(there, data={**wish, "reply": "cannot", "said": "The minister leaves"}).location
    assert to == f"{HERE}1/#event-{entry.code}"
    page = read(desk, f"{HERE}1/?answer=cannot")
    assert "The minister leaves" in texts(page, "tbody tr")[0]
    assert "entered by the desk; it came on Mon 22 February 2027" in texts(page, "tbody tr")[0]
    assert here.place(made, 0).thing == letters("draft-programme-entered")[0].about


def test_one_is_taken_back(here: Play, desk: Browser) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        there = f"{HERE}1/take-back"
        assert desk.post(there, data={"why": ""}).status_code == 409
        assert desk.post(there, data={"why": "A room was wrong."}).location == f"{HERE}1/"
        assert desk.post(there, data={"why": "Again"}).status_code == 409
    page = read(desk, f"{HERE}1/")
    assert made.state is Showing.TAKEN_BACK
    assert "taken back" in texts(page, ".state")
    assert "A room was wrong." in desk.get(f"{HERE}1/").text


def test_answers_stand_on_cards_of_the_grid_and_come_by_polling(here: Play, desk: Browser) -> None:
    grid = f"/desk/timetable/CND70/{here.plan.id}/?day=week"
    codes = [here.entry(number).code for number in range(3)]
    assert texts(read(desk, grid), ".answer") == []
    with clock.set_to(SHOWN):
        made = here.show()
        tag = desk.get(grid).headers["ETag"]
        assert desk.get(grid, headers={"If-None-Match": tag}).status_code == 304
        here.answer(made, 0, CANNOT)
        here.answer(made, 1)
        answer = desk.get(grid, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        here.put(1, TUESDAY, hour=12)
    page = read(desk, grid)
    assert texts(page, f"#card-{codes[0]} .answer.cannot > *") == [
        "✗ It cannot be there",
        "Our minister leaves on Monday.",
        "Draft programme 1",
    ]
    assert texts(page, f"#card-{codes[1]} .answer.suits > *") == [
        "✓ It suits for another place",
        "Asked about: Tue 9 March 2027, 09:00 to 09:50, M1",
        "Draft programme 1",
    ]
    assert texts(page, f"#card-{codes[2]} .answer summary") == ["? No answer yet"]
    with clock.set_to(SHOWN + timedelta(days=1)):
        here.put(0, TUESDAY, room=1)
        here.show()
    page = read(desk, grid)
    assert texts(page, f"#card-{codes[0]} .answer summary") == [
        "✗ Before: It cannot be there for another place"
    ]
    assert texts(page, f"#card-{codes[1]} .answer summary") == ["✓ Before: It suits for another place"]


def test_a_card_says_why_a_person_put_it_there(here: Play, desk: Browser) -> None:
    with clock.set_to(SHOWN):
        here.put(0, TUESDAY, room=1, why="The Chair speaks there", chair=True)
    page = read(desk, f"/desk/timetable/CND70/{here.plan.id}/?day=week")
    assert texts(page, f"#card-{here.entry(0).code} .brief.plain > *") == [
        "On the Chair's word, 22 February",
        "The Chair speaks there",
    ]
    assert "By hand, 22 February" in texts(page, f"#card-{here.entry(1).code} .mark-of")


def test_the_list_asks_the_database_as_often_however_many_events_there_are(
    app: Flask, here: Play, desk: Browser
) -> None:
    with clock.set_to(SHOWN):
        here.answer(here.show(), 0)
        here.answer(here.show(), 1)
        with counted(app) as few:
            desk.get(f"{HERE}2/")
        call = here.applications[0].call
        for _ in range(4):
            here.accept(stage.received(call))
        newer = here.show()
        for place in newer.places:
            do(answering.answer, place, SUITS, by=f"person {place.id}")
        with counted(app) as many:
            desk.get(f"{HERE}3/")
    assert len(newer.places) == 7
    assert len(many) == len(few)
