"""Looking over, submitting, the receipt, and what comes after."""

import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.accounts.models import Account
from scheduler.applications import cosponsoring, deciding, material
from scheduler.applications.models import Application, CoSponsor, Receipt
from scheduler.applications.queries import by_code, versions
from scheduler.calls.actions import let_in_late
from scheduler.calls.models import Call
from scheduler.calls.rules import Late
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Role
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import person
from tests.applications import stage
from tests.conftest import BASE_URL
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, signed_in

HERE = "/account/applications/"
DOCS = Path(__file__).parents[4] / "docs" / "receipts.md"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


def fresh(application: Application) -> Application:
    session.expire_all()
    return by_code(application.code)


def submit(browser: Browser, application: Application) -> None:
    assert browser.post(f"{HERE}{application.code}/submit/").status_code == 303


def receipts() -> int:
    return session.scalars(select(func.count()).select_from(Receipt)).one()


def test_what_is_missing_is_told_and_nothing_is_submitted(call: Call, ada: Account, mine: Browser) -> None:
    mine.post(f"{HERE}start/", data={"call": "CND70-S"})
    code = session.scalars(select(Application.code)).one()
    answer = mine.post(f"{HERE}{code}/submit/")
    assert answer.status_code == 422
    lacking = re.findall(r'<li><a href="[^"]*/(\w+)/">[^<]*: ([^<]*)</a>', answer.text)
    assert lacking == [
        ("event", "Write a title."),
        ("organiser", "Choose the organisation that leads."),
    ]
    assert receipts() == 0


def test_the_preview_says_what_the_programme_will(draft: Application, mine: Browser) -> None:
    links = {
        "links-0-kind": "without",
        "links-0-url": "https://stream.example/1",
        "contact": "Ada, ada@club.example",
    }
    assert mine.post(f"{HERE}{draft.code}/links/", data={"revision": 2, **links}).status_code == 303
    page = read(mine, f"{HERE}{draft.code}/look-over/")
    assert texts(page, ".preview h3, .preview h4") == ["Harvests", "What it is about", "Links"]
    assert texts(page, ".preview .text") == ["On harvests.", "Contact: Ada, ada@club.example"]
    assert texts(page, ".preview dd")[1:] == ["Club of Examples"]
    assert texts(page, ".preview li") == ["Join online: https://stream.example/1"]


def test_two_clicks_give_one_receipt(draft: Application, mine: Browser) -> None:
    sent = [mine.post(f"{HERE}{draft.code}/submit/") for _ in range(2)]
    assert [(one.status_code, one.location) for one in sent] == [(303, f"{HERE}{draft.code}/receipt/")] * 2
    assert receipts() == 1
    page = read(mine, f"{HERE}{draft.code}/receipt/")
    assert texts(page, "h1") == ["Receipt CND70-S-0001"]
    receipt = fresh(draft).receipt
    assert receipt is not None
    assert texts(page, ".record dd") == [
        "Fri 15 January 2027, 13:00:00.000 in Vienna",
        "CND70-S-0001",
        "All others",
        receipt.fingerprint,
    ]
    assert texts(page, ".place") == ["Place in the queue now: 1 of 1"]
    (text,) = (node.text() for node in page.css("pre"))
    assert text.splitlines()[:3] == [
        "Number: CND70-S-0001",
        "Received: 2027-01-15T12:00:00+00:00",
        "Class: other",
    ]


