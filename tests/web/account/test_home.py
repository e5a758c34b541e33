"""The account's own page: what is somebody's, what waits for them, how they are called."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, Role, Standing
from scheduler.mail.models import Letter
from scheduler.organisations.models import Representative
from tests.web.conftest import Page, links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, organisation, signed_in

NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


def part(client: Browser, name: str) -> list[str]:
    return texts(read(client, "/account/"), f"section[aria-labelledby={name}] :is(li, p)")


def letter_to(account: Account, state: LetterState, **more: Any) -> None:
    with bookkeeping("tests") as this:
        given = {"kind": "own-page", "sender": "secretariat", "language": "en", "text": "T", "about": "x"}
        times = {"written_at": this.at, "due_at": this.at, "message_id": new_uid(), "subject": "A letter"}
        to = {"person_id": account.person_id, "address": account.email}
        sent = this.at if state is LetterState.SENT else None
        session.add(Letter(**{**given, **times, **to, "state": state, "sent_at": sent, **more}))


def test_newcomers_see_what_to_do_next(app: Flask) -> None:
    client = signed_in(app, member(app, name="Ann Example"))
    page = read(client, "/account/")
    assert texts(page, "h1") == ["Ann Example"]
    assert len(texts(page, ".steps li")) == 3
    for address in links(page, ".steps a"):
        assert address is not None
        read(client, address)
    assert part(client, "waits") == [
        "Nothing waits for you. Requests and questions that only you can answer stand here."
    ]
    assert part(client, "organisations") == [
        "You speak for no organisation yet. Once somebody agrees that you do, it stands here."
    ]


def test_a_contact_sees_their_organisations_and_who_asks(app: Flask) -> None:
    body, other = organisation(app, "Example Foundation"), organisation(app, "Other Foundation")
    contact = member(app, None, body, contact=True)
    member(app, None, body, name="Bo Asking", standing=Standing.ASKED)
    member(app, None, other, name="Not Ours", standing=Standing.ASKED)
    client = signed_in(app, contact)
    assert part(client, "organisations") == ["Example Foundation Contact · Events of Example Foundation"]
    assert part(client, "waits") == ["Bo Asking asks to speak for Example Foundation since Tue 9 March 2027"]
    assert read(client, "/account/").css(".steps") == []


def test_an_offer_to_take_over_waits(app: Flask) -> None:
    body = organisation(app, "Example Foundation")
    giver, heir = member(app, None, body, contact=True), member(app, None, body)
    with bookkeeping("tests"):
        offered = session.query(Representative).filter_by(person_id=heir.person_id).one()
        offered.offered_by_id = giver.person_id
    assert part(signed_in(app, heir), "waits") == [
        "You are asked to become the contact of Example Foundation"
    ]


def test_letters_that_did_not_arrive_are_told_to_their_reader_only(app: Flask) -> None:
    ann, bo = member(app), member(app)
    letter_to(ann, LetterState.FAILED, subject="It failed")
    letter_to(ann, LetterState.SENT, subject="It bounced", bounced_at=NOON)
    letter_to(ann, LetterState.SENT, subject="It arrived")
    address = ann.email
    assert part(signed_in(app, ann), "letters") == [
        f"It bounced Tue 9 March 2027, to {address}",
        f"It failed Tue 9 March 2027, to {address}",
        "Look whether your address is right.",
    ]
    assert part(signed_in(app, bo), "letters") == []


def test_a_role_without_its_second_factor_waits(app: Flask) -> None:
    client = signed_in(app, member(app, Role.SECRETARIAT), strong=False)
    assert part(client, "waits") == [
        "Set up a second factor What you may do at the desk counts only with one."
    ]


def test_strangers_are_sent_to_sign_in(app: Flask) -> None:
    for address in ("/account/", "/account/settings/"):
        assert browser(app).get(address).location == f"/account/login?next={address}"


def test_name_and_language_are_changed_and_the_history_knows_no_name(app: Flask) -> None:
    account = member(app, name="Ann Exmaple")
    client = signed_in(app, account)
    page = read(client, "/account/settings/")
    assert [field.attributes["value"] for field in page.css("#name")] == ["Ann Exmaple"]
    sent = client.post("/account/settings/", data={"name": " Ann  Example ", "language": "fr"})
    assert (sent.status_code, sent.location) == (303, "/account/")
    assert texts(read(client, "/account/"), "h1") == ["Ann Example"]
    mine = session.get_one(Account, account.id)
    assert (mine.person.name, mine.person.folded, mine.language) == ("Ann Example", "annexample", "fr")
    told = [*history(f"person {account.person_id}"), *history(f"account {account.id}")]
    assert [record.act for record in told] == ["change person", "change language"]
    assert "Ann" not in str([record.content.facts for record in told if record.content])


def test_keeping_what_stands_leaves_no_record(app: Flask) -> None:
    account = member(app, name="Ann Example")
    sent = signed_in(app, account).post("/account/settings/", data={"name": "Ann Example", "language": "en"})
    assert sent.status_code == 303
    assert history(f"person {account.person_id}") == []


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": ""}, "#name"),
        ({"name": "\u200b \u202e"}, "#name"),
        ({"name": "x" * 10_000}, "#name"),
        ({"language": "tlh"}, "#language"),
    ],
)
def test_what_is_wrong_is_said(app: Flask, typed: dict[str, str], wrong: str) -> None:
    account = member(app, name="Ann Example")
    data = {"name": "Bo Example", "language": "en", **typed}
    sent = signed_in(app, account).post("/account/settings/", data=data)
    assert sent.status_code == 422
    assert links(Page(sent.text), "#faults a") == [wrong]
    assert session.get_one(Account, account.id).person.name == "Ann Example"


def test_a_name_cannot_bring_markup_or_headers(app: Flask) -> None:
    client = signed_in(app, member(app))
    client.post("/account/settings/", data={"name": "<b>Ann</b>\r\nBcc: x@x.example", "language": "en"})
    page = read(client, "/account/")
    assert texts(page, "h1") == ["<b>Ann</b> Bcc: x@x.example"]
    assert page.css("main b") == []


def test_its_questions_are_as_many_for_one_as_for_thirty(app: Flask) -> None:
    body = organisation(app)
    account = member(app, None, body, contact=True)
    client = signed_in(app, account)
    costs = []
    for more in (1, 29):
        for _ in range(more):
            member(app, None, body, standing=Standing.ASKED)
            letter_to(account, LetterState.FAILED)
        with counted(app) as sent:
            page = read(client, "/account/")
        costs.append(len(sent))
    assert len(page.css("section[aria-labelledby=waits] li")) == 30
    assert costs[0] == costs[1]
