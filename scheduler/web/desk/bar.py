"""The bar above every page of the desk: groups of places, and the places of the group in which one is."""

from dataclasses import dataclass
from itertools import groupby

from flask import Flask, current_app, g, request, url_for

from scheduler.kernel.permissions import may
from scheduler.web.desk.permissions import SEE_DESK
from scheduler.web.desk.places import PLACES
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Shown:
    """A place as the visitor sees it, and the name of the group under which the bar has it."""

    address: str
    name: str
    is_here: bool
    waiting: int
    key: str
    about: str
    in_bar: bool
    group: str


@dataclass(frozen=True)
class Group:
    """What the first row of the bar shows. `places` are several, or none where it is a place itself."""

    address: str
    name: str
    is_here: bool
    waiting: int
    places: tuple[Shown, ...]


def furnish(app: Flask) -> None:
    app.context_processor(
        lambda: {
            "desk_places": shown,
            "desk_groups": lambda: groups(shown()),
            "desk_is_open": lambda: bool(may(present(), SEE_DESK)),
        }
    )


def shown() -> list[Shown]:
    """The places that the visitor may go to. Asked for several times on a page, counted once."""
    if "desk_places" not in g:
        g.desk_places = _shown()
    found: list[Shown] = g.desk_places
    return found


def groups(places: list[Shown]) -> list[Group]:
    """The first row of the bar. Who may go to one place of a group only sees it without the group."""
    in_bar = (place for place in places if place.in_bar)
    parted = [tuple(some) for _, some in groupby(in_bar, lambda place: place.group or place.name)]
    return [_group(some) for some in parted]


def _group(places: tuple[Shown, ...]) -> Group:
    first = places[0]
    return Group(
        first.address,
        first.name if len(places) == 1 else first.group,
        any(place.is_here for place in places),
        sum(place.waiting for place in places),
        places if len(places) > 1 else (),
    )


def _shown() -> list[Shown]:
    return [
        Shown(
            address := url_for(place.endpoint),
            place.name,
            _is_at(address),
            place.waiting(),
            place.key,
            place.about,
            place.in_bar,
            place.group,
        )
        for place in PLACES
        if place.endpoint in current_app.view_functions and may(present(), place.act)
    ]


def _is_at(address: str) -> bool:
    """Whether the present page is this place, or one below it; below the first are all the others."""
    here = request.script_root + request.path
    return here == address or (address != url_for(PLACES[0].endpoint) and here.startswith(address))
