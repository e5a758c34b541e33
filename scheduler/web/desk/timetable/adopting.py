"""Taking a draft over into the public timetable: all of it, or what is ticked."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.timetable.adopting import adopt as take_over
from scheduler.timetable.comparing import compare
from scheduler.timetable.permissions import EDIT_PLAN
from scheduler.timetable.queries import public_plan
from scheduler.timetable.terms import Turn
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.timetable import plan_words, words
from scheduler.web.desk.timetable.door import Planned, door, planned, seen
from scheduler.web.languages import gettext

PUBLIC = Sentence("This is the public timetable. Choose a draft to adopt.")


@door.get("/<code>/<int:number>/adopt/")
@guarded(EDIT_PLAN, planned)
def adopting(one: Planned) -> str:
    """What would change, each to be ticked."""
    return _page(one)


@door.post("/<code>/<int:number>/adopt/")
@guarded(EDIT_PLAN, planned)
def adopt(one: Planned) -> ResponseReturnValue:
    ticked = set(request.form.getlist("entry", type=int))
    chosen = None if request.form.get("what") == "all" else ticked
    return do(
        lambda this: take_over(this, one.plan, chosen, seen=seen(), seen_draft=seen("seen_draft")),
        lambda: url_for("desk_timetable.plans_of", code=one.meeting.code),
        gettext("Adopted. It becomes public with the next release."),
        lambda why: _page(one, why, ticked),
    )


def _page(one: Planned, fault: str = "", ticked: set[int] | None = None) -> str:
    """Raises NotFound for the public timetable itself."""
    public = public_plan(one.meeting)
    if one.plan.public or public is None:
        raise NotFound(PUBLIC)
    found = compare(one.meeting, public, one.plan)
    rows = [row for row in found.rows if row.turn is not Turn.SAME]
    spots = [there.spot for row in rows for there in (row.before, row.after)]
    return render_template(
        "desk/timetable/adopt.html",
        meeting=one.meeting,
        plan=one.plan,
        public=public,
        found=found,
        rows=rows,
        ticked={row.number for row in rows} if ticked is None else ticked,
        fault=fault,
        speak=words_of(one.meeting, {spot.put_by for spot in spots if spot and spot.put_by}),
        plan_words=plan_words,
        words=words,
    )
