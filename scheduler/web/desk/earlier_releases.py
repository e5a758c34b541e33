"""Earlier releases at the desk: all of them with what was said of each, and the way back to one."""

from typing import NamedTuple

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting
from scheduler.releases import history
from scheduler.releases.earlier import as_draft, existing
from scheduler.releases.permissions import RELEASE
from scheduler.releases.queries import last_release
from scheduler.timetable.models import Plan
from scheduler.timetable.permissions import EDIT_PLAN
from scheduler.timetable.queries import public_plan
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.releases import door
from scheduler.web.languages import gettext


class Numbered(NamedTuple):
    """A release of a meeting."""

    meeting: Meeting
    number: int


def _numbered(code: str, number: int) -> Numbered:
    """Raises NotFound."""
    meeting = existing_meeting(code)
    return Numbered(meeting, existing(meeting, number).number)


@door.get("/<code>/releases/")
@guarded(RELEASE, existing_meeting)
def earlier(meeting: Meeting) -> str:
    """The newest first; `before` in the address: those before that number."""
    return _page(meeting)


@door.post("/<code>/releases/<int:number>/back")
@guarded(EDIT_PLAN, _numbered)
def back(one: Numbered) -> ResponseReturnValue:
    """A draft with the timetable of that release; nothing public changes."""
    made: list[Plan] = []
    name = gettext("As in release %(number)s", number=one.number)
    return do(
        lambda this: made.append(as_draft(this, one.meeting, one.number, name)),
        lambda: _compared(one.meeting, made[0]),
        gettext("The draft is made. Nothing is public before it is adopted and released."),
        lambda why: _page(one.meeting, why),
    )


def _compared(meeting: Meeting, draft: Plan) -> str:
    public = public_plan(meeting)
    assert public, "making a draft makes it"
    return url_for("desk_timetable.compared", code=meeting.code, number=public.id, other=draft.id)


def _page(meeting: Meeting, refused: str | None = None) -> str:
    last = last_release(meeting)
    newest = last.number + 1 if last else 1
    before = max(1, min(request.args.get("before", newest, type=int), newest))
    numbers = history.page(meeting.code, before)
    return render_template(
        "desk/releases/earlier.html",
        meeting=meeting,
        releases=history.of_releases(meeting.code, numbers, meeting.time_zone),
        last=last,
        earlier=numbers.start,
        refused=refused,
        edit=EDIT_PLAN,
    )
