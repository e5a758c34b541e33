"""A list of VNGOC's with three nominations: reviewed by one who steps aside and one who does not, put in
order by a coordinator without an account, commented on by the Civil Society Unit, and forwarded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_security import hash_password
from playwright.sync_api import Browser
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Role
from scheduler.nominations import holding, reviewing
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Words
from scheduler.nominations.terms import Region, State
from tests.browser import KEYBOARD, MOUSE, Reader, Way
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.conftest import Open
from tests.nominations import stage
from tests.nominations.test_refusals import token_of

NAMES = ("Ann Able", "Bo Bright", "Cy Clear")


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    with housed(tmp_path, sqlite_template) as house:
        house.at(stage.DURING)
        yield house


def prepare(house: House) -> str:
    """Three who confirmed; two of them are reviewed. Where Lea Link acts for VNGOC."""
    with house.app.app_context():
        play = stage.stage()
        words = Words(sessions=(play.session.id,), abstract="What works.", region=Region.OCEANIA)
        found = [stage.confirmed(play, name=name, words=words) for name in NAMES]
        for one in found[1:]:
            for who in play.reviewers:
                stage.do(reviewing.score, who, one, {"relevance": 4, "voice": 4})
        known = hash_password(PASSWORD)
        with bookkeeping("tests") as this:
            for account in session.scalars(select(Account)):
                account.password, account.confirmed_at = known, this.at
        with decision("tests") as this:
            holding.hand_role(this, "VNGOC", Role.CHANNEL_COORDINATOR, stage.person("Lea Link"))
        return f"/l/{token_of('channel-role')}/"


def open_desk(reader: Reader, name: str, nominee: str) -> None:
    reader.sign_in(f"{name}@body.example", PASSWORD)
    reader.go("/desk/")
    reader.go("/desk/bodies/")
    reader.follow(reader.find("link", nominee))


def review(reader: Reader) -> None:
    """By each of the published criteria."""
    for criterion, mark in (("It is about the topic counts 2 times", "4"), ("A voice not heard", "5")):
        reader.pick(reader.find("group", criterion).get_by_label(mark, exact=True))
    reader.follow(reader.find("button", "Keep my review"))
    assert "Your review is kept. Only the coordinator reads it." in reader.text()


def step_aside(reader: Reader) -> None:
    reader.open(reader.panel("Step aside because of an interest"))
    reader.write(reader.field("Your interest in a few words"), "We worked together.")
    reader.follow(reader.find("button", "Step aside"))
    assert "You have stepped aside. Others review it." in reader.text()


def put_in_order(reader: Reader, link: str) -> None:
    """Without an account: all are endorsed, and the last goes to the top."""
    reader.go(link)
    reader.follow(reader.find("link", "Open the desk"))
    reader.follow(reader.find("link", "Vienna NGO Committee on Drugs: Panels of September"))
    assert "86.7 of 100 · 1 of 2 reviews in, one stepped aside" in reader.text()
    for name in NAMES:
        reader.tick(reader.find("checkbox", f"Tick {name}"))
    reader.follow(reader.find("button", "Endorse the ticked"))
    reader.choose("Session", "Session 1")
    reader.follow(reader.find("button", "Show"))
    for _ in range(2):
        reader.press(reader.find("button", "Cy Clear up"))
    assert "Cy Clear: Number 1" in reader.text()
    reader.follow(reader.find("button", "Keep this order"))
    assert "There is one place. Who stands below it is a reserve." in reader.text()
    rows = reader.find("rowheader").all_inner_texts()
    assert [" ".join(text.split()) for text in rows[:3]] == [
        "Cy Clear",
        "Ann Able reserve",
        "Bo Bright reserve",
    ]


@pytest.mark.parametrize("way", [MOUSE, KEYBOARD], ids=str)
def test_a_list_goes_from_reviews_to_the_secretariat(house: House, open_reader: Open, way: Way) -> None:
    link = prepare(house)
    rae, ron, uma, lea = (open_reader(way, house) for _ in range(4))
    open_desk(rae, "rae", "Ann Able")
    review(rae)
    open_desk(ron, "ron", "Ann Able")
    step_aside(ron)
    put_in_order(lea, link)
    open_desk(uma, "uma", "Cy Clear")
    uma.write(uma.field("What you think of it"), "A voice that is missing.")
    uma.follow(uma.find("button", "Comment"))
    lea.reload()
    assert "A voice that is missing." in lea.text()
    lea.follow(lea.find("button", "Forward the ticked"))
    assert "They are forwarded." in lea.text()
    with house.app.app_context():
        found = session.scalars(select(Nomination).order_by(Nomination.rank))
        assert [(one.person.name, one.state) for one in found] == [
            (name, State.FORWARDED) for name in ("Cy Clear", "Ann Able", "Bo Bright")
        ]
        db.session.remove()
