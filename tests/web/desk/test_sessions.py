"""Thematic sessions at the desk: what they lack, their agenda, seats and documents."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.terms import Constituency, Role
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.releases.actions import release
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.queries import consent_of
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import SpeaksFor, seat_person
from scheduler.thematic_sessions.terms import Consent, DocumentStatus
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do
from tests.thematic_sessions.test_documents import A_PDF, OTHER_PDF
from tests.web.conftest import Page, texts
from tests.web.people import Browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # what is asked of it is proved elsewhere


@pytest.fixture
def item(app: Flask) -> ThematicSession:
    """From 10:00 to 13:00 in Vienna."""
    return stage.a_session()


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


def at(item: ThematicSession, part: str = "") -> str:
    return f"/desk/sessions/{item.id}/{part}"


def read(desk: Browser, address: str, status: int = 200) -> Page:
    answer = desk.get(address)
    assert answer.status_code == status
    return Page(answer.text)


def send(desk: Browser, address: str, status: int = 303, /, **data: Any) -> Page:
    """A form; once it is taken, the page after it."""
    answer = desk.post(address, data=data)
    assert answer.status_code == status, faults(Page(answer.text))
    session.expire_all()
    return read(desk, answer.location.partition("#")[0]) if status == 303 else Page(answer.text)


def values(page: Page, selector: str) -> list[str | None]:
    return [node.attributes["value"] for node in page.css(selector)]


def faults(page: Page) -> list[str]:
    return texts(page, ".faults li, .faults p")


def test_what_sessions_lack_and_what_is_told_of_them(
    item: ThematicSession, desk: Browser, app: Flask
) -> None:
    assert texts(read(desk, "/desk/sessions/"), "tbody tr") == [
        "A session Tue 21 September 2027 10:00 to 13:00 no panel It has no chair. It has no moderator. "
        "Nobody has said whether it is in person, online or both. It has no agenda."
    ]
    facts: dict[str, Any] = {"title": "  A  better title ", "chair": "A. Chair", "moderator": "A. Moderator"}
    facts |= {"format": "hybrid", "livestream": "https://live.example/1", "languages": ["fr", "ar"]}
    page = send(desk, at(item), **facts)
    assert texts(page, "h1") == ["A better title"]
    assert texts(page, "section:first-of-type li") == ["It has no agenda."]
    assert (item.format, item.languages, item.livestream) == (
        "hybrid",
        ["fr", "ar"],
        "https://live.example/1",
    )

    wrong = send(desk, at(item), 409, **{**facts, "livestream": "live.example"})
    assert "no web address" in faults(wrong)[0]
    assert values(wrong, "#livestream") == ["live.example"]
    assert faults(send(desk, at(item), 422, **{**facts, "title": " "})) == ["Title: Fill in this field."]

    chair = signed_in(app, member(app, Role.CHAIR))
    assert read(chair, at(item)).css("main form.form") == []
    assert chair.post(at(item), data=facts).status_code == 403
    assert texts(read(desk, "/desk/sessions/?meeting=NONE"), ".asking")[0].startswith(
        "No thematic session is known of a meeting “NONE”."
    )


def test_an_agenda_whose_times_follow_its_lengths(item: ThematicSession, desk: Browser) -> None:
    def shown(page: Page) -> list[str]:
        """The clock and the name of each segment."""
        clocks, names = texts(page, ".agenda .clock"), texts(page, ".agenda strong")
        return [f"{clock}, {name}" for clock, name in zip(clocks, names, strict=True)]

    page = send(desk, at(item, "agenda/template"), template="2025")
    assert shown(page) == [
        "from 10:00, 1. Introductory presentation",
        "time not known, 2. Panel",
        "time not known, 3. Interactive debate",
    ]
    assert texts(page, ".told-of") == [
        "180 minutes are left for segments without a length (3). "
        "Segment 1 has no length, so nobody knows when the next ones begin. Give it one."
    ]
    first, second, third = item.segments
    for one, minutes in ((first, "20"), (second, "100"), (third, "90")):
        change = {"kind": str(one.kind), "minutes": minutes, "mode": "online", "by": "Somebody"}
        page = send(desk, at(item, f"agenda/{one.id}/"), **change)
    assert shown(page)[2] == "12:00 to 13:30, 3. Interactive debate"
    assert texts(page, ".told-of") == [
        "The agenda is 30 minutes too long. Shorten a segment, or give the session more time."
    ]
    page = send(desk, at(item, f"agenda/{third.id}/move"), place="0")
    page = send(desk, at(item, "agenda/"), kind="way_forward", minutes="5", place="1")
    assert shown(page) == [
        "10:00 to 11:30, 1. Interactive debate",
        "11:30 to 11:35, 2. Way forward",
        "11:35 to 11:55, 3. Introductory presentation",
        "11:55 to 13:35, 4. Panel",
    ]
    removal = at(item, f"agenda/{second.id}/remove")
    assert texts(send(desk, removal), ".told-of") == ["65 minutes are left."]
    assert desk.post(removal).status_code == 404
    wrong = send(desk, at(item, "agenda/"), 422, kind="panel", minutes="long", by="Kept", place="0")
    assert faults(wrong) == [
        "Minutes: Write a whole number of minutes, from 1 to 600, or leave it empty.",
    ]
    assert values(wrong, "#by") == ["Kept"]
    refused = send(desk, at(item, "agenda/template"), 409, template="2025")
    assert faults(refused) == ["This session has an agenda already. Remove its segments first."]


def plan(page: Page, **typed: str) -> dict[str, str]:
    """The form of the plan as a browser sends it, with what was typed into it."""
    fields = {
        str(node.attributes["name"]): node.attributes.get("value") or ""
        for node in page.css(".plan input:not([type=checkbox])")
    }
    for node in page.css(".plan select"):
        chosen = node.css_first("option[selected]")
        fields[str(node.attributes["name"])] = (chosen.attributes["value"] if chosen else "") or ""
    assert typed.keys() <= {*fields, *(f"line-{number}-remove" for number in range(20))}
    return {**fields, **typed}


def test_a_plan_of_seats_and_how_the_panel_stands(item: ThematicSession, desk: Browser) -> None:
    there = at(item, "seats/")
    page = send(desk, f"{there}template", template="2017")
    assert texts(page, ".stands tbody tr")[0] == "African States 0 0 1 0 0"
    assert texts(page, "svg .start")[-1] == "Civil society: nobody yet; 1 wanted"
    assert texts(page, "svg .on-seat") == [*["free"] * 5, *["lacking"] * 4]
    assert texts(page, "svg title, svg desc")[0] == "Seats of the panel"

    assert item.panel
    seat = item.panel.seats[0]
    speaks_for = SpeaksFor("A State", regional_group="African States")
    do(seat_person, item.panel, seat, stage.person(), speaks_for, tentative=True)
    stale = plan(read(desk, there))
    more = {"line-7-constituency": "igo", "line-7-target": "2", "line-7-minimum": "0", "line-7-maximum": ""}
    page = send(desk, there, **plan(read(desk, there), **more, **{"line-4-remove": "y"}))
    assert texts(page, "svg .start")[0] == "African States: 1; 1 to 2 wanted"
    assert texts(page, "svg .on-seat")[:1] == ["held"]
    assert [line.constituency for line in item.panel.seats][-1] is Constituency.IGO
    assert "Western European and other States" not in texts(page, ".stands tbody th")

    assert faults(send(desk, there, 409, **stale)) == [
        "Somebody else changed the plan meanwhile. Load the page again, then change it."
    ]
    fewer = {"line-0-minimum": "0", "line-0-target": "0", "line-0-maximum": "0"}
    assert "1 already sit there" in faults(send(desk, there, 409, **plan(page, **fewer)))[0]
    wrong = {"line-0-target": "many", "line-1-minimum": "3", "line-2-target": ""}
    assert faults(send(desk, there, 422, **plan(page, **wrong))) == [
        "Line 1, Wanted: Write a number from 0 to 50.",
        "Line 2, Wanted: The minimum is larger than the number wanted. Lower it, or want more.",
        "Line 3, Wanted: Write a number from 0 to 50.",
    ]


def test_a_statement_from_draft_to_taken_down(item: ThematicSession, desk: Browser, app: Flask) -> None:
    panel, zoe = stage.panel(Line(Constituency.CIVIL_SOCIETY, 1), of=item), stage.person("Zoe Quux")
    do(seat_person, panel, panel.seats[0], zoe, SpeaksFor("A Forum"))
    there, public = at(item, "documents/"), f"/TD2027/sessions/{item.code}/"
    told = {"kind": "statement", "title": "My words", "author": str(zoe.id), "languages": ["en"]}
    refused = send(desk, there, 409, **{**told, "author": "0"}, file=(BytesIO(A_PDF), "words.pdf"))
    assert faults(refused)[0].startswith("Say whose it is")
    both = send(desk, there, 422, **told, file=(BytesIO(A_PDF), "w.pdf"), address="https://a.example/")
    assert faults(both) == ["Or the address where it is: Give a file or an address, not both."]
    send(desk, there, **told, file=(BytesIO(A_PDF), "words.pdf"))
    one = session.scalars(select(Document)).one()
    here = f"/desk/sessions/documents/{one.id}/"
    assert "Publish" not in texts(read(desk, here), "button")
    assert faults(send(desk, f"{here}publish", 409))[0].startswith("Its author has not agreed")
    send(desk, f"{here}ask")
    assert session.scalars(select(Letter.kind)).all() == ["consent-asked"]
    wish = {"source": "email", "came_on": "2020-01-02", "reference": "File 7", "version": one.version}
    page = send(desk, f"{here}consent", said="enter", **wish)
    assert consent_of(one) is Consent.GIVEN
    assert "Publish" in texts(page, "button")
    send(desk, f"{here}publish")
    file = f"{public}documents/{one.id}/words.pdf"
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    public_page = read(desk, public)
    (link,) = public_page.css(f'a[href="{file}"]')
    assert link.text() == "My words"
    answer = desk.get(file)
    assert (answer.data, answer.mimetype) == (A_PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=words.pdf"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")

    send(desk, f"{here}replace", file=(BytesIO(OTHER_PDF), "words 2.pdf"))
    assert (one.status, consent_of(one)) == (DocumentStatus.DRAFT, Consent.NONE)
    assert desk.get(file).status_code == 404
    assert "My words" not in texts(read(desk, public), "main a")
    assert desk.get(f"{here}file").data == OTHER_PDF
    send(desk, f"{here}describe", title="Other words", symbol="E/CN.7/2023/CRP.5")
    assert texts(read(desk, there), "tbody th") == ["Other words E/CN.7/2023/CRP.5"]
    send(desk, f"{here}remove")
    assert session.scalars(select(Document)).all() == []


def test_a_draft_is_for_its_author_and_a_public_file_waits_for_its_release(
    item: ThematicSession, desk: Browser, app: Flask
) -> None:
    author, other = member(app), member(app)
    panel = stage.panel(Line(Constituency.CIVIL_SOCIETY, 1), of=item)
    do(seat_person, panel, panel.seats[0], author.person, SpeaksFor("A Forum"))
    note = {"kind": "background_note", "title": "A note", "author": "0"}
    words = {"kind": "statement", "title": "My words", "author": str(author.person_id)}
    for told in (note, words):
        send(desk, at(item, "documents/"), **told, file=(BytesIO(A_PDF), "a.pdf"))
    number, own = session.scalars(select(Document.id).order_by(Document.id)).all()
    for who, status in ((author, 200), (other, 404)):
        assert signed_in(app, who).get(f"/desk/sessions/documents/{own}/file").status_code == status
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    send(desk, f"/desk/sessions/documents/{number}/publish")
    file = f"/TD2027/sessions/{item.code}/documents/{number}/a.pdf"
    assert desk.get(file).status_code == 404
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    assert desk.get(file).status_code == 200
    send(desk, f"/desk/sessions/documents/{number}/hide")
    assert desk.get(file).status_code == 404
