"""The door of the desk's lists of speakers, and what finds the things behind it. Addresses name the session,
since it has one list at most."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.floor_models import FloorList
from scheduler.thematic_sessions.floor_queries import list_of
from scheduler.thematic_sessions.queries import session_by_number
from scheduler.web.floor.words import desk_address
from scheduler.web.private import private_door

door = private_door("desk_floor", __name__, "/desk/floor")


def floor_of(number: int) -> FloorList:
    """The list of the session of this number. Raises NotFound."""
    found = list_of(session_by_number(number))
    if found is None:
        raise NotFound(Sentence("This session has no list of speakers. Open one first."))
    return found


def back(number: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(desk_address(number), 303)
