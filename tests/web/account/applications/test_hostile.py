"""What applicants may send: it comes out as text wherever it is read, and what cannot be is refused with a
sentence, nothing stored."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.applications import cosponsoring, deciding
from scheduler.applications.facts import LinkFact, SpeakerFact
from scheduler.applications.models import Application
from scheduler.applications.queries import by_code, current
from scheduler.applications.submitting import publish
from scheduler.applications.terms import LinkKind
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Role
from scheduler.mail.message import as_html
from scheduler.mail.models import Letter
from scheduler.meetings.models import Slot
from scheduler.organisations.queries import person
from tests.applications import stage
from tests.conftest import BASE_URL
from tests.web.people import Browser, browser, member, signed_in

HERE = "/account/applications/"
EVIL = "=1+1\"'><img src=x onerror=alert(1)>"
STEPS = ("event", "organiser", "cosponsors", "speakers", "links", "flyer", "slots", "look-over")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def evil(app: Flask, call: Call, ada: Account) -> Application:
    """An application with markup and a formula wherever there is room for text."""
    lead = stage.organisation(EVIL)
    speaker = SpeakerFact(name=EVIL, affiliation=EVIL, email="evil@body.example")
    link = LinkFact(kind=LinkKind.STREAM, url=f"https://x.example/{quote(EVIL, safe='<>=+()')}")
    made = stage.draft(
        call,
        lead,
        person(ada.person_id),
        title=EVIL,
        abstract=EVIL,
        theme=EVIL,
        contact=EVIL,
        note=EVIL,
        languages=(EVIL,),
        speakers=(speaker,),
        links=(link,),
        open_to_joining=True,
    )
    stage.hand_in(made, stage.DURING)
    with decision("tests") as this:
        cosponsoring.invite(this, made, f"{EVIL} 2", EVIL, "bo@partners.example")
    with decision("account 99") as this:
        deciding.return_(this, made, EVIL)
    return made


def addresses(one: Application) -> Iterator[str]:
    """Wherever somebody reads it; the desk may read all of them."""
    mine = ("", *(f"{step}/" for step in STEPS), "joining/", "leave/", "history/", "receipt/")
    yield from (f"{HERE}{one.code}/{page}" for page in mine)
    yield HERE
    yield from (f"/desk/applications/{page}" for page in ("", f"{one.id}/", "figures"))
    yield from (f"/desk/search?q={quote(word)}" for word in ("img src", one.code))
    yield from (f"/desk/organisations/?q={quote('img src')}", "/desk/letters/", "/desk/history/", "/desk/")
    letters = session.scalars(select(Letter.id).where(Letter.meeting_id == one.call.meeting_id))
    yield from (f"/desk/letters/{number}/" for number in letters)
    yield from ("/CND70/calls/", "/CND70/calls/S/receipts/", "/verify/")


def test_markup_is_only_text_on_every_page_and_in_every_letter(
    app: Flask, evil: Application, mine: Browser
) -> None:
    with clock.set_to(stage.CLOSES), decision("tests") as this:
        publish(this, evil.call)
    desk, seen = signed_in(app, member(app, Role.ADMIN)), 0
    for address in addresses(evil):
        answers = [one.get(address) for one in (mine, desk)]
        assert 200 in {answer.status_code for answer in answers}, address
        assert {answer.status_code for answer in answers} <= {200, 403, 404}, address
        for answer in answers:
            assert LexborHTMLParser(answer.text).css("[onerror]") == [], address
            seen += "onerror=alert(1)" in answer.text
    assert seen > 20
    letters = list(session.scalars(select(Letter)))
    assert {"application-received", "application-returned", "support-asked"} <= {one.kind for one in letters}
    for letter in letters:
        assert LexborHTMLParser(as_html(letter.text, "en", BASE_URL)).css("[onerror]") == []
        assert "\n" not in letter.subject


def test_formulas_are_only_text_in_tables(app: Flask, evil: Application) -> None:
    desk = signed_in(app, member(app, Role.SECRETARIAT))
    table = desk.get("/desk/applications/applications.csv")
    rows = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig"))))
    cells = [cell for row in rows[1:] for cell in row if "onerror" in cell]
    assert len(cells) >= 5
    assert {cell[:2] for cell in cells} == {"'="}


BAD = {
    "a half of a pair": "a\ud83d",
    "no character": "a\x00b",
    "what stood for no text": "a\ufffd",
    "too long": "x" * 6_000,
    "much too long": "x" * 60_000,
    "a number beyond": "9" * 400,
    "digits of other scripts": "²",
    "negative": "-1",
    "a slot without a rank": "1:",
    "a rank without a slot": ":1",
    "nothing seen": "\u202e\u200b",
}
FIELDS = {
    "event": ["title", "abstract", "theme", "format", "languages", "attendance", "equipment", "note"],
    "organiser": ["organisation", "words"],
    "speakers": [f"speakers-0-{name}" for name in ("name", "affiliation", "email", "person", "online")],
    "links": ["links-0-kind", "links-0-url", "contact"],
    "slots": ["wishes", "excluded"],
    "cosponsors": ["organisation", "person", "address"],
}
FORGED = ("revision", "do", "keep_title", "other_languages")
"""What every form has besides, or might."""


def as_form(typed: dict[str, str]) -> str:
    """As it is sent; also what is no text."""
    pairs = ((name, quote(value.encode("utf-8", "surrogatepass"))) for name, value in typed.items())
    return "&".join(f"{name}={value}" for name, value in pairs)


@pytest.mark.parametrize("step", FIELDS)
def test_no_form_breaks_and_nothing_that_cannot_be_is_stored(
    draft: Application, mine: Browser, step: str
) -> None:
    code, usual = draft.code, {"revision": "2", "do": "name", "links-0-kind": "stream"}
    wrong = [dict.fromkeys(FIELDS[step], bad) for bad in BAD.values()]
    wrong += [{field: bad} for field in FORGED for bad in ("-1", "9" * 400, "x" * 60_000)]
    for typed in wrong:
        sent = as_form(usual | typed)
        answer = mine.post(f"{HERE}{code}/{step}/", data=sent, content_type=FORM)
        assert answer.status_code in (200, 303, 400, 404, 409, 422), sent[:200]
        assert answer.status_code < 400 or LexborHTMLParser(answer.text).css(".faults, h1") != []
    session.expire_all()
    kept = current(by_code(code))
    assert all(len(text or "") <= 300 for text in (kept.title, kept.theme, kept.contact))
    assert [char for char in "\x00\ufffd" if char in kept.model_dump_json()] == []
    assert set(kept.wishes) <= set(session.scalars(select(Slot.id)))


def test_what_belongs_to_another_meeting_or_person_cannot_be_named(
    app: Flask, call: Call, draft: Application, mine: Browser
) -> None:
    elsewhere = stage.call(stage.meeting("CND71"))
    slot = elsewhere.meeting.slots[0].id
    theirs = stage.draft(elsewhere, stage.organisation("Body of Others"), speakers=(SpeakerFact(name="Cy"),))
    speaker = theirs.speakers[0].person_id
    before = current(by_code(draft.code))
    for step, typed in {
        "slots": {"wishes": f"{slot}:1"},
        "speakers": {"speakers-0-name": "Cy", "speakers-0-person": str(speaker)},
    }.items():
        answer = mine.post(f"{HERE}{draft.code}/{step}/", data={"revision": 2, **typed})
        assert (answer.status_code, "no longer there" in answer.text) == (422, True)
    assert (
        mine.post(f"{HERE}{draft.code}/joining/", data={"do": "offer", "into": theirs.code}).status_code
        == 404
    )
    assert mine.post(f"{HERE}{draft.code}/joining/", data={"do": "agree", "number": "1"}).status_code == 404
    assert mine.post(f"{HERE}{theirs.code}/copy/", data={"call": "CND70-S"}).status_code == 404
    session.expire_all()
    assert current(by_code(draft.code)) == before


ODD = ("%ff%fe", "%00", "A" * 3000, "%F0%9F", "%ED%A0%80", "..%2f..", "K%0d%0aX:y", "²²²²²")


def test_odd_codes_and_tokens_are_not_there(app: Flask, call: Call, mine: Browser) -> None:
    stranger = browser(app)
    for odd in ODD:
        for address in (f"{HERE}{odd}/", f"{HERE}{odd}/submit/", f"/desk/applications/{odd}/"):
            assert {mine.get(address).status_code, mine.post(address).status_code} <= {404, 405, 308}, address
        for address in (f"/l/{odd}/", f"/CND70/calls/{odd}/receipts/", f"/{odd}/calls/"):
            assert stranger.get(address).status_code in (404, 308), address
        answer = stranger.post("/verify/", data=f"number={odd}&proof={odd}", content_type=FORM)
        assert answer.status_code in (200, 400, 422), odd
