"""Releases that only take something away tell nobody: what is gone is gone from earlier ones too. They are
made without `telling.releasing`, so this holds them to it."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import NamedAs
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Person
from scheduler.releases import taking_down
from scheduler.releases.models import Release
from scheduler.releases.remaking import name_anew
from scheduler.telling import news
from scheduler.thematic_sessions import consent, documents
from scheduler.thematic_sessions.documents import Paper
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.naming import choose_name
from scheduler.thematic_sessions.terms import DocumentKind
from tests.conftest import BASE_URL
from tests.telling import stage
from tests.telling.stage import TALK, letters, make


@pytest.fixture
def meeting(app: Flask, tmp_path: Path) -> Meeting:
    """With a panellist whose statement is public, which everybody was told."""
    made = stage.publish()
    stage.reach_everybody()
    talk = stage.entry(TALK)
    assert isinstance(talk, ThematicSession)
    pat = session.scalars(sa.select(Person).where(Person.name == "Pat Panel")).one()
    with decision("tests") as this:
        paper = Paper(DocumentKind.STATEMENT, "What I said", author=pat)
        added = documents.add(this, talk, paper, "https://documents.example/said")
        consent.ask(this, added)
        consent.agree(this, added, added.version or "")
        documents.publish(this, added)
    make()
    assert [one.name for one in letters()] == ["Flo Floor", "Pat Panel"]
    assert all("New documents: What I said" in one.text for one in letters())
    return made


def nothing_is_news(meeting: Meeting, releases: int) -> None:
    assert session.scalar(sa.select(sa.func.max(Release.number))) == releases
    told = news.of_releases(meeting, [releases])[releases]
    assert (told.of_meeting, told.entries) == ((), ())
    assert len(letters()) == 2


def test_a_text_that_is_taken_down(meeting: Meeting) -> None:
    with decision("tests") as this:
        taking_down.withdraw_consent(this, session.scalars(sa.select(Document)).one(), BASE_URL)
    nothing_is_news(meeting, 3)


def test_somebody_who_is_named_in_another_way(meeting: Meeting) -> None:
    pat = session.scalars(sa.select(Person).where(Person.name == "Pat Panel")).one()
    with decision("tests") as this:
        choose_name(this, meeting.id, pat.id, NamedAs.ORGANISATION)
        name_anew(this, meeting, pat.id, BASE_URL)
    nothing_is_news(meeting, 3)

    def leave(_this: object) -> None:
        talk = session.scalars(sa.select(ThematicSession)).one()
        assert talk.panel
        talk.panel.panellists = []

    make(leave)
    (told,) = (one.text for one in letters() if one.name == "Flo Floor" and "release 4" in one.text)
    assert "No longer on the panel: A Forum" in told
    assert not any("Pat Panel" in one.text for one in letters() if one.name == "Flo Floor")