def test_the_proof_alone_gives_the_fingerprint(draft: Application, mine: Browser, tmp_path: Path) -> None:
    """By the second program in docs/receipts.md, until something is struck out of what is kept."""
    submit(mine, draft)
    receipt = fresh(draft).receipt
    assert receipt is not None
    address = f"{HERE}{draft.code}/receipt/"
    [link] = [to for to in links(read(mine, address), "main a[download]") if to]
    answer = mine.get(link)
    assert answer.headers["Content-Disposition"] == "attachment; filename=proof-CND70-S-0001.json"
    told = json.loads(answer.data)
    assert (told["receipt"]["Seal"], told["facts"]["title"]) == (receipt.seal, "Harvests")

    program, _ = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    said = []
    for content in (answer.data, answer.data.replace(b"Harvests", b"Harvest")):
        (tmp_path / "proof.json").write_bytes(content)
        run = [sys.executable, "-I", "-c", program, "proof.json"]
        said.append(subprocess.run(run, cwd=tmp_path, capture_output=True, text=True).stdout.strip())
    assert said == ["the facts fit the fingerprint", "the facts do not fit the fingerprint"]

    with bookkeeping("tests"):
        [version] = versions(fresh(draft))
        version.facts = {**version.facts, "abstract": "On …"}
    assert links(read(mine, address), "main a[download]") == []
    assert mine.get(link).status_code == 404


def test_the_queue_is_shown_as_it_shifts(call: Call, draft: Application, mine: Browser) -> None:
    submit(mine, draft)
    stage.received(call, stage.state())
    page = read(mine, f"{HERE}{draft.code}/")
    assert texts(page, ".place") == ["Place in the queue now: 2 of 2"]
    assert "Events of Member States come first; so many stand before yours: 1." in str(page.html)


def test_only_the_arrival_decides(draft: Application, mine: Browser) -> None:
    with clock.set_to(stage.CLOSES):
        late = mine.post(f"{HERE}{draft.code}/submit/")
    assert (late.status_code, "This call is closed." in late.text, receipts()) == (409, True, 0)
    with clock.set_to(stage.CLOSES - timedelta(microseconds=1)):
        submit(mine, draft)
    assert receipts() == 1


def test_who_is_turned_away_is_told_why_and_not_hinted_at(draft: Application, mine: Browser) -> None:
    data = {"revision": 2, "title": "Harvests in Kenya", "abstract": "On harvests."}
    assert mine.post(f"{HERE}{draft.code}/event/", data=data).status_code == 303
    assert "Worth a second look" in mine.get(f"{HERE}{draft.code}/look-over/").text
    with clock.set_to(stage.CLOSES):
        late = mine.post(f"{HERE}{draft.code}/submit/")
    assert ("This call is closed." in late.text, "Worth a second look" in late.text) == (True, False)


def test_a_personal_link_lets_in_after_the_close(app: Flask, ada: Account, club: Organisation) -> None:
    call = stage.call(late=Late.LINK)
    lead = session.get_one(Organisation, club.id)
    ann, bob = (stage.draft(call, lead, person(ada.person_id)).code for _ in range(2))
    with clock.set_to(stage.CLOSES), decision("tests") as this:
        _, token = let_in_late(this, call, person(ada.person_id), timedelta(days=1))
    with clock.set_to(stage.CLOSES):
        late = signed_in(app, ada)
        assert late.post(f"{HERE}{ann}/submit/").status_code == 409
        page = read(late, f"/l/{token}/")
        assert texts(page, "h1") == ["A late application"]
        assert "can still submit one application" in str(page.html)
        assert late.post(f"{HERE}{ann}/submit/").status_code == 303
        assert late.post(f"{HERE}{bob}/submit/").status_code == 409
        assert "All others, after the close" in late.get(f"{HERE}{ann}/receipt/").text


def test_what_can_still_be_changed_and_what_not(
    app: Flask, draft: Application, ada: Account, mine: Browser
) -> None:
    submit(mine, draft)
    page = read(mine, f"{HERE}{draft.code}/event/")
    assert "Ask the secretariat to return it." in str(page.html)
    assert page.css("[name=title]") == []
    sent = mine.post(f"{HERE}{draft.code}/event/", data={"revision": 2, "title": "Forged"})
    assert (sent.status_code, fresh(draft).title) == (303, "Harvests")
    data = {"revision": 2, "contact": "Ada"}
    assert mine.post(f"{HERE}{draft.code}/links/", data=data).status_code == 303
    assert fresh(draft).contact == "Ada"
    until = stage.CLOSES + timedelta(days=30)
    with clock.set_to(until):
        later = signed_in(app, ada)
        assert later.get(f"{HERE}{draft.code}/").text.count("Closed since") == 2
        late = later.post(f"{HERE}{draft.code}/links/", data={"revision": 3, "contact": "Bo"})
    assert (late.status_code, fresh(draft).contact) == (303, "Ada")


