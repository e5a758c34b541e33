"""Co-sponsors of an application: named, asked, reminded, removed; and what each answered."""

import hashlib
from collections.abc import Callable
from typing import Any

import wtforms
from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from scheduler.applications import cosponsoring
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.permissions import WRITE
from scheduler.applications.support import MOST_NAMED, may_remind
from scheduler.applications.tending import bounced
from scheduler.applications.terms import Support, Way
from scheduler.applications.workflow import ALIVE, SUPPORT, SUPPORT_NAMES
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.web.access import guarded
from scheduler.web.account.applications.door import application, at, do, door, page
from scheduler.web.account.applications.steps import COSPONSORS, after
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, say

WAYS = {
    Way.CONTACT: Sentence("through its verified contact"),
    Way.ADDRESS: Sentence("through the address that you gave"),
    Way.DESK: Sentence("entered by the secretariat"),
}


PERSON, CONTACTS, NOBODY = "person", "contacts", "nobody"
"""Who is asked at a co-sponsor."""


class PersonForm(Form):
    """Whom to ask at a co-sponsor."""

    person = line(later("Whom to ask there"), hint=later("A person who can confirm."))
    address = line(later("E-mail address of this person"), type="email")

    def validate_address(self, field: wtforms.Field) -> None:
        if field.data and (why := unusable(field.data)):
            raise ValidationError(say(why))


class NameForm(Form):
    """A co-sponsor to be named, and who is asked there."""

    organisation = line(later("Name of the organisation"), hint=later("In full, as it writes itself."))
    whom = wtforms.RadioField(
        later("Who is asked"),
        choices=[
            SelectChoice(PERSON, later("The person below")),
            SelectChoice(CONTACTS, later("Its verified contact, whom you need not know")),
            SelectChoice(NOBODY, later("Nobody yet")),
        ],
        default=PERSON,
    )
    person = line(
        later("Whom to ask there"),
        required=False,
        hint=later("A person who can confirm for the organisation, if a person is asked."),
    )
    address = line(later("E-mail address of this person"), required=False, type="email")

    def __init__(self) -> None:
        super().__init__()
        for field in (self.person, self.address):
            field.flags.input_required = True  # where a person is asked, and nowhere else

    def validate(self, **more: Any) -> bool:
        held = bool(super().validate(**more))
        if self.whom.data != PERSON:
            return held
        person, address = self.person, self.address
        if not person.data:
            person.errors = [gettext("Write whom to ask, or choose above who else is asked.")]
        if not address.data:
            address.errors = [gettext("Write the address of this person.")]
        elif why := unusable(address.data):
            address.errors = [say(why)]
        return held and not (person.errors or address.errors)

    @classmethod
    def blank(cls) -> "NameForm":
        """As it is before anything is typed, on whatever request."""
        form = cls()
        form.process()
        return form

    @property
    def is_empty(self) -> bool:
        return not any(request.form.get(name, "").strip() for name in ("organisation", "person", "address"))


Act = Callable[[Decision, CoSponsor], object]
Asked = tuple[CoSponsor, PersonForm] | None
"""At which co-sponsor somebody was to be asked, and what was typed."""


@door.route("/<code>/cosponsors/", methods=("GET", "POST"))
@guarded(WRITE, application)
def cosponsors(one: Application) -> ResponseReturnValue:
    """Each with what it answered; and the form to name one more. Whoever has the page open asks again and
    again whether there is an answer (static/js/answers.js): where there is none, nothing is made or sent."""
    if request.method == "GET" and request.if_none_match.contains(_tag(one)):
        return Response(status=304)
    form, onward = NameForm(), request.form.get("do") == "next"
    next_step = at(one, after(COSPONSORS).name)
    if onward and form.is_empty:
        return redirect(next_step, 303)
    if not form.is_sent:
        return _page(one, form, 422 if form.errors else 200)
    return do(
        one,
        lambda this: _name(this, one, form),
        _told(form),
        next_step if onward else at(one, "cosponsors"),
        lambda said: _refused(one, form, said)[0],
    )


