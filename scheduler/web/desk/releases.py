"""Releases at the desk: what differs from what is public, and making it public."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.text import clean_line
from scheduler.meetings import queries as meetings
from scheduler.meetings.models import Meeting
from scheduler.releases.coming import coming
from scheduler.releases.permissions import RELEASE
from scheduler.releases.queries import last_release, latest_numbers, unpublished
from scheduler.telling.releasing import release_as_seen
from scheduler.web.access import guarded
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

LONGEST = 500
"""Characters of a reason."""

door = private_door("desk_releases", __name__, "/desk/meetings")


@door.get("/")
@guarded(RELEASE)
def releases() -> str:
    """Every meeting with its last release, and how many accepted events no release has told of."""
    return render_template(
        "desk/releases/all.html",
        codes=meetings.codes().values(),
        numbers=latest_numbers(),
        unpublished=unpublished(),
    )


@door.get("/<code>/release/")
@guarded(RELEASE, meetings.existing_meeting)
def release(meeting: Meeting) -> str:
    """What a release made now would change."""
    return _page(meeting)


@door.post("/<code>/release/")
@guarded(RELEASE, meetings.existing_meeting)
def make(meeting: Meeting) -> ResponseReturnValue:
    """Make the release that was looked at, and no other one."""
    base_url, seen = current_app.config["BASE_URL"], request.form.get("seen", "")
    try:
        with decision(present().actor) as this:
            number = release_as_seen(this, meeting, base_url, seen, reason=_reason()).number
    except (Refused, Clash) as refused:
        return _page(meeting, say(refused.sentence)), 409
    flash(gettext("Release %(number)s is public.", number=number))
    return redirect(url_for("desk_releases.release", code=meeting.code), 303)


def _reason() -> str:
    """Why it is released in spite of clashes."""
    return clean_line(request.form.get("reason", ""))[:LONGEST]


def _page(meeting: Meeting, refused: str | None = None) -> str:
    return render_template(
        "desk/releases/one.html",
        meeting=meeting,
        coming=coming(meeting),
        last=last_release(meeting),
        refused=refused,
        reason=_reason(),
        longest=LONGEST,
    )
