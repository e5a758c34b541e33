"""The places of the desk: one table, from which the bar above every page is made."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as later

from scheduler.kernel.permissions import Act, may
from scheduler.web.desk.permissions import SEE_DESK
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Place:
    """A place of the desk. `waiting` counts what waits there."""

    endpoint: str
    name: str
    act: Act
    waiting: Callable[[], int] = lambda: 0


@dataclass(frozen=True)
class Shown:
    """A place as the bar shows it."""

    address: str
    name: str
    is_here: bool
    waiting: int


PLACES = (Place("desk.home", later("What waits"), SEE_DESK),)


def furnish(app: Flask) -> None:
    app.context_processor(lambda: {"desk_places": shown})


def shown() -> list[Shown]:
    """The places that the visitor may go to."""
    here = request.endpoint or ""
    return [
        Shown(url_for(place.endpoint), place.name, here == place.endpoint, place.waiting())
        for place in PLACES
        if may(present(), place.act)
    ]
