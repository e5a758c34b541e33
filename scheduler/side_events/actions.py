"""Writing side events."""

from collections.abc import Callable, Iterator

from scheduler.formats import programme_model as told
from scheduler.kernel.db import session
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Organisation
from scheduler.side_events.models import Role, SideEvent, SideEventOrganisation, SideEventSpeaker
from scheduler.side_events.queries import KINDS, Calls


def tell(
    event: SideEvent, item: told.SideEvent, organisation: Callable[[str], Organisation], called: Calls
) -> None:
    """Give the event the facts of a programme file. `organisation` finds one by its name, or enrols it.
    Speakers are known by the names that they chose; who chose none is in no file, and stays."""
    event.kind, event.format = KINDS[item.kind], item.format
    event.description, event.theme = item.description, item.theme
    event.languages = list(item.languages)
    event.links = [link.model_dump(mode="json") for link in item.links]
    _involve(event, item, organisation)
    people = {called(one.person): one.person for one in event.speakers}
    named = [(people.get(one.name) or name_person(one.name), one.affiliation) for one in item.speakers]
    quiet = [
        (one.person, one.affiliation)
        for one in event.speakers
        if one.person.name and called(one.person) is None
    ]
    event.speakers = [
        SideEventSpeaker(person=person, affiliation=affiliation, position=place)
        for place, (person, affiliation) in enumerate([*named, *quiet])
    ]


def _involve(event: SideEvent, item: told.SideEvent, organisation: Callable[[str], Organisation]) -> None:
    """Each organisation in one role: the first in which it is named."""
    if event.bodies:
        event.bodies.clear()
        session.flush()  # or new rows would stand beside old ones for a moment, which the database refuses
    known: set[Organisation] = set()
    for role, name in _roles(item):
        body = organisation(name)
        if body not in known:
            known.add(body)
            event.bodies.append(
                SideEventOrganisation(organisation=body, role=role, position=len(event.bodies))
            )


def _roles(item: told.SideEvent) -> Iterator[tuple[Role, str]]:
    if item.organiser:
        yield Role.ORGANISER, item.organiser
    yield from ((Role.CO_ORGANISER, name) for name in item.co_organisers)
    yield from ((Role.COSPONSOR, name) for name in item.cosponsors)
