"""Changing what is said of somebody, and what the person alone says of themselves."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Told
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import change, tell_private
from scheduler.nominations.permissions import TELL_PRIVATE, WRITE
from scheduler.nominations.rules import faults_of_words
from scheduler.web.access import guarded
from scheduler.web.account.nominations.door import do, door, nomination
from scheduler.web.languages import gettext, say
from scheduler.web.putting_forward.forms import NamingForm, WordsForm
from scheduler.web.putting_forward.naming import choose, public_names
from scheduler.web.putting_forward.private_form import PrivateForm
from scheduler.web.visitors import present


@door.route("/<code>/words/", methods=("GET", "POST"))
@guarded(WRITE, nomination)
def words(one: Nomination) -> ResponseReturnValue:
    """What is said, as long as it can be changed. Who saved an older one keeps what they typed."""
    form = WordsForm(one.call, one)
    revision = request.form.get("revision", one.revision, int)
    if form.is_sent:
        faults = faults_of_words(form.words, one.call.required)
        form.tell(faults)
        if not faults:
            try:
                return do(
                    one, lambda this: change(this, present(), one, revision, form.words), gettext("Saved.")
                )
            except Told as refused:
                form.form_errors.append(say(refused.sentence))
    page = render_template("account/nominations/words.html", one=one, form=form, revision=one.revision)
    return page, 422 if form.errors else 200


@door.route("/<code>/own/", methods=("GET", "POST"))
@guarded(TELL_PRIVATE, nomination)
def own(one: Nomination) -> ResponseReturnValue:
    """How the person is named, and what they want few to know."""
    naming, private = NamingForm(one, public_names(one)), PrivateForm(one)
    if request.method == "POST" and naming.validate() & private.validate():
        return do(one, lambda this: _store(this, one, naming, private), gettext("Saved."))
    page = render_template("account/nominations/own.html", one=one, naming=naming, private=private)
    return page, 422 if naming.errors or private.errors else 200


def _store(this: Decision, one: Nomination, naming: NamingForm, private: PrivateForm) -> None:
    choose(this, present(), one, naming)
    tell_private(this, present(), one, private.told)
