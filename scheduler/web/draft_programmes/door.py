"""The whole of a draft programme as a page, for those who may see it. No page of the programme leads there,
and search engines are told to keep off."""

from flask import Response, render_template

from scheduler.applications.permissions import WRITE
from scheduler.kernel.permissions import may
from scheduler.timetable.draft_programmes.models import DraftProgramme
from scheduler.timetable.draft_programmes.permissions import SEE_DRAFT
from scheduler.timetable.draft_programmes.queries import Shown, applications_of, shown
from scheduler.timetable.permissions import SEE_TIMETABLE
from scheduler.web.access import guarded
from scheduler.web.draft_programmes.listing import listing
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("draft_programmes", __name__, "/<code>/draft")


@door.after_request
def _tell_no_robots(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@door.get("/<int:number>/")
@guarded(SEE_DRAFT, shown)
def draft_programme(one: Shown) -> str:
    """Day by day, under the word that it is a draft."""
    draft, who = one.draft, present()
    mine = applications_of([place.entry_id for place in draft.places])
    own = {number: each for number, each in mine.items() if may(who, WRITE, each)}
    found = listing(draft, own, sees_all=bool(may(who, SEE_TIMETABLE)))
    return render_template("draft/programme.html", **told(draft), listing=found, applications=own)


def told(draft: DraftProgramme) -> dict[str, object]:
    return {"draft": draft, "meeting": draft.meeting, "zone": draft.meeting.time_zone}
