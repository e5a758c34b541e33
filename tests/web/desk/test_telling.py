"""The page before a release: what is said of it, who would be told, and telling nobody for a reason."""

import pytest
import sqlalchemy as sa
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.releases.models import Release
from scheduler.telling.terms import ByMail
from scheduler.web.account.news import CHOICES
from scheduler.web.desk.releases import WHY_QUIET
from scheduler.web.links.news import KEPT
from tests.telling import stage
from tests.telling.stage import EVENT, OTHER, letters, put, where
from tests.web.conftest import read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, signed_in

HERE = "/desk/meetings/T1/release/"
NOTE = "The lift is out of order.\nTake the stairs."


@pytest.fixture
def desk(app: Flask) -> Browser:
    """An event was moved, and is not released."""
    stage.publish()
    stage.reach_everybody()
    with bookkeeping("tests") as this:
        put(EVENT, where(11))(this)
    return signed_in(app, member(app, Role.SECRETARIAT))


def seen(page: LexborHTMLParser) -> str:
    return str(page.css("input[name=seen]")[0].attributes["value"])


def untouched(page: LexborHTMLParser) -> dict[str, str]:
    """What the form sends with the summary as the page made it."""
    fields = ("seen", "made", "summary")
    return {name: str(page.css(f"input[name={name}]")[0].attributes["value"]) for name in fields}


def test_it_says_who_would_be_told_what(desk: Browser) -> None:
    page = read(desk, HERE)
    assert texts(page, "#told + ul li") == ["3 people by a letter at once"]
    assert texts(page, "main tbody tr") == [
        "Sam Speaker at once The event",
        "Harbour Contact at once The event",
        "Lighthouse Contact at once The event",
    ]
    (letter,) = texts(page, "article.letter")
    assert letter.startswith("A test session: changes that concern you Dear Sam Speaker,")
    assert letters() == []


def test_note_and_summary_are_public_and_the_note_is_in_the_letters(app: Flask, desk: Browser) -> None:
    page = read(desk, HERE)
    assert page.css("input[name=summary]")[0].attributes["value"] == "1 moved"
    typed = {"seen": seen(page), "note": NOTE, "summary": "One event moves"}
    shown = desk.post(HERE, data={**typed, "do": "preview"})
    assert shown.status_code == 200
    assert "About this release: The lift is out of order." in shown.text
    assert desk.post(HERE, data=typed).location == HERE
    assert all(f"About this release: {NOTE}" in one.text for one in letters())
    public = texts(read(browser(app), "/T1/changes/2/"), "main .release")[0]
    assert "One event moves" in public
    assert "The lift is out of order." in public
    listed = texts(read(desk, "/desk/meetings/T1/releases/"), "tbody tr")
    assert "One event moves" in listed[0]
    assert "3 entries published" in listed[1]


def test_a_summary_that_was_left_as_it_was_is_made_anew_for_each_reader(app: Flask, desk: Browser) -> None:
    desk.post(HERE, data={**untouched(read(desk, HERE)), "note": ""})
    assert "1 moved" in texts(read(browser(app), "/T1/changes/"), "main .release")[0]
    kept = session.execute(sa.select(Release.summary, Release.note)).all()
    assert kept == [(None, None), (None, None)]


def test_a_summary_that_was_left_follows_what_changed_since_the_page_was_opened(desk: Browser) -> None:
    sent = untouched(read(desk, HERE))
    assert sent["summary"] == "1 moved"
    with bookkeeping("tests") as this:
        put(OTHER, where(12, room="M2"))(this)
    refused = desk.post(HERE, data=sent)
    assert refused.status_code == 409
    assert untouched(LexborHTMLParser(refused.text))["summary"] == "2 moved"


def test_nobody_is_told_only_with_a_reason(desk: Browser) -> None:
    typed = {"seen": seen(read(desk, HERE)), "quiet": "yes"}
    refused = desk.post(HERE, data=typed)
    assert (refused.status_code, WHY_QUIET.text in refused.text) == (409, True)
    assert desk.post(HERE, data={**typed, "untold": "A rehearsal"}).status_code == 303
    assert letters() == []
    (told,) = (one.content for one in history("meeting T1") if one.act == "tell nobody")
    assert told
    assert told.facts["why"] == "A rehearsal"


@pytest.mark.parametrize("people", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_people(app: Flask, desk: Browser, people: int) -> None:
    with bookkeeping("tests"):
        for number in range(people):
            stage.represent("Harbour", f"Reader {number:02}", is_contact=True)
    with counted(app) as sent:
        assert len(texts(read(desk, HERE), "main tbody tr")) == people + 3
    assert len(sent) <= 80


def test_every_way_has_its_words() -> None:
    assert set(CHOICES) == set(KEPT) == set(ByMail)
