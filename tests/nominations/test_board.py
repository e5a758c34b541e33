"""Panels composed by the secretariat: seats changed before anybody is told, and what the board says."""

from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Constituency, RegionalGroup
from scheduler.nominations import moving, reviewing, seating
from scheduler.nominations.board import Board, board_of
from scheduler.nominations.board_rules import Hours
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import tell_private
from scheduler.nominations.terms import PRIVATE, Field, State
from scheduler.thematic_sessions.models import Panellist, Seat
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do, themselves
from tests.web.counting import counted


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def endorsed(play: Stage) -> Nomination:
    one = stage.confirmed(play, "AFRICAN")
    do(reviewing.endorse, play.african, one)
    return one


def second_seat(play: Stage, constituency: Constituency = Constituency.MEMBER_STATE) -> Seat:
    """On another line of the same panel, kept for the groups in the word of programmes."""
    panel = play.session.panel
    assert panel
    made = Seat(
        panel_id=panel.id,
        position=9,
        constituency=constituency,
        regional_group=RegionalGroup.AFRICAN,
        target=2,
        channel="regional_group",
    )
    session.add(made)
    session.commit()
    session.refresh(panel)
    return made


def board(play: Stage) -> Board:
    return board_of(play.desk, play.meeting, [(play.session, Hours(play.session.id, "Session 1"))])


def test_a_seat_is_changed_and_taken_back_before_anybody_is_told(app: Flask) -> None:
    play = stage.stage()
    one = endorsed(play)
    seat, other = play.seat(Constituency.MEMBER_STATE), second_seat(play)
    letters = len(stage.letters())
    do(seating.seat, play.desk, one, play.session, seat)
    do(moving.move, play.desk, one, play.session, other)
    assert (one.state, one.seat_id) == (State.SEATED, other.id)
    panellist = session.get_one(Panellist, one.panellist_id)
    assert (panellist.seat_id, panellist.channel, panellist.tentative) == (other.id, "regional_group", True)
    with pytest.raises(Refused, match="This seat is for another constituency"):
        do(moving.move, play.desk, one, play.session, play.seat(Constituency.UN_ENTITY))
    assert (one.state, one.seat_id) == (State.SEATED, other.id)
    with pytest.raises(Refused, match="Say why"):
        do(moving.unseat, play.desk, one, "")
    do(moving.unseat, play.desk, one, "Two from one country")
    assert (one.state, one.session_id, one.seat_id, one.panellist_id) == (State.FORWARDED, None, None, None)
    assert len(stage.letters()) == letters
    assert stage.acts(one.thing)[-3:] == ["give a place", "move nominee", "unseat nominee"]
    do(seating.seat, play.desk, one, play.session, seat)
    do(seating.invite, play.desk, one)
    for act, what in ((moving.unseat, ("Why not",)), (moving.move, (play.session, other))):
        with pytest.raises(Refused, match="the nomination is invited now"):
            do(act, play.desk, one, *what)


def test_a_joining_link_is_theirs_alone(app: Flask) -> None:
    play = stage.stage()
    one = endorsed(play)
    with pytest.raises(Refused, match="Only who has a place"):
        do(moving.give_joining_link, play.desk, one, "https://meet.example/a")
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
    with pytest.raises(Refused, match="is no web address"):
        do(moving.give_joining_link, play.desk, one, "meet me")
    do(moving.give_joining_link, play.desk, one, " https://meet.example/secret ")
    assert one.joining_link == "https://meet.example/secret"
    said = [str(record.content.facts) for record in history(one.thing) if record.content]
    assert not any("meet.example" in text for text in said)
    do(moving.give_joining_link, play.desk, one, "")
    assert one.joining_link is None


def test_the_board_shows_lines_reserves_and_what_waits(app: Flask) -> None:
    play = stage.stage()
    first, second, third = (endorsed(play) for _ in range(3))
    on_the_way = stage.put(play, "AFRICAN")
    seat = play.seat(Constituency.MEMBER_STATE)
    do(seating.seat, play.desk, first, play.session, seat)
    do(seating.hold_in_reserve, play.desk, second, play.session, seat)
    (column,) = board(play).columns
    row = next(row for row in column.rows if row.seat.id == seat.id)
    assert str(column.told) == "1 on the panel, 3 planned"
    assert (str(row.told), row.filled.tentative, row.empty) == ("African States: 1; 1 wanted", 1, 0)
    assert ([card.one for card in row.cards], [card.one for card in row.reserves]) == ([first], [second])
    assert [card.one for card in board(play).pool] == [third, on_the_way]
    assert [[option.to for option in card.options] for card in board(play).pool] == [
        [f"reserve-{seat.id}"],
        [],
    ]
    do(seating.invite, play.desk, first)
    do(seating.decline, themselves(first), first)
    row = next(row for row in board(play).columns[0].rows if row.seat.id == seat.id)
    assert [card.one for card in row.dropped] == [first]
    assert (str(row.told), row.kept, row.empty) == ("African States: nobody yet; 1 wanted", 1, 0)
    assert seating.who_dropped(seat) is first


def test_the_board_asks_no_more_for_more_cards_and_shows_nothing_private(app: Flask) -> None:
    play = stage.stage()
    one = endorsed(play)
    do(tell_private, themselves(one), one, {Field.GENDER: "woman", Field.TRAVEL: "by train"})

    def asked() -> int:
        session.expire_all()
        with counted(app) as questions:
            board(play)
        return len(questions)

    few = asked()
    for _ in range(6):
        endorsed(play)
    assert asked() == few
    facts = [card.facts for card in board(play).pool]
    assert len(facts) == 7
    assert not any(PRIVATE & told.keys() for told in facts)
