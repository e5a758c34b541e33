"""Documents of sessions: drafts, public ones, and what is public only while its author agrees."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from scheduler.applications.material import sweep
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.terms import Constituency
from scheduler.links.models import Link
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Person
from scheduler.programmes.erasing import erase
from scheduler.releases import taking_down
from scheduler.releases.actions import release
from scheduler.releases.models import PublishedEntry, Release, WholeFeed
from scheduler.releases.queries import load
from scheduler.thematic_sessions import consent, documents
from scheduler.thematic_sessions.agenda import Facts, describe
from scheduler.thematic_sessions.documents import File, Paper
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.queries import as_told, consent_of, public_file
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import SpeaksFor, seat_person
from scheduler.thematic_sessions.terms import Consent, DocumentKind, DocumentStatus
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
OTHER_PDF = A_PDF.replace(b"<<>>", b"<< >>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


@pytest.fixture
def item(app: Flask) -> ThematicSession:
    """A session with one panellist, Zoe."""
    made = stage.a_session()
    panel = stage.panel(Line(Constituency.CIVIL_SOCIETY, 1), of=made)
    do(seat_person, panel, panel.seats[0], stage.person("Zoe Quux"), SpeaksFor("A Forum"))
    return made


def zoe(item: ThematicSession) -> Person:
    assert item.panel
    assert item.panel.panellists[0].person
    return item.panel.panellists[0].person


def statement(
    item: ThematicSession, folder: Path, data: bytes = A_PDF, title: str = "A statement"
) -> Document:
    paper = Paper(DocumentKind.STATEMENT, title, author=zoe(item))
    return do(documents.add, item, paper, File(folder, "my words.doc", data))


def last_letter() -> Letter:
    return session.scalars(sa.select(Letter).order_by(Letter.id.desc()).limit(1)).one()


def published(item: ThematicSession) -> Any:
    """What the present release says of the session."""
    (one,) = (one for one in load(["TD2027"])["TD2027"].entries if one.entry.code == item.code)
    return one


def titles(item: ThematicSession) -> list[str]:
    return [one.title for one in published(item).entry.documents]


def releases() -> int:
    return len(session.scalars(sa.select(Release.number)).all())


def public_statement(item: ThematicSession, folder: Path) -> Document:
    one = statement(item, folder)
    do(consent.agree, one, one.version)
    do(documents.publish, one)
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    return one


def test_what_is_refused(item: ThematicSession, folder: Path) -> None:
    other = stage.person()

    def refused(says: str, paper: Paper, source: documents.Source = "https://a.example/x.pdf") -> None:
        with pytest.raises(Refused, match=says):
            do(documents.add, item, paper, source)

    note = DocumentKind.BACKGROUND_NOTE
    refused("Give it a title", Paper(note, " "))
    refused("Do you mean E/CN.7/2023/L.4/Rev.1", Paper(note, "A note", "e/cn.7/2023/l.4/rev.1"))
    refused("no web address", Paper(note, "A note"), "javascript:alert(1)")
    refused("Give a file, an address or a symbol", Paper(note, "A note"), None)
    refused("Only presentations and statements belong", Paper(note, "A note", author=other))
    refused("Say whose it is", Paper(DocumentKind.STATEMENT, "Words"))
    refused("Say whose it is", Paper(DocumentKind.STATEMENT, "Words", author=other))
    refused("as a file, or the address", Paper(DocumentKind.STATEMENT, "Words", author=zoe(item)), None)
    refused("no PDF", Paper(note, "A note"), File(folder, "a.pdf", b"PK\x03\x04 a zip"))
    refused("too large", Paper(note, "A note"), File(folder, "a.pdf", A_PDF + b" " * (5 * 1024 * 1024)))
    assert item.documents == []
    assert not folder.exists()


def test_a_note_is_a_draft_until_it_is_published(item: ThematicSession, folder: Path) -> None:
    paper = Paper(DocumentKind.BACKGROUND_NOTE, "A  note", "E/CN.7/2023/CRP.5", ["en"])
    one = do(documents.add, item, paper, "https://a.example/note.pdf")
    assert (one.title, one.status, as_told(item)["documents"]) == ("A note", DocumentStatus.DRAFT, [])
    do(documents.publish, one)
    assert [told["title"] for told in as_told(item)["documents"]] == ["A note"]
    do(documents.replace, one, File(folder, "a/b\\note 2.DOCX", A_PDF))
    assert (one.name, one.url, one.size, one.status) == ("note 2.pdf", None, len(A_PDF), "public")
    assert public_file(one.id) is one
    do(documents.describe, one, "Another", "", [])
    assert (one.title, one.symbol) == ("Another", None)
    with pytest.raises(Refused, match="document is public now"):
        do(documents.publish, one)


def test_a_statement_waits_for_its_author_and_each_version_anew(item: ThematicSession, folder: Path) -> None:
    one = statement(item, folder)
    with pytest.raises(Refused, match="has not agreed to this version"):
        do(documents.publish, one)
    do(consent.ask, one)
    letter = last_letter()
    assert (letter.kind, letter.address) == ("consent-asked", zoe(item).email)
    assert "“A statement” for the session “A session” at Thematic discussions" in letter.text
    with pytest.raises(Clash, match="has changed since"):
        do(consent.agree, one, "another version")
    do(consent.agree, one, one.version)
    assert last_letter().kind == "consent-given"
    purposes = {link.purpose: link.revoked_at is None for link in session.scalars(sa.select(Link))}
    assert purposes == {"consent": False, "consent-back": True}
    with pytest.raises(Refused, match="consent is given now"):
        do(consent.ask, one)
    do(documents.publish, one)
    do(taking_down.replace, one, File(folder, "new.pdf", OTHER_PDF), BASE_URL)
    assert (one.status, consent_of(one)) == (DocumentStatus.DRAFT, Consent.NONE)
    assert [link.revoked_at is None for link in session.scalars(sa.select(Link))] == [False, False]
    assert releases() == 0  # nothing was published yet


def test_a_withdrawal_takes_it_down_at_once_and_publishes_nothing_else(
    item: ThematicSession, folder: Path
) -> None:
    one = public_statement(item, folder)
    (told,) = published(item).entry.documents
    assert (told.title, told.name, told.author.name, told.kind) == (
        "A statement",
        "my words.pdf",
        "Zoe Quux",
        "statement",
    )
    other = stage.a_session(session.get_one(Meeting, item.meeting_id), "Not released yet")
    do(describe, item, Facts("A title that nobody released yet"))
    do(taking_down.withdraw_consent, one, BASE_URL)
    assert (one.status, consent_of(one), public_file(one.id)) == (DocumentStatus.DRAFT, Consent.REFUSED, None)
    now = published(item)
    assert (now.entry.title, now.entry.documents, now.stamps.sequence) == ("A session", (), 1)
    assert [entry.entry.code for entry in load(["TD2027"])["TD2027"].entries] == [item.code]
    assert releases() == 2
    kept = [str(version.content) for version in session.scalars(sa.select(PublishedEntry))]
    assert [text for text in kept if "A statement" in text or "my words" in text] == []
    assert b"A statement" not in session.scalars(sa.select(WholeFeed.body)).one()
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    assert published(item).entry.title == "A title that nobody released yet"
    assert len(load(["TD2027"])["TD2027"].entries) == 2
    assert other.code


def test_hiding_and_removing_take_down_too(item: ThematicSession, folder: Path) -> None:
    one = public_statement(item, folder)
    do(taking_down.hide, one, BASE_URL)
    assert (titles(item), releases(), consent_of(one)) == ([], 2, Consent.GIVEN)
    do(documents.publish, one)
    do(release, session.get_one(Meeting, item.meeting_id), BASE_URL)
    assert titles(item) == ["A statement"]
    do(taking_down.remove, one, BASE_URL)
    assert (titles(item), releases(), item.documents) == ([], 4, [])
    later = datetime.fromtimestamp(max(file.stat().st_mtime for file in folder.iterdir()) + 1, UTC)
    assert sweep(folder, later) == 1


def test_an_erased_author_takes_their_texts_along(item: ThematicSession, folder: Path) -> None:
    one = public_statement(item, folder)
    number = zoe(item).id
    assert sweep(folder, clock.now()) == 0  # somebody refers to the file
    erase(number, actor="tests", base_url=BASE_URL)
    session.expire_all()
    assert session.get(Document, one.id) is None
    now = published(item)
    assert now.entry.documents == ()
    assert [(voice.represents, voice.speaker.name) for voice in now.entry.panellists] == [("A Forum", None)]
    kept = [str(version.content) for version in session.scalars(sa.select(PublishedEntry))]
    assert [text for text in kept if "A statement" in text] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "public"},
        {"status": "public", "agreed_version": "1" * 64, "agreed_at": stage.STARTS, "agreed_by": "x"},
        {"author_id": None},
        {"version": None},
        {"url": "https://a.example/"},
        {"size": None},
        {"agreed_version": "1" * 64},
    ],
    ids=[
        "not agreed",
        "agreed to another version",
        "nobody's",
        "no version",
        "two sources",
        "half a file",
        "by nobody",
    ],
)
def test_the_database_refuses(item: ThematicSession, folder: Path, wrong: dict[str, Any]) -> None:
    one = statement(item, folder)
    with pytest.raises(IntegrityError), bookkeeping("tests"):
        session.execute(sa.update(Document).where(Document.id == one.id).values(**wrong))
