"""What an application says, in words: as it was submitted, and as it is stored now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.accounts.called import Called, called
from scheduler.applications.figures import slots
from scheduler.applications.models import Application, Version
from scheduler.applications.queries import snapshot
from scheduler.applications.terms import LinkKind, Support
from scheduler.formats.describe import language_name
from scheduler.kernel.terms import Equipment, Format
from scheduler.web import times
from scheduler.web.desk.applications import words
from scheduler.web.languages import gettext, say

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A field: what was submitted and what is stored now, each line by line."""

    field: str
    name: str
    before: list[str]
    after: list[str]

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Names:
    """What the numbers in an application stand for."""

    things: Mapping[str, Called]
    slots: Mapping[str, str]

    def of(self, thing: str) -> str:
        found = self.things.get(thing)
        return (found.name if found else None) or gettext("(erased)")


def parts(application: Application, version: Version) -> list[Part]:
    """Every field in the order of the page."""
    now = snapshot(application)
    names = _names(application, (version.facts, now))
    return [
        Part(field, name, _lines(field, version.facts.get(field), names), _lines(field, now[field], names))
        for field, name in words.FIELDS.items()
    ]


def _names(application: Application, both: Iterable[Facts]) -> Names:
    things = {thing for facts in both for thing in _things(facts)}
    zone = application.call.meeting.time_zone
    known = {
        str(slot.id): gettext(
            "%(day)s, %(start)s to %(end)s",
            day=times.short_day(slot.day),
            start=times.hour(slot.starts_at, zone),
            end=times.hour(slot.ends_at, zone),
        )
        for slot in slots(application.call.meeting)
    }
    return Names(called(things), known)


def _things(facts: Facts) -> Iterator[str]:
    yield from (f"organisation {number}" for number in facts.get("organisers", ()))
    yield from (f"organisation {number}" for number in facts.get("cosponsors", ()))
    yield from (f"person {one['person']}" for one in facts.get("speakers", ()))


def _lines(field: str, value: Any, names: Names) -> list[str]:
    if value in (None, "", [], {}):
        return []
    write = _WRITTEN.get(field)
    return write(value, names) if write else [str(value)]


def _organisers(numbers: list[int], names: Names) -> list[str]:
    return [names.of(f"organisation {number}") for number in numbers]


def _cosponsors(states: dict[str, str], names: Names) -> list[str]:
    return [
        f"{names.of(f'organisation {number}')}: {words.SUPPORT[Support(state)][0]}"
        for number, state in states.items()
    ]


def _speakers(speakers: list[dict[str, Any]], names: Names) -> list[str]:
    return [
        ", ".join(
            filter(
                None,
                (
                    names.of(f"person {one['person']}"),
                    one["affiliation"],
                    gettext("online") if one["online"] else "",
                ),
            )
        )
        for one in speakers
    ]


def _links(links: list[dict[str, str]], _names: Names) -> list[str]:
    return [f"{words.LINKS[LinkKind(link['kind'])]}: {link['url']}" for link in links]


def _wishes(ranks: dict[str, int], names: Names) -> list[str]:
    gone = gettext("a slot that is no longer there")
    wanted = sorted((rank, number) for number, rank in ranks.items() if rank)
    lines = [f"{rank}. {names.slots.get(number, gone)}" for rank, number in wanted]
    return lines + [
        gettext("not %(slot)s", slot=names.slots.get(number, gone))
        for number, rank in ranks.items()
        if not rank
    ]


def _days(days: list[str], _names: Names) -> list[str]:
    return [str(times.short_day(date.fromisoformat(day))) for day in days]


def _yes_or_no(value: bool, _names: Names) -> list[str]:
    return [gettext("Yes") if value else gettext("No")]


_WRITTEN: dict[str, Callable[[Any, Names], list[str]]] = {
    "organisers": _organisers,
    "cosponsors": _cosponsors,
    "speakers": _speakers,
    "links": _links,
    "wishes": _wishes,
    "days": _days,
    "open_to_joining": _yes_or_no,
    "format": lambda value, _: [str(words.FORMATS[Format(value)])],
    "languages": lambda codes, _: [say(language_name(code)) for code in codes],
    "equipment": lambda needs, _: [str(words.EQUIPMENT[Equipment(need)]) for need in needs],
}
