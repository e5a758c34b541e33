"""Entering a name that came by note verbale or mail: how it came, who it is, and what is said of them."""

import wtforms
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms.validators import InputRequired, ValidationError

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Told
from scheduler.mail.rules import unusable
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.nominating import nominee, put_forward
from scheduler.nominations.permissions import ENTER
from scheduler.nominations.rules import faults_of_words
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name
from scheduler.web.access import guarded
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.desk.speakers.door import back, call_of, door
from scheduler.web.forms import EMPTY, line
from scheduler.web.languages import gettext, say
from scheduler.web.putting_forward.forms import WordsForm
from scheduler.web.visitors import present


class EntryForm(WordsForm):
    """Who is put forward, by whom, and what is said of them."""

    organisation = line(
        later("The organisation that puts them forward"), hint=later("Any name that it goes by.")
    )
    channel = wtforms.RadioField(later("By which channel"), [InputRequired(EMPTY)])
    name = line(later("Name of the person"), autocomplete="off")
    email = line(
        later("Their e-mail address"), most=254, autocomplete="off", inputmode="email",
        hint=later("They get a letter with a link, by which they confirm. Without that it does not go on."),
    )  # fmt: skip

    def __init__(self, call: SpeakerCall) -> None:
        super().__init__(call)
        self.channel.choices = [(one.code, one.name) for one in call.channels]

    def validate_organisation(self, field: wtforms.Field) -> None:
        if self.nominator is None:
            raise ValidationError(gettext("No organisation goes by this name. Enrol it first."))

    def validate_email(self, field: wtforms.Field) -> None:
        if why := unusable(field.data):
            raise ValidationError(say(why))

    @property
    def nominator(self) -> Organisation | None:
        return next(iter(by_name([self.organisation.data or ""]).values()), None)


@door.route("/<code>/calls/<call>/enter/", methods=("GET", "POST"))
@guarded(ENTER, call_of)
def enter(call: SpeakerCall) -> ResponseReturnValue:
    """It counts from the day on which it came; the person gets a letter, and confirms."""
    how, form = WishForm(), EntryForm(call)
    if request.method == "POST" and _are_fine(call, how, form):
        try:
            with decision(present().actor, on_behalf=wish(how)) as this:
                _enter(this, call, form)
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            said = gettext("It is entered. A letter asks the person to confirm.")
            return back(said, "enter", code=call.meeting.code, call=call.code)
    page = render_template(
        "desk/speakers/enter.html", call=call, zone=call.meeting.time_zone, how=how, form=form
    )
    return page, 422 if request.method == "POST" else 200


def _are_fine(call: SpeakerCall, how: WishForm, form: EntryForm) -> bool:
    if False in {bool(one.validate()) for one in (how, form)}:
        return False
    faults = faults_of_words(form.words, call.required)
    form.tell(faults)
    return not faults


def _enter(this: Decision, call: SpeakerCall, form: EntryForm) -> None:
    channel = next(one for one in call.channels if one.code == form.channel.data)
    assert form.nominator, "the form was fine"
    whom = nominee(this, call.meeting, form.name.data, form.email.data)
    put_forward(this, present(), call, channel, form.nominator, whom, form.words)
