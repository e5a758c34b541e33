"""What can be wrong with names, codes and UIDs of a programme; names that may mean the same. Pure."""

from collections.abc import Iterable, Iterator
from itertools import chain

from scheduler.formats.programme_file import Fault
from scheduler.formats.programme_model import ProgrammeFile, SideEvent
from scheduler.kernel.text import fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.organisations.likeness import Named, likely_duplicates, main_names


def given_twice(programme: ProgrammeFile) -> Iterator[Fault]:
    """Codes and UIDs of entries; names and aliases in the lists of rooms and organisations."""
    entries = list(programme.entries())
    codes = ((f"{place}.code", entry.code, entry.code) for place, entry in entries if entry.code)
    uids = ((f"{place}.uid", entry.uid, entry.uid) for place, entry in entries if entry.uid)
    for place, first, value in (*_repeated(codes), *_repeated(uids)):
        told = {"value": quoted(value), "first": first}
        yield Fault(
            place, Sentence("%(value)s stands at %(first)s already. Give each entry its own.", **told)
        )
    rooms = ((place, name, fold(name)) for place, name in _names_of_rooms(programme))
    bodies = ((place, body.name, fold(body.name)) for place, body in _listed_bodies(programme))
    for place, first, value in (*_repeated(rooms), *_repeated(bodies)):
        told = {"value": quoted(value), "first": first}
        yield Fault(place, Sentence("%(value)s is listed at %(first)s already. List it once.", **told))


def named_twice(programme: ProgrammeFile, known: Iterable[Named]) -> Iterator[Fault]:
    """Organisations that stand in one event more than once."""
    names = main_names(known)
    for event in _events(programme):
        written = ((place, name, names.get(fold(name), fold(name))) for place, name in event)
        for place, first, value in _repeated(written):
            told = {"value": quoted(value), "first": first}
            yield Fault(place, Sentence("%(value)s is named at %(first)s already. It counts once.", **told))


def like_rooms(programme: ProgrammeFile, known: Iterable[Named]) -> Iterator[Fault]:
    """Rooms that may be the same."""
    listed = ((f"rooms[{n}].name", Named(room.name, room.aliases)) for n, room in enumerate(programme.rooms))
    used = ((f"{place}.room", Named(entry.room)) for place, entry in programme.entries() if entry.room)
    for place, new, other in likely_duplicates(chain(listed, used), known):
        told = {"new": quoted(new.name), "other": quoted(other.name)}
        yield Fault(
            place,
            Sentence(
                "%(new)s looks like %(other)s. If it is the same room, write one name or list an alias.",
                **told,
            ),
        )


def like_organisations(programme: ProgrammeFile, known: Iterable[Named]) -> Iterator[Fault]:
    """Organisations that may be the same."""
    named = ((place, Named(name)) for event in _events(programme) for place, name in event)
    for place, new, other in likely_duplicates(chain(_listed_bodies(programme), named), known):
        told = {"new": quoted(new.name), "other": quoted(other.name)}
        yield Fault(
            place,
            Sentence("%(new)s looks like %(other)s. If it is the same organisation, write one name.", **told),
        )


def _repeated(found: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Of places, what they say and what of it is compared: the later of equals, the first, what it says."""
    places: dict[str, str] = {}
    for place, written, compared in found:
        if (first := places.setdefault(compared, place)) != place:
            yield place, first, written


def _names_of_rooms(programme: ProgrammeFile) -> Iterator[tuple[str, str]]:
    """With their aliases, but for those that say the same as the room's name."""
    for number, room in enumerate(programme.rooms):
        yield f"rooms[{number}].name", room.name
        for count, alias in enumerate(room.aliases):
            if fold(alias) != fold(room.name):
                yield f"rooms[{number}].aliases[{count}]", alias


def _listed_bodies(programme: ProgrammeFile) -> Iterator[tuple[str, Named]]:
    for number, body in enumerate(programme.organisations):
        yield f"organisations[{number}].name", Named(body.name, short_name=body.short_name)


def _events(programme: ProgrammeFile) -> Iterator[list[tuple[str, str]]]:
    """The organisations of each side event with their places."""
    for place, event in programme.entries():
        if isinstance(event, SideEvent):
            lead = [(f"{place}.organiser", event.organiser)] if event.organiser else []
            joint = [(f"{place}.co_organisers[{n}]", name) for n, name in enumerate(event.co_organisers)]
            yield (
                lead + joint + [(f"{place}.cosponsors[{n}]", name) for n, name in enumerate(event.cosponsors)]
            )
