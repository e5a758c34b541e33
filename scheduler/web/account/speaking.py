"""Where somebody with an account speaks: what they have to know, and their answers."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications.facts import Faulty
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.nominations import queries, seating
from scheduler.nominations.contributing import by_kind, existing
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import ANSWER, GIVE, is_person
from scheduler.nominations.terms import Contribution
from scheduler.nominations.workflow import NAMES
from scheduler.thematic_sessions.document_rules import NAMES as KINDS
from scheduler.thematic_sessions.queries import consent_of, texts_by
from scheduler.thematic_sessions.workflow import CONSENT
from scheduler.web import giving, speaking
from scheduler.web.access import guarded
from scheduler.web.account.pages import SEE_ACCOUNT
from scheduler.web.files import saved
from scheduler.web.giving import GivingForm
from scheduler.web.languages import say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

LONGEST_SAID = 500

door = private_door("account_speaking", __name__, "/account/speaking")


def nomination_of(code: str, **_kind: str) -> Nomination:
    return queries.by_code(code)


@door.get("/")
@guarded(SEE_ACCOUNT)
def places() -> str:
    """Where they are invited or have accepted, and their texts."""
    mine = [one for one in queries.of(present().person or 0, ()) if is_person(present(), one)]
    found = [shown for one in mine if (shown := speaking.appearance(one))]
    return render_template("account/speaking/all.html", found=found, states=NAMES, **_texts())


def _texts() -> dict[str, Any]:
    mine = present().person
    return {
        "texts": [(one, consent_of(one)) for one in texts_by(mine)] if mine else [],
        "kinds": KINDS,
        "consents": CONSENT.names,
    }


@door.get("/<code>/")
@guarded(ANSWER, nomination_of)
def place(one: Nomination) -> ResponseReturnValue:
    return _page(one)


@door.post("/<code>/")
@guarded(ANSWER, nomination_of)
def answer(one: Nomination) -> ResponseReturnValue:
    """Accept, decline or withdraw; or give what is owed."""
    if kind := giving.DOES.get(request.form.get("do", "")):
        return _give(one, kind)
    do = ANSWERS.get(request.form.get("do", ""))
    if do is None:
        raise NotFound(Sentence("This cannot be answered."))
    act, said = do
    code = one.code
    try:
        with decision(present().actor) as this:
            act(this, one)
    except Told as refused:
        return _page(one, say(refused.sentence)), 409
    flash(say(said))
    return redirect(url_for("account_speaking.place", code=code), 303)


@door.get("/<code>/file/<kind>")
@guarded(GIVE, nomination_of)
def file(one: Nomination) -> Response:
    """Of what they gave."""
    sent = existing(one, str((request.view_args or {})["kind"]))
    return saved(sent.digest, sent.name, one.thing)


def _give(one: Nomination, kind: Contribution) -> ResponseReturnValue:
    form = GivingForm(kind, by_kind(one, kind))
    code = one.code
    try:
        with decision(present().actor) as this:
            giving.give(this, present(), one, form)
    except Told as refused:
        wrong = isinstance(refused, Faulty)
        return _page(one, None if wrong else say(refused.sentence), form), 422 if wrong else 409
    flash(say(giving.GAVE[kind]))
    return redirect(url_for("account_speaking.place", code=code), 303)


def _page(one: Nomination, fault: str | None = None, typed: GivingForm | None = None) -> str:
    facts = speaking.facts(one, typed)
    return render_template("account/speaking/one.html", fault=fault, typed=typed, **facts)


def _accept(this: Decision, one: Nomination) -> None:
    seating.accept(this, present(), one)


def _decline(this: Decision, one: Nomination) -> None:
    seating.decline(this, present(), one)


def _withdraw(this: Decision, one: Nomination) -> None:
    said = clean_line(request.form.get("said", ""))[:LONGEST_SAID] or None
    seating.withdraw(this, present(), one, said)


ANSWERS: dict[str, tuple[Callable[[Decision, Nomination], None], Sentence]] = {
    "accept": (_accept, Sentence("You accepted. Thank you.")),
    "decline": (_decline, Sentence("You declined. Who put you forward is told.")),
    "withdraw": (_withdraw, Sentence("You withdrew. The secretariat and who put you forward are told.")),
}
