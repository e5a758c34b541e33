"""The organisations that somebody speaks for: asking to, answering as a contact, handing over, leaving."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts import representing
from scheduler.accounts.representing import addresses, state, warnings
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line
from scheduler.organisations import queries
from scheduler.organisations.models import Person, Representative
from scheduler.organisations.permissions import (
    ANSWER_REQUEST,
    ASK_TO_SPEAK,
    END_SPEAKING,
    HAND_OVER,
    SEE_OWN_ORGANISATIONS,
    TAKE_CONTACT,
)
from scheduler.organisations.queries import representative
from scheduler.organisations.standing import State
from scheduler.web.access import guarded
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

SPEAKING = {State.AGREED, State.OFFERED, State.CONTACT}

door = private_door("account_organisations", __name__, "/account/organisations")


class AskForm(Form):
    """For which organisation somebody asks: one that was found, or one by its name."""

    name = line(later("Name of the organisation"), hint=later("In full, as it writes itself."))
    position = line(later("What you are there"), required=False, hint=later("Such as: Director; Delegate"))


class ReasonForm(Form):
    why = line(later("Reason"), most=500)


@door.get("/")
@guarded(SEE_OWN_ORGANISATIONS)
def organisations() -> str:
    return _page(ReasonForm())


@door.route("/ask", methods=("GET", "POST"))
@guarded(ASK_TO_SPEAK)
def ask() -> ResponseReturnValue:
    """Look for the organisation by its name, then ask; one that is not found is enrolled."""
    form = AskForm(name=clean_line(request.args.get("name", ""))[:200])
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                _ask(this, form)
        except Told as error:
            form.form_errors.append(say(error.sentence))
        else:
            flash(gettext("You asked. The organisation's contact or the secretariat answers by letter."))
            return redirect(url_for("account_organisations.organisations"), 303)
    words = form.name.data or ""
    return render_template(
        "account/organisations/ask.html", form=form, words=words, hints=queries.hints(words) if words else []
    ), 422 if form.errors else 200


@door.post("/<int:number>/agree")
@guarded(ANSWER_REQUEST, representative)
def agree(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.agree, gettext("They speak for the organisation now, and get a letter."))


@door.post("/<int:number>/refuse")
@guarded(ANSWER_REQUEST, representative)
def refuse(one: Representative) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        return _page(form), 422
    said = gettext("The request is refused. Who asked gets a letter with your reason.")
    return _do(one, lambda this, one: representing.refuse(this, one, form.why.data), said)


@door.post("/<int:number>/end")
@guarded(END_SPEAKING, representative)
def end(one: Representative) -> ResponseReturnValue:
    if one.person_id == present().person:
        return _do(one, representing.end, gettext("You no longer speak for the organisation."))
    return _do(one, representing.end, gettext("They no longer speak for the organisation, and get a letter."))


@door.post("/<int:number>/offer")
@guarded(HAND_OVER, representative)
def offer(one: Representative) -> ResponseReturnValue:
    said = gettext("They are asked by letter to take over. Until they accept, you stay the contact.")
    return _do(one, lambda this, one: representing.offer(this, one, _me()), said)


@door.post("/<int:number>/accept")
@guarded(TAKE_CONTACT, representative)
def accept(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.accept, gettext("You are the contact of the organisation now."))


@door.post("/<int:number>/decline")
@guarded(TAKE_CONTACT, representative)
def decline(one: Representative) -> ResponseReturnValue:
    return _do(one, representing.decline, gettext("You do not take over, and still speak for it."))


def _page(form: ReasonForm) -> str:
    """Those I speak for; who waits for my answer; who else speaks for those whose contact I am."""
    me = present()
    mine = queries.speaks_for(me.person or 0)
    waiting = queries.requests(me.contact_of)
    others = [
        one
        for one in queries.representatives(*me.contact_of)
        if one.person_id != me.person and state(one) in SPEAKING
    ]
    return render_template(
        "account/organisations/all.html",
        mine=mine,
        waiting=waiting,
        others=others,
        states={one.id: state(one) for one in (*mine, *others)},
        addresses=addresses(one.person for one in (*waiting, *others)),
        warnings=warnings(waiting),
        alone={number for number in me.contact_of if _is_alone(number, others)},
        form=form,
    )


def _is_alone(organisation: int, others: list[Representative]) -> bool:
    """Whether nobody else is a contact there."""
    return not any(one.is_contact and one.organisation_id == organisation for one in others)


def _ask(this: Decision, form: AskForm) -> None:
    position = form.position.data or None
    if number := request.form.get("organisation", type=int):
        representing.ask(this, _me(), queries.shown_to_all(number), position)
    else:
        representing.ask_by_name(this, _me(), form.name.data, position)


def _me() -> Person:
    return queries.person(present().person or 0)


def _do(
    one: Representative, act: Callable[[Decision, Representative], Any], said: str
) -> ResponseReturnValue:
    with decision(present().actor) as this:
        act(this, one)
    flash(said)
    return redirect(url_for("account_organisations.organisations"), 303)
