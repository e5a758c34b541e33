"""Two decisions at once, each over a connection of its own: one wins, the other is told so, and nothing is
half done. The second begins before the first is kept, and waits for it as its database lets it wait."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.audit.queries import broken_links
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Told
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency
from scheduler.nominations import (
    answering,
    contributing,
    moving,
    nominating,
    reviewing,
    seating,
    stepping,
    tending,
)
from scheduler.nominations.acting import lock
from scheduler.nominations.body_models import NoNominee
from scheduler.nominations.call_models import Channel, SpeakerCall, StepDeadline
from scheduler.nominations.contributing import Given
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Place
from scheduler.nominations.terms import Contribution, Part, State
from scheduler.organisations.models import Organisation
from scheduler.releases import contributions
from scheduler.thematic_sessions.models import Panel, Panellist, Seat, ThematicSession
from scheduler.thematic_sessions.queries import line, seat_of
from scheduler.thematic_sessions.seating import plan_seats
from tests.nominations import stage
from tests.nominations.stage import CLOSES, DURING, Stage, do
from tests.nominations.test_refusals import token_of
from tests.web.people import browser

Act = Callable[[Decision], object]


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def at_once(app: Flask, first: Act, second: Act | str, rest: Act | None = None) -> str:
    """What the second is told, which begins while the first is not kept yet; empty where both are done. The
    second may be the address of a page on which somebody withdraws. `rest` of the first is done once the
    second waits."""
    told, began, over = [""], Event(), Event()
    session.rollback()

    def follow() -> None:
        with app.app_context(), clock.set_to(clock.now()):
            began.set()
            try:
                if isinstance(second, str):
                    told[0] = str(browser(app).post(second, data={"do": "withdraw"}).status_code)
                    return
                with decision("account 2") as this:
                    second(this)
            except Told as refused:
                told[0] = str(refused.sentence)
            except Exception as fault:
                told[0] = f"{type(fault).__name__}: {fault}"
            finally:
                over.set()

    thread = Thread(target=follow)
    with decision("account 1") as this:
        first(this)
        thread.start()
        began.wait()
        while not over.is_set() and not _waits(app):
            pass
        if rest:
            rest(this)
    thread.join()
    session.expire_all()
    assert broken_links() == []
    return told[0]


def _waits(app: Flask) -> bool:
    """Whether somebody waits for a lock. On SQLite, whoever decides waits from the start."""
    if db.engine.dialect.name == "sqlite":
        return True
    with db.engine.connect() as connection:
        waiting = connection.execute(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        return bool(waiting.scalar_one())


def on(act: Callable[..., object], who: Visitor, number: int, *what: Any) -> Act:
    """An act with a nomination; what else it needs is found anew, as each connection has to."""
    wanted = [(type(one), one.id) if hasattr(one, "id") else one for one in what]

    def carry_out(this: Decision) -> object:
        found = [session.get_one(*one) if isinstance(one, tuple) else one for one in wanted]
        return act(this, who, session.get_one(Nomination, number), *found)

    return carry_out


def state_of(*nominations: Nomination) -> list[State]:
    return [one.state for one in nominations]


def seatable(play: Stage, **more: Any) -> Nomination:
    one = stage.confirmed(play, "AFRICAN", **more)
    do(reviewing.endorse, play.african, one)
    return one


def another_session(play: Stage) -> tuple[ThematicSession, Seat]:
    made = stage.a_session(play.meeting)
    assert made.panel
    return made, made.panel.seats[0]


def test_the_last_seat_of_a_panel_is_given_once(app: Flask) -> None:
    play = stage.stage()
    first, second = seatable(play), seatable(play)
    where = (play.session, play.seat(Constituency.MEMBER_STATE))
    said = at_once(
        app,
        on(seating.seat, play.desk, first.id, *where),
        on(seating.seat, play.desk, second.id, *where),
    )
    assert said.endswith("no seat is free, the plan has 1 at most. Free one first, or change the plan.")
    assert state_of(first, second) == [State.SEATED, State.ENDORSED]
    assert [one.person_id for one in session.scalars(sa.select(Panellist))] == [first.person_id]


def test_one_person_gets_one_of_two_places(app: Flask) -> None:
    play = stage.stage()
    one, there = seatable(play), another_session(play)
    here = (play.session, play.seat(Constituency.MEMBER_STATE))
    said = at_once(
        app, on(seating.seat, play.desk, one.id, *here), on(seating.seat, play.desk, one.id, *there)
    )
    assert said == "This cannot be done any more: the nomination is given a place now. Load the page again."
    assert (one.session_id, one.seat_id) == (here[0].id, here[1].id)
    assert len(session.scalars(sa.select(Panellist)).all()) == 1


def test_the_last_place_of_a_call_is_given_once_though_in_two_sessions(app: Flask) -> None:
    play = stage.stage(places=(Place(Part.PANELLIST, 1),))
    first, second, there = seatable(play), seatable(play), another_session(play)
    here = (play.session, play.seat(Constituency.MEMBER_STATE))
    said = at_once(
        app, on(seating.seat, play.desk, first.id, *here), on(seating.seat, play.desk, second.id, *there)
    )
    assert said.startswith("The call has 1 places on the panel in all, and they are taken.")
    assert state_of(first, second) == [State.SEATED, State.ENDORSED]


def test_two_coordinators_endorse_once_and_their_list_has_no_gap(app: Flask) -> None:
    play = stage.stage()
    one, first, second = (stage.confirmed(play, "AFRICAN") for _ in range(3))
    said = at_once(
        app, on(reviewing.endorse, play.african, one.id), on(reviewing.endorse, play.african, one.id)
    )
    assert said == "This cannot be done any more: the nomination is endorsed now. Load the page again."
    assert len(one.endorsements) == 1
    both = [on(reviewing.endorse, play.african, each.id) for each in (first, second)]
    assert at_once(app, *both) == ""
    assert [each.rank for each in (one, first, second)] == [1, 2, 3]


def test_a_plan_shrinks_while_its_seat_is_given(app: Flask) -> None:
    play = stage.stage()
    one, panel = seatable(play), play.session.panel
    assert panel
    seat, number = play.seat(Constituency.MEMBER_STATE), panel.id

    def shrink(this: Decision) -> None:
        found = session.get_one(Panel, number)
        plan_seats(this, found, [line(each) for each in found.seats if each.id != seat_number])

    def give(this: Decision) -> None:
        nomination = session.get_one(Nomination, one_number)
        seating.seat(this, play.desk, nomination, *seat_of(nomination.call.meeting, seat_number))

    seat_number, one_number = seat.id, one.id
    assert at_once(app, shrink, give) == "The panel has no such seat any more. Load the page again."
    assert state_of(one) == [State.ENDORSED]


def test_a_plan_shrinks_while_who_sits_there_withdraws(app: Flask) -> None:
    play = stage.stage()
    one, panel = seatable(play), play.session.panel
    assert panel
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
    number = panel.id

    def plan(this: Decision) -> None:
        found = session.get_one(Panel, number)
        plan_seats(this, found, [replace(line(each), minimum=None) for each in found.seats])

    withdraw = on(seating.withdraw, play.diplomat, one.id)
    assert at_once(app, plan, withdraw) == ""
    assert state_of(one) == [State.WITHDRAWN]


def test_a_body_decides_in_the_moment_in_which_its_deadline_passes(app: Flask) -> None:
    play = stage.stage(deadlines={("VNGOC", "review"): CLOSES})
    one = stage.confirmed(play)
    (number,) = session.scalars(sa.select(StepDeadline.id))
    scores = {"relevance": 4, "voice": 4}
    with clock.set_to(CLOSES):
        said = at_once(
            app,
            lambda this: tending.lapse(this, number),
            on(reviewing.score, play.reviewers[0], one.id, scores),
        )
    assert said.startswith("The deadline was 24 August 2027, 23:45, and it has gone on without.")
    assert (one.steps[one.at].name, one.reviews) == ("endorse", [])


def test_the_reserve_is_asked_once_and_who_is_moved_meanwhile_stays_whole(app: Flask) -> None:
    play = stage.stage()
    dropped, reserve, other = (seatable(play) for _ in range(3))
    here = (play.session, play.seat(Constituency.MEMBER_STATE))
    there = another_session(play)
    do(seating.seat, play.desk, dropped, *here)
    do(seating.hold_in_reserve, play.desk, reserve, *here)
    do(seating.withdraw, play.diplomat, dropped)
    do(answering.say_no_nominee, play.african, play.call, dropped.channel, "AFRICAN")
    offer = on(seating.offer_to_reserve, play.desk, dropped.id)
    assert at_once(app, offer, offer).startswith("Nobody dropped out of a place here")
    assert state_of(dropped, reserve) == [State.REPLACED, State.INVITED]
    do(seating.seat, play.desk, other, *there)
    accept = on(seating.accept, stage.themselves(reserve), reserve.id)
    move = on(moving.move, play.desk, other.id, *here)
    assert "no seat is free" in at_once(app, accept, move)
    assert (other.state, other.seat_id, reserve.state) == (State.SEATED, there[1].id, State.ACCEPTED)


def test_a_body_says_once_that_it_has_no_nominee(app: Flask) -> None:
    play = stage.stage()
    numbers = play.call.id, next(one.id for one in play.call.channels if one.code == "AFRICAN")

    def say(this: Decision) -> object:
        call, channel = session.get_one(SpeakerCall, numbers[0]), session.get_one(Channel, numbers[1])
        return answering.say_no_nominee(this, play.african, call, channel, "AFRICAN")

    assert at_once(app, say, say) == "That was said already. You can still put somebody forward."
    assert len(session.scalars(sa.select(NoNominee)).all()) == 1


def test_the_person_accepts_while_the_organisation_withdraws(app: Flask) -> None:
    play = stage.stage()
    one = seatable(play)
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
    do(seating.invite, play.desk, one)
    withdraw, accept = (
        on(seating.withdraw, play.diplomat, one.id),
        on(seating.accept, stage.themselves(one), one.id),
    )
    said = at_once(app, withdraw, accept)
    assert said == "This cannot be done any more: the nomination is withdrawn now. Load the page again."
    assert (one.panellist_id, session.scalars(sa.select(Panellist)).all()) == (None, [])


def test_somebody_new_is_put_forward_while_the_body_decides_on_another(app: Flask) -> None:
    play = stage.stage()
    one = stage.confirmed(play, "AFRICAN")
    call, state = play.call.id, play.state.id

    def name(this: Decision) -> None:
        nominating.nominee(this, session.get_one(SpeakerCall, call).meeting, "Una New", "una@state.example")

    def put_forward(this: Decision) -> None:
        found = session.get_one(SpeakerCall, call)
        channel = next(each for each in found.channels if each.code == "AFRICAN")
        whom = nominating.nominee(this, found.meeting, "Una New", "una@state.example")
        body = session.get_one(Organisation, state)
        nominating.put_forward(this, play.diplomat, found, channel, body, whom, stage.WORDS)

    assert at_once(app, name, on(reviewing.endorse, play.african, one.id), put_forward) == ""
    assert state_of(*session.scalars(sa.select(Nomination).order_by(Nomination.id))) == [
        State.ENDORSED,
        State.PUT_FORWARD,
    ]


def test_a_speaker_withdraws_by_a_link_in_whose_place_the_desk_sends_another(app: Flask) -> None:
    play = stage.stage()
    one = seatable(play)
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
    do(seating.invite, play.desk, one)
    do(seating.accept, stage.themselves(one), one)
    link = f"/l/{token_of('speaker-page')}/"
    said = at_once(
        app, on(lambda _, __, found: lock(found), play.desk, one.id), link,
        on(seating.send_page_again, play.desk, one.id),
    )  # fmt: skip
    assert said == "410"
    assert state_of(one) == [State.ACCEPTED]


def test_two_change_the_steps_of_a_channel_and_the_second_is_told(app: Flask) -> None:
    play = stage.stage()
    channel = next(one for one in play.call.channels if one.code == "VNGOC")
    number, seen, review = channel.id, stepping.mark(channel), channel.steps[2]

    def remind(this: Decision, days: int) -> None:
        step = replace(review, remind=(days,))
        stepping.change_step(this, session.get_one(Channel, number), 2, step, seen)

    said = at_once(app, lambda this: remind(this, 3), lambda this: remind(this, 5))
    assert said == "Somebody else changed the steps meanwhile. Look at them, then do it again."
    assert channel.steps[2].remind == (3,)


def test_a_text_is_replaced_while_a_document_is_made_of_it(app: Flask, tmp_path: Path) -> None:
    play = stage.stage(contribution=Contribution.STATEMENT, contribution_due_at=CLOSES)
    one = seatable(play)
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
    do(seating.invite, play.desk, one)
    do(seating.accept, stage.themselves(one), one)
    do(contributing.give, stage.themselves(one), one, Contribution.STATEMENT, Given("As it was."))

    def make(this: Decision, who: Visitor, found: Nomination) -> None:
        contributing.make_document(this, who, found.sent[0], tmp_path)

    def give(this: Decision, who: Visitor, found: Nomination) -> None:
        new = Given("As it is now.")
        contributions.give(
            this, who, found, Contribution.STATEMENT, new, uploads=tmp_path, base_url="https://un.example"
        )

    assert at_once(app, on(make, play.desk, one.id), on(give, stage.themselves(one), one.id)) == ""
    (sent,) = one.sent
    assert sent.document
    assert not contributing.is_other(sent, sent.document)
