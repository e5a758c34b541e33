"""The board as it stands: panels with their lines, cards of nominees, and what deserves a second look. It
asks the same number of questions, however many cards there are, and puts no private field onto them."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.nominations import board_rules, placing, queries
from scheduler.nominations.board_rules import Candidate, Hours
from scheduler.nominations.body_models import Vacancy
from scheduler.nominations.languages import interpreted
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Field, Part, State
from scheduler.nominations.ways import sessions as every_session
from scheduler.nominations.workflow import DROPPED_OUT, ON_THE_WAY, TO_BE_CHOSEN, WITH_A_PLACE
from scheduler.thematic_sessions import seat_rules
from scheduler.thematic_sessions.models import Panellist, Seat, ThematicSession
from scheduler.thematic_sessions.queries import seats
from scheduler.thematic_sessions.seat_rules import Filled


@dataclass(frozen=True)
class Option:
    """A place that somebody can be given; `to` is what the form sends."""

    to: str
    panel: str
    name: Sentence


@dataclass
class Card:
    """A nominee. `facts`: what the visitor may see, no private field among it; `seen`: a mark of how they
    stood when the page was made; `kept`: where they dropped out, until when their body may name another."""

    one: Nomination
    facts: dict[Field, Any]
    seen: str
    warnings: list[Sentence] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    kept: Vacancy | None = None


@dataclass
class Row:
    """A line of a plan. `reserves` in order; `dropped`: whose place nobody has yet."""

    seat: Seat
    filled: Filled
    cards: list[Card] = field(default_factory=list)
    reserves: list[Card] = field(default_factory=list)
    dropped: list[Card] = field(default_factory=list)
    others: list[Panellist] = field(default_factory=list)
    """On the panel without a nomination: as the record has them."""

    @property
    def told(self) -> Sentence:
        return seat_rules.told(self.filled)

    @property
    def empty(self) -> int:
        """Places without anybody; those that are kept for a body are told apart."""
        return max(0, self.filled.missing - self.kept)

    @property
    def kept(self) -> int:
        return min(self.filled.missing, sum(1 for card in self.dropped if card.kept))


@dataclass
class Column:
    """A panel. `lost`: who has a place on a seat that the plan no longer has."""

    session: ThematicSession
    hours: Hours
    told: Sentence
    rows: list[Row]
    lost: list[Card] = field(default_factory=list)
    warnings: list[Sentence] = field(default_factory=list)

    @property
    def cards(self) -> list[Card]:
        return [card for row in self.rows for card in row.cards] + self.lost

    @property
    def to_invite(self) -> int:
        return sum(card.one.state is State.SEATED for card in self.cards)


@dataclass
class Floor:
    """Who speaks from the floor of a session, on the call's places for that."""

    session: ThematicSession
    cards: list[Card] = field(default_factory=list)
    reserves: list[Card] = field(default_factory=list)
    dropped: list[Card] = field(default_factory=list)

    @property
    def to_invite(self) -> int:
        return sum(card.one.state is State.SEATED for card in self.cards)


@dataclass
class Board:
    columns: list[Column]
    floors: list[Floor]
    """Of sessions in which somebody wants to speak, or speaks, from the floor."""
    pool: list[Card]
    """Who has no place: who can be given one, and who is on the way to the secretariat."""


def board_of(who: Visitor, meeting: Meeting, panels: Iterable[tuple[ThematicSession, Hours]]) -> Board:
    """As the visitor may see it. `panels`: the sessions that have one, and when they are, in order."""
    columns = [_column(each, hours) for each, hours in panels]
    every, sessions = queries.of_meeting(who, meeting), every_session(meeting)
    cards = {one.id: Card(one, queries.plain_facts(who, one), mark(one)) for one in every}
    rows = {row.seat.id: row for column in columns for row in column.rows}
    floors = {each.session.id: each for each in _floors(sessions, every)}
    kept = queries.open_vacancies(meeting)
    pool = [
        card
        for card in cards.values()
        if not _put(card, columns, rows, kept) and not _put_on_floor(card, floors) and _is_waiting(card.one)
    ]
    _judge(cards.values(), columns, {one.id: one for one in sessions})
    for card in cards.values():
        on_floor = card.one.part is Part.FLOOR_SPEAKER
        card.options = _on_floor(card.one, floors) if on_floor else _options(card.one, columns)
    for column in columns:
        column.warnings = _balance(who, column)
    return Board(columns, list(floors.values()), pool)


def mark(one: Nomination) -> str:
    """How somebody stands, as a short digest: a move that was thought up before another one is told so."""
    told = (one.state, one.session_id, one.seat_id, one.reserve_rank, one.changed_at.isoformat())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def country_of(one: Nomination) -> str | None:
    """From where they, or whom they speak for, are."""
    body = one.organisation
    return body.name if body.kind is OrganisationKind.MEMBER_STATE else body.country


def _column(one: ThematicSession, hours: Hours) -> Column:
    assert one.panel, "only sessions with a panel are asked for"
    standing = seats(one.panel)
    by_number = {filled.line.number: filled for filled in standing.lines}
    rows = [Row(seat, by_number[seat.id]) for seat in one.panel.seats]
    return Column(one, hours, seat_rules.summary(standing), rows)


