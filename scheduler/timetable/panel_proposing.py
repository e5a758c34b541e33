"""A proposal for the open seats of a meeting's panels: made of the board, and given seat by seat, in one
decision. Making it changes nothing."""

from collections.abc import Collection, Iterable

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.nominations import placing, queries, seating
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.board import Board, Card, board_of, country_of, is_choosable
from scheduler.nominations.board_rules import Hours, days_said
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Field, Part, State
from scheduler.nominations.workflow import WITH_A_PLACE
from scheduler.thematic_sessions import seat_rules
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.queries import seat_of
from scheduler.timetable.allocation.panel import compose
from scheduler.timetable.allocation.solver import Effort
from scheduler.timetable.panel_proposing_rules import Facts, Line, Name, Proposal, instance, proposal

EFFORT = Effort(work=5, seconds=5)
"""For each of the two levels: the page waits for both."""


def propose(board: Board) -> tuple[Facts, Proposal]:
    """The best for the open seats, and what it rests on. It needs OR-Tools."""
    facts = facts_of(board)
    titles = {column.session.id: column.session.title for column in board.columns}
    return facts, proposal(facts, compose(instance(facts), EFFORT), titles, called(board))


def called(board: Board) -> dict[str, str]:
    """How the visitor may know nominees, by code."""
    every = [*board.pool, *(card for column in board.columns for row in column.rows for card in row.cards),
             *_reserves(board)]  # fmt: skip
    return {card.one.code: card.facts.get(Field.PERSON) or card.one.code for card in every}


def facts_of(board: Board) -> Facts:
    """What a proposal rests on."""
    busy = _busy(board)
    waiting = [*(card for card in board.pool if card.one.part is Part.PANELLIST), *_reserves(board)]
    lines = [
        Line(
            row.seat.id,
            column.session.id,
            row.seat.constituency,
            seat_rules.name(row.filled.line),
            row.empty,
            tuple(_name(card, board, busy) for card in row.cards),
        )
        for column in board.columns
        for row in column.rows
    ]
    names = sorted((_name(card, board, busy) for card in waiting), key=lambda name: name.code)
    return Facts(tuple(column.hours for column in board.columns), tuple(lines), tuple(names))


def give(
    this: Decision,
    who: Visitor,
    meeting: Meeting,
    panels: Iterable[tuple[ThematicSession, Hours]],
    seen: str,
    choices: Collection[tuple[str, int]],
) -> list[Nomination]:
    """Seats by the nominee's code and the seat's number, all of them or none. `panels`: read once nobody else
    decides; `seen`: the digest of the facts that the proposal rested on. Raises Clash where the board changed
    since, and Refused as `seating.fill` does."""
    lock_meeting(meeting.id)
    if facts_of(board_of(who, meeting, panels)).digest != seen:
        raise Clash(
            Sentence(
                "The board changed since this was proposed, so no place was given. This is a new proposal: "
                "look at it, and decide anew."
            )
        )
    if not choices:
        raise Refused(Sentence("No seat is ticked, so there is nothing to give. Tick one at least."))
    return [_give(this, who, meeting, code, number) for code, number in choices]


def _give(this: Decision, who: Visitor, meeting: Meeting, code: str, number: int) -> Nomination:
    one = queries.by_code(code)
    if one.call.meeting_id != meeting.id or one.state is State.SEATED:
        raise NotFound(Sentence("There is no such nomination to give a place to."))
    in_, on = seat_of(meeting, number)
    try:
        seating.fill(this, who, one, in_, on)
    except Refused as refused:
        why = Sentence(
            "No place was given. %(name)s: %(why)s", name=one.person.name or code, why=refused.sentence
        )
        raise Refused(why) from None
    return one


def _reserves(board: Board) -> list[Card]:
    return [card for column in board.columns for row in column.rows for card in row.reserves]


def _busy(board: Board) -> dict[int, set[int]]:
    """The sessions in which people have places, by person."""
    cards = [card for column in board.columns for card in column.cards]
    cards += [card for floor in board.floors for card in floor.cards]
    found: dict[int, set[int]] = {}
    for one in (card.one for card in cards):
        if one.session_id is not None and one.state in WITH_A_PLACE:
            found.setdefault(one.person_id, set()).add(one.session_id)
    return found


def _name(card: Card, board: Board, busy: dict[int, set[int]]) -> Name:
    one = card.one
    fitting = [
        row.seat.id
        for column in board.columns
        for row in column.rows
        if one.state not in WITH_A_PLACE and not placing.why_unfit(one, row.seat)
    ]
    return Name(
        one.code,
        card.seen,
        one.person_id,
        country_of(one),
        card.facts.get(Field.RANK),
        tuple(sorted(days_said(one.availability))),
        tuple(sorted(busy.get(one.person_id, ()))),
        tuple(wish.session_id for wish in one.wanted),
        tuple(fitting),
        not (is_choosable(one) or one.state in (State.RESERVE, *WITH_A_PLACE)),
    )
