"""Letters about names that their body has not forwarded: the body handles them, the secretariat does not read
them, wherever letters are shown."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState
from scheduler.mail.models import Letter, MeetingMail
from scheduler.nominations import reviewing
from tests.nominations import stage
from tests.nominations.stage import DURING, do
from tests.web.conftest import read, texts
from tests.web.desk.test_bodies import enter

LETTERS = "/desk/letters/"


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def test_the_secretariat_reads_no_letter_about_a_name_that_was_not_forwarded(app: Flask) -> None:
    play = stage.stage()
    with bookkeeping("tests"):
        session.add(MeetingMail(meeting_id=play.meeting.id, holds=True))
    one = stage.confirmed(play, name="Quinn Quiet")
    letter = session.scalars(select(Letter).where(Letter.kind == "nomination-put-forward")).one()
    sam, cora, ada = (enter(app, who) for who in (play.desk, play.coordinator, play.african))
    where = f"{LETTERS}{letter.id}/"

    shown = read(sam, where).html or ""
    assert "A letter of Vienna NGO Committee on Drugs about a name that it has not forwarded." in shown
    places = [
        f"{LETTERS}?state=held",
        f"{LETTERS}?q=Quinn",
        where,
        "/desk/search?q=" + str(letter.address),
        "/desk/links/",
        f"/desk/history/?person={one.person_id}",
    ]
    pages = [read(sam, place) for place in places]
    assert [(page.html or "").count(str(letter.subject)) for page in pages] == [0] * 6
    assert texts(pages[3], "main h2") == ["People 1", "Keys"]  # whom the desk knows anyway, and no letter
    assert [
        place for place, page in zip(places[:3], pages[:3], strict=True) if "Quinn Quiet" in page.text()
    ] == []
    assert [len(page.css("main tbody tr")) for page in pages[4:]] == [0, 0]
    assert texts(read(sam, places[0]), "tbody th") == ["About a name that its body has not forwarded"] * 2
    assert read(sam, places[1]).css("tbody tr") == []
    closed = [
        sam.post(f"{where}{act}", data={"why": "x"}) for act in ("discard", "put-back", "again", "edit")
    ]
    assert [answer.status_code for answer in closed] == [404] * 4
    assert ada.get(where).status_code == 404

    assert "Quinn Quiet" in (read(cora, where).html or "")
    other = session.scalars(select(Letter).where(Letter.kind == "nomination-confirmed")).one()
    for act in ("discard", "put-back"):
        assert cora.post(f"{LETTERS}{other.id}/{act}", data={"why": "Wrong text"}).status_code == 303
    assert sam.post(f"{where}release").status_code == 303  # unread
    session.refresh(letter)
    assert letter.state is LetterState.WAITING

    for who in play.reviewers:
        do(reviewing.score, who, one, {"relevance": 3, "voice": 3})
    do(reviewing.endorse, play.coordinator, one)
    do(reviewing.forward, play.coordinator, one)
    assert "Quinn Quiet" in (read(sam, where).html or "")
