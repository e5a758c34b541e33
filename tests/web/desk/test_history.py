"""The history at the desk: by thing, person, day and act; notes; a table; and erasing a person."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.audit.actions import note, record
from scheduler.audit.models import Content, Note
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import OnBehalf, decision
from scheduler.kernel.terms import Role, Source
from scheduler.organisations.models import Person
from scheduler.timetable.called import FINDERS
from scheduler.web.history import KINDS
from tests.nominations import stage as speaking
from tests.nominations.test_walks import through_vngoc
from tests.web.conftest import links, read, texts
from tests.web.people import Browser, member, organisation, signed_in

AT = datetime(2027, 3, 8, 22, 30, tzinfo=UTC)
"""Half past eleven in the evening in Vienna."""
LINE = "table.history tbody tr"


@pytest.fixture
def app(make_app: Any) -> Flask:
    made: Flask = make_app()
    return made


@pytest.fixture
def desk(app: Flask) -> Account:
    return member(app, Role.SECRETARIAT, name="Dora Desk")


@pytest.fixture
def browser(app: Flask, desk: Account) -> Browser:
    return signed_in(app, desk)


def write(app: Flask, actor: str, act: str, thing: str, **more: Any) -> None:
    with app.app_context(), decision(actor, more.pop("on_behalf", None)) as this:
        record(this, act, thing, **more)


def lines(browser: Browser, address: str = "/desk/history/") -> list[list[str]]:
    """The cells of each line, without when."""
    page = read(browser, address)
    return [texts(row, "td, th")[1:] for row in page.css(LINE)]


def test_a_line_tells_who_did_what_upon_what_why_and_the_change(
    app: Flask, desk: Account, browser: Browser
) -> None:
    body = organisation(app, "Quiet Forum")
    wish = OnBehalf(Source.NOTE_VERBALE, date(2027, 3, 1), "file 7")
    with clock.set_to(AT):
        write(
            app, f"account {desk.id}", "rename", f"organisation {body.id}",
            why="They asked", name={"before": "Silent Forum", "after": "Quiet Forum"}, on_behalf=wish,
        )  # fmt: skip
    page = read(browser, "/desk/history/")
    assert texts(page, f"{LINE} td")[0] == "Mon 8 March 2027, 23:30"
    assert lines(browser) == [
        [
            "Dora Desk",
            "Renamed",
            "Quiet Forum",
            "They askedEntered by the desk. The wish came by note verbale on 2027-03-01; the original: file 7"
            "Name Silent Forum → Quiet Forum",
        ]
    ]


def test_who_was_erased_has_no_name_but_stays_in_line(app: Flask, browser: Browser) -> None:
    gone = member(app, name="Zelda")
    write(app, f"account {gone.id}", "look", f"person {gone.person_id}")
    write(app, "worker", "look", "letter 99")
    write(app, "somebody by a link", "look", "riddle")
    with app.app_context():
        session.get_one(Person, gone.person_id).name = None
        session.commit()
    erased = "A person whose data was erased"
    assert lines(browser) == [
        ["Somebody without an account", "look", "riddle", ""],
        ["The program (worker)", "look", "Letter 99", ""],
        [erased, "look", erased, ""],
    ]


def test_what_a_record_said_may_be_erased(app: Flask, browser: Browser) -> None:
    write(app, "account 1", "look", "meeting T1", why="secret")
    with app.app_context():
        session.execute(sa.delete(Content))
        session.commit()
    assert lines(browser) == [
        ["A person whose data was erased", "look", "Meeting T1", "What this record said was erased."]
    ]


def test_things_in_facts_have_their_names(app: Flask, desk: Account, browser: Browser) -> None:
    contact = {"before": None, "after": f"person {desk.person_id}"}
    many = [str(number) for number in range(12)]
    write(app, "worker", "look", "meeting T1", contact=contact, many=many, yes=True)
    said = "Contact nothing → Dora Desk Many 0; 1; 2; 3; 4; 5; 6; 7; 8; 9; and 2 more Yes yes"
    assert lines(browser)[0][3] == said


def test_facts_within_facts_are_told_one_by_one_and_what_undoing_reads_is_not(
    app: Flask, desk: Account, browser: Browser
) -> None:
    was = {"state": "received", "waiting_rank": None}
    how = {"way": "address", "takes_part": True}
    step = {"before": "asked", "after": "confirmed"}
    write(app, f"account {desk.id}", "confirm support", "organisation 1", was=was, **step, how=how)
    assert lines(browser)[0][-1] == (
        "State asked → confirmed How through an address that the applicant gave Takes part yes"
    )


def test_codes_of_the_program_are_told_in_words(app: Flask, browser: Browser) -> None:
    changed = {
        "closes_at": [None, "2027-01-22T22:59:59+00:00"],
        "organisers": [["ngo"], ["igo", "ngo"]],
        "late": ["closed", "queue"],
    }
    for act, facts, said in (
        ("check application", {"check": "states_named", "is_fine": False}, "Point States named Fine no"),
        ("clear flyer", {"before": "waiting", "after": "cleared"}, "Flyer waits for its review → cleared"),
        ("remind co-sponsor", {"before": "asked", "after": "asked"}, ""),
        ("correct the class", {"before": "other", "after": "state"}, "Class other organiser → Member State"),
        ("change after receipt", {"fields": ["links", "speakers"]}, "Parts Links; Speakers"),
        (
            "set the terms of a call",
            {"changed": changed},
            "Closing nothing → 2027-01-22 22:59:59 UTC "
            "Organisers NGO → intergovernmental organization; NGO "
            "After the close nothing is taken → taken, behind all others",
        ),
    ):
        write(app, "worker", act, "organisation 1", **facts)
        assert lines(browser)[0][-1] == said


def test_filters_by_thing_person_day_and_act(app: Flask, desk: Account, browser: Browser) -> None:
    for moment in (AT, AT.replace(hour=23)):
        with clock.set_to(moment):
            write(app, f"account {desk.id}", "verify", "organisation 1")
            write(app, "worker", "rename", "organisation 2", about=[f"person {desk.person_id}"])
            write(app, "worker", "verify", "meeting T1")

    def found(query: str) -> list[int]:
        page = read(browser, f"/desk/history/?{query}")
        assert texts(page, ".faults li") == []
        return [int((row.attributes["id"] or "").removeprefix("record-")) for row in page.css(LINE)]

    assert found("") == [6, 5, 4, 3, 2, 1]
    assert found("thing=organisation+1") == [4, 1]
    assert found(f"person={desk.person_id}") == [5, 4, 2, 1]
    assert found(f"person=person+{desk.person_id}&act=rename") == [5, 2]
    assert found("day=2027-03-08") == [3, 2, 1]
    assert found("day=2027-03-08&zone=UTC") == [6, 5, 4, 3, 2, 1]
    assert found("day=2027-03-09&thing=meeting+T1") == [6]
    assert found("before=3") == [2, 1]


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("thing=x", "A thing is written like “organisation 12” or “meeting CND66”."),
        ("person=99999999999999999999", "There is no person of this number."),
        ("person=Ann", "There is no person of this number."),
        ("day=9.3.2027", "A day is written like 2027-03-09."),
        ("day=9999-12-31", "A day is written like 2027-03-09."),
        ("act=sing", "There is no such act."),
        (
            "day=2027-03-09&zone=Mars/Phobos",
            'There is no time zone "Mars/Phobos". Write one such as Europe/Vienna.',
        ),
    ],
)
def test_a_filter_that_cannot_be_understood_finds_nothing_and_says_why(
    browser: Browser, query: str, fault: str
) -> None:
    page = read(browser, f"/desk/history/?{query}")
    assert texts(page, ".faults li") == [fault]
    assert page.css(LINE) == []
    assert texts(page, "h1") == ["History"]


def test_an_empty_history_says_what_will_be_here(browser: Browser) -> None:
    page = read(browser, "/desk/history/?thing=organisation+5")
    assert "Nothing is recorded here yet. What is done stands here from then on" in texts(page, "main")[0]


def test_long_histories_come_in_pages(app: Flask, browser: Browser) -> None:
    with app.app_context(), decision("worker") as this:
        for number in range(51):
            record(this, "verify", f"organisation {number % 2}")
    page = read(browser, "/desk/history/?act=verify")
    assert len(page.css(LINE)) == 50
    (earlier,) = links(page, "a[rel=next]")
    assert earlier == "/desk/history/?before=2&act=verify"
    rest = read(browser, earlier)
    assert len(rest.css(LINE)) == 1
    assert links(rest, "a[rel=next]") == []


def test_the_number_of_queries_does_not_grow(app: Flask, desk: Account, browser: Browser) -> None:
    asked: list[str] = []
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))

    def count(address: str) -> int:
        asked.clear()
        read(browser, address)
        return sum(text.startswith("SELECT") for text in asked)

    def fill(rows: int) -> None:
        with app.app_context(), decision(f"account {desk.id}") as this:
            for number in range(rows):
                record(this, "verify", f"organisation {number}", about=[f"person {number}"])
                note(this, "meeting T1", f"note {number}")

    addresses = ("/desk/history/", "/desk/history/?thing=meeting+T1", "/desk/history.csv")
    fill(1)
    few = [count(address) for address in addresses]
    fill(29)
    assert [count(address) for address in addresses] == few


def test_the_table_holds_the_same(app: Flask, desk: Account, browser: Browser) -> None:
    body = organisation(app, "=cmd()")
    with clock.set_to(AT):
        write(
            app, f"account {desk.id}", "verify", f"organisation {body.id}", why="+1",
            source={"before": "a", "after": "b"},
        )  # fmt: skip
        write(app, "worker", "look", "meeting T1")
    response = browser.get(f"/desk/history.csv?thing=organisation+{body.id}")
    assert response.headers["Content-Disposition"] == 'attachment; filename="history.csv"'
    assert list(csv.reader(StringIO(response.data.decode("utf-8-sig")))) == [
        ["Number", "Time (UTC)", "Who", "Act", "Upon", "Name", "Why", "On behalf", "What"],
        [
            "1", "2027-03-08T22:30:00Z", "Dora Desk", "Verified", f"organisation {body.id}", "'=cmd()", "'+1",
            "", "Source: a → b",
        ],
    ]  # fmt: skip


def test_a_note_is_written_and_read_at_the_desk(app: Flask, desk: Account, browser: Browser) -> None:
    body = organisation(app, "Quiet Forum")
    thing = f"organisation {body.id}"
    response = browser.post("/desk/history/notes/", data={"thing": thing, "text": "Ask\nagain"})
    assert (response.status_code, response.location) == (303, f"/desk/history/?thing=organisation+{body.id}")
    page = read(browser, response.location)
    assert texts(page, "h1") == ["History: Quiet Forum"]
    assert texts(page, ".lines .letter") == ["Ask again"]
    assert texts(page, ".lines .hint a, .lines .hint bdi")[0] == "Dora Desk"
    assert lines(browser) == [["Dora Desk", "Wrote an internal note", "Quiet Forum", ""]]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"thing": "organisation 99999", "text": "x"}, 404),
        ({"thing": "meeting NONE", "text": "x"}, 404),
        ({"thing": "riddle", "text": "x"}, 404),
        ({"thing": "organisation 1", "text": "  "}, 422),
        ({"text": "x"}, 422),
        ({"thing": "organisation 1", "text": "x" * 5001}, 422),
    ],
)
def test_a_note_needs_words_and_something_that_is_there(
    app: Flask, browser: Browser, data: dict[str, str], status: int
) -> None:
    assert browser.post("/desk/history/notes/", data=data).status_code == status
    with app.app_context():
        assert session.scalars(sa.select(Note)).all() == []


@pytest.mark.parametrize("role", [None, Role.CIVIL_SOCIETY_UNIT, Role.CHAIR, Role.CHANNEL_COORDINATOR])
def test_others_see_no_history_and_erase_nobody(app: Flask, desk: Account, role: Role | None) -> None:
    other = signed_in(app, member(app, role))
    for address in ("/desk/history/", "/desk/history.csv", f"/desk/people/{desk.person_id}/erase/"):
        assert other.get(address).status_code == 403
    assert other.post("/desk/history/notes/", data={"thing": "meeting T1", "text": "x"}).status_code == 403
    assert other.post(f"/desk/people/{desk.person_id}/erase/").status_code == 403


def wish(**more: str) -> dict[str, str]:
    return {"source": "email", "came_on": "2026-03-01", "reference": "file 7", "read": "y", **more}


def test_the_desk_erases_a_person_who_asked(app: Flask, desk: Account, browser: Browser) -> None:
    body = organisation(app, "Quiet Forum")
    zelda = member(app, organisation=body, contact=True, name="Zelda Quux")
    member(app, name="zelda QUUX")
    address = f"/desk/people/{zelda.person_id}/erase/"
    page = read(browser, address)
    assert texts(page, "h1") == ["Erase the data of Zelda Quux"]
    assert "Another record bears this name." in texts(page, ".asking p")[0]
    assert "That the person speaks for Quiet Forum." in texts(page, "li")
    refused = browser.post(address, data=wish())
    assert refused.status_code == 409
    assert "This is the only contact of: Quiet Forum." in refused.text
    done = browser.post(address, data=wish(leaves_alone="y"))
    assert (done.status_code, done.location) == (303, f"/desk/history/?thing=person+{zelda.person_id}")
    after = browser.get(done.location)
    assert "The person&#39;s data is erased." in after.text
    assert "Entered by the desk. The wish came by e-mail on 2026-03-01; the original: file 7" in after.text
    with app.app_context():
        assert session.get_one(Person, zelda.person_id).name is None
    assert browser.get(address).status_code == 409


@pytest.mark.parametrize("missing", ["source", "came_on", "reference", "read"])
def test_erasing_wants_to_know_whose_wish_it_was(app: Flask, browser: Browser, missing: str) -> None:
    zelda = member(app, name="Zelda Quux")
    data = {name: value for name, value in wish().items() if name != missing}
    assert browser.post(f"/desk/people/{zelda.person_id}/erase/", data=data).status_code == 422
    with app.app_context():
        assert session.get_one(Person, zelda.person_id).name == "Zelda Quux"


def test_nobody_who_is_not_there_is_erased(browser: Browser) -> None:
    assert browser.get("/desk/people/99999/erase/").status_code == 404
    assert browser.post("/desk/people/99999/erase/", data=wish()).status_code == 404


def test_every_kind_of_thing_has_its_words() -> None:
    assert FINDERS.keys() <= KINDS.keys()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_nomination_is_named_with_the_body_that_put_it_forward(app: Flask, browser: Browser) -> None:
    with app.app_context(), clock.set_to(speaking.DURING):
        play = speaking.stage()
        through_vngoc(play, speaking.confirmed(play, name="Fay First"))
    things = {line[2] for line in lines(browser)}
    assert "Fay First for Youth Network" in things
