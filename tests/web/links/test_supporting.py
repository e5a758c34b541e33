"""What a co-sponsor sees and does by a link, without an account."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.applications import cosponsoring
from scheduler.applications.models import CoSponsor
from scheduler.applications.terms import Support, Way
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.mail.models import Letter
from scheduler.organisations.models import Person
from tests.applications import stage
from tests.applications.desk import day, do, told
from tests.web.conftest import Page, outline, texts
from tests.web.people import Browser, browser

ASKED = "ana@youth.example"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


def invited(name: str = "Youth Network") -> CoSponsor:
    one = stage.draft(stage.call(), stage.organisation("Lead"), title="Prevention", abstract="What works.")
    return do(cosponsoring.invite, one, name, "Ana Alder", ASKED)


def link(kind: str, address: str | None = None) -> str:
    """The personal link in the last letter of this kind."""
    found = select(Letter.secret).where(Letter.kind == kind).order_by(Letter.id.desc())
    if address:
        found = found.where(Letter.address == address)
    secret = session.scalars(found).first()
    assert secret is not None
    return secret


def page(client: Browser, at: str, status: int = 200) -> Page:
    response = client.get(at)
    assert response.status_code == status
    return Page(response.text)


def post(client: Browser, at: str, status: int = 200, **data: str) -> Page:
    response = client.post(at, data=data)
    assert response.status_code == status
    session.expire_all()
    return Page(response.text)


def test_the_page_says_what_is_asked_and_does_nothing(app: Flask) -> None:
    one = invited()
    shown = page(browser(app), link("support-asked"))
    assert outline(shown) == ["1 Does Youth Network support this event?"]
    assert texts(shown, "dd") == ["Prevention", "Lead", "Seventieth session"]
    assert texts(shown, "main button") == [
        "Yes, with our name",
        "Yes, and we take part",
        "No, we do not support it",
        "Not the right person: ask them",
    ]
    session.expire_all()
    assert one.state is Support.ASKED


def test_confirmed_by_link_and_only_once(app: Flask) -> None:
    one, client = invited(), browser(app)
    address = link("support-asked")
    done = post(client, address, do="part")
    assert "You confirmed the support. Thank you." in texts(done, "main p")
    assert (one.state, one.way, one.takes_part) == (Support.CONFIRMED, Way.ADDRESS, True)
    assert one.settled_by == f"person {one.person_id}"
    again = post(client, address, do="decline")
    assert "You confirmed the support. Thank you." in texts(again, "main p")
    assert one.state is Support.CONFIRMED


def test_declined_with_a_reason(app: Flask) -> None:
    one = invited()
    post(browser(app), link("support-asked"), do="decline", said="<b>No</b> money")
    assert (one.state, one.said) == (Support.DECLINED, "<b>No</b> money")


def test_the_right_person_is_asked_instead(app: Flask) -> None:
    one, client = invited(), browser(app)
    old = link("support-asked")
    post(client, old, do="else", person="Ben Birch", address="ben@youth.example")
    assert told("support-asked") == [ASKED, "ben@youth.example"]
    gone = post(client, old, do="name")
    assert "You named somebody else, who is asked now." in texts(gone, "main p")
    post(client, link("support-asked", "ben@youth.example"), do="name")
    assert one.state is Support.CONFIRMED


def test_withdrawn_by_the_link_in_the_letter_of_thanks(app: Flask) -> None:
    one, client = invited(), browser(app)
    do(cosponsoring.confirm, one, session.get_one(Person, one.person_id), takes_part=False)
    address = link("support-confirmed")
    assert outline(page(client, address)) == ["1 Withdraw the support of Youth Network"]
    post(client, address, do="withdraw")
    assert one.state is Support.WITHDRAWN


def test_a_contact_confirms_for_a_state_or_objects(app: Flask) -> None:
    state = stage.state("Ruritania")
    contact = stage.contact(state)
    one, client = invited("Ruritania"), browser(app)
    said = post(client, link("support-asked"), do="name")
    assert "State's verified contact" in " ".join(texts(said, "main p"))
    shown = page(client, link("support-copy", contact.email))
    assert "Somebody confirmed this for Ruritania." in " ".join(texts(shown, "main p"))
    post(client, link("support-copy", contact.email), do="name")
    assert (one.way, cosponsoring.is_published(one)) == (Way.CONTACT, True)


def test_a_contact_objects(app: Flask) -> None:
    body = stage.organisation("Youth Network")
    contact = stage.contact(body)
    one = invited()
    post(browser(app), link("support-copy", contact.email), do="object")
    assert one.state is Support.OBJECTED


def test_what_a_link_is_not_for_is_refused(app: Flask) -> None:
    one = invited()
    post(browser(app), link("support-asked"), status=400, do="object")
    assert one.state is Support.ASKED
    with clock.set_to(day(31).replace(month=5)):
        page(browser(app), link("support-asked"), status=410)


def test_a_wrong_address_of_somebody_else_is_told_at_its_field(app: Flask) -> None:
    one, client = invited(), browser(app)
    for address, said in (
        ("", "Write the e-mail address of whom we should ask."),
        ("bo at youth", 'No letter can be sent to the address "bo at youth".'),
    ):
        shown = post(client, link("support-asked"), 422, do="else", person="Bo Birch", address=address)
        assert texts(shown, ".faults li") == texts(shown, ".row .error") == [said]
        kept = [shown.css_first(at) for at in ("#person", "#address")]
        assert [node and node.attributes.get("value") for node in kept] == ["Bo Birch", address]
        assert one.state is Support.ASKED
    post(client, link("support-asked"), do="else", person="Bo Birch", address="bo@youth.example")
    assert one.person is not None
    assert one.person.name == "Bo Birch"
