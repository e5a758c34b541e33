"""A day of an agenda: what stands at the same time, and how far it is. Pure."""

from scheduler.agendas.day_rules import Day, Item, clashes, days, overlaps, without_day
from scheduler.agendas.terms import Level
from scheduler.formats.entry import CalendarEntry, Place, Standing
from scheduler.meetings.walk_rules import Walks
from tests.web.builders import TUESDAY, WEDNESDAY, entry, programme, published, room, span

FACE = programme().meeting
M1, M2, C3, D4 = room("M1"), room("M2"), room("C3"), room("D4")
WALKS = Walks(
    parts={("Test Centre", "m1"): 1, ("Test Centre", "m2"): 1, ("Test Centre", "c3"): 2},
    minutes={frozenset({1}): 2, frozenset({1, 2}): 8},
)


def item(
    title: str,
    start: str | None,
    end: str | None,
    where: Place | None = M1,
    level: Level = Level.GOING,
    **more: object,
) -> Item:
    return of(entry(title, span(start, end, room=where), **more), level)


def of(one: CalendarEntry, level: Level = Level.GOING) -> Item:
    return Item(FACE, published(one), level)


def day(*items: Item, walks: Walks = WALKS) -> Day:
    (found,) = days(items, walks)
    return found


def way(before: Item, after: Item) -> tuple[int | None, int, bool] | None:
    found = day(before, after).lines[-1].way
    return (found.minutes, found.between, found.is_tight) if found else None


def test_what_is_starred_and_on_at_the_same_time_is_told_on_both_with_the_minutes_that_they_share() -> None:
    a, b, c = (
        item("A", "10:00", "11:00"),
        item("B", "10:40", "12:00", M2, Level.PERHAPS),
        item("C", "11:00", "12:00"),
    )
    found = day(a, b, c)
    told = [[(one.other.one.entry.title, one.minutes) for one in line.overlaps] for line in found.lines]
    assert told == [[("B", 20)], [("A", 20), ("C", 60)], [("B", 60)]]
    assert clashes([found]) == 2


def test_one_after_the_other_is_no_clash_nor_is_what_is_cancelled_followed_or_without_an_hour() -> None:
    here = item("A", "10:00", "11:00")
    others = (
        item("Next", "11:00", "12:00"),
        item("Off", "10:00", "11:00", standing=Standing.CANCELLED),
        item("Open", None, None),
        of(entry("Show", span("09:00", "18:00", until=WEDNESDAY))),
    )
    assert overlaps(here, others) == ()
    followed = item("Followed", "10:00", "11:00", level=Level.FOLLOWS)
    assert clashes([day(here, followed)]) == 0


def test_how_far_it_is_from_the_one_before() -> None:
    first = item("A", "10:00", "11:00", M1)
    assert way(first, item("B", "11:10", "12:00", C3)) == (8, 10, False)
    assert way(first, item("B", "11:05", "12:00", C3)) == (8, 5, True)
    assert way(first, item("B", "11:05", "12:00", M2)) == (2, 5, False)
    assert way(first, item("B", "11:00", "12:00", M1)) == (0, 0, False)


def test_what_nobody_has_said_stays_unknown() -> None:
    first = item("A", "10:00", "11:00", M1)
    assert way(first, item("B", "11:10", "12:00", D4)) == (None, 10, False)
    assert Walks().between(("Test Centre", "m1"), ("Test Centre", "m2")) is None
    assert WALKS.between(("Test Centre", "c3"), ("Elsewhere", "m1")) is None
    assert WALKS.between(("Test Centre", "d4"), ("Test Centre", "d4")) == 0
    assert (WALKS.known_at("Test Centre"), WALKS.known_at("Elsewhere")) == (True, False)


def test_no_way_is_told_without_a_room_after_a_long_break_or_from_what_is_only_followed() -> None:
    first = item("A", "10:00", "11:00", M1)
    assert way(first, item("B", "11:10", "12:00", None)) is None
    assert way(first, item("B", "13:01", "14:00", C3)) is None
    assert way(item("A", "10:00", "11:00", level=Level.FOLLOWS), item("B", "11:10", "12:00", C3)) is None


def test_the_way_begins_where_one_was_last_and_surely() -> None:
    lines = day(
        item("Early", "09:00", "10:00", C3),
        item("Perhaps", "10:00", "11:00", C3, Level.PERHAPS),
        item("Sure", "10:00", "11:00", M2),
        item("Here", "11:10", "12:00", M1),
    ).lines
    assert lines[-1].way
    assert lines[-1].way.before.one.entry.title == "Sure"


def test_days_come_in_order_what_lasts_first_and_what_has_no_day_apart() -> None:
    items = [
        item("Late", "15:00", "16:00"),
        item("Early", "09:00", "10:00"),
        item("Off", "12:00", "13:00", standing=Standing.CANCELLED),
        item("Open", None, None),
        of(entry("Wednesday", span("09:00", "10:00", day=WEDNESDAY))),
        of(entry("Nowhere")),
        item("Lost", "09:00", "10:00", standing=Standing.UNPLACED),
    ]
    found = [(one.day, [line.item.one.entry.title for line in one.lines]) for one in days(items, Walks())]
    assert found == [(TUESDAY, ["Open", "Early", "Off", "Late"]), (WEDNESDAY, ["Wednesday"])]
    assert [one.one.entry.title for one in without_day(items)] == ["Lost", "Nowhere"]
