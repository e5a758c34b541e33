"""All thematic sessions with their lists of speakers."""

from flask import render_template, request

from scheduler.thematic_sessions.permissions import RUN_FLOOR, SET_FLOOR_TIMES
from scheduler.timetable.sittings import how_many, sittings
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.floor.door import door
from scheduler.web.house_time import today


@door.get("/")
@guarded(RUN_FLOOR)
def floors() -> str:
    """Sessions of today and to come, the nearest first; with `past` in the address, those before."""
    past, day = "past" in request.args, today()
    found = paging.present(
        how_many(day, past=past), lambda offset, limit: sittings(day, offset, limit, past=past)
    )
    return render_template("desk/floor/all.html", found=found, past=past, SET_FLOOR_TIMES=SET_FLOOR_TIMES)
