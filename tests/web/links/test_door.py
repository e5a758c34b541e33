"""Behind a personal link: looking does nothing, the button does it once, and strangers learn nothing."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.audit.actions import record
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links import actions, queries
from scheduler.links.models import Link
from scheduler.organisations.actions import name_person
from scheduler.web.links.door import PURPOSES
from scheduler.web.links.purposes import Purpose
from tests.web.conftest import Page, texts
from tests.web.people import browser

NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)
GONE = "There is no such link. Copy the whole address from the letter."


def _agree(this: Decision, link: Link) -> Sentence:
    record(this, "agree", link.thing)
    return Sentence("You agreed with %(name)s.", name="Ann Example")


def _refuse(_this: Decision, _link: Link) -> Sentence:
    raise Refused(Sentence("A rule says no."))


TRIAL = Purpose(
    "trial",
    "links/done.html",
    lambda link: {"said": Sentence("Press to agree to %(thing)s.", thing=link.thing)},
    {"agree": _agree, "refuse": _refuse},
    timedelta(days=30),
    {"agree": Sentence("You agreed.")},
)


@pytest.fixture(autouse=True)
def purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more purpose, to try the door with."""
    monkeypatch.setitem(PURPOSES, TRIAL.name, TRIAL)


def made(purpose: str = TRIAL.name, lasts: timedelta = TRIAL.lasts) -> tuple[str, str]:
    """The address of a new link, and how the history names its holder."""
    with bookkeeping("tests") as this:
        person = name_person("Bo Example")
        session.flush()
        _, token = actions.make(this, purpose, "representative 5", person_id=person.id, lasts=lasts)
        return f"/l/{token}/", f"person {person.id}"


def said(response: TestResponse) -> list[str]:
    page = Page(response.text)
    return [*texts(page, "h1"), *texts(page, ".link-page > p")]


def test_opening_it_says_what_can_be_done_and_does_nothing(app: Flask) -> None:
    with clock.set_to(NOON):
        address, _ = made()
        for method in ("GET", "HEAD", "GET"):
            response = browser(app).open(address, method=method)
            assert response.status_code == 200
    assert said(response)[1:] == [
        "Press to agree to representative 5.",
        "This is written down. You can close this page; the link is used up.",
        "This link was sent to Bo Example and is for nobody else. Do not pass it on. "
        "It works once, until Thu 8 April 2027, 14:00 in Vienna.",
    ]
    assert history("representative 5") == []


def test_the_button_does_it_in_the_holders_name_and_uses_the_link_up(app: Flask) -> None:
    address, holder = made()
    response = browser(app).post(address, data={"do": "agree"})
    assert response.status_code == 200
    assert said(response)[:2] == ["Done", "You agreed with Ann Example."]
    (done,) = history("representative 5")
    assert done.content is not None
    assert (done.act, done.content.facts["actor"]) == ("agree", holder)
    assert queries.count_alive() == 0


def test_a_second_click_is_told_what_was_done(app: Flask) -> None:
    with clock.set_to(NOON):
        address, _ = made()
        client = browser(app)
        client.post(address, data={"do": "agree"})
        again = client.post(address, data={"do": "agree"})
        looked = browser(app).get(address)
    assert (again.status_code, looked.status_code) == (200, 410)
    assert said(again) == said(looked)
    assert said(again)[:4] == [
        "This is done",
        "This link was used already. What it was for is done.",
        "You agreed.",
        "It was done on Tue 9 March 2027, 13:00 in Vienna.",
    ]
    assert len(history("representative 5")) == 1


def test_two_clicks_at_the_same_time_act_once(app: Flask) -> None:
    address, _ = made()
    both = threading.Barrier(2)
    answers = []

    def click() -> None:
        client = browser(app)
        both.wait()
        answers.append(client.post(address, data={"do": "agree"}))

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert sorted(said(answer)[0] for answer in answers) == ["Done", "This is done"]
    assert len(history("representative 5")) == 1


def test_what_a_rule_refuses_leaves_the_link_alive(app: Flask) -> None:
    address, _ = made()
    refused = browser(app).post(address, data={"do": "refuse"})
    assert refused.status_code == 409
    assert "A rule says no." in refused.text
    assert browser(app).get(address).status_code == 200


@pytest.mark.parametrize("do", ["", "erase", "agree "])
def test_what_is_not_offered_is_not_done(app: Flask, do: str) -> None:
    address, _ = made()
    assert browser(app).post(address, data={"do": do}).status_code == 400
    assert history("representative 5") == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("token", ["x", "a" * 27, "A" * 2000, "%C3%A9", "..%2F..", "0"])
def test_what_is_no_link_is_told_nothing(app: Flask, method: str, token: str) -> None:
    made()
    response = browser(app).open(
        f"/l/{token}/", method=method, data={"do": "agree"} if method == "POST" else None
    )
    assert response.status_code == 404
    assert "representative" not in response.text
    assert "Example" not in response.text


def test_one_that_expired_or_was_withdrawn_says_so_and_no_more(app: Flask) -> None:
    with clock.set_to(NOON):
        expired, _ = made(lasts=timedelta(hours=1))
        withdrawn, _ = made()
    with clock.set_to(NOON + timedelta(hours=1)):
        with decision("account 1") as this:
            actions.revoke(this, queries.known(withdrawn[3:-1]))
        answers = [
            browser(app).open(address, method=method)
            for address in (expired, withdrawn)
            for method in ("GET", "POST")
        ]
    assert [answer.status_code for answer in answers] == [410] * 4
    assert said(answers[0])[:2] == [
        "This link does not work",
        "This link has expired. Ask whoever wrote to you for a new one.",
    ]
    assert said(answers[2])[1] == (
        "This link was withdrawn. If you have a newer letter, use the link in that one."
    )
    assert not any("Bo Example" in answer.text for answer in answers)
    assert history("representative 5") == []


def test_a_link_of_another_version_of_the_program(app: Flask) -> None:
    address, _ = made(purpose="of-old")
    response = browser(app).get(address)
    assert response.status_code == 404
    assert "What this link was for is no longer offered." in response.text


@pytest.mark.parametrize("address", ["/l/", "/l/nothing/", "link"])
def test_nobody_keeps_or_passes_on_the_page(app: Flask, address: str) -> None:
    headers = browser(app).get(made()[0] if address == "link" else address).headers
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_guessing_is_made_slow(app: Flask) -> None:
    with clock.set_to(NOON):
        address, _ = made()
        client = browser(app)
        answers = [client.get(f"/l/guess-{number}/").status_code for number in range(60)]
        assert answers == [404] * 60
        assert client.get("/l/guess-60/").status_code == 429
        assert client.get(address).status_code == 429
    with clock.set_to(NOON + timedelta(minutes=16)):
        assert client.get(address).status_code == 200
