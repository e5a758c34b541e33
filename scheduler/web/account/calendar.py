"""Whether one's calendar gets invitations: a button beside name and language."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.invitations.permissions import CHOOSE_INVITATIONS
from scheduler.invitations.refusing import refuse, want
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Refused
from scheduler.web.access import guarded
from scheduler.web.account.pages import door
from scheduler.web.languages import say
from scheduler.web.links.calendar_wish import REFUSED, WANTED
from scheduler.web.visitors import present


@door.post("/settings/calendar/")
@guarded(CHOOSE_INVITATIONS)
def choose_invitations() -> ResponseReturnValue:
    """None from now on, or again."""
    who = present()
    assert who.person is not None, "the guard lets nobody else in"
    wants = request.form.get("do") == "want"
    try:
        with decision(who.actor) as this:
            (want if wants else refuse)(this, who.person)
    except Refused as refused:
        flash(say(refused.sentence))
    else:
        flash(say(WANTED if wants else REFUSED))
    return redirect(url_for("account.settings"), 303)
