"""My data: all of it, nobody else's, as a page and as a file; and gone when its owner wants so."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_security.utils import hash_password

from scheduler.accounts.models import Account
from scheduler.audit.actions import note, record
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import LetterState, Role
from scheduler.links.actions import make
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import OWN_PAGE
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation, Person
from scheduler.programmes.actions import import_files
from scheduler.programmes.corrections import merge
from scheduler.side_events.models import SideEventSpeaker
from scheduler.subscriptions import own_data
from scheduler.subscriptions.own_data import FIELDS
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event
from tests.web.conftest import read, texts
from tests.web.people import Browser, browser, member, organisation, signed_in

PASSWORD = "four words and a horse"
NOTE = "rude on the telephone"


@pytest.fixture
def app(make_app: Any) -> Flask:
    made: Flask = make_app()
    return made


@pytest.fixture
def forum(app: Flask) -> Organisation:
    return organisation(app, "Quiet Forum")


@pytest.fixture
def zelda(app: Flask, forum: Organisation) -> Account:
    """With something of every kind."""
    made = member(app, Role.CHANNEL_REVIEWER, forum, contact=True, name="Zelda Quux")
    other = member(app, None, forum, name="Ann Other")
    with app.app_context():
        report = import_files(
            [("T1.json", as_bytes(programme(side_event(speakers=[{"name": "Zelda Quux"}]))))],
            actor="tests",
            base_url=BASE_URL,
        )
        assert report.faults == []
        with decision(f"account {made.id}") as this:
            named = session.scalars(sa.select(SideEventSpeaker.person_id)).one()
            kept, merged = (session.get_one(Person, number) for number in (made.person_id, named))
            merge(this, kept, merged, BASE_URL)
            session.get_one(Account, made.id).password = hash_password(PASSWORD)
            to = Addressee(made.email, made.person.name, made.person_id)
            link, token = make(this, "own-page", "x", person_id=made.person_id, lasts=timedelta(days=1))
            write(this, OWN_PAGE, to, "x", secret=Secret(f"/l/{token}/", link.id))
            held = write(this, OWN_PAGE, to, "x")
            assert held
            held.state, held.text = LetterState.HELD, "a draft of the desk"
            record(
                this, "ask", f"organisation {forum.id}", why="I lead it", about=[f"person {made.person_id}"]
            )
        with decision(f"account {other.id}") as this:
            for thing in (f"person {made.person_id}", f"account {made.id}", f"organisation {forum.id}"):
                note(this, thing, NOTE)
            record(this, "verify", f"person {other.person_id}", about=[f"person {made.person_id}"])
    return made


@pytest.fixture
def hers(app: Flask, zelda: Account) -> Browser:
    return signed_in(app, zelda)


def data(of: Browser) -> dict[str, Any]:
    response = of.get("/account/data/my-data.json")
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response.headers["Cache-Control"] == "no-store, private"
    found: dict[str, Any] = json.loads(response.data)
    return found


def test_the_file_holds_what_is_kept(hers: Browser, zelda: Account) -> None:
    held = data(hers)
    assert held["person"] == {"number": zelda.person_id, "name": "Zelda Quux", "e-mail address": None}
    (account,) = held["accounts"]
    assert (account["e-mail address"], account["password"]) == (zelda.email, True)
    assert account["roles"] == [{"role": "channel_reviewer", "channel": "VNGOC"}]
    (body,) = held["organisations"]
    assert (body["organisation"], body["standing"], body["contact"]) == ("Quiet Forum", "agreed", True)
    assert [one["browser"] for one in held["sign-ins"]] == ["tests"]
    assert [one["purpose"] for one in held["links"]] == ["calendar-invitations", "own-page"]
    assert held["programmes"] == [
        {
            "meeting": "T1",
            "code": held["programmes"][0]["code"],
            "title": "First event",
            "role": "Speaker",
            "represents": None,
        }
    ]
    assert [(one["act"], one["by"], one["upon"], one["why"]) for one in held["history"]] == [
        ("Verified", "somebody else", None, None),
        ("Asked to speak for the organisation", "you", "Quiet Forum", "I lead it"),
        ("Released", "you", "meeting T1", None),
        ("Merged a duplicate into this record", "you", "you", None),
    ]


def test_letters_are_there_without_their_secrets_and_the_desks_drafts(app: Flask, hers: Browser) -> None:
    told = data(hers)["letters"]
    brought, own = "For your calendar: First event", "Your own page"
    assert [one["subject"] for one in told] == [brought, own]
    assert all("[your personal link]" in one["text"] for one in told)
    with app.app_context():
        secrets = session.scalars(sa.select(Letter.secret).where(Letter.secret.is_not(None))).all()
    everything = hers.get("/account/data/my-data.json").text + hers.get("/account/data/").text
    assert len(secrets) == 2
    for hidden in (
        *filter(None, secrets),
        "/l/",
        "a draft of the desk",
        "Ann Other",
        NOTE,
        PASSWORD,
        "argon2",
    ):
        assert hidden not in everything


def test_the_page_says_the_same_in_words(hers: Browser) -> None:
    page = read(hers, "/account/data/")
    assert texts(page, "h1") == ["My data"]
    headings = texts(page, "h2")
    assert headings == [str(FIELDS[name]) for name in data(hers)]
    assert "Asked to speak for the organisation" in texts(page, "main")[0]


def test_no_room_calls_a_field_of_a_lower_room_something_else() -> None:
    """One page shows all fields by their names, whichever room they come from."""
    room: Any = own_data
    renamed = []
    while room := getattr(room, "below", None):
        renamed += [name for name, words in room.FIELDS.items() if FIELDS[name] != words]
    assert renamed == []


def test_no_note_is_seen_by_whom_it_concerns(app: Flask, hers: Browser) -> None:
    for address in (
        "/account/",
        "/account/data/",
        "/account/data/my-data.json",
        "/account/data/erase/",
        "/T1/",
    ):
        assert NOTE not in hers.get(address).text
    with app.app_context():
        letters = session.scalars(sa.select(Letter)).all()
        assert letters
        assert all(NOTE not in f"{one.subject}{one.text}{one.places}" for one in letters)


def test_strangers_are_asked_to_sign_in(app: Flask, zelda: Account) -> None:
    stranger = browser(app)
    for address in ("/account/data/", "/account/data/my-data.json", "/account/data/erase/"):
        assert stranger.get(address).status_code == 302
    assert stranger.post("/account/data/erase/").status_code == 401


def test_the_number_of_queries_does_not_grow(app: Flask, zelda: Account, hers: Browser) -> None:
    def questions() -> int:
        asked: list[str] = []

        def hear(*of: Any) -> None:
            if of[2].startswith("SELECT"):
                asked.append(of[2])

        with app.app_context():
            engine = session.get_bind()
            sa.event.listen(engine, "before_cursor_execute", hear)
        hers.get("/account/data/my-data.json")
        sa.event.remove(engine, "before_cursor_execute", hear)
        return len(asked)

    few = questions()
    with app.app_context(), decision(f"account {zelda.id}") as this:
        to = Addressee(zelda.email, zelda.person.name, zelda.person_id)
        for number in range(30):
            record(this, "verify", f"organisation {number}")
            write(this, OWN_PAGE, to, "x")
            make(this, "own-page", "x", person_id=zelda.person_id, lasts=timedelta(days=1))
    for _ in range(5):
        signed_in(app, zelda)
    assert questions() == few


def test_the_page_shows_what_goes_and_what_stays(hers: Browser) -> None:
    page = read(hers, "/account/data/erase/")
    told = texts(page, ".plain li")
    assert "That the person speaks for Quiet Forum." in told
    assert "The name in “First event” (T1), on pages and in calendars." in told
    assert "3 letters are emptied of address and text. Those that wait are not sent." in told
    assert texts(page, "#alone li") == ["Quiet Forum"]


def wish(**more: str) -> dict[str, str]:
    return {"password": PASSWORD, "leaves_alone": "y", "read": "y", **more}


def test_one_erases_oneself_and_is_signed_out(app: Flask, zelda: Account, hers: Browser) -> None:
    response = hers.post("/account/data/erase/", data=wish())
    assert (response.status_code, response.location) == (303, "/account/data/erased/")
    page = read(hers, response.location)
    assert texts(page, "h1") == ["Your data is erased"]
    assert hers.get("/account/data/").status_code == 302
    with app.app_context():
        person = session.get_one(Person, zelda.person_id)
        assert (person.name, person.email, person.erased_at is None) == (None, None, False)
    assert "Zelda" not in browser(app).get("/T1/calendar.ics").text


def test_her_old_cookie_opens_nothing(app: Flask, zelda: Account, hers: Browser) -> None:
    elsewhere = signed_in(app, zelda)
    assert elsewhere.get("/account/").status_code == 200
    hers.post("/account/data/erase/", data=wish())
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"password": "wrong"}, 422, "This is not your password."),
        ({"password": ""}, 422, "Fill in this field."),
        ({"read": ""}, 422, "Tick this when you have read what goes."),
        ({"leaves_alone": ""}, 409, "This is the only contact of: Quiet Forum."),
    ],
)
def test_nothing_is_erased_by_mistake(
    app: Flask, zelda: Account, hers: Browser, more: dict[str, str], status: int, sentence: str
) -> None:
    fields = {name: value for name, value in wish(**more).items() if value}
    response = hers.post("/account/data/erase/", data=fields)
    assert response.status_code == status
    assert sentence in response.text
    with app.app_context():
        assert session.get_one(Person, zelda.person_id).name == "Zelda Quux"


def test_guessing_the_password_is_made_slow(hers: Browser) -> None:
    statuses = [hers.post("/account/data/erase/", data=wish(password="wrong")).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert hers.post("/account/data/erase/", data=wish()).status_code == 429


def test_without_a_password_one_is_set_first(app: Flask) -> None:
    other = signed_in(app, member(app, name="Ann Other"))
    page = read(other, "/account/data/erase/")
    assert page.css("input[name=password]") == []
    assert "Your account has no password." in texts(page, "main")[0]
    assert other.post("/account/data/erase/", data=wish()).status_code == 422