def _name(this: Decision, one: Application, form: NameForm) -> None:
    """Name it, and ask whom the form says."""
    sponsor = cosponsoring.name(this, one, form.organisation.data)
    if form.whom.data == PERSON:
        cosponsoring.ask(this, sponsor, form.person.data, form.address.data)
    elif form.whom.data == CONTACTS:
        cosponsoring.ask_contacts(this, sponsor)


def _told(form: NameForm) -> str:
    name = form.organisation.data
    match form.whom.data:
        case "person":
            person = form.person.data
            return gettext("%(name)s is named, and %(person)s is asked by letter.", name=name, person=person)
        case "contacts":
            return gettext("%(name)s is named, and its contact is asked by letter.", name=name)
        case _:
            return gettext("%(name)s is named. Nobody there is asked yet.", name=name)


@door.post("/<code>/cosponsors/act/")
@guarded(WRITE, application)
def cosponsors_act(one: Application) -> ResponseReturnValue:
    """Ask, remind or remove one of them."""
    sponsor, act = _sponsor(one), request.form.get("do", "")
    form = PersonForm()
    if act == "ask" and not form.is_sent:
        return _page(one, NameForm.blank(), 422, asked=(sponsor, form))
    acts: dict[str, tuple[Act, str]] = {
        "ask": (
            lambda this, it: cosponsoring.ask(this, it, form.person.data, form.address.data),
            gettext("They are asked by letter."),
        ),
        "contacts": (cosponsoring.ask_contacts, gettext("Its contacts are asked by letter.")),
        "remind": (cosponsoring.remind, gettext("They are reminded by letter.")),
        "remove": (cosponsoring.remove, gettext("It is no longer named.")),
    }
    if act not in acts:
        raise NotFound(Sentence("There is nothing of this kind to be done. Go back, and choose a button."))
    call, said = acts[act]
    return do(
        one,
        lambda this: call(this, sponsor),
        said,
        at(one, "cosponsors"),
        lambda refused: _refused(one, NameForm.blank(), refused, (sponsor, form))[0],
    )


def _sponsor(one: Application) -> CoSponsor:
    """The one of its co-sponsors that the form names. Raises NotFound."""
    number = request.form.get("number", type=int)
    found = next((sponsor for sponsor in one.cosponsors if sponsor.id == number), None)
    if found is None:
        raise NotFound(Sentence("This co-sponsor is no longer named."))
    return found


def _refused(one: Application, form: Form, said: str, asked: Asked = None) -> tuple[str, int]:
    form.form_errors.append(said)
    return _page(one, form, 409, asked)


def _tag(one: Application) -> str:
    """What the list tells, as a digest: another one as soon as anything in it is another."""
    failed = bounced(one.cosponsors)

    def troubled(row: CoSponsor) -> list[int]:
        return [letter.id for letter in failed.get(row.id, [])]

    told = [
        (row.id, row.state, row.way, row.takes_part, row.asked_at, row.reminded_at, row.said, troubled(row))
        for row in one.cosponsors
    ]
    return hashlib.sha256(repr((one.state, told)).encode()).hexdigest()[:32]


def _page(one: Application, form: Form, status: int, asked: Asked = None) -> tuple[str, int]:
    named = [sponsor for sponsor in one.cosponsors if sponsor.state is not Support.REMOVED]
    failed = bounced(named)
    now = clock.now()
    until = one.call.support_until
    return page(
        "cosponsors",
        one,
        status,
        step=COSPONSORS,
        form=form,
        asked=asked,
        named=named,
        names=SUPPORT_NAMES,
        ways=WAYS,
        bounced={sponsor.id: failed.get(sponsor.id, []) for sponsor in named},
        tag=_tag(one),
        published={sponsor.id for sponsor in named if cosponsoring.is_published(sponsor)},
        waits={sponsor.id for sponsor in named if cosponsoring.waits_for_contact(sponsor)},
        can_ask={sponsor.id for sponsor in named if sponsor.state in SUPPORT.transitions["ask"].from_},
        can_remind={
            sponsor.id
            for sponsor in named
            if sponsor.state is Support.ASKED and may_remind(sponsor.asked_at, sponsor.reminded_at, now)
        },
        is_open=one.state in ALIVE and (until is None or now < until),
        is_alive=one.state in ALIVE,
        most=MOST_NAMED,
    )
