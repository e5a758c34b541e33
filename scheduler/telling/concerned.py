"""Whom changes concern: a plain list of sources, each of which knows one reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.organisations.models import Person
from scheduler.releases.history import ChangedEntry
from scheduler.telling import sources
from scheduler.telling.terms import Concern, Concerned

Source = Callable[[Sequence[ChangedEntry]], Iterable[Concerned]]
"""Whom these entries concern for one reason: by what they say now or said before, in a constant number of
queries."""

SOURCES: tuple[Source, ...] = (
    sources.organisers,
    sources.panellists,
    sources.speakers,
    sources.floor_speakers,
    sources.cosponsors,
)

_ORDER = list(Concern)


def everybody(changed: Sequence[ChangedEntry]) -> dict[int, list[Concerned]]:
    """Whom these entries concern, by the person's number; of each, the closest reason first. Somebody whose
    record was merged into another one is that one."""
    found = {one for source in SOURCES for one in source(changed)}
    kept = _kept({one.person for one in found})
    by_person: dict[int, dict[tuple[object, ...], Concerned]] = defaultdict(dict)
    for one in sorted(found, key=_place):
        if one.person in kept:
            same = one.entry, one.concern, one.through
            by_person[kept[one.person]].setdefault(same, replace(one, person=kept[one.person]))
    return {person: list(by_person[person].values()) for person in sorted(by_person)}


def _place(one: Concerned) -> tuple[int, bool, int, str]:
    """What holds now comes before what held until now, and hides it."""
    return one.entry, one.former, _ORDER.index(one.concern), one.through or ""


def _kept(people: set[int]) -> dict[int, int]:
    """The record that counts, by the number of each; those who were erased are left out."""
    found = select(Person.id, Person.merged_into_id).where(Person.id.in_(people), Person.erased_at.is_(None))
    return {number: into or number for number, into in session.execute(found)}
