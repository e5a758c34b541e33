"""Rules that look at all entries of a day together. Pure."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Ground, Spot
from scheduler.timetable.clashes.hours import Placed, Span, span, written


class Crowd(NamedTuple):
    """Entries that cannot all be then."""

    entries: tuple[int, ...]
    at: Spot
    sentence: Sentence


def too_few_interpreters(ground: Ground, interpreted: Iterable[Placed]) -> Iterator[Crowd]:
    """Each moment of a day at which an entry with interpretation begins and there is no team left for it."""
    teams = ground.settings.teams
    if teams is None:
        return
    running: list[tuple[Span, Placed]] = []
    timed = [(hours, one) for one in interpreted if (hours := span(one.spot))]
    for hours, one in sorted(timed, key=lambda pair: (*pair[0], pair[1].item.number)):
        running = [pair for pair in running if pair[0].ends_at > hours.starts_at]
        running.append((hours, one))
        if len(running) > teams:
            until = min(each.ends_at for each, _ in running)
            told = {
                "count": len(running),
                "teams": teams,
                "hours": written(ground, hours.starts_at, until),
            }
            yield Crowd(
                tuple(sorted(each.item.number for _, each in running)),
                Spot(one.spot.day, hours.starts_at, until),
                Sentence(
                    "%(count)s entries need interpreters %(hours)s. Teams of the meeting: %(teams)s.",
                    **told,
                ),
            )
