"""What speakers owe, on pages: they give it by their link or account, the desk sees what is missing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.mail.models import Letter
from scheduler.nominations import seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.owing import Owed
from scheduler.nominations.terms import Contribution, State
from scheduler.thematic_sessions.models import Document
from tests.nominations.stage import DURING, Stage, do, stage
from tests.nominations.test_contributing import DUE, PDF, speaks
from tests.nominations.test_refusals import token_of
from tests.web.conftest import Page, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # pages; the ground is proved on both
LATER = DUE + timedelta(days=2)


@pytest.fixture
def play(app: Flask) -> Iterator[Stage]:
    with clock.set_to(DURING):
        yield stage(
            contribution=Contribution.STATEMENT,
            contribution_due_at=DUE,
            contributions=(Owed(Contribution.VIDEO, LATER),),
        )


@pytest.fixture
def one(play: Stage) -> Nomination:
    return speaks(play)


@pytest.fixture
def link(play: Stage, one: Nomination) -> str:
    """The address of the speaker's page."""
    do(seating.send_page_again, play.desk, one)
    return f"/l/{token_of('speaker-page')}/"


def send(who: Browser, address: str, typed: Mapping[str, Any], status: int = 303) -> Page:
    answer = who.post(address, data=dict(typed), content_type="multipart/form-data")
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def test_a_speaker_gives_by_their_link_which_goes_on(app: Flask, one: Nomination, link: str) -> None:
    them = browser(app)
    owed = "section[aria-labelledby^=owed-]"
    assert texts(read(them, link), f"{owed} h3, {owed} .state") == [
        "The statement", "not given yet", "The video with its transcript", "not given yet",
    ]  # fmt: skip
    wrong = send(them, link, {"do": "give-video", "video-text": "Said."}, 422)
    assert texts(wrong, "#faults li") == ["Give the address of the video, or say where the file is."]
    assert texts(wrong, "#video-text") == ["Said."]
    send(them, link, {"do": "give-statement", "statement-file": (BytesIO(PDF), "Mine.pdf")})
    video = {"do": "give-video", "video-text": "Said.", "video-reference": "https://video.example/1"}
    send(them, link, video)
    page = read(them, link)
    assert texts(page, ".state") == ["received", "received"]
    assert "Your video and its transcript are received. Thank you." in texts(page, "[role=status]")[0]
    saved = them.get(f"{link}file?kind=statement")
    assert (saved.data, saved.headers["Content-Disposition"]) == (PDF, "attachment; filename=Mine.pdf")
    assert them.get(f"{link}file?kind=video").status_code == 404
    with clock.set_to(DUE):
        page = read(them, link)
        assert "It was due on 14 September 2027, 14:00" in texts(page, f"{owed} p")[2]
        refused = send(them, link, {"do": "give-statement", "statement-text": "Later."}, 409)
        assert "write to the secretariat" in texts(refused, "#faults li")[0].lower()


def test_a_speaker_with_an_account_gives_it_there(app: Flask, play: Stage) -> None:
    account = member(app, name="Zoe Example")
    one = speaks(play)
    with bookkeeping("tests"):
        one.person_id = account.person_id
    me, here = signed_in(app, account), f"/account/speaking/{one.code}/"
    wrong = send(me, here, {"do": "give-statement", "statement-text": " "}, 422)
    assert texts(wrong, "#faults li") == ["The statement: Write the statement, or give it as a PDF."]
    send(me, here, {"do": "give-statement", "statement-text": "What I say."})
    assert texts(read(me, here), "details .typed") == ["What I say."]
    assert me.get(f"{here}file/statement").status_code == 404
    nomination = read(me, f"/account/nominations/{one.code}/")
    assert "The video with its transcript has still to come." in texts(nomination, "#next ~ p strong")
    assert signed_in(app, member(app)).get(f"{here}file/statement").status_code == 404


def test_the_desk_sees_what_is_missing_and_enters_what_came(app: Flask, play: Stage, one: Nomination) -> None:
    here = "/desk/speakers/TD2027/calls/panels-of-september/contributions"
    with bookkeeping("tests"):
        one.person.name = "Zoe Example"
    with clock.set_to(DUE + timedelta(days=3, hours=5)):
        desk = signed_in(app, member(app, Role.SECRETARIAT))
        page = read(desk, f"{here}/")
        assert texts(page, "tbody td:nth-of-type(1), tbody td:nth-of-type(3)") == [
            "The statement (Zoe Example)", "late by 3 days",
            "The video with its transcript (Zoe Example)", "late by one day",
        ]  # fmt: skip
        assert texts(read(desk, f"{here}/?kind=video&q=zoe"), "tbody th bdi")[0] == "Zoe Example"
        assert texts(read(desk, f"{here}/?q=nobody"), "tbody tr") == []
        table = desk.get(f"{here}.csv?show=all&kind=statement").text.splitlines()
        assert [line.split(",")[-3:] for line in table] == [
            ["Due", "Came", "Late by"],
            ["2027-09-14 14:00", "", "3 days"],
        ]
        it = f"{here}/{one.code}/statement/"
        note = {"source": "email", "came_on": "2027-09-14", "reference": "File 7"}
        assert send(desk, it, note, 422).css("#statement-text-error")
        send(desk, it, {**note, "statement-text": "By mail."})
        assert texts(read(desk, f"{here}/?show=came"), "tbody td:nth-of-type(3)") == ["came"]  # on its day
        assert desk.post(f"{it}document").status_code == 303
        document = session.query(Document).one()
        assert texts(read(desk, it), f"a[href='/desk/sessions/documents/{document.id}/']") == [document.title]
        assert desk.post(f"{it}page").status_code == 303
        assert desk.get(f"{here}/{one.code}/none/").status_code == 404


def test_who_was_not_heard_is_asked_for_the_text(app: Flask, play: Stage, one: Nomination) -> None:
    with clock.set_to(datetime(2027, 9, 23, 12, tzinfo=UTC)):
        do(seating.not_deliver, play.desk, one, "No time left.")
        secrets = select(Letter.secret).where(
            Letter.kind == "nomination-not-delivered", Letter.secret.is_not(None)
        )
        link, them = str(session.scalars(secrets).one()), browser(app)
        assert "Your text can be published instead" in " ".join(texts(read(them, link), "section p"))
        send(them, link, {"do": "give-statement", "statement-text": "What I wanted to say."})
        session.refresh(one)
        assert one.state is State.NOT_DELIVERED
        assert [sent.text for sent in one.sent] == ["What I wanted to say."]


def test_the_list_asks_the_same_number_of_questions(app: Flask, play: Stage, one: Nomination) -> None:
    here = "/desk/speakers/TD2027/calls/panels-of-september/contributions/?show=all"
    desk = signed_in(app, member(app, Role.SECRETARIAT))
    read(desk, here)
    numbers = []
    for _ in range(2):
        with counted(app) as sent:
            read(desk, here)
        numbers.append(len(sent))
        for _ in range(3):
            speaks(play)
    assert numbers[0] == numbers[1]
