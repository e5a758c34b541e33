"""The timetables that there are: of each meeting the public one, and the drafts beside it."""

from flask import render_template

from scheduler.timetable.glance import open_plans
from scheduler.timetable.permissions import SEE_TIMETABLE
from scheduler.web.access import guarded
from scheduler.web.desk.grid.door import door


@door.get("/")
@guarded(SEE_TIMETABLE)
def plans() -> str:
    return render_template("desk/grid/all.html", meetings=open_plans())
