"""Behind a personal link: a page that says what can be done, and does it when asked.

Programs that look through mail open links, so that opening one does nothing but show the page.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request

from scheduler.accounts.own_page import name_of
from scheduler.accounts.rules import LINK
from scheduler.applications.facts import Fault, Faulty
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.links import actions, queries
from scheduler.links.models import Link
from scheduler.web.access import open_to_all
from scheduler.web.account import throttle
from scheduler.web.languages import say
from scheduler.web.links.acting_for import CHANNEL_DESK
from scheduler.web.links.confirming import CONFIRMING
from scheduler.web.links.consenting import CONSENTING
from scheduler.web.links.late_entry import LATE_ENTRY
from scheduler.web.links.late_nomination import LATE_NOMINATION
from scheduler.web.links.naming_somebody import ENTITY
from scheduler.web.links.news import NEWS
from scheduler.web.links.own_page import OWN_PAGE
from scheduler.web.links.purposes import Purpose
from scheduler.web.links.representing import REPRESENTING
from scheduler.web.links.speaking import SPEAKING
from scheduler.web.links.supporting import SUPPORTING

PURPOSES = {
    purpose.name: purpose
    for purpose in (
        OWN_PAGE,
        LATE_ENTRY,
        LATE_NOMINATION,
        ENTITY,
        CHANNEL_DESK,
        NEWS,
        CONFIRMING,
        *CONSENTING,
        *REPRESENTING,
        *SPEAKING,
        *SUPPORTING,
    )
}
GONE = 410
HEADERS = {
    "Cache-Control": "no-store, private",
    # Only the host is told: never the token, and yet it is seen that a form comes from a page of ours.
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

door = Blueprint("links", __name__, url_prefix="/l")


@door.after_request
def _tell_nobody(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


@door.get("/<token>/")
@open_to_all
def show(token: str) -> Response:
    """What can be done by this link."""
    link = find(token)
    if queries.ended(link):
        return ended(link, GONE)
    return _page(link)


def _page(link: Link, faults: Iterable[Fault] = (), status: int = 200) -> Response:
    """What can be done; with what was typed, where something is wrong with it. A fault names its field, if it
    has one."""
    purpose = _purpose(link)
    facts: dict[str, Any] = purpose.facts(link)
    reader = name_of(link.person_id) if link.person_id else None
    told = {"faults": list(faults), "typed": request.form, "acts_here": bool(purpose.acts)}
    page = render_template(purpose.template, link=link, **told, **{"reader": reader, **facts})
    return make_response(page, status)


@door.get("/<token>/file")
@open_to_all
def file(token: str) -> Response:
    """The file that the link is about."""
    link = find(token)
    if queries.ended(link):
        return ended(link, GONE)
    given = _purpose(link).file or abort(404)
    return given(link)


@door.post("/<token>/")
@open_to_all
def act(token: str) -> Response:
    """Do it. To whoever asks again, say that it is done."""
    link = find(token)
    purpose = PURPOSES.get(link.purpose)
    try:
        with decision("somebody by a link") as this:
            if purpose and purpose.first:
                purpose.first(link)
            link, do = queries.by_token(token), request.form.get("do", "")
            said = _do(this, link, do)
            goes_on = do in _purpose(link).keeps
    except Refused as refused:
        link = queries.known(token)
        if not queries.ended(link):
            return _wrong(link, refused)
        return ended(link, 200 if link.used_at else GONE)
    if goes_on:
        flash(say(said))
        return make_response(redirect(request.path, 303))
    return make_response(render_template("links/done.html", said=said))


def _wrong(link: Link, refused: Refused) -> Response:
    if isinstance(refused, Faulty):
        return _page(link, refused.faults, 422)
    return _page(link, [("", refused.sentence)], 409)


def _do(this: Decision, link: Link, do: str) -> Sentence:
    """Whoever was sent the link does it; then the link is used up, unless it goes on."""
    purpose = _purpose(link)
    if do not in purpose.acts:
        abort(400)
    this.actor = f"person {link.person_id}" if link.person_id else f"link {link.id}"
    said = purpose.acts[do](this, link)
    if do not in purpose.keeps:
        actions.use(this, link, do)
    return said


def find(token: str) -> Link:
    """The link, whether it still works or not. Guessing is made slow."""
    throttle.check(LINK)
    try:
        return queries.known(token)
    except NotFound as error:
        throttle.count(LINK)
        _no_such_link(error.sentence)


def _no_such_link(why: Sentence) -> NoReturn:
    abort(make_response(render_template("links/ended.html", why=why), 404))


def _purpose(link: Link) -> Purpose:
    """Raises NotFound for a link of another version of the program."""
    if link.purpose not in PURPOSES:
        raise NotFound(Sentence("What this link was for is no longer offered."))
    return PURPOSES[link.purpose]


def ended(link: Link, status: int = GONE) -> Response:
    """Why the link no longer works, and what was done by it."""
    purpose = PURPOSES.get(link.purpose)
    did = queries.what_was_done(link) if link.used_at and purpose else None
    done = purpose.done.get(did) if purpose and did else None
    page = render_template("links/ended.html", why=queries.ended(link), done=done, used_at=link.used_at)
    return make_response(page, status)