def _put(card: Card, columns: Iterable[Column], rows: dict[int, Row], kept: dict[int, Vacancy]) -> bool:
    """Put a card where it belongs on the panels; False: nowhere."""
    one = card.one
    row = rows.get(one.seat_id or 0)
    card.kept = kept.get(one.id)
    if one.part is not Part.PANELLIST or one.session_id is None:
        return False
    if one.state in WITH_A_PLACE:
        column = next((each for each in columns if each.session.id == one.session_id), None)
        if column:
            (row.cards if row else column.lost).append(card)
        return column is not None
    if row and one.state is State.RESERVE:
        row.reserves = sorted([*row.reserves, card], key=lambda each: each.one.reserve_rank or 0)
        return True
    if row and one.state in DROPPED_OUT:
        row.dropped.append(card)
        return True
    return False


def _floors(sessions: Iterable[ThematicSession], every: Iterable[Nomination]) -> list[Floor]:
    """Those whom somebody wants to speak to, or speaks to, from the floor; all where one does not mind."""
    floor = [one for one in every if one.part is Part.FLOOR_SPEAKER]
    wanted = {one.session_id for one in floor} | {wish.session_id for one in floor for wish in one.wanted}
    any_will_do = any(not one.wanted for one in floor)
    return [Floor(one) for one in sessions if not one.cancelled and (any_will_do or one.id in wanted)]


def _put_on_floor(card: Card, floors: dict[int, Floor]) -> bool:
    """The same as `_put` for the floor."""
    one = card.one
    floor = floors.get(one.session_id or 0) if one.part is Part.FLOOR_SPEAKER else None
    if floor is None:
        return False
    if one.state in WITH_A_PLACE:
        floor.cards.append(card)
    elif one.state is State.RESERVE:
        floor.reserves = sorted([*floor.reserves, card], key=lambda each: each.one.reserve_rank or 0)
    elif one.state in DROPPED_OUT:
        floor.dropped.append(card)
    else:
        return False
    return True


def _is_waiting(one: Nomination) -> bool:
    return one.state in ON_THE_WAY


def is_choosable(one: Nomination) -> bool:
    """Whose channel has come to the secretariat."""
    return one.state in TO_BE_CHOSEN and one.at == len(one.steps) - 1


def _options(one: Nomination, columns: Iterable[Column]) -> list[Option]:
    """Where they can go from where they are: seats that are for them and free, and their reserves."""
    if not (is_choosable(one) or one.state in (State.SEATED, State.RESERVE)):
        return []
    found = []
    for column in columns:
        for row in column.rows:
            if placing.why_unfit(one, row.seat):
                continue
            name = seat_rules.name(row.filled.line)
            is_here = one.seat_id == row.seat.id
            if not seat_rules.why_full(row.filled) and not (is_here and one.state is State.SEATED):
                found.append(Option(f"seat-{row.seat.id}", column.session.title, name))
            if one.state is not State.RESERVE:
                reserve = Sentence("In reserve: %(seat)s", seat=name)
                found.append(Option(f"reserve-{row.seat.id}", column.session.title, reserve))
    return found


def _on_floor(one: Nomination, floors: dict[int, Floor]) -> list[Option]:
    """In which sessions they can speak from the floor: those that they want, or any."""
    if not (is_choosable(one) or one.state in (State.SEATED, State.RESERVE)):
        return []
    wanted = {wish.session_id for wish in one.wanted} or floors.keys()
    found = []
    for number, floor in floors.items():
        if number not in wanted:
            continue
        if one.state is not State.SEATED:
            found.append(Option(f"floor-{number}", floor.session.title, Sentence("From the floor")))
        if one.state is not State.RESERVE:
            reserve = Sentence("In reserve: %(seat)s", seat=Sentence("From the floor"))
            found.append(Option(f"floorreserve-{number}", floor.session.title, reserve))
    return found


def _judge(
    cards: Collection[Card], columns: Iterable[Column], sessions: Mapping[int, ThematicSession]
) -> None:
    hours = [column.hours for column in columns]
    judged = [(card, _candidate(card.one, sessions)) for card in cards if card.one.state not in _OVER]
    every = [one for _, one in judged]
    for card, one in judged:
        card.warnings = board_rules.warnings(one, every, hours, card.one.call.languages)


_OVER = frozenset({*DROPPED_OUT, State.REPLACED, State.NOT_CHOSEN, State.NOT_ENDORSED})


def _candidate(one: Nomination, sessions: Mapping[int, ThematicSession]) -> Candidate:
    return Candidate(
        one.id,
        one.person_id,
        one.state,
        one.channel.name,
        one.session_id,
        country_of(one),
        one.language,
        tuple(one.availability),
        tuple(interpreted(one, sessions)),
    )


def _balance(who: Visitor, column: Column) -> list[Sentence]:
    """Of the whole panel."""
    people = [card.one for card in column.cards]
    told = queries.told_by(who, people, Field.GENDER)
    found = (
        board_rules.out_of_balance([told.get(one.id) for one in people]),
        board_rules.of_one_region([one.region for one in people]),
    )
    return [sentence for sentence in found if sentence]
