"""Asking for a link to one's own page. The answer is the same whoever asks, for whomever."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import StringField, ValidationError

from scheduler.accounts.own_page import people_at, send
from scheduler.accounts.rules import OWN_PAGE
from scheduler.kernel.decision import decision
from scheduler.kernel.permissions import NOBODY
from scheduler.mail.rules import mailbox
from scheduler.web.access import open_to_all
from scheduler.web.account.throttle import throttled
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext
from scheduler.web.links.door import door

__all__ = ["door"]


class AskForm(Form):
    """For whose page."""

    email = line(
        later("Your e-mail address"),
        most=254,
        hint=later("The one at which letters reach you."),
        autocomplete="email",
        inputmode="email",
    )

    def validate_email(self, field: StringField) -> None:
        if mailbox(field.data) is None:
            raise ValidationError(gettext("Write an address such as name@example.org."))


@door.route("/", methods=("GET", "POST"))
@open_to_all
@throttled(OWN_PAGE, lambda: request.form.get("email", "").strip().lower() or None)
def ask() -> ResponseReturnValue:
    """Send the link by letter, if the address is somebody's."""
    form = AskForm()
    if not form.is_sent:
        return render_template("links/ask.html", form=form), 422 if form.errors else 200
    people = people_at(form.email.data)
    if people:
        with decision(NOBODY.actor) as this:
            for person in people:
                send(this, person)
    return render_template("links/asked.html", address=form.email.data)
