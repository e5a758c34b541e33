"""Statements and videos: given by speakers, reminded of, made documents, and public only as agreed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.jobs.tasks import sweep_uploads, tend_nominations
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.links.queries import ended, known
from scheduler.mail.models import Letter
from scheduler.nominations import contributing, seating, tending
from scheduler.nominations.contributing import Given
from scheduler.nominations.contributions import rows
from scheduler.nominations.models import Nomination
from scheduler.nominations.owing import Owed
from scheduler.nominations.terms import Contribution, State
from scheduler.releases import contributions
from scheduler.thematic_sessions import consent, documents
from scheduler.thematic_sessions.documents import File
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.terms import DocumentStatus
from tests.conftest import BASE_URL
from tests.nominations import stage
from tests.nominations.stage import DURING, NOTE, do, themselves
from tests.nominations.test_refusals import token_of

STATEMENT, VIDEO = Contribution.STATEMENT, Contribution.VIDEO
DUE = datetime(2027, 9, 14, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
PDF = b"%PDF-1.7\n" + b"x" * 99 + b"\nstartxref\n0\n%%EOF\n"


def speaks(play: stage.Stage) -> Nomination:
    """Somebody who accepted, as if all steps before were taken."""
    one = stage.confirmed(play)
    with bookkeeping("tests"):
        one.state, one.session_id, one.at = State.ACCEPTED, play.session.id, len(one.steps) - 1
        one.reached = one.at
    return one


@pytest.fixture
def play(app: Flask) -> Iterator[stage.Stage]:
    with clock.set_to(DURING):
        yield stage.stage(
            contribution=STATEMENT, contribution_due_at=DUE, contributions=(Owed(VIDEO, DUE + 2 * A_DAY),)
        )


def tend(moment: datetime) -> list[str]:
    """The kinds of letters that the worker writes then; a second look finds nothing to do."""
    before = len(stage.letters())
    with clock.set_to(moment):
        tend_nominations()
        assert tending.due(moment) == []
    return [kind for kind, _, _ in stage.letters()[before:]]


def test_a_speaker_gives_replaces_and_is_bound_by_the_day(play: stage.Stage, tmp_path: Path) -> None:
    one = speaks(play)
    me = themselves(one)
    for who in (play.speaker, play.desk, play.coordinator):
        with pytest.raises(Refused, match="Only the person"):
            do(contributing.give, who, one, STATEMENT, Given("Theirs."))
    with pytest.raises(Refused, match="Write the statement"):
        do(contributing.give, me, one, STATEMENT, Given())
    with pytest.raises(Refused, match="no web address"):
        do(contributing.give, me, one, VIDEO, Given("Said.", None, "www.video.example"))
    with pytest.raises(Refused, match="no PDF"):
        do(contributing.give, me, one, STATEMENT, Given(file=File(tmp_path, "a.pdf", b"text")))
    assert one.sent == []
    do(contributing.give, me, one, STATEMENT, Given("Mine."))
    do(contributing.give, me, one, STATEMENT, Given(file=File(tmp_path, "Mine.pdf", PDF)))
    (sent,) = one.sent
    assert (sent.text, sent.name, sent.size, sent.by_desk) == (None, "Mine.pdf", len(PDF), False)
    assert [row.standing.kind for row in rows(play.call) if row.is_missing] == [VIDEO]
    with clock.set_to(DUE):
        with pytest.raises(Refused, match="It was due on 14 September 2027, 14:00"):
            do(contributing.give, me, one, STATEMENT, Given("Later."))
        do(contributing.give, play.desk, one, STATEMENT, Given("By mail."), on_behalf=NOTE)
    assert (sent.text, sent.by_desk, sent.came_at) == ("By mail.", True, DURING)
    with clock.set_to(DUE + 3 * A_DAY):
        do(contributing.give, me, one, VIDEO, Given("Said.", None, "On the drive, file 7"))
        assert [(row.standing.kind, row.late_by) for row in rows(play.call)] == [
            (STATEMENT, timedelta()),
            (VIDEO, A_DAY),
        ]
    assert stage.acts(one.thing)[-1] == "receive contribution"


def test_reminders_and_the_letter_when_late_bring_one_link(app: Flask, play: stage.Stage) -> None:
    one = speaks(play)
    assert tend(DUE - 8 * A_DAY) == []
    assert tend(DUE - 7 * A_DAY) == ["contribution-due"]
    first = token_of("contribution-due")
    assert tend(DUE - 5 * A_DAY) == ["contribution-due"]  # of the video, which is due two days later
    assert tend(DUE - A_DAY) == ["contribution-due"]
    assert tend(DUE) == ["contribution-late"]
    with clock.set_to(DUE):
        text = str(session.scalars(select(Letter.text).where(Letter.kind == "contribution-late")).one())
        assert "The statement is overdue. Due: 14 September 2027, 14:00." in text
        assert "video" not in text
        assert ended(known(first)) is None  # nothing has left the house yet
        do(contributing.give, themselves(one), one, STATEMENT, Given("Late."))
        do(contributing.give, themselves(one), one, VIDEO, Given("Said.", None, "https://video.example/1"))
    assert tend(DUE + 2 * A_DAY) == []


def test_what_was_given_is_public_only_as_agreed(app: Flask, play: stage.Stage, tmp_path: Path) -> None:
    one = speaks(play)
    me = themselves(one)
    kept: dict[str, Any] = {"uploads": tmp_path, "base_url": BASE_URL}
    do(contributing.give, play.desk, one, STATEMENT, Given(reference="Folder 12"), on_behalf=NOTE)
    with pytest.raises(Refused, match="no text here"):
        do(contributing.make_document, play.desk, one.sent[0], tmp_path)
    do(contributions.give, me, one, STATEMENT, Given("What I wanted to say."), **kept)
    with clock.set_to(DUE + 8 * A_DAY):
        do(seating.not_deliver, play.desk, one, "No time left.")
        assert [row.can_be_published for row in rows(play.call)] == [True, False]
        document = do(contributing.make_document, play.desk, one.sent[0], tmp_path)
        assert (document.title, document.name) == ("Statement: Youth Network", "Statement Youth Network.txt")
        assert (tmp_path / str(document.digest)).read_text() == "What I wanted to say."
        with decision("tests") as this:
            consent.ask(this, document)
        with pytest.raises(Refused, match="has not agreed"), decision("tests") as this:
            documents.publish(this, document)
        with decision("tests") as this:
            consent.agree(this, document, str(document.version))
            documents.publish(this, document)
        do(contributions.give, me, one, STATEMENT, Given("What I wanted to say."), **kept)
        assert document.status is DocumentStatus.PUBLIC  # the same text, to which they agreed
        do(contributions.give, me, one, STATEMENT, Given("Better."), **kept)
        assert (document.status, document.agreed_version) == (DocumentStatus.DRAFT, None)
        do(
            contributions.give,
            play.desk,
            one,
            STATEMENT,
            Given(reference="Folder 12"),
            on_behalf=NOTE,
            **kept,
        )
        assert session.scalars(select(Document)).all() == []


def test_files_of_speakers_are_not_swept_away(app: Flask, play: stage.Stage, tmp_path: Path) -> None:
    one, folder = speaks(play), tmp_path / "uploads"
    do(contributing.give, themselves(one), one, STATEMENT, Given(file=File(folder, "Mine.pdf", PDF)))
    with clock.set_to(datetime(2099, 1, 1, tzinfo=UTC)):
        sweep_uploads(folder)
        assert len(list(folder.iterdir())) == 1
        with bookkeeping("tests"):
            one.sent = []
        sweep_uploads(folder)
    assert list(folder.iterdir()) == []


def test_the_page_is_sent_again_and_the_old_link_ends(app: Flask, play: stage.Stage) -> None:
    one = speaks(play)
    do(seating.send_page_again, play.desk, one)
    old = token_of("speaker-page")
    with pytest.raises(Refused, match="Only the secretariat"):
        do(seating.send_page_again, play.coordinator, one)
    do(seating.send_page_again, play.desk, one)
    assert "withdrawn" in str(ended(known(old)))
    assert ended(known(token_of("speaker-page"))) is None
