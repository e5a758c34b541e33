"""Showing a plan, freezing it, replacing it, taking it back, closing it by a release."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import Base, session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.releases.actions import release
from scheduler.timetable.draft_programmes import queries, showing
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.telling import ANSWER, LOOK
from scheduler.timetable.draft_programmes.terms import Audience, Reply, Showing
from scheduler.timetable.plans import make_draft, throw_away
from tests.applications import stage
from tests.conftest import BASE_URL
from tests.timetable.draft_programmes.play import (
    CANNOT,
    CLOSES,
    MONDAY,
    SHOWN,
    SUITS,
    TUESDAY,
    Play,
    letters,
    links,
    play,
)
from tests.timetable.stage import do
from tests.web.counting import counted


@pytest.fixture
def here(app: Flask) -> Play:
    return play()


def test_what_is_shown_stays_as_it_was(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show(note="Rooms may still change.")
        here.put(0, TUESDAY, room=1, why="The Chair asked", chair=True)
    assert (made.number, made.state, made.note) == (1, Showing.SHOWN, "Rooms may still change.")
    spots = [here.place(made, number).spot for number in range(3)]
    assert [(spot.day, spot.room) if spot else None for spot in spots] == [
        (MONDAY, here.rooms[0].id),
        (TUESDAY, here.rooms[0].id),
        None,
    ]
    assert [place.asked for place in made.places] == [True, True, True]
    entry = here.applications[0].entry_id
    assert entry
    assert queries.spots_now(made)[entry].day == TUESDAY
    (told,) = history(made.thing)
    assert told.content
    facts = told.content.facts
    assert (told.act, facts["number"], facts["audience"], facts["last_day"]) == (
        "show a draft programme",
        1,
        "organisers",
        "2027-02-26",
    )


def test_organisers_and_supporters_get_letters_with_links_of_their_own(here: Play) -> None:
    with clock.set_to(SHOWN):
        here.put(1, TUESDAY, room=1, why="The Chair asked", chair=True)
        made = here.show(note="Rooms may still change.")
    asked, shown = letters("draft-programme-asked"), letters("draft-programme-shown")
    assert [letter.about for letter in asked] == [here.place(made, number).thing for number in range(3)]
    assert [(letter.person_id, letter.about) for letter in shown] == [
        (here.supporter.id, here.place(made, 0).thing)
    ]
    title = here.applications[0].title
    assert asked[0].subject == f"Draft programme 1 of Seventieth session: “{title}”"
    assert "Mon 8 March 2027, 09:00 to 09:50, M1" in asked[0].text
    assert "Please say by Fri 26 February 2027" in asked[0].text
    assert "Rooms may still change." in asked[0].text
    assert f"/account/applications/{here.applications[0].code}/draft/" in asked[0].text
    assert "Placed on the Chair's word, Mon 22 February 2027: The Chair asked" in asked[1].text
    assert "no place" in asked[2].text
    assert "You get this letter because Towns League is a confirmed co-sponsor of it." in shown[0].text
    assert [link.thing for link in links(ANSWER)] == [letter.about for letter in asked]
    assert [link.thing for link in links(LOOK)] == [shown[0].about]
    assert {link.expires_at for link in links(ANSWER)} == {CLOSES + timedelta(days=60)}


def test_more_letters_cost_no_more_questions(app: Flask, here: Play) -> None:
    with clock.set_to(SHOWN):
        here.show()
        with counted(app) as few:
            here.show()
        for _ in range(4):
            here.accept(stage.received(here.applications[0].call))
        with counted(app) as many:
            made = here.show()
    assert [place.letters for place in made.places] == [1] * 7
    assert len(letters("draft-programme-asked")) == 3 + 3 + 7
    assert len(apart_from_places(many)) == len(apart_from_places(few))


def apart_from_places(sent: list[str]) -> list[str]:
    """Each place is a row that is written."""
    return [statement for statement in sent if not statement.startswith("INSERT INTO draft_place ")]


def test_who_looks_at_one_event_does_not_read_the_whole_draft(here: Play) -> None:
    entry = here.applications[0].entry_id or 0
    with clock.set_to(SHOWN):
        here.show()
    session.expunge_all()
    (place,) = queries.places_of(entry)
    assert queries.newest(place.draft.meeting) is place.draft
    assert [one for one in session.identity_map.values() if isinstance(one, DraftPlace)] == [place]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_makes_no_sense_is_refused(here: Play) -> None:
    draft = do(make_draft, here.meeting, "Empty")
    with clock.set_to(SHOWN):
        for day in (None, date(2027, 2, 21), date(2027, 3, 10)):
            with pytest.raises(Refused):
                here.show(last_day=day)
        with pytest.raises(Refused, match="Nothing has a place in this plan yet"):
            do(showing.show, here.meeting, draft, Audience.ALL, MONDAY)
        do(throw_away, draft)
        with pytest.raises(Refused, match="thrown away"):
            do(showing.show, here.meeting, draft, Audience.ALL, MONDAY)
        with pytest.raises(Refused, match="too long"):
            here.show(note="x" * 2001)
    assert queries.all_of(here.meeting) == []


def test_a_newer_one_takes_over_answers_to_the_same_place_and_asks_anew_for_others(here: Play) -> None:
    with clock.set_to(SHOWN):
        first = here.show()
        here.answer(first, 0, CANNOT, by="person 7")
        here.answer(first, 1, SUITS, by="person 8")
        here.put(0, TUESDAY, room=1)
    with clock.set_to(SHOWN + timedelta(days=1)):
        second = here.show(Audience.ALL)
    session.expire_all()
    assert (first.state, first.ended_at) == (Showing.REPLACED, SHOWN + timedelta(days=1))
    assert (second.number, second.state) == (2, Showing.SHOWN)
    assert here.place(second, 0).answer is None
    kept = here.place(second, 1).answer
    assert kept
    assert (kept.reply, kept.given_by, kept.given_at) == (Reply.SUITS, "person 8", SHOWN)
    earlier = queries.earlier_answers(second)[here.applications[0].entry_id or 0]
    assert (earlier.reply, earlier.place.spot and earlier.place.spot.day) == (Reply.CANNOT, MONDAY)
    moved, same, nowhere = letters("draft-programme-asked")[3:]
    assert "your event was here: Mon 8 March 2027, 09:00 to 09:50, M1" in moved.text
    assert "answered already" not in moved.text
    assert "For this place you answered already: It suits." in same.text
    assert "In the draft programme before" not in same.text + nowhere.text


def test_one_is_taken_back_with_a_reason_and_only_once(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        with pytest.raises(Refused, match="Say why"):
            do(showing.take_back, made, " ")
        do(showing.take_back, made, "A room was wrong.")
        with pytest.raises(Refused, match="taken back now"):
            do(showing.take_back, made, "Again")
    session.expire_all()
    assert (made.state, made.why, made.ended_at) == (Showing.TAKEN_BACK, "A room was wrong.", SHOWN)
    assert queries.shown_now(here.meeting) is None
    with clock.set_to(SHOWN):
        assert here.show().number == 2


def test_a_release_closes_it(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        do(release, here.meeting, BASE_URL)
    session.expire_all()
    assert made.state is Showing.RELEASED
    assert [record.act for record in history(made.thing)] == [
        "show a draft programme",
        "close a draft programme",
    ]


def test_the_database_lets_one_be_shown_at_a_time(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
    table = Base.metadata.tables[DraftProgramme.__tablename__]
    row = dict(session.execute(select(table).where(table.c.id == made.id)).mappings().one())
    with pytest.raises(IntegrityError), bookkeeping("tests"):
        session.execute(insert(table).values({**row, "id": 99, "number": 2}))
