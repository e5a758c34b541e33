"""Somebody is put forward, by one page and a look at it; the person answers by a link; who put them forward
sees what becomes of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.accounts import own_page
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Constituency
from scheduler.links.actions import make
from scheduler.mail.models import Letter
from scheduler.nominations import seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import change, confirm, private_facts, put_forward
from scheduler.nominations.queries import by_code, channel, private_of
from scheduler.nominations.reviewing import return_
from scheduler.nominations.telling import CONFIRM
from scheduler.nominations.terms import PRIVATE, Field, NamedAs, Region, State
from scheduler.organisations.queries import person as person_of
from scheduler.releases.actions import release
from tests.conftest import BASE_URL
from tests.nominations.stage import DURING, WORDS, Stage, confirmed, do, put, stage, themselves, told
from tests.nominations.test_walks import through_vngoc
from tests.web.conftest import Page, links, read, texts
from tests.web.people import Browser, browser, member, signed_in

LIST = "/account/nominations/"
NEW = f"{LIST}new/TD2027/panels-of-september/"
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # pages; the ground is proved on both


@pytest.fixture
def play(app: Flask) -> Iterator[Stage]:
    with clock.set_to(DURING):
        yield stage(required=("abstract",), deadlines={("VNGOC", "confirm"): DURING + timedelta(days=3)})


@pytest.fixture
def ngo(app: Flask, play: Stage) -> Browser:
    return signed_in(app, member(app, organisation=play.ngo, name="Nina Network"))


def written(play: Stage, **more: Any) -> dict[str, Any]:
    return {
        "way": f"{play.ngo.id}-{play.call.channels[0].id}",
        "whom": "somebody",
        "name": "Zoe Example",
        "email": "zoe@body.example",
        "part": "panellist",
        "first": str(play.session.id),
        "abstract": "What works in schools.",
        "mode": "online",
        "language": "another",
        "other_language": "Portuguese",
        "availability": ["2027-09-21"],
        "region": "Oceania",
        "first_time": "yes",
        **more,
    }


def page_of(client: Browser, address: str, data: dict[str, Any], status: int = 200) -> Page:
    answer = client.post(address, data=data)
    assert answer.status_code == status
    return Page(answer.text)


def value(page: Page, name: str) -> str | None:
    """What stands in a field."""
    (field,) = page.css(f"main form.form [name={name}]")
    return field.text().strip() if field.tag == "textarea" else field.attributes["value"]


def test_nothing_typed_is_lost_or_goes_out_before_it_was_looked_over(play: Stage, ngo: Browser) -> None:
    page = page_of(ngo, NEW, written(play, email="zoe", do="look"), 422)
    assert texts(page, ".faults li") == ['Their e-mail address: No letter can be sent to the address "zoe".']
    assert value(page, "name") == "Zoe Example"
    page = page_of(ngo, NEW, written(play, name="", email="", other_language="", do="look"), 422)
    assert texts(page, ".faults li") == [
        "Language in which they speak: Write below which language it is.",
        "Name of the person: Fill in this field.",
        "Their e-mail address: Fill in this field.",
    ]
    page = page_of(ngo, NEW, written(play, abstract="", do="look"), 422)
    assert texts(page, ".faults li") == ["What will be said: Write what will be said."]
    looked = page_of(ngo, NEW, written(play, do="look"))
    assert texts(looked, ".asking") == [
        "The meeting has no interpretation from this language. Send a video with subtitles in one of: "
        "English."
    ]
    assert "What works in schools." in texts(looked, ".preview dd")
    names = [str(one.attributes["name"]) for one in looked.css("main form.form input")]
    kept = {name: value(looked, name) for name in names if name != "csrf_token"}
    assert kept == {**written(play), "availability": "2027-09-21"}
    again = page_of(ngo, NEW, {**kept, "do": "change"})
    assert value(again, "abstract") == "What works in schools."
    assert told("nomination-put-forward") == []

    answer = ngo.post(NEW, data={**kept, "do": "send"})
    one = by_code(answer.headers["Location"].split("/")[-2])
    assert (one.language, one.region, one.first_time) == ("Portuguese", Region.OCEANIA, True)
    assert told("nomination-put-forward") == ["zoe@body.example"]
    twice = page_of(ngo, NEW, {**kept, "do": "send"}, 422)
    assert "is put forward in this call and by this channel already" in texts(twice, ".faults li")[0]


def test_one_can_put_oneself_forward(play: Stage, ngo: Browser) -> None:
    answer = ngo.post(NEW, data=written(play, whom="myself", name="", email="", do="send"))
    one = by_code(answer.headers["Location"].split("/")[-2])
    assert (one.state, one.person.name) == (State.CONFIRMED, "Nina Network")
    page = read(ngo, answer.headers["Location"])
    assert links(page, "section ul a") == [f"{LIST}{one.code}/own/", f"{LIST}{one.code}/withdraw/"]


def test_who_cannot_and_when_not(app: Flask, play: Stage) -> None:
    nobody = signed_in(app, member(app))
    said = texts(read(nobody, NEW), "p strong")
    assert said == ["None of your organisations can put anybody forward in this call."]
    assert links(read(browser(app), "/TD2027/speakers/panels-of-september/"), "main a.button") == [NEW]
    with clock.set_to(play.call.closes_at):
        ngo = signed_in(app, member(app, organisation=play.ngo))
        page = read(ngo, NEW)
        assert texts(page, "p strong") == [
            "This call is closed, and takes nothing late. Ask its body whether it opens another one."
        ]
        assert page.css("textarea") == []
        sent = page_of(ngo, NEW, written(play, do="send"), 422)
    assert "This call is closed" in sent.text()
    assert session.query(Nomination).count() == 0


def test_who_put_somebody_forward_sees_what_becomes_of_it(app: Flask, play: Stage, ngo: Browser) -> None:
    one = confirmed(play, name="Zoe Example")
    do(return_, play.coordinator, one, "Say which schools.")
    here = f"{LIST}{one.code}/"
    page = read(ngo, here)
    assert texts(page, ".state") == ["returned for changes"]
    assert "It was returned. Change what is asked for, then hand it in again." in texts(page, "section p")[0]
    assert "Say which schools." in texts(page, ".typed bdi")
    assert texts(page, "tbody th") == [
        "Returned the nomination for changesSay which schools.",
        "Confirmed the nomination",
        "Put somebody forward",
    ]
    new = written(play, abstract="Two schools.", revision=one.revision)
    assert ngo.post(f"{here}words/", data=new).status_code == 303
    stale = page_of(ngo, f"{here}words/", written(play, abstract="Three schools.", revision=1), 422)
    assert texts(stale, ".faults li") == [
        "Somebody else saved this meanwhile. Load it again; what you typed is not lost."
    ]
    assert value(stale, "abstract") == "Three schools."
    assert ngo.post(f"{here}again").status_code == 303
    assert (by_code(one.code).state, by_code(one.code).abstract) == (State.PUT_FORWARD, "Two schools.")
    assert ngo.get(f"{here}own/").status_code == 404
    ngo.post(f"{here}withdraw/", data={"why": "Ill"})
    assert by_code(one.code).state is State.WITHDRAWN
    assert texts(read(ngo, LIST), "li .state") == ["withdrawn"]
    assert signed_in(app, member(app)).get(here).status_code == 404


def link_to(one: Nomination) -> str:
    with bookkeeping("tests") as this:
        _, token = make(this, CONFIRM, one.thing, person_id=one.person_id, lasts=timedelta(days=9))
    return f"/l/{token}/"


def answered(one: Nomination, play: Stage, **more: Any) -> dict[str, Any]:
    return {
        **written(play),
        "revision": one.revision,
        "named_as": "first_name",
        "recorded": "y",
        "gender": "woman",
        "constituency": "youth",
        "do": "confirm",
        **more,
    }


def test_the_person_corrects_completes_and_confirms_by_a_link(app: Flask, play: Stage) -> None:
    one = put(play, name="Zoe Example")
    here, stranger = link_to(one), browser(app)
    page = read(stranger, here)
    assert texts(page, "h1") == ["You were put forward as a speaker"]
    assert "What works in schools." in texts(page, "dd")
    assert texts(page, "#gender-hint") == [
        "Seen by the secretariat only. Kept until 22 October 2027, then erased."
    ]
    assert texts(page, "#constituency-hint") == [
        "Seen by the coordinator of VNGOC only. Kept until 22 October 2027, then erased."
    ]
    assert texts(page, "#named_as label") == [
        "With the full name: Zoe Example",
        "With the first name only: Zoe",
        "With the organisation only: Youth Network",
    ]

    wrong = page_of(stranger, here, answered(one, play, constituency="kings"), 422)
    assert texts(wrong, ".faults li") == ["For whom in civil society you speak: Not a valid choice."]
    assert value(wrong, "gender") == "woman"
    stale = answered(one, play)
    do(change, play.speaker, one, one.revision, WORDS)
    page_of(stranger, here, stale, 409)
    assert (by_code(one.code).state, private_facts(one)) == (State.PUT_FORWARD, [])

    done = page_of(stranger, here, answered(by_code(one.code), play, abstract="In my own words."))
    assert "You confirmed." in done.text()
    one = by_code(one.code)
    assert (one.state, one.abstract, one.named_as) == (
        State.CONFIRMED,
        "In my own words.",
        NamedAs.FIRST_NAME,
    )
    assert (one.may_be_shown, one.may_be_recorded) == (False, True)
    assert {fact.field: fact.value for fact in private_facts(one)} == {
        "gender": "woman",
        "constituency": "youth",
    }
    assert stranger.get(here).status_code == 410


def test_who_has_no_account_changes_what_they_said_by_their_own_page(app: Flask, play: Stage) -> None:
    one = put(play, name="Zoe Example")
    do(confirm, themselves(one), one)
    with decision("tests") as this:
        own_page.send(this, one.person)
    secret = session.scalars(select(Letter.secret).order_by(Letter.id.desc())).first()
    client, address = browser(app), f"{secret}nominations/{one.code}/own/"
    page = Page(client.get(str(secret)).text)
    assert links(page, "section[aria-labelledby=nominations] a") == [address]
    form = {"named_as": "first_name", "recorded": "y", "constituency": "youth", "accessibility": "A ramp"}
    assert client.post(address, data={**form, "travel": "x" * 1001}).status_code == 422
    for ramp in ("A ramp", ""):
        assert client.post(address, data={**form, "accessibility": ramp}).status_code == 303
    now = by_code(one.code)
    assert (now.named_as.value, now.may_be_shown, now.may_be_recorded) == ("first_name", False, True)
    assert private_of(now, PRIVATE) == {Field.CONSTITUENCY: "youth"}
    assert "Saved." in client.get(address).text
    other = put(play, name="Owen Other")
    for way in (str(secret), link_to(other), "/l/of-something-else-entirely/"):
        assert client.get(f"{way}nominations/{other.code}/own/").status_code == 404


def test_the_person_declines_by_a_link(app: Flask, play: Stage) -> None:
    one = put(play, name="Zoe Example")
    page = page_of(browser(app), link_to(one), {"do": "decline", "why": "No time"})
    assert "You declined." in page.text()
    assert by_code(one.code).state is State.WITHDRAWN


def test_another_choice_of_name_reaches_what_is_public_at_once(app: Flask, play: Stage) -> None:
    account = member(app, organisation=play.ngo, name="Fay First")
    session.rollback()  # the account was made beside this session
    vngoc = channel(play.meeting, "VNGOC")
    one = do(put_forward, play.speaker, play.call, vngoc, play.ngo, person_of(account.person_id), WORDS)
    fay = themselves(one)
    do(confirm, fay, one)
    through_vngoc(play, one)
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.CIVIL_SOCIETY))
    do(seating.invite, play.desk, one)
    do(seating.accept, fay, one)
    with decision("tests") as this:
        release(this, play.meeting, BASE_URL)
    session_page = f"/TD2027/sessions/{play.session.code}/"
    assert "Fay First" in browser(app).get(session_page).text
    own = signed_in(app, account)
    form = {"named_as": "organisation", "constituency": ""}
    assert own.post(f"{LIST}{one.code}/own/", data=form).status_code == 303
    assert "Fay" not in browser(app).get(session_page).text


def test_who_is_invited_finds_the_page_on_which_to_answer(play: Stage, ngo: Browser) -> None:
    answer = ngo.post(NEW, data=written(play, whom="myself", name="", email="", do="send"))
    mine = by_code(answer.headers["Location"].split("/")[-2])
    theirs = confirmed(play, name="Zoe Example")
    seat = play.seat(Constituency.CIVIL_SOCIETY)
    seat.maximum = 2
    session.commit()
    for one in (mine, theirs):
        through_vngoc(play, one)
        do(seating.seat, play.desk, one, play.session, seat)
        do(seating.invite, play.desk, one)
    page, other = (read(ngo, f"{LIST}{one.code}/") for one in (mine, theirs))
    assert texts(page, "section p")[0] == (
        "You are invited to speak. Accept or decline on the page of your place."
    )
    assert links(page, "section ul a")[0] == f"/account/speaking/{mine.code}/"
    assert texts(other, "section p")[0] == "The person was invited, and answers by the link in our letter."
    assert links(other, "section ul a") == [f"{LIST}{theirs.code}/withdraw/"]
