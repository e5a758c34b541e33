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
from tests.web.conftest import read, texts
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
