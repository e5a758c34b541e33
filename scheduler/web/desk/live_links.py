"""Personal links that work now: of everything, or of one thing. The desk can end them; it never sees them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line
from scheduler.links import actions, queries
from scheduler.links.models import Link
from scheduler.nominations.called import called
from scheduler.nominations.queries import kept_from_desk
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.home import door
from scheduler.web.desk.permissions import REVOKE_LINKS, SEE_LINKS
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

LONGEST = 60
PURPOSES = {
    "own-page": later("To see their own page"),
    "answer-request": later("To answer who asks to speak for their organisation"),
    "take-contact": later("To take over as contact"),
    "support": later("To confirm or decline support for an event"),
    "support-copy": later("To confirm or object for their organisation"),
    "support-withdraw": later("To withdraw support"),
    "answer-invitation": later("To accept or decline an invitation to speak"),
    "speaker-page": later("To see when and where they speak, and to withdraw"),
    "channel-desk": later("To act for a body when speakers are nominated"),
    "confirm-nomination": later("To confirm that they were put forward, or to decline"),
    "entity-asked": later("To name a speaker for their organisation, or say that there is none"),
    "late-entry": later("To submit one application after the close"),
    "telling": later("To choose how they are told of changes"),
    "late-nomination": later("To put one person forward after the close"),
}
"""What links are for, in words. One that is not here is shown by its name."""


@door.get("/links/")
@guarded(SEE_LINKS)
def live_links() -> str:
    """Those that end first, first; `thing` in the address: of this one only. Those about names that their
    body has not forwarded are not the desk's."""
    thing = clean_line(request.args.get("thing", ""))[:LONGEST] or None
    kept = kept_from_desk()
    found = paging.present(
        queries.count_alive(thing, kept), lambda offset, limit: queries.alive(thing, offset, limit, kept)
    )
    things = {name for link in found.items for name in (link.thing, f"person {link.person_id}")}
    return render_template(
        "desk/links.html", found=found, thing=thing, called=called(things), purposes=PURPOSES
    )


@door.post("/links/<int:number>/revoke")
@guarded(REVOKE_LINKS, queries.by_number)
def revoke_link(link: Link) -> ResponseReturnValue:
    with decision(present().actor) as this:
        if why := queries.ended(link):
            raise Refused(why)
        actions.revoke(this, link)
    flash(gettext("The link no longer works."))
    return redirect(url_for("desk.live_links"), 303)
