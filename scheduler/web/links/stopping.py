"""Where mail programs end letters for their readers (RFC 8058): they send a form to the address in the
letter's header, without having opened a page, so that it bears no token of ours. The link itself is the
proof."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.links import queries as links
from scheduler.telling.choosing import choose
from scheduler.telling.posting import CHOOSE
from scheduler.telling.terms import ByMail
from scheduler.web.access import open_to_all
from scheduler.web.languages import say
from scheduler.web.links.door import door, ended, find
from scheduler.web.links.news import KEPT

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
"""What the form says, and nothing else is taken."""


@door.route("/<token>/stop", methods=("GET", "POST"))
@open_to_all
def stop(token: str) -> ResponseReturnValue:
    """Whoever opens the address in a browser is shown what they can choose."""
    link = find(token)
    if link.purpose != CHOOSE:
        abort(404)
    if request.method == "GET":
        return redirect(url_for("links.show", token=token))
    if links.ended(link):
        return ended(link)
    if any(request.form.get(name) != value for name, value in ONE_CLICK.items()):
        abort(400)
    with decision(f"person {link.person_id}") as this:
        choose(this, link.person_id or 0, ByMail.NEVER)
    return say(KEPT[ByMail.NEVER]), 200, {"Content-Type": "text/plain; charset=utf-8"}