def test_returned_changed_and_submitted_again(draft: Application, mine: Browser) -> None:
    submit(mine, draft)
    with decision("account 99") as this:
        deciding.return_(this, fresh(draft), "Name the region.")
    page = read(mine, f"{HERE}{draft.code}/")
    assert "Name the region." in str(page.html)
    data = {"revision": 2, "title": "Harvests in the Andes", "abstract": "On harvests."}
    assert mine.post(f"{HERE}{draft.code}/event/", data=data).status_code == 303
    submit(mine, draft)
    assert (fresh(draft).state, fresh(draft).title, receipts()) == ("received", "Harvests in the Andes", 1)
    rows = [texts(row, "td, th")[1:] for row in read(mine, f"{HERE}{draft.code}/history/").css("tbody tr")]
    assert rows == [
        ["The applicant", "Submitted"],
        ["The applicant", "Changed it after its receipt: Title"],
        ["The secretariat", "Returned the application with commentsName the region."],
        ["The applicant", "Submitted"],
        ["The applicant", "Saved the draft: What it is about, Title"],
        ["The applicant", "Started an application"],
    ]


def test_withdrawing_says_what_will_happen(draft: Application, mine: Browser) -> None:
    submit(mine, draft)
    page = read(mine, f"{HERE}{draft.code}/leave/")
    assert "It leaves the queue, and others move up." in str(page.html)
    assert mine.post(f"{HERE}{draft.code}/leave/").status_code == 303
    assert fresh(draft).state == "withdrawn"
    assert mine.get(f"{HERE}{draft.code}/leave/").status_code == 404
    assert "It stands in the queue no longer." in mine.get(f"{HERE}{draft.code}/receipt/").text


def test_calling_off_wants_a_reason(draft: Application, mine: Browser) -> None:
    submit(mine, draft)
    with decision("account 99") as this:
        deciding.accept(this, fresh(draft))
    assert mine.post(f"{HERE}{draft.code}/leave/").status_code == 422
    assert mine.post(f"{HERE}{draft.code}/leave/", data={"why": "No visas."}).status_code == 303
    assert (fresh(draft).state, fresh(draft).reason) == ("cancelled", "No visas.")


