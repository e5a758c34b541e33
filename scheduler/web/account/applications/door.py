"""The door, and what all its pages share: the frame with the list of steps."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications.models import Application
from scheduler.applications.permissions import WRITE
from scheduler.applications.queries import by_code, current
from scheduler.applications.telling import number
from scheduler.applications.workflow import NAMES
from scheduler.applications.writing import open_now
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import may
from scheduler.meetings.models import Slot
from scheduler.timetable.queries import placements, public_plan
from scheduler.web.account.applications.steps import after, listed
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.times import hour
from scheduler.web.visitors import present

door = private_door("account_applications", __name__, "/account/applications")


def application(code: str) -> Application:
    """Raises NotFound."""
    return by_code(code)


def begins(one: Application) -> datetime | None:
    """When its event begins (UTC), as far as it has a place in the public plan."""
    if one.entry_id is None:
        return None
    placement = placements(public_plan(one.call.meeting)).get(one.entry_id)
    return placement.starts_at if placement else None


def page(template: str, one: Application, status: int = 200, **more: Any) -> tuple[str, int]:
    """A page of one application within its frame."""
    text = render_template(
        f"account/applications/{template}.html",
        application=one,
        call=one.call,
        meeting=one.call.meeting,
        zone=one.call.meeting.time_zone,
        number=number(one),
        state=NAMES[one.state],
        steps=listed(one, current(one)),
        open_fields=open_now(one, clock.now(), begins(one)),
        now=clock.now(),
        following=after(more["step"]) if "step" in more else None,
        visitor_writes=bool(may(present(), WRITE, one)),
        **more,
    )
    return text, status


def at(one: Application, endpoint: str, **more: Any) -> str:
    """The address of one of its pages."""
    return url_for(f"account_applications.{endpoint}", code=one.code, **more)


def do(
    one: Application, act: Callable[[Decision], object], said: str, to: str, again: Callable[[str], Any]
) -> ResponseReturnValue:
    """Do it, and go on to another page; or show the form once more, with why it was refused."""
    try:
        with decision(present().actor) as this:
            act(this)
    except Refused as refused:
        return again(say(refused.sentence)), 409
    flash(said)
    return redirect(to, 303)


def saved_at(one: Application) -> str:
    """Such as "Saved 14:03", on the clocks of the venue."""
    session.refresh(one)
    return gettext("Saved %(time)s", time=hour(one.changed_at, one.call.meeting.time_zone))


def slots_by_day(one: Application) -> dict[Any, list[Slot]]:
    found: dict[Any, list[Slot]] = {}
    for slot in one.call.meeting.slots:
        found.setdefault(slot.day, []).append(slot)
    return found
