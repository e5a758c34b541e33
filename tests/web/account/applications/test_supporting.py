"""The page of co-sponsors: answers and bounced letters as they come, at a cost that does not grow."""

from flask import Flask
from sqlalchemy import select

from scheduler.applications import cosponsoring
from scheduler.applications.models import Application, CoSponsor
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState
from scheduler.mail.models import Letter
from scheduler.organisations.models import Person
from tests.applications import stage
from tests.applications.desk import do
from tests.web.conftest import Page, read, texts
from tests.web.counting import counted
from tests.web.people import Browser


def address(one: Application) -> str:
    return f"/account/applications/{one.code}/cosponsors/"


def tag(browser: Browser, one: Application) -> str:
    found = read(browser, address(one)).css_first("#answers")
    assert found is not None
    return found.attributes["data-tag"] or ""


def invite(one: Application, name: str) -> CoSponsor:
    return do(cosponsoring.invite, one, name, "Ana Alder", "ana@youth.example")


def test_what_came_since_is_told_and_nothing_else_is_sent(mine: Browser, draft: Application) -> None:
    one = invite(draft, "Youth Network")
    before = tag(mine, draft)
    unchanged = mine.get(address(draft), headers={"If-None-Match": f'"{before}"'})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    do(cosponsoring.confirm, one, session.get_one(Person, one.person_id), takes_part=True)
    changed = mine.get(address(draft), headers={"If-None-Match": f'"{before}"'})
    assert changed.status_code == 200
    page = read(mine, address(draft))
    assert texts(page, "#answers li > .state, #answers li > .state + .hint") == [
        "confirmed",
        "through the address that you gave",
    ]
    assert tag(mine, draft) != before


def test_a_letter_that_came_back_is_told_at_once(mine: Browser, draft: Application) -> None:
    invite(draft, "Youth Network")
    before = tag(mine, draft)
    with bookkeeping("tests"):
        sent = session.scalars(select(Letter).where(Letter.kind == "support-asked")).one()
        sent.state = LetterState.FAILED
    assert mine.get(address(draft), headers={"If-None-Match": f'"{before}"'}).status_code == 200
    assert texts(read(mine, address(draft)), "#answers .error") == [
        "The letter to ana@youth.example did not arrive. Ask somebody else there, or correct the address."
    ]


def test_asking_again_costs_the_same_for_one_and_for_many(
    app: Flask, mine: Browser, draft: Application
) -> None:
    def asked() -> list[int]:
        costs = []
        for known in (tag(mine, draft), ""):
            with counted(app) as sent:
                mine.get(address(draft), headers={"If-None-Match": f'"{known}"'})
            costs.append(len(sent))
        return costs

    invite(draft, "Youth Network")
    once = asked()
    for number in range(4):
        invite(draft, f"Network {number}")
    assert asked() == once


def test_only_what_is_confirmed_the_right_way_is_marked_as_published(
    mine: Browser, draft: Application
) -> None:
    stage.state("Ruritania")
    for name in ("Ruritania", "Youth Network"):
        one = invite(draft, name)
        do(cosponsoring.confirm, one, session.get_one(Person, one.person_id), takes_part=False)
    page = read(mine, address(draft))
    assert texts(page, "#answers .good") == ["confirmed"]
    assert texts(page, "#answers li:first-child .waits") == ["confirmed"]
    assert (
        "It is published when the State's verified contact, or the secretariat, has confirmed it too."
        in texts(page, "#answers li:first-child p")
    )


def told(browser: Browser, one: Application) -> list[str]:
    return texts(read(browser, address(one)), ".told p")


def test_it_says_who_is_asked_and_leads_on(mine: Browser, draft: Application) -> None:
    partner = stage.contact(stage.organisation("Partners")).email
    named = {"do": "name", "organisation": "Youth Network", "person": "Ana", "address": "ana@youth.example"}
    asked = [
        ({**named, "whom": "person"}, "Youth Network is named, and Ana is asked by letter."),
        (
            {"do": "name", "organisation": "Partners", "whom": "contacts"},
            "Partners is named, and its contact",
        ),
        (
            {"do": "name", "organisation": "Others", "whom": "nobody"},
            "Others is named. Nobody there is asked",
        ),
    ]
    for sent, said in asked:
        assert mine.post(address(draft), data=sent).status_code == 303
        assert told(mine, draft)[0].startswith(said)
    letters = select(Letter.address).where(Letter.kind.in_(("support-asked", "support-copy")))
    assert session.scalars(letters.order_by(Letter.id)).all() == ["ana@youth.example", partner]
    onward = address(draft).replace("cosponsors", "speakers")
    assert mine.post(address(draft), data={"do": "next", "whom": "person"}).location == onward
    more = {"do": "next", "organisation": "More", "whom": "nobody"}
    assert mine.post(address(draft), data=more).location == onward
    assert [one.organisation.name for one in draft.cosponsors][-1] == "More"


def test_what_is_wrong_with_whom_to_ask_stands_at_its_field(mine: Browser, draft: Application) -> None:
    wrong = {"do": "name", "organisation": "Youth Network", "whom": "person", "address": "ana at youth"}
    page = Page(mine.post(address(draft), data=wrong).text)
    assert texts(page, ".row .error") == [
        "Write whom to ask, or choose above who else is asked.",
        'No letter can be sent to the address "ana at youth".',
    ]
    one = do(cosponsoring.name, draft, "Youth Network")
    ask = {"do": "ask", "number": one.id, "person": "Ana", "address": "ana at youth"}
    answer = mine.post(f"{address(draft)}act/", data=ask)
    page = Page(answer.text)
    assert (answer.status_code, texts(page, "#answers .error")) == (
        422,
        ['No letter can be sent to the address "ana at youth".'],
    )
    typed = [node.attributes.get("value") for node in page.css("details[open] input:not([type=hidden])")]
    assert typed == ["Ana", "ana at youth"]
    labels = [label.removesuffix(" (optional)") for label in texts(page, "main label")]
    assert sorted(set(labels)) == sorted(labels)
