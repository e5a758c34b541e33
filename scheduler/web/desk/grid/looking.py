"""A plan as the grid shows it: cards with their wishes and clashes, what blocks, and where one event would
fit. Pure; times in UTC."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Clash, Ground, Item, Room
from scheduler.timetable.clashes.ground import Spot as Standing
from scheduler.timetable.clashes.index import Index
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.spots import Spot, same_place, told
from scheduler.timetable.terms import Hand
from scheduler.web.desk.grid.cards import GRAVITY, Answer, Card, Met, Stop, met
from scheduler.web.desk.grid.fits import Fit
from scheduler.web.desk.grid.table import Cell, Sheet, covered, sheets
from scheduler.web.programme.order import natural

EVENTS = frozenset(
    {EntryKind.SIDE_EVENT, EntryKind.SPECIAL_EVENT, EntryKind.EXHIBITION, EntryKind.OTHER_EVENT}
)
"""What is moved about on the grid; all else stands where it stands."""
Released = Mapping[str, Spot | None]
"""Where the last release has each entry that it tells of, by code; None: nowhere."""


@dataclass(frozen=True)
class Look:
    """All that one look at a plan needs. `released` is None where nothing was released yet. `answers`: what
    organisers say of the draft programme that is shown, by the entry's number."""

    ground: Ground
    items: Mapping[int, Item]
    spots: Mapping[int, Spot]
    index: Index
    released: Released | None = None
    answers: Mapping[int, Answer] = field(default_factory=dict)

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The events, by code."""
        of = clashes_of(self.index.clashes)
        events = (item for item in self.items.values() if item.kind in EVENTS)
        return {item.code: self._card(item, of.get(item.number, ())) for item in events}

    @cached_property
    def stops(self) -> list[Stop]:
        fixed = (item for item in self.items.values() if item.kind not in EVENTS)
        return [Stop(item, spot) for item in fixed if (spot := self._shown(item))]

    @cached_property
    def unplaced(self) -> list[Card]:
        return [card for card in self.cards.values() if card.spot is None]

    @cached_property
    def sheets(self) -> list[Sheet]:
        ground = self.ground
        return sheets(ground.slots, self.rooms, self.cards.values(), self.stops, ground.closures)

    @cached_property
    def rooms(self) -> list[Room]:
        """In the order of columns."""
        return sorted(self.ground.rooms.values(), key=lambda room: (natural(room.name), room.number))

    @cached_property
    def titles(self) -> dict[int, str]:
        return {number: item.title for number, item in self.items.items()}

    @cached_property
    def room_names(self) -> dict[int, str]:
        return {number: room.name for number, room in self.ground.rooms.items()}

    def place(self, spot: Spot | None) -> Sentence:
        return told(spot, self.ground.zone, self.room_names)

    def fits(self, card: Card) -> dict[str, Fit]:
        """Each cell for one event, by the cell's key. The event is taken out meanwhile: what it clashes with
        where it stands need not be looked at for each cell again."""
        number, here = card.item.number, self._standing(card)
        known = set(self.index.move({number: None}).ended)
        cells = (cell for sheet in self.sheets for row in sheet.rows for cell in row.cells if cell.slot)
        found = {fit.key: fit for fit in (self._fit(card, cell, known) for cell in cells)}
        self.index.move({number: here})
        return found

    def _fit(self, card: Card, cell: Cell, known: set[Clash]) -> Fit:
        """`known`: the clashes that it has where it stands."""
        slot = cell.slot
        assert slot
        there = Spot(slot.day, None, slot.starts_at, slot.ends_at, cell.room.number)
        is_here = card.spot is not None and card.spot.place == there.place
        others = [one for one in (*cell.cards, *cell.rest) if one.item is not card.item]
        swap = others[0] if len(others) == 1 and not cell.stops else None
        moves: dict[int, Standing | None] = {card.item.number: standing(there)}
        if swap and swap.spot:
            moves = {card.item.number: standing(swap.spot), swap.item.number: self._standing(card)}
        new = () if is_here else self.index.clashes_of(moves).new
        return Fit(
            slot,
            cell.room,
            met(card.item.wishes, (slot,), slot.day),
            tuple(clash for clash in new if clash not in known),
            swap,
            is_here,
            _pinned(card, swap),
        )

    def _standing(self, card: Card) -> Standing | None:
        return standing(card.spot) if card.spot else None

    def _card(self, item: Item, clashes: tuple[Clash, ...]) -> Card:
        spot = self._shown(item)
        slots = self.ground.slots_on.get(spot.day, []) if spot else []
        return Card(
            item,
            spot,
            met=met(item.wishes, covered(spot, slots), spot.day) if spot else Met.NOT_ASKED,
            clashes=clashes,
            was=self._was(item),
            by=_by(spot, self.ground.zone),
            why=spot.reason if spot and spot.hand else None,
            answer=(answer := self.answers.get(item.number)),
            of=self._of(answer, self.spots.get(item.number)),
        )

    def _of(self, answer: Answer | None, spot: Spot | None) -> Sentence | None:
        """Of which place it was said, where the event stands elsewhere in this plan."""
        return None if answer is None or same_place(answer.spot, spot) else self.place(answer.spot)

    def _shown(self, item: Item) -> Spot | None:
        """Where it stands; an end that is not published is the assumed one of feeds, as for the rules."""
        spot, known = self.spots.get(item.number), self.index.spots.get(item.number)
        return replace(spot, ends_at=known.ends_at) if spot and known else spot

    def _was(self, item: Item) -> Sentence | None:
        spot = self.spots.get(item.number)
        if self.released is None:
            return None
        if item.code not in self.released:
            return NEW if spot else None
        before = self.released[item.code]
        if same_place(before, spot):
            return None
        return Sentence("Released: %(place)s", place=self.place(before))


NEW = Sentence("New")


def standing(spot: Spot) -> Standing:
    """As the rules see it."""
    return Standing(spot.day, spot.starts_at, spot.ends_at, spot.room, spot.until)


def clashes_of(clashes: Iterable[Clash]) -> dict[int, tuple[Clash, ...]]:
    """Those in which each entry has a part, the gravest first."""
    found: dict[int, list[Clash]] = defaultdict(list)
    for clash in clashes:
        for number in clash.entries:
            found[number].append(clash)
    return {number: tuple(theirs) for number, theirs in found.items()}


def levels(clashes: Iterable[Clash]) -> dict[Level, int]:
    """How many there are of each level, the gravest first."""
    found: dict[Level, int] = defaultdict(int)
    for clash in clashes:
        found[clash.level] += 1
    return dict(sorted(found.items(), key=lambda pair: -GRAVITY[pair[0]]))


def _pinned(card: Card, swap: Card | None) -> Sentence | None:
    if card.spot and card.spot.pinned:
        return Sentence("It is pinned. Take its pin off first.")
    if swap and swap.spot and swap.spot.pinned:
        return Sentence("%(code)s stands there, and is pinned.", code=swap.code)
    return None


def _by(spot: Spot | None, zone: str) -> Sentence | None:
    if spot is None or spot.hand is None:
        return None
    local = to_local(spot.put_at, zone) if spot.put_at else None
    day = f"{local.day} {local:%B}" if local else ""
    if spot.hand is Hand.CHAIR:
        return Sentence("On the Chair's word, %(day)s", day=day)
    return Sentence("By hand, %(day)s", day=day)
