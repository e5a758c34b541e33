"""Who speaks for an organisation, at the desk: agreed to, refused, ended, made a contact, entered by hand."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.accounts import representing
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.organisations import queries
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.organisations.permissions import ANSWER_REQUEST, END_SPEAKING, MAKE_CONTACT
from scheduler.web.access import guarded
from scheduler.web.desk.organisation_forms import ReasonForm, RepresentativeForm
from scheduler.web.desk.organisations import back, door, organisation_of, page
from scheduler.web.languages import gettext
from scheduler.web.visitors import present


def representative_of(number: int) -> Representative:
    return queries.representative(number)


@door.post("/<int:number>/representatives")
@guarded(MAKE_CONTACT, organisation_of)
def enter(one: Organisation) -> ResponseReturnValue:
    """Somebody whom the secretariat knows. Of a new one that has a namesake, it has to be said twice."""
    form = RepresentativeForm()
    if not form.validate():
        return page(one, entering=form), 422
    if found := _namesakes(form):
        return render_template("desk/people/namesakes.html", form=form, people=found, organisation=one)
    with decision(present().actor) as this:
        representing.name(this, _person(this, form), one, form.position.data or None)
    return back(one, gettext("They speak for the organisation now."))


@door.post("/representatives/<int:number>/agree")
@guarded(ANSWER_REQUEST, representative_of)
def agree(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.agree, gettext("The request is agreed to, and who asked gets a letter."))


@door.post("/representatives/<int:number>/refuse")
@guarded(ANSWER_REQUEST, representative_of)
def refuse(one: Representative) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        raise Refused(Sentence("Write a reason: who asked gets it in the letter. Go back and fill it in."))
    said = gettext("The request is refused, and who asked gets a letter with the reason.")
    return _do(one, lambda this, one: representing.refuse(this, one, form.why.data), said)


@door.post("/representatives/<int:number>/end")
@guarded(END_SPEAKING, representative_of)
def end(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.end, gettext("They no longer speak for the organisation."))


@door.post("/representatives/<int:number>/make-contact")
@guarded(MAKE_CONTACT, representative_of)
def make_contact(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.make_contact, gettext("They are a contact of the organisation now."))


@door.post("/representatives/<int:number>/step-down")
@guarded(MAKE_CONTACT, representative_of)
def step_down(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.step_down, gettext("They are no longer a contact of the organisation."))


def _do(
    one: Representative, act: Callable[[Decision, Representative], Any], said: str
) -> ResponseReturnValue:
    with decision(present().actor) as this:
        act(this, one)
    return back(one.organisation, said)


def _namesakes(form: RepresentativeForm) -> list[Person]:
    """Whom the new name could mean, as long as nobody said that it is another one."""
    if form.person.data or not form.name.data or request.form.get("another") == "yes":
        return []
    return list(queries.namesakes(form.name.data))


def _person(this: Decision, form: RepresentativeForm) -> Person:
    if form.person.data:
        return queries.person(form.person.data)
    if not form.name.data:
        raise Refused(Sentence("Write the person's number, or a name. Go back and fill it in."))
    return add_person(this, form.name.data, form.email.data or None)
