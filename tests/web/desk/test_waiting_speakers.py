"""What waits at the desk in calls for speakers: each kind with its number and for whom it is, in a constant
number of questions."""

from datetime import timedelta

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency, OrganisationKind
from scheduler.nominations import answering, queries, reviewing, seating
from scheduler.nominations.calling import ask_entity
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.terms import DocumentKind, DocumentStatus
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do, themselves
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, signed_in

DUE = DURING + timedelta(days=2)


def enter(app: Flask, who: Visitor) -> Browser:
    with bookkeeping("tests") as this:
        account = session.get_one(Account, who.account)
        account.confirmed_at = this.at
    return signed_in(app, account)


def play_with(deadline: bool = True) -> Stage:
    deadlines = {("VNGOC", "review"): DUE} if deadline else {}
    return stage.stage(deadlines=deadlines)


def works(client: Browser) -> list[str]:
    """All but what waits in other rooms."""
    found = texts(read(client, "/desk/"), ".works a")
    return [one for one in found if "verified" not in one and "public yet" not in one]


def fill(play: Stage) -> None:
    """One of each kind."""
    seat = play.seat(Constituency.MEMBER_STATE)
    first = stage.confirmed(play, "AFRICAN")
    do(reviewing.endorse, play.african, first)
    do(seating.seat, play.desk, first, play.session, seat)
    do(seating.invite, play.desk, first)
    do(seating.decline, themselves(first), first)
    stage.confirmed(play)
    entity = stage.organisation("Agency for Examples", OrganisationKind.UN_ENTITY)
    with decision("tests") as this:
        ask_entity(this, play.call, queries.channel(play.meeting, "DIRECT"), entity, play.session)
    with bookkeeping("tests"):
        session.add(
            Document(
                session_id=play.session.id,
                position=0,
                kind=DocumentKind.STATEMENT,
                status=DocumentStatus.DRAFT,
                title="What I say",
                languages=["en"],
                url="https://x.example/",
                author_id=first.person_id,
                version="1",
            )
        )


def test_each_kind_waits_for_who_can_act_on_it(app: Flask) -> None:
    with clock.set_to(DURING):
        play = play_with()
        fill(play)
        desk, rae = enter(app, play.desk), enter(app, play.reviewers[0])
        assert works(rae) == ["1 Nominations at a step of yours"]
        at_desk = [
            "1 Entities that were asked and have not named anybody",
            "1 Places that somebody dropped out of",
            "1 Statements and presentations without their author's consent",
        ]
        assert [one for one in works(desk) if one in at_desk] == sorted(at_desk, key=at_desk.index)
        for address in links(read(desk, "/desk/"), ".works a"):
            assert address is not None
            read(desk, address)
    with clock.set_to(DUE + timedelta(hours=1)):
        assert "1 Nominations that are late at their step" in works(rae)
    after = clock.set_to(DURING.replace(year=2028))
    with after:
        assert works(enter(app, play.desk)) == []  # the meeting is over


def test_an_invitation_waits_until_it_is_answered(app: Flask) -> None:
    with clock.set_to(DURING):
        play = play_with()
        one = stage.confirmed(play, "AFRICAN")
        do(reviewing.endorse, play.african, one)
        do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
        do(seating.invite, play.desk, one)
        desk = enter(app, play.desk)
        assert works(desk) == ["1 Invited speakers who have not answered"]
        do(seating.accept, themselves(one), one)
        assert works(desk) == []


def test_an_entity_that_has_nobody_has_answered(app: Flask) -> None:
    with clock.set_to(DURING):
        play = play_with()
        entity = stage.organisation("Agency for Examples", OrganisationKind.UN_ENTITY)
        direct = queries.channel(play.meeting, "DIRECT")
        with decision("tests") as this:
            ask_entity(this, play.call, direct, entity, play.session)
        desk = enter(app, play.desk)
        assert works(desk) == ["1 Entities that were asked and have not named anybody"]
        officer = stage.visitor("Otto Officer", speaks_for=entity)
        do(answering.say_no_nominee, officer, play.call, direct, entity)
        assert works(desk) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_its_questions_are_as_many_for_one_as_for_thirty(app: Flask) -> None:
    costs = []
    with clock.set_to(DURING):
        play = play_with()
        cora = enter(app, play.coordinator)
        for more in (1, 29):
            for _ in range(more):
                stage.confirmed(play)
            with counted(app) as sent:
                read(cora, "/desk/")
            costs.append(len(sent))
    assert costs[0] == costs[1]
