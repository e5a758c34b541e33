"""What an author sees and does by a link: agree that a text is public, or not, and take that back."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.terms import Constituency
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.releases.actions import release
from scheduler.thematic_sessions import consent, documents
from scheduler.thematic_sessions.documents import File, Paper
from scheduler.thematic_sessions.models import Document, FloorSpeaker, ThematicSession
from scheduler.thematic_sessions.queries import consent_of
from scheduler.thematic_sessions.terms import Consent, DocumentKind, DocumentStatus
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do
from tests.thematic_sessions.test_documents import A_PDF, OTHER_PDF
from tests.web.conftest import Page, links, texts
from tests.web.people import browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # HTTP: what is stored is proved elsewhere


@pytest.fixture
def folder(app: Flask) -> Path:
    return Path(app.instance_path) / "uploads"


@pytest.fixture
def item(app: Flask) -> ThematicSession:
    """Zoe was on its list of speakers when the time was over."""
    made = stage.a_session()
    zoe = stage.person("Zoe Quux")
    made.floor_speakers = [
        FloorSpeaker(
            meeting_id=made.meeting_id,
            constituency=Constituency.CIVIL_SOCIETY,
            represents="A Forum",
            person=zoe,
            heard=False,
            position=0,
        )
    ]
    session.commit()
    return made


@pytest.fixture
def statement(item: ThematicSession, folder: Path) -> Document:
    paper = Paper(DocumentKind.STATEMENT, "My words", author=item.floor_speakers[0].person)
    made = do(documents.add, item, paper, File(folder, "words.pdf", A_PDF))
    do(consent.ask, made)
    return made


def link() -> str:
    """In the last letter."""
    found = session.scalars(select(Letter.secret).order_by(Letter.id.desc()).limit(1)).one()
    assert found
    return found


def post(app: Flask, address: str, status: int = 200, **data: str) -> Page:
    answer = browser(app).post(address, data=data)
    assert answer.status_code == status
    session.expire_all()
    return Page(answer.text)


def test_an_author_reads_agrees_and_takes_it_back(
    app: Flask, item: ThematicSession, statement: Document
) -> None:
    anybody, asked = browser(app), link()
    page = Page(anybody.get(asked).text)
    assert texts(page, "h1") == ["May this text of yours be published?"]
    assert links(page, "dd a") == [f"{asked}file"]
    assert consent_of(statement) is Consent.ASKED
    file = anybody.get(f"{asked}file")
    assert (file.data, file.headers["Cache-Control"]) == (A_PDF, "no-store, private")
    (version,) = (node.attributes["value"] for node in page.css("input[name=version]"))
    post(app, asked, 409, do="agree", version="another")
    said = post(app, asked, do="agree", version=str(version))
    assert texts(said, "article p")[0].startswith("You agreed that this text is published.")
    assert anybody.get(f"{asked}file").status_code == 410

    do(documents.publish, statement)
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    public = f"/TD2027/sessions/{item.code}/"
    shown = Page(anybody.get(public).text)
    assert texts(shown, "section[aria-labelledby=not-heard-title] li") == [
        "A Forum, Zoe Quux · Civil society My words PDF Zoe Quux"
    ]
    (address,) = set(links(shown, "a[href$='.pdf']"))
    assert address == f"{public}documents/{statement.id}/words.pdf"
    assert anybody.get(str(address)).data == A_PDF

    back = link()
    assert texts(Page(anybody.get(back).text), "article dd")[-1] == "It is public."
    said = post(app, back, do="withdraw")
    assert texts(said, "article p")[0] == "You took your consent back. The text is no longer public."
    assert (statement.status, consent_of(statement)) == (DocumentStatus.DRAFT, Consent.REFUSED)
    assert anybody.get(str(address)).status_code == 404
    assert "My words" not in anybody.get(public).text
    assert texts(post(app, back, do="withdraw"), "h1") == ["This is done"]


def test_with_an_account_one_agrees_and_takes_it_back_in_it(
    app: Flask, item: ThematicSession, statement: Document
) -> None:
    zoe = item.floor_speakers[0].person
    assert zoe
    account, version = member(app, name="Zoe Quux"), str(statement.version)
    stranger = signed_in(app, member(app, name="Owen Other"))
    session.rollback()
    statement.author_id = account.person_id
    session.commit()
    client, here = signed_in(app, account), f"/account/speaking/texts/{statement.id}/"
    assert stranger.get(here).status_code == 404
    assert stranger.post(here, data={"do": "agree", "version": version}).status_code == 404
    assert links(Page(client.get("/account/speaking/").text), "#texts ~ ul a") == [here]
    assert texts(Page(client.get(here).text), "main button:not(.quiet)") == ["I agree to the publication"]
    file = links(Page(client.get(here).text), "dd a")[0]
    assert client.get(str(file)).data == A_PDF
    assert client.post(here, data={"do": "agree", "version": "another"}).status_code == 409
    assert client.post(here, data={"do": "agree", "version": version}).status_code == 303
    session.expire_all()
    assert consent_of(statement) is Consent.GIVEN
    do(documents.publish, statement)
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    assert "My words" in browser(app).get(f"/TD2027/sessions/{item.code}/").text
    assert client.post(here, data={"do": "withdraw"}).status_code == 303
    session.expire_all()
    assert (statement.status, consent_of(statement)) == (DocumentStatus.DRAFT, Consent.REFUSED)
    assert "My words" not in browser(app).get(f"/TD2027/sessions/{item.code}/").text
    assert client.post(here, data={"do": "withdraw"}).status_code == 409


def test_who_does_not_agree_and_a_link_for_an_older_text(
    app: Flask, item: ThematicSession, statement: Document, folder: Path
) -> None:
    older = link()
    do(documents.replace, statement, File(folder, "words.pdf", OTHER_PDF))
    assert browser(app).get(older).status_code == 410
    do(consent.ask, statement)
    said = post(app, link(), do="refuse")
    assert texts(said, "article p")[0] == "You did not agree. The text is not published."
    assert consent_of(statement) is Consent.REFUSED
    do(consent.ask, statement)
    do(documents.remove, statement)
    assert browser(app).get(link()).status_code == 410
