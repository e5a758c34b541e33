"""Pages of sessions, panels, the floor and nominations ask the database the same number of questions, however
many there are of everything. One database is enough: what is asked is asked of both alike."""

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency
from scheduler.nominations import nominating, reviewing, seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Words
from scheduler.nominations.terms import Field, Part
from scheduler.thematic_sessions import floor
from scheduler.thematic_sessions.floor import Asking
from scheduler.thematic_sessions.floor_queries import list_of
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.terms import DocumentKind, DocumentStatus
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do
from tests.web.counting import counted
from tests.web.people import Browser, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def enter(app: Flask, who: Visitor) -> Browser:
    with bookkeeping("tests") as this:
        session.get_one(Account, who.account).confirmed_at = this.at
        account = session.get_one(Account, who.account)
    return signed_in(app, account)


def one_more(play: Stage) -> Nomination:
    """A session, a paper, a request for the floor; somebody with a place on the panel, somebody with one on
    the floor, and somebody confirmed."""
    stage.a_session(play.meeting)
    words = Words(sessions=(play.session.id,), abstract="A", part=Part.PANELLIST)
    seated, from_floor, waits = (stage.confirmed(play, "AFRICAN", words=words) for _ in range(3))
    for one in (seated, from_floor):
        do(reviewing.endorse, play.african, one)
    do(nominating.tell_private, stage.themselves(seated), seated, {Field.GENDER: "woman"})
    do(seating.seat, play.desk, seated, play.session, play.seat(Constituency.MEMBER_STATE))
    do(seating.seat, play.desk, from_floor, play.session, part=Part.FLOOR_SPEAKER)
    do(seating.invite, play.desk, seated)
    with decision("tests") as this:
        of = list_of(play.session) or floor.open_list(this, play.session)
        floor.ask(this, of, of.revision, Asking(Constituency.MEMBER_STATE, f"State {seated.id}"))
    with bookkeeping("tests"):
        session.add(
            Document(
                session_id=play.session.id,
                position=seated.id,
                kind=DocumentKind.STATEMENT,
                status=DocumentStatus.DRAFT,
                title="What I say",
                url="https://x.example/",
                author_id=seated.person_id,
                version="1",
            )
        )
    return waits


def test_pages_ask_as_many_questions_with_thirty_nominations_as_with_three(app: Flask) -> None:
    costs: list[dict[str, int]] = []
    with clock.set_to(DURING):
        play = stage.stage()
        with bookkeeping("tests"):
            play.seat(Constituency.MEMBER_STATE).maximum = None
        desk, dan = enter(app, play.desk), enter(app, play.diplomat)
        ada = enter(app, play.african)
        one = one_more(play)
        number = play.session.id
        pages = {
            "/desk/sessions/": desk,
            f"/desk/sessions/{number}/": desk,
            f"/desk/sessions/{number}/agenda/": desk,
            f"/desk/sessions/{number}/seats/": desk,
            f"/desk/sessions/{number}/documents/": desk,
            "/desk/board/": desk,
            "/desk/board/TD2027/": desk,
            "/desk/floor/": desk,
            f"/desk/floor/{number}/": desk,
            "/desk/speakers/": desk,
            f"/desk/speakers/TD2027/calls/{play.call.code}/": desk,
            "/desk/bodies/": ada,
            f"/desk/bodies/nominations/{one.code}/": ada,
            f"/desk/bodies/lists/{play.call.id}/AFRICAN/": ada,
            "/account/nominations/": dan,
            f"/account/nominations/{one.code}/": dan,
        }
        for more in (0, 9):
            for _ in range(more):
                one_more(play)
            costs.append({address: _cost(app, client, address) for address, client in pages.items()})
    assert costs[1] == costs[0]


def _cost(app: Flask, client: Browser, address: str) -> int:
    client.get(address)  # what is read once is read
    with counted(app) as sent:
        assert client.get(address).status_code == 200, address
    return len(sent)
