"""Releases at the desk: what differs from what is public, whom it concerns, and making it public."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.text import clean, clean_line
from scheduler.kernel.words import Sentence
from scheduler.meetings import queries as meetings
from scheduler.meetings.models import Meeting
from scheduler.releases.change import with_days
from scheduler.releases.coming import Coming, coming
from scheduler.releases.permissions import RELEASE
from scheduler.releases.queries import last_release, latest_numbers, unpublished
from scheduler.telling.foreseeing import foresee
from scheduler.telling.releasing import Words, release_as_seen
from scheduler.web import times
from scheduler.web.access import guarded
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

LONGEST = 500
"""Characters of a reason, and of a summary."""
LONGEST_NOTE = 2000
WHY_QUIET = Sentence("Say why nobody is to be told. Nothing is released.")

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
    """What a release made now would change, and who would be told."""
    return _page(meeting)


@door.post("/<code>/release/")
@guarded(RELEASE, meetings.existing_meeting)
def make(meeting: Meeting) -> ResponseReturnValue:
    """Make the release that was looked at, and no other one; or only show the letter with what was typed."""
    if request.form.get("do") == "preview":
        return _page(meeting)
    base_url, seen = current_app.config["BASE_URL"], request.form.get("seen", "")
    try:
        with decision(present().actor) as this:
            made = release_as_seen(
                this, meeting, base_url, seen, _words(), reason=_line("reason"), untold=_untold()
            )
            number = made.number
    except (Refused, Clash) as refused:
        return _page(meeting, say(refused.sentence)), 409
    flash(gettext("Release %(number)s is public.", number=number))
    return redirect(url_for("desk_releases.release", code=meeting.code), 303)


def _line(field: str) -> str:
    return clean_line(request.form.get(field, ""))[:LONGEST]


def _note() -> str:
    return clean(request.form.get("note", ""))[:LONGEST_NOTE]


def _summary() -> str:
    """What somebody wrote over the summary that the page had made; empty where it was left as it was."""
    said = _line("summary")
    return "" if said == _line("made") else said


def _words() -> Words:
    return Words(_summary() or None, _note() or None)


def _untold() -> str | None:
    """Why nobody gets a letter; None where letters go. Raises Refused without a reason."""
    if not request.form.get("quiet"):
        return None
    if not _line("untold"):
        raise Refused(WHY_QUIET)
    return _line("untold")


def _made(found: Coming) -> str:
    """The summary as the differences make it."""
    return say(with_days(found.summary, times.day))


def _page(meeting: Meeting, refused: str | None = None) -> str:
    found = coming(meeting)
    made = _made(found) if found else ""
    base_url = current_app.config["BASE_URL"]
    return render_template(
        "desk/releases/one.html",
        meeting=meeting,
        coming=found,
        foreseen=foresee(meeting, found, _note() or None, base_url) if found else None,
        last=last_release(meeting),
        refused=refused,
        made=made,
        typed={
            "summary": _summary() or made,
            "note": _note(),
            "reason": _line("reason"),
            "quiet": bool(request.form.get("quiet")),
            "untold": _line("untold"),
        },
        longest=LONGEST,
        longest_note=LONGEST_NOTE,
    )
