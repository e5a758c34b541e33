"""The Chair's screen: to be read from two metres, by others in the room too, so that people are named on it
as they chose."""

from functools import partial

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel import clock
from scheduler.meetings.queries import meeting_of
from scheduler.nominations.limits import limits
from scheduler.thematic_sessions.floor_queries import Glance, glance, list_of, live
from scheduler.thematic_sessions.permissions import RUN_FLOOR
from scheduler.thematic_sessions.queries import namings, public_name, session_by_number
from scheduler.timetable.sittings import ends_at
from scheduler.web.access import guarded
from scheduler.web.desk.floor.door import door
from scheduler.web.floor.following import USUAL, asked_every, still_holds, tagged
from scheduler.web.floor.outlook import outlook
from scheduler.web.floor.words import desk_address


@door.get("/<int:number>/screen/")
@guarded(RUN_FLOOR, glance)
def screen(seen: Glance) -> ResponseReturnValue:
    tag = seen.tag(names=True)
    if answer := still_holds(tag):
        return answer
    item = session_by_number(seen.session)
    found, ends = list_of(item), ends_at(item)
    every = asked_every()
    shown = live(found, ends, names=partial(public_name, named=namings(item))) if found else None
    page = render_template(
        "desk/floor/screen.html",
        live=shown,
        outlook=outlook(shown, ends) if shown else None,
        tag=shown.tag if shown else tag,
        now=clock.now(),
        title=item.title,
        limits=limits(item.meeting_id),
        zone=meeting_of(item).time_zone,
        back=desk_address(item.id),
        every=every,
        usual=USUAL,
        address=request.path,
    )
    return tagged(page, shown.tag if shown else tag, every)
