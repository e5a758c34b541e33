"""How long the kinds of speakers have in a meeting."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting
from scheduler.thematic_sessions import floor
from scheduler.thematic_sessions.floor_queries import floor_times
from scheduler.thematic_sessions.permissions import SET_FLOOR_TIMES
from scheduler.web.access import guarded
from scheduler.web.desk.floor.door import door
from scheduler.web.desk.floor.forms import TimesForm
from scheduler.web.languages import gettext
from scheduler.web.visitors import present


@door.route("/times/<meeting:code>/", methods=("GET", "POST"))
@guarded(SET_FLOOR_TIMES, existing_meeting)
def times(meeting: Meeting) -> ResponseReturnValue:
    form = TimesForm(floor_times(meeting.id))
    if form.is_sent:
        with decision(present().actor) as this:
            floor.set_times(this, meeting, form.unusual)
        flash(gettext("The speaking times are stored."))
        return redirect(url_for("desk_floor.times", code=meeting.code), 303)
    page = render_template("desk/floor/times.html", meeting=meeting, form=form)
    return page, 422 if form.errors else 200
