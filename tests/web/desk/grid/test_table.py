"""Rooms by slots, the list of the unplaced, and the best places: plain values in, plain values out."""

from datetime import UTC, date, datetime, timedelta

from scheduler.kernel.terms import EntryKind, OrganisationKind
from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Actor, Clash, Closure, Item, Room, Slot, Wishes
from scheduler.timetable.clashes.ground import Spot as Standing
from scheduler.timetable.clashes.terms import Level, Rule
from scheduler.timetable.spots import Spot
from scheduler.web.desk.grid.cards import Card, Met, Stop, gravest, met, wish_mark, wish_words
from scheduler.web.desk.grid.fits import Fit, best
from scheduler.web.desk.grid.pool import Narrowed, in_order
from scheduler.web.desk.grid.table import Sheet, covered, sheets

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
SMALL, LARGE = Room(1, "M1", 40), Room(2, "M2", 100)
ROOMS = [SMALL, LARGE]


def time(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def slot(number: int, hour: int, minutes: int = 50, day: date = MONDAY) -> Slot:
    starts = time(hour, day=day)
    return Slot(number, day, starts, starts + timedelta(minutes=minutes))


MORNING, NOON, LONG, NEXT_DAY = slot(1, 9), slot(2, 10), slot(3, 9, 110), slot(4, 9, day=TUESDAY)
SLOTS = [MORNING, NOON, LONG, NEXT_DAY]


def spot(starts: datetime | None, ends: datetime | None, room: int | None = 1) -> Spot:
    return Spot((starts or time(9)).date(), None, starts, ends, room)


def in_(one: Slot, room: int = 1) -> Spot:
    return spot(one.starts_at, one.ends_at, room)


def item(code: str, **more: object) -> Item:
    return Item(hash(code), code, f"Title {code}", **more)  # type: ignore[arg-type]


def drawn(sheet: Sheet) -> list[tuple[str, list[str]]]:
    """Each row: its hours, and what each cell says: codes; (codes) that began above; [codes] of what blocks;
    # where it is closed."""
    return [
        (f"{row.starts_at:%H:%M}-{row.ends_at:%H:%M}{'' if row.slot else '!'}", [_said(c) for c in row.cells])
        for row in sheet.rows
    ]


def _said(cell: object) -> str:
    told = [card.code for card in cell.cards]  # type: ignore[attr-defined]
    told += [f"({card.code})" for card in cell.rest]  # type: ignore[attr-defined]
    told += [f"[{stop.item.code}]" for stop in cell.stops]  # type: ignore[attr-defined]
    return " ".join(told + ["#" for _ in cell.closed])  # type: ignore[attr-defined]


def test_each_event_stands_in_one_row_and_is_told_in_all_that_it_reaches_into() -> None:
    cards = [
        Card(item("A"), in_(MORNING)),
        Card(item("B"), in_(LONG, 2)),
        Card(item("C"), spot(time(9, 30), time(10, 20))),
        Card(item("D"), spot(time(18), None)),
        Card(item("E"), spot(None, None)),
        Card(item("F"), spot(time(9), time(10), 99)),
        Card(item("G")),
        Card(item("H", kind=EntryKind.EXHIBITION), in_(LONG)),
    ]
    plenary = item("P", kind=EntryKind.PLENARY)
    stops = [Stop(plenary, spot(time(10), time(13), 2)), Stop(plenary, spot(time(10), time(13), 7))]
    closed = [Closure(1, MONDAY, time(10, 30), time(12))]
    monday, tuesday = sheets(SLOTS, ROOMS, cards, stops, closed)
    assert drawn(monday) == [
        ("09:00-09:50", ["A C", "(B)"]),
        ("09:00-10:50", ["(A) (C) #", "B [P]"]),
        ("10:00-10:50", ["(C) #", "(B) [P]"]),
        ("18:00-18:00!", ["D", ""]),
    ]
    assert [card.code for card in monday.loose] == ["E", "F", "H"]
    assert [stop.spot.room for stop in monday.beside] == [7]
    assert (tuesday.day, drawn(tuesday)) == (TUESDAY, [("09:00-09:50", ["", ""])])
    assert sheets([], ROOMS, [], [], []) == []


def test_which_wish_a_place_meets() -> None:
    wishes = Wishes((2, 1), frozenset({TUESDAY}), frozenset({3}))
    assert met(wishes, [MORNING], MONDAY) == 2
    assert met(wishes, [MORNING, NOON], MONDAY) == 1
    assert met(wishes, [LONG, NOON], MONDAY) == Met.EXCLUDED
    assert met(wishes, [NEXT_DAY], TUESDAY) == Met.DAY
    assert met(wishes, [], MONDAY) == Met.OTHER
    assert met(Wishes(), [MORNING], MONDAY) == Met.NOT_ASKED
    assert [(wish_mark(one), str(wish_words(one))) for one in (1, 4, Met.DAY, Met.EXCLUDED)] == [
        ("1", "1st wish"),
        ("4", "4th wish"),
        ("○", "Wished day"),
        ("⊘", "Excluded"),
    ]
    assert covered(in_(LONG), SLOTS) == [LONG]
    assert covered(spot(time(9, 10), time(10, 10)), SLOTS) == [MORNING, NOON, LONG]


def test_the_unplaced_stand_in_the_order_of_the_queue_and_can_be_narrowed() -> None:
    body = Actor(1, "Côte of Harbours")
    one = Card(item("A", place=2, organisations=(body,), group=OrganisationKind.NGO, attendance=60))
    other = Card(item("B", place=1, theme="crops", wishes=Wishes((4,))))
    assert [card.code for card in in_order([one, other])] == ["B", "A"]
    slots = {each.number: each for each in SLOTS}

    def found(**wanted: object) -> str:
        narrowed = Narrowed(**wanted)  # type: ignore[arg-type]
        return "".join(card.code for card in (one, other) if narrowed.fits(card, slots))

    assert found() == "AB"
    assert found(words="cote") == "A"
    assert found(words="title b") == "B"
    assert found(group=OrganisationKind.NGO) == "A"
    assert found(theme="crops") == "B"
    assert found(day=TUESDAY) == "B"
    assert found(seats=40) == "B"
    assert found(seats=60) == "AB"


def clash(level: Level) -> Clash:
    return Clash(Rule.SAME_THEME, level, (1,), Standing(MONDAY), Sentence("Wrong"))


def test_the_best_places_come_first() -> None:
    warns, blocks, shut = (
        clash(level) for level in (Level.WARNS, Level.BLOCKS_RELEASE, Level.BLOCKS_PLACING)
    )
    assert gravest([warns, shut, blocks]) is Level.BLOCKS_PLACING
    assert gravest([]) is Level.OFF
    fits = [
        Fit(NEXT_DAY, LARGE, Met.OTHER),
        Fit(MORNING, LARGE, 1),
        Fit(MORNING, SMALL, 1),
        Fit(NOON, SMALL, 1, (blocks,)),
        Fit(NOON, LARGE, 2, (warns,)),
        Fit(LONG, SMALL, 1, (shut, warns)),
        Fit(LONG, LARGE, 1, swap=Card(item("X"))),
        Fit(NEXT_DAY, SMALL, Met.OTHER, is_here=True),
    ]
    assert [one.state for one in fits] == ["free", "free", "free", "release", "warns", "no", "swap", "here"]
    assert fits[5].reasons == [shut]
    found = [[(one.slot.number, one.room.name) for one in together] for together in best(fits, 60)]
    assert found == [[(1, "M2"), (1, "M1")], [(2, "M2"), (2, "M1")], [(4, "M2")]]
    assert best(fits, 30)[0][0].room is SMALL
    held = Fit(MORNING, SMALL, 1, why=Sentence("It is pinned."))
    assert (held.state, held.is_free) == ("no", False)