def test_co_sponsors_are_named_asked_and_seen(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/cosponsors/"
    named = {"do": "name", "organisation": "New Partners", "person": "Bo", "address": "bo@partners.example"}
    assert mine.post(address, data=named).status_code == 303
    asked = session.scalars(select(Letter.address).where(Letter.kind == "support-asked")).all()
    assert asked == ["bo@partners.example"]
    one = session.scalars(select(CoSponsor)).one()
    assert texts(read(mine, address), ".lines .state") == ["asked"]
    soon = mine.post(f"{address}act/", data={"number": one.id, "do": "remind"})
    assert (soon.status_code, "once a week" in soon.text) == (409, True)
    bo = one.person
    assert bo is not None
    with decision("tests") as this:
        cosponsoring.confirm(this, one, bo, takes_part=True)
    page = read(mine, address)
    assert texts(page, ".lines .state") == ["confirmed"]
    assert "through the address that you gave" in str(page.html)
    again = mine.post(address, data={**named, "organisation": "new partners"})
    assert (again.status_code, "is named already" in again.text) == (409, True)
    assert mine.post(f"{address}act/", data={"number": one.id, "do": "remove"}).status_code == 303
    assert "No co-sponsor is named yet." in str(read(mine, address).html)


def test_nobody_acts_on_others_co_sponsors(call: Call, draft: Application, mine: Browser) -> None:
    theirs = stage.draft(call, stage.organisation())
    with decision("tests") as this:
        one = cosponsoring.name(this, theirs, "Partners")
        number = one.id
    forged = mine.post(f"{HERE}{draft.code}/cosponsors/act/", data={"number": number, "do": "remove"})
    assert forged.status_code == 404
    session.expire_all()
    assert session.get_one(CoSponsor, number).state == "named"


def test_joining(app: Flask, call: Call, draft: Application, mine: Browser) -> None:
    body = stage.organisation("Society of Fields")
    theirs = stage.draft(call, body, title="Harvests", abstract="On harvests.", open_to_joining=True)
    theirs_browser = signed_in(app, member(app, organisation=body.id))
    address, code = f"{HERE}{draft.code}/joining/", theirs.code
    page = read(mine, address)
    assert "Society of Fields" in texts(page, ".lines li")[0]
    assert mine.post(address, data={"do": "offer", "into": code}).status_code == 303
    assert mine.post(address, data={"do": "offer", "into": code}).status_code == 409
    (number,) = (node.attributes["value"] for node in read(mine, address).css("[name=number]"))
    assert mine.post(address, data={"do": "agree", "number": number}).status_code == 404
    answer = theirs_browser.post(f"{HERE}{code}/joining/", data={"do": "agree", "number": number})
    assert answer.status_code == 303
    assert {fresh(draft).state, by_code(code).state} == {"joined", "draft"}
    leads = [one.organisation.name for one in by_code(code).organisers]
    assert leads == ["Society of Fields", "Club of Examples"]
    assert mine.post(address, data={"do": "undo", "number": number}).status_code == 303
    assert fresh(draft).state == "draft"


def test_who_is_not_open_to_joining_is_not_told_of(call: Call, draft: Application, mine: Browser) -> None:
    theirs = stage.draft(call, stage.organisation())
    address = f"{HERE}{draft.code}/joining/"
    for code in (theirs.code, "22222"):
        assert mine.post(address, data={"do": "offer", "into": code}).status_code == 404


def test_a_flyer(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/flyer/"

    def send(data: bytes, said: str = "Come to our event.") -> int:
        sent = {"file": (io.BytesIO(data), "../flyer.png"), "alternative": said}
        return mine.post(address, data=sent, content_type="multipart/form-data").status_code

    assert (send(b"<script>"), send(PNG, "")) == (409, 422)
    assert mine.post(address, data={"alternative": "Come."}).status_code == 422
    assert send(PNG) == 303
    assert texts(read(mine, address), "section .state") == ["waiting for its review"]
    file = mine.get(f"{address}file")
    assert (file.data, file.mimetype) == (PNG, "image/png")
    assert file.headers["Content-Disposition"] == "attachment; filename=flyer.png"
    with decision("account 99") as this:
        material.return_(this, fresh(draft), "Take the banner off.")
    assert "Take the banner off." in str(read(mine, address).html)
    assert mine.post(f"{address}remove/").status_code == 303
    assert mine.get(f"{address}file").status_code == 404


def test_the_secretariat_reads_and_does_not_write(app: Flask, draft: Application, mine: Browser) -> None:
    submit(mine, draft)
    desk = signed_in(app, member(app, Role.SECRETARIAT))
    page = read(desk, f"{HERE}{draft.code}/")
    assert (page.css(".steps-list"), desk.get(f"{HERE}{draft.code}/receipt/").status_code) == ([], 200)
    assert desk.post(f"{HERE}{draft.code}/leave/").status_code == 404


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_list_costs_the_same_for_many(
    app: Flask, call: Call, draft: Application, club: Organisation, mine: Browser
) -> None:
    lead = session.get_one(Organisation, club.id)
    with counted(app) as once:
        read(mine, HERE)
    for _ in range(9):
        stage.received(call, lead)
    read(mine, HERE)
    with counted(app) as ten:
        page = read(mine, HERE)
    for _ in range(20):
        stage.received(call, lead)
    with counted(app) as thirty:
        read(mine, HERE)
    assert len(texts(page, ".lines:first-of-type > li")) >= 10
    assert (len(thirty), len(ten) - len(once) <= 2) == (len(ten), True)


def test_the_address_to_check_is_on_the_receipt(draft: Application, mine: Browser) -> None:
    submit(mine, draft)
    page = read(mine, f"{HERE}{draft.code}/receipt/")
    assert texts(page, ".written") == [f"{BASE_URL}/verify/"]
