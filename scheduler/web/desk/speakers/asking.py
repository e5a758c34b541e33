"""Organisations that are asked to name somebody: the invitation, their answers, and a "no nominee" that came
by mail."""

from dataclasses import dataclass

import wtforms
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms.validators import InputRequired, ValidationError

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.nominations import answering, answers, asking, desks
from scheduler.nominations.body_models import Asked
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.calling import ask_entity
from scheduler.nominations.nominating import nominee
from scheduler.nominations.permissions import ENTER
from scheduler.nominations.terms import Doing
from scheduler.nominations.ways import sessions
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.web.access import guarded
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.desk.speakers.door import back, call_of, door
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present


class BodyForm(Form):
    """An organisation, by which channel, and for which session."""

    organisation = line(later("Organisation"), hint=later("Any name that it goes by."))
    channel = wtforms.RadioField(later("By which channel"), [InputRequired(EMPTY)])
    session = wtforms.SelectField(later("For which session"))

    def __init__(self, call: SpeakerCall, known: list[Channel]) -> None:
        super().__init__()
        self.call, self.known = call, {one.code: one for one in known}
        self.channel.choices = [(one.code, one.name) for one in known]
        if self.channel.data is None and len(known) == 1:
            self.channel.data = known[0].code
        self.session.choices = [(str(one.id), one.title) for one in sessions(call.meeting)]

    def validate_organisation(self, field: wtforms.Field) -> None:
        if self.body is None:
            raise ValidationError(gettext("No organisation goes by this name. Enrol it first."))

    @property
    def body(self) -> Organisation | None:
        return next(iter(by_name([self.organisation.data or ""]).values()), None)

    @property
    def in_(self) -> ThematicSession | None:
        return desks.session_of(self.call, int(self.session.data)) if self.session.data else None


class AskForm(BodyForm):
    """Who is asked, and to whom the letter goes besides its contacts."""

    name = line(later("Name of a person there"), required=False, autocomplete="off")
    email = line(
        later("Their e-mail address"), most=254, required=False, autocomplete="off", inputmode="email",
        hint=later("Needed where we know no contact of theirs. Known contacts get the letter anyway."),
    )  # fmt: skip

    def validate_email(self, field: wtforms.Field) -> None:
        if (field.data or self.name.data) and (why := unusable(field.data or "")):
            raise ValidationError(say(why))
        if field.data and not self.name.data:
            raise ValidationError(gettext("Write their name too."))


class NobodyForm(BodyForm):
    """Who has no nominee, and why."""

    why = line(later("The reason given"), most=500, required=False)

    def __init__(self, call: SpeakerCall) -> None:
        super().__init__(call, call.channels)
        self.session.choices = [("", gettext("For none of them")), *self.session.choices]


@dataclass(frozen=True)
class Place:
    """What was asked in a call."""

    call: SpeakerCall
    asked: Asked


def asked_of(code: str, call: str, number: int) -> Place:
    """Raises NotFound."""
    found, one = call_of(code, call), asking.by_number(number)
    if one.call_id != found.id:
        raise NotFound(Sentence("Nobody was asked this. Load the page again."))
    return Place(found, one)


@door.route("/<code>/calls/<call>/asked/", methods=("GET", "POST"))
@guarded(ENTER, call_of)
def asked(call: SpeakerCall) -> ResponseReturnValue:
    """Who was asked and what they answered; and the form that asks another one."""
    form = AskForm(call, [one for one in call.channels if one.terms.first(Doing.ASK) is not None])
    code, name = call.meeting.code, call.code
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                _ask(this, form)
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            return back(gettext("A letter asks them, with a link to answer."), "asked", code=code, call=name)
    page = render_template(
        "desk/speakers/asked.html",
        call=call,
        meeting=call.meeting,
        zone=call.meeting.time_zone,
        form=form,
        found=answers.of_call(call),
        titles=desks.titles(one.session_id for one, _ in answers.of_call(call)),
        by_when=asking.by_when,
        is_over=asking.is_over,
    )
    return page, 422 if request.method == "POST" else 200


@door.post("/<code>/calls/<call>/asked/<int:number>/again")
@guarded(ENTER, asked_of)
def ask_again(place: Place) -> ResponseReturnValue:
    """The same letter with a new link."""
    with decision(present().actor) as this:
        asking.ask_again(this, place.asked)
    said = gettext("A letter asks them again. The link in the first one no longer works.")
    return back(said, "asked", code=place.call.meeting.code, call=place.call.code)


@door.route("/<code>/calls/<call>/no-nominee/", methods=("GET", "POST"))
@guarded(ENTER, call_of)
def enter_nobody(call: SpeakerCall) -> ResponseReturnValue:
    """An organisation wrote that it has no nominee: entered for it."""
    how, form = WishForm(), NobodyForm(call)
    code, name = call.meeting.code, call.code
    if request.method == "POST" and False not in {bool(one.validate()) for one in (how, form)}:
        try:
            with decision(present().actor, on_behalf=wish(how)) as this:
                _enter_nobody(this, form)
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            return back(gettext("It is entered that there is no nominee."), "asked", code=code, call=name)
    page = render_template(
        "desk/speakers/no-nominee.html",
        call=call,
        meeting=call.meeting,
        how=how,
        form=form,
    )
    return page, 422 if request.method == "POST" else 200


def _ask(this: Decision, form: AskForm) -> None:
    body, in_ = form.body, form.in_
    assert body, "the form was fine"
    assert in_, "the form was fine"
    name, email = form.name.data, form.email.data
    also = nominee(this, form.call.meeting, name, email) if email else None
    one = ask_entity(this, form.call, form.known[form.channel.data], body, in_, also)
    asking.require_readers(one, also)


def _enter_nobody(this: Decision, form: NobodyForm) -> None:
    assert form.body, "the form was fine"
    channel, why = form.known[form.channel.data], form.why.data or None
    answering.say_no_nominee(this, present(), form.call, channel, form.body, form.in_, why)
