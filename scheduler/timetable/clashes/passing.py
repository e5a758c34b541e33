"""All clashes of a timetable, in one pass. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from scheduler.timetable.clashes import finding
from scheduler.timetable.clashes.buckets import Buckets, Sharing
from scheduler.timetable.clashes.ground import Clash, Ground, Item, Spot
from scheduler.timetable.clashes.hours import Placed, Span, span


def clashes_in(ground: Ground, items: Mapping[int, Item], spots: Mapping[int, Spot]) -> tuple[Clash, ...]:
    """Every clash of these items where they stand, the gravest first, and once: two bodies of one name bring
    the same sentence twice. Items without a spot are in nobody's way.

    It takes time in proportion to the number of spots and of clashes: in each bucket, entries are taken in
    the order of time, and each is looked at only with those that are still there when it begins.
    """
    return listed(set(all_of(ground, Buckets(items, spots))))


def all_of(ground: Ground, buckets: Buckets) -> Iterator[Clash]:
    """The same of what lies in buckets already, in no order."""
    for number, spot in buckets.spots.items():
        yield from finding.of_one(ground, Placed(buckets.items[number], spot))
    for key, lying in buckets.of.items():
        if key.what is Sharing.INTERPRETERS:
            yield from finding.of_day(ground, key, buckets)
        elif len(lying) > 1:
            for one, other in _near(ground, lying.values()):
                yield from finding.of_two(ground, key, one, other)
    for tie in dict.fromkeys(ground.ties):
        yield from finding.of_tie(ground, tie, buckets)


def listed(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """In the order in which people read them."""
    return tuple(sorted(clashes, key=finding.weight))


def _near(ground: Ground, lying: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Those that are there together, or with less time between them than it takes to set up."""
    timed = [(hours, one) for one in lying if (hours := span(one.spot))]
    running: list[tuple[Span, Placed]] = []
    for hours, one in sorted(timed, key=lambda pair: (*pair[0], pair[1].item.number)):
        running = [pair for pair in running if pair[0].ends_at + ground.settings.set_up > hours.starts_at]
        for _, earlier in running:
            yield earlier, one
        running.append((hours, one))
