"""What the desk enters for applicants and co-sponsors who wrote or rang."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from scheduler.applications import cosponsoring, deciding, permissions
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.permissions import DECIDE, ENTER_SUPPORT
from scheduler.applications.terms import State
from scheduler.applications.workflow import OPEN
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.door import application_of, back, door
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.forms import EMPTY, lines
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

CAN_END = OPEN | {State.ACCEPTED}


@dataclass(frozen=True)
class Support:
    """A co-sponsor of an application."""

    application: Application
    row: CoSponsor


class SupportForm(WishForm):
    """That an organisation supports an event."""

    part = RadioField(
        later("What it said"),
        [InputRequired(EMPTY)],
        choices=[
            SelectChoice("name", later("It lends its name")),
            SelectChoice("people", later("It takes part with people of its own")),
        ],
    )


class EndForm(WishForm):
    """That an organiser does not want its event any more."""

    why = lines(later("What they said"), hint=later("It stands in the letters that tell others of it."))


def support_of(number: int, cosponsor: int) -> Support:
    one = application_of(number)
    row = next((row for row in one.cosponsors if row.id == cosponsor), None)
    if row is None:
        raise NotFound(Sentence("This application names no such co-sponsor."))
    return Support(one, row)


@door.route("/<int:number>/cosponsors/<int:cosponsor>/", methods=("GET", "POST"))
@guarded(ENTER_SUPPORT, support_of)
def enter_support(support: Support) -> ResponseReturnValue:
    """A co-sponsor confirmed otherwise than by its link."""
    form, one = SupportForm(), support.application
    name = support.row.organisation.name
    if form.is_sent:
        try:
            with decision(present().actor, on_behalf=wish(form)) as this:
                cosponsoring.enter(this, support.row, takes_part=form.part.data == "people")
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            return back(one, gettext("It is entered that %(name)s supports it.", name=name))
    title = gettext("%(name)s supports this event", name=name)
    return _form(one, form, title), 422 if form.errors else 200


@door.route("/<int:number>/end", methods=("GET", "POST"))
@guarded(DECIDE, application_of)
def end(one: Application) -> ResponseReturnValue:
    """The organiser withdraws its application, or cancels its accepted event, and wrote or rang."""
    if one.state not in CAN_END:
        raise NotFound(Sentence("This application is no longer pursued."))
    is_accepted = one.state is State.ACCEPTED
    form = EndForm() if is_accepted else WishForm()
    if form.is_sent:
        try:
            with decision(present().actor, on_behalf=wish(form)) as this:
                _end(this, one, form)
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            return back(one, gettext("This is entered for its organiser."))
    titles = (gettext("Withdraw it for its organiser"), gettext("Cancel the event for its organiser"))
    return _form(one, form, titles[is_accepted]), 422 if form.errors else 200


def _end(this: Decision, one: Application, form: WishForm) -> None:
    if isinstance(form, EndForm):
        deciding.call_off(this, one, form.why.data)
    else:
        deciding.withdraw(this, one)


def _form(one: Application, form: WishForm, title: str) -> str:
    return render_template(
        "desk/applications/for-them.html", one=one, form=form, title=title, words=words, acts=permissions
    )
