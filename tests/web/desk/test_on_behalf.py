"""What the desk enters for somebody: marked as such, confirmed by letter, and only by who may."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role, Standing
from scheduler.mail.models import Letter
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Person, Representative
from tests.web.conftest import Page, links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, organisation, signed_in

NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)
WISH = {"source": "note_verbale", "came_on": "2027-03-08", "reference": "NV 12/2027"}
KEPT = {"source": "note_verbale", "came_on": "2027-03-08", "reference": "NV 12/2027"}


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


def person(name: str = "Ann Example", email: str | None = "ann@letters.example") -> int:
    with bookkeeping("tests"):
        one = name_person(name)
        one.email = email
        session.flush()
        return one.id


def enter(client: Browser, number: int, wish: str, status: int = 303, **typed: Any) -> Page:
    response = client.post(f"/desk/on-behalf/{number}/{wish}/", data={**WISH, **typed})
    assert response.status_code == status, response.text
    return Page(response.text)


def letters() -> Sequence[Letter]:
    return session.scalars(select(Letter).order_by(Letter.id)).all()


def speaking(number: int) -> list[tuple[Standing, bool]]:
    found = select(Representative).where(Representative.person_id == number).order_by(Representative.id)
    return [(one.standing, one.is_contact) for one in session.scalars(found)]


def errors(page: Page) -> dict[str | None, str]:
    return dict(zip(links(page, "#faults a"), texts(page, "#faults a"), strict=True))


def test_a_request_is_entered_marked_and_confirmed(app: Flask, desk: Browser) -> None:
    body = organisation(app, "Example Foundation")
    number = person()
    enter(desk, number, "ask", organisation="example  foundation", position="President")
    assert speaking(number) == [(Standing.ASKED, False)]
    (asked,) = history("representative 1")
    assert asked.content is not None
    assert asked.content.facts["on_behalf"] == KEPT
    assert f"organisation {body.id}" in [party.name for party in asked.parties]
    (letter,) = letters()
    assert (letter.kind, letter.address) == ("on-behalf", "ann@letters.example")
    assert "Your wish reached us by note verbale on 8 March 2027, and we entered it for you:" in letter.text
    assert "You ask to speak for Example Foundation." in letter.text
    page = read(desk, f"/desk/on-behalf/{number}/")
    (line,) = texts(page, "section[aria-labelledby=entered] li")
    assert line.endswith("Entered by the desk by note verbale, came on Mon 8 March 2027 · NV 12/2027")


def test_who_asked_becomes_the_contact_and_hands_over(app: Flask, desk: Browser) -> None:
    body = organisation(app, "Example Foundation")
    number, other = person(), person("Bo Example", "bo@letters.example")
    for one in (number, other):
        enter(desk, one, "ask", organisation=body.name)
    enter(desk, number, "contact", which=1)
    assert speaking(number) == [(Standing.AGREED, True)]
    enter(desk, other, "contact", which=2)
    enter(desk, other, "end", which=2)
    enter(desk, other, "ask", organisation=body.name)
    desk.post("/desk/organisations/representatives/2/agree")
    enter(desk, number, "hand-over", which=2)
    assert session.get_one(Representative, 2).offered_by_id == number
    assert [letter.kind for letter in letters() if letter.person_id == other][-1] == "contact-offered"
    acts = [record for one in (1, 2) for record in history(f"representative {one}")]
    entered = [record.act for record in acts if record.content and "on_behalf" in record.content.facts]
    assert "agree" in entered
    assert "offer" in entered


def test_only_what_is_theirs_can_be_chosen(app: Flask, desk: Browser) -> None:
    body = organisation(app)
    number, stranger = person(), person("Bo Example")
    for one in (number, stranger):
        enter(desk, one, "ask", organisation=body.name)
    for which in (2, 99, -1, "x", ""):
        page = enter(desk, number, "end", 422, which=which)
        assert list(errors(page)) == ["#which"]
    assert speaking(stranger) == [(Standing.ASKED, False)]


def test_what_cannot_be_entered_now_is_refused(app: Flask, desk: Browser) -> None:
    number = person()
    for wish in ("contact", "hand-over", "end"):
        assert desk.get(f"/desk/on-behalf/{number}/{wish}/").status_code == 409
    page = read(desk, f"/desk/on-behalf/{number}/")
    assert texts(page, "section[aria-labelledby=what] a") == [
        "Asks to speak for an organisation",
        "Changes their e-mail address",
    ]
    assert desk.get(f"/desk/on-behalf/{number}/erase/").status_code == 404
    assert desk.get("/desk/on-behalf/999/").status_code == 404


def test_an_address_is_changed_and_both_are_told(app: Flask, desk: Browser) -> None:
    number = person()
    enter(desk, number, "address", address="new@letters.example")
    assert session.get_one(Person, number).email == "new@letters.example"
    assert [letter.address for letter in letters()] == ["ann@letters.example", "new@letters.example"]
    (changed,) = history(f"person {number}")
    assert changed.content is not None
    assert changed.content.facts["on_behalf"] == KEPT
    assert "letters.example" not in str(changed.content.facts)


def test_the_address_of_an_account_is_its_owners(app: Flask, desk: Browser) -> None:
    account = member(app, name="Ann Example")
    enter(desk, account.person_id, "address", 409, address="thief@letters.example")
    assert letters() == []


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"came_on": "2027-03-10"}, "#came_on"),
        ({"came_on": "yesterday"}, "#came_on"),
        ({"came_on": ""}, "#came_on"),
        ({"source": "dream"}, "#source"),
        ({"source": ""}, "#source"),
        ({"reference": "  "}, "#reference"),
        ({"reference": "x" * 10_000}, "#reference"),
        ({"organisation": ""}, "#organisation"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    app: Flask, desk: Browser, typed: dict[str, str], wrong: str
) -> None:
    number = person()
    page = enter(desk, number, "ask", 422, **{"organisation": "Example Foundation", **typed})
    assert list(errors(page)) == [wrong]
    assert speaking(number) == []
    assert letters() == []


def test_the_day_is_that_of_vienna(app: Flask, desk: Browser) -> None:
    number = person()
    with clock.set_to(datetime(2027, 3, 8, 23, 30, tzinfo=UTC)):  # half past midnight of the 9th
        data = {**WISH, "came_on": "2027-03-09", "organisation": "Example Foundation"}
        assert desk.post(f"/desk/on-behalf/{number}/ask/", data=data).status_code == 303


def test_who_has_no_address_is_to_be_told_by_the_desk(app: Flask, desk: Browser) -> None:
    number = person(email=None)
    enter(desk, number, "ask", organisation="Example Foundation")
    assert texts(read(desk, f"/desk/on-behalf/{number}/"), ".told p") == [
        "This is entered.",
        "We know no address of theirs: no letter confirms it. Tell them yourself.",
    ]


def test_a_new_person_is_entered_once_namesakes_were_shown(app: Flask, desk: Browser) -> None:
    known = person("Zoë  Example", None)
    typed = {"name": "ZOE EXAMPLE", "address": "zoe@letters.example"}
    warned = desk.post("/desk/on-behalf/", data=typed)
    assert warned.status_code == 422
    assert links(Page(warned.text), ".asking a") == [f"/desk/on-behalf/{known}/"]
    entered = desk.post("/desk/on-behalf/", data={**typed, "is_another": "y"})
    number = known + 1 if entered.status_code == 303 else 0
    assert entered.location == f"/desk/on-behalf/{number}/"
    assert session.get_one(Person, number).email == "zoe@letters.example"
    assert [record.act for record in history(f"person {number}")] == ["enter person"]


def test_an_address_that_is_known_warns_too(app: Flask, desk: Browser) -> None:
    known = person()
    warned = desk.post("/desk/on-behalf/", data={"name": "Other", "address": "ANN@letters.example"})
    assert links(Page(warned.text), ".asking a") == [f"/desk/on-behalf/{known}/"]


@pytest.mark.parametrize("address", ["ann", "ann@x.example\nBcc: b@x.example", "ann@-.example"])
def test_an_address_that_no_letter_reaches_is_refused(app: Flask, desk: Browser, address: str) -> None:
    response = desk.post("/desk/on-behalf/", data={"name": "Ann", "address": address})
    assert response.status_code == 422
    assert list(errors(Page(response.text))) == ["#address"]


def test_somebody_known_is_found(app: Flask, desk: Browser) -> None:
    number = person()
    person("Bo Other", "bo@letters.example")
    for who in ("ANN", "ann@letters"):
        assert links(read(desk, f"/desk/on-behalf/?who={who}"), "section li a") == [
            f"/desk/on-behalf/{number}/"
        ]
    assert texts(read(desk, "/desk/on-behalf/?who=nobody"), "section[aria-labelledby=known] p") == [
        "We know nobody of that name or address."
    ]


@pytest.mark.parametrize("role", [None, Role.CIVIL_SOCIETY_UNIT, Role.CHAIR])
def test_only_the_secretariat_enters_for_others(app: Flask, role: Role | None) -> None:
    number = person()
    client = signed_in(app, member(app, role))
    assert client.get("/desk/on-behalf/").status_code == 403
    assert client.get(f"/desk/on-behalf/{number}/").status_code == 403
    enter(client, number, "ask", 403, organisation="Example Foundation")
    assert speaking(number) == []


def test_the_questions_are_as_many_for_one_as_for_thirty(app: Flask, desk: Browser) -> None:
    costs = []
    for more in (1, 29):
        for _ in range(more):
            person()
        with counted(app) as sent:
            found = links(read(desk, "/desk/on-behalf/?who=example"), "section li a")
        costs.append(len(sent))
    assert len(found) == 30
    assert costs[0] == costs[1]
