"""What somebody without an account says of themselves, as often as they like: how they are named and shown,
and what few may see. The pages behind their personal links lead here; saving uses no link up."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts.own_page import PURPOSE as OWN_PAGE
from scheduler.accounts.own_page import name_of
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.links import queries as links
from scheduler.links.models import Link
from scheduler.nominations import queries
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import tell_private
from scheduler.nominations.permissions import is_person
from scheduler.nominations.telling import ANSWER, SPEAKER
from scheduler.web.access import open_to_all
from scheduler.web.languages import gettext
from scheduler.web.links.door import door, ended, find
from scheduler.web.putting_forward.forms import NamingForm
from scheduler.web.putting_forward.naming import choose, public_names
from scheduler.web.putting_forward.private_form import PrivateForm

LEAD_HERE = frozenset({OWN_PAGE, ANSWER, SPEAKER})
"""What the links are for behind which this stands."""


@door.route("/<token>/nominations/<code>/own/", methods=("GET", "POST"), endpoint="own")
@open_to_all
def own(token: str, code: str) -> ResponseReturnValue:
    """The form, and keeping it."""
    link = find(token)
    if links.ended(link):
        return ended(link)
    one = _nomination(link, code)
    naming, private = NamingForm(one, public_names(one)), PrivateForm(one)
    if request.method == "POST" and naming.validate() & private.validate():
        return _keep(token, link, one, naming, private)
    page = render_template(
        "links/own.html",
        link=link,
        reader=name_of(link.person_id) if link.person_id else None,
        one=one,
        naming=naming,
        private=private,
        token=token,
    )
    return page, 422 if naming.errors or private.errors else 200


def _keep(
    token: str, link: Link, one: Nomination, naming: NamingForm, private: PrivateForm
) -> ResponseReturnValue:
    who, code = Visitor(person=link.person_id), one.code
    try:
        with decision(who.actor) as this:
            choose(this, who, one, naming)
            tell_private(this, who, one, private.told)
            links.by_token(token)  # it may have ended meanwhile
    except Refused:
        return ended(find(token))
    flash(gettext("Saved."))
    return redirect(url_for("links.own", token=token, code=code), 303)


def _nomination(link: Link, code: str) -> Nomination:
    """Of the person to whom the link was sent; a link for something else leads nowhere here."""
    one = queries.by_code(code)
    if link.purpose not in LEAD_HERE or not is_person(Visitor(person=link.person_id), one):
        abort(404)
    return one
