"""What of applications waits for somebody, on the page of their account."""

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.applications import cosponsoring, deciding, joining, material
from scheduler.applications.models import Application, Material
from scheduler.applications.terms import Flyer
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.organisations.models import Organisation, Person, Representative
from tests.applications import stage
from tests.applications.desk import do
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser

HERE = "/account/applications/"


def returned(call: Call, lead: Organisation, title: str) -> Application:
    made = stage.draft(call, lead, title=title)
    stage.hand_in(made, stage.DURING)
    do(deciding.return_, made, "Shorten it.")
    return made


def with_flyer(one: Application) -> Application:
    with bookkeeping("tests") as this:
        told = {"name": "f.png", "media_type": "image/png", "size": 1, "alternative": "Come.", "said": None}
        made = Material(digest="0" * 64, state=Flyer.WAITING, uploaded_at=this.at, **told)
        one.material = made
    do(material.return_, one, "Take the banner off.")
    return one


def waiting(browser: Browser) -> list[tuple[str, str | None]]:
    page = read(browser, "/account/")
    return list(
        zip(texts(page, "[aria-labelledby=waits] li"), links(page, "[aria-labelledby=waits] a"), strict=True)
    )


@pytest.fixture(autouse=True)
def open_to_joining(draft: Application) -> None:
    with bookkeeping("tests"):
        draft.open_to_joining = True


@pytest.fixture
def lead(club: Organisation) -> Organisation:
    return session.get_one(Organisation, club.id)


def contact(account: Account) -> None:
    with bookkeeping("tests"):
        session.query(Representative).filter_by(person_id=account.person_id).one().is_contact = True


def test_what_waits(call: Call, draft: Application, ada: Account, lead: Organisation, mine: Browser) -> None:
    assert waiting(mine) == []
    mended, other = returned(call, lead, "Fields"), with_flyer(draft)
    theirs = stage.draft(call, stage.organisation("Lead"), title="Rivers", open_to_joining=True)
    one = do(cosponsoring.name, theirs, lead.name)
    do(cosponsoring.ask, one, "Somebody", "somebody@club.example")
    do(joining.offer, theirs, other)
    before = [
        ("Returned for changes: Fields Change it, and submit it again.", f"{HERE}{mended.code}/"),
        ("The flyer is returned: Harvests Upload another one.", f"{HERE}{other.code}/flyer/"),
    ]
    asked = ("Does Club of Examples support “Rivers”? Lead", f"/account/organisations/events/{lead.id}/")
    offered = ("You are asked to make one event of two: Harvests Lead", f"{HERE}{other.code}/joining/")
    assert waiting(mine) == [*before, offered]
    contact(ada)
    assert waiting(mine) == [*before, asked, offered]
    do(cosponsoring.confirm, one, session.get_one(Person, one.person_id), takes_part=False)
    assert waiting(mine) == [*before, offered]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_it_costs_the_same_for_many(
    app: Flask, call: Call, draft: Application, ada: Account, lead: Organisation, mine: Browser
) -> None:
    contact(ada)
    costs = []
    for more in (1, 6):
        for number in range(more):
            with_flyer(returned(call, lead, f"Fields {more} {number}"))
            theirs = stage.draft(call, stage.organisation(), title="Rivers", open_to_joining=True)
            do(
                cosponsoring.ask,
                do(cosponsoring.name, theirs, lead.name),
                "Bo",
                f"b{more}{number}@club.example",
            )
            do(joining.offer, theirs, draft)
        with counted(app) as sent:
            waits = waiting(mine)
        costs.append((len(waits), len(sent)))
    assert [number for number, _ in costs] == [4, 28]
    assert costs[0][1] == costs[1][1]
