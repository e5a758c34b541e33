"""The public screen of a session's list of speakers: countries and bodies, no names of people."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel import clock
from scheduler.kernel.terms import EntryKind
from scheduler.releases import addresses
from scheduler.thematic_sessions.floor_queries import glance_at, list_of, live
from scheduler.thematic_sessions.queries import session_by_number
from scheduler.timetable.sittings import ends_at
from scheduler.web.floor.following import USUAL, asked_every, still_holds, tagged
from scheduler.web.floor.outlook import outlook
from scheduler.web.languages import door_of_pages, here
from scheduler.web.programme.pages import entry_of, programme_of

door = door_of_pages("floor", __name__)


@door.get("/<meeting:code>/sessions/<entry:entry>/floor/")
def screen(code: str, entry: str) -> ResponseReturnValue:
    """Of a session that is released; it may have no list yet."""
    programme = programme_of(code)
    one = entry_of(programme, entry).entry
    if one.kind is not EntryKind.THEMATIC_SESSION:
        abort(404)
    seen = glance_at(code, entry)
    tag = seen.tag(names=False)
    if answer := still_holds(tag):
        return answer
    item = session_by_number(seen.session)
    found, ends = list_of(item), ends_at(item)
    every = asked_every()
    shown = live(found, ends) if found else None
    page = render_template(
        "floor/public.html",
        live=shown,
        outlook=outlook(shown, ends) if shown else None,
        tag=shown.tag if shown else tag,
        now=clock.now(),
        title=one.title,
        zone=programme.meeting.time_zone,
        back=here(addresses.of_entry(code, one)),
        every=every,
        usual=USUAL,
        address=request.path,
    )
    return tagged(page, shown.tag if shown else tag, every)
