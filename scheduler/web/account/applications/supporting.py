"""Co-sponsors of an application: named, asked, reminded, removed; and what each answered."""

import hashlib
from collections.abc import Callable

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

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
from scheduler.web.access import guarded
from scheduler.web.account.applications.door import application, at, do, door, page
from scheduler.web.account.applications.steps import COSPONSORS
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext

WAYS = {
    Way.CONTACT: Sentence("through its verified contact"),
    Way.ADDRESS: Sentence("through the address that you gave"),
    Way.DESK: Sentence("entered by the secretariat"),
}


class NameForm(Form):
    """A co-sponsor to be named, and whom to ask there."""

    organisation = line(later("Name of the organisation"), hint=later("In full, as it writes itself."))
    person = line(
        later("Whom to ask there"),
        required=False,
        hint=later("A person who can confirm. Leave this empty to ask later, or to ask its known contact."),
    )
    address = line(later("E-mail address of this person"), required=False, type="email")


class PersonForm(Form):
    """Whom to ask at a co-sponsor that is named already."""

    person = line(later("Whom to ask there"))
    address = line(later("E-mail address of this person"), type="email")


Act = Callable[[Decision, CoSponsor], object]


@door.route("/<code>/cosponsors/", methods=("GET", "POST"))
@guarded(WRITE, application)
def cosponsors(one: Application) -> ResponseReturnValue:
    """Each with what it answered; and the form to name one more. Whoever has the page open asks again and
    again whether there is an answer (static/js/answers.js): where there is none, nothing is made or sent."""
    if request.method == "GET" and request.if_none_match.contains(_tag(one)):
        return Response(status=304)
    form = NameForm()
    if request.form.get("do") not in ("name", "contacts") or not form.is_sent:
        return _page(one, form, 422 if form.errors else 200)
    return do(
        one,
        lambda this: _name(this, one, form),
        gettext("The co-sponsor is named."),
        at(one, "cosponsors"),
        lambda said: _refused(one, form, said)[0],
    )


def _name(this: Decision, one: Application, form: NameForm) -> None:
    """Name it, and ask whom the form names; or its own contacts."""
    if form.person.data or form.address.data:
        cosponsoring.invite(
            this, one, form.organisation.data, form.person.data or "", form.address.data or ""
        )
        return
    sponsor = cosponsoring.name(this, one, form.organisation.data)
    if request.form.get("do") == "contacts":
        cosponsoring.ask_contacts(this, sponsor)


@door.post("/<code>/cosponsors/act/")
@guarded(WRITE, application)
def cosponsors_act(one: Application) -> ResponseReturnValue:
    """Ask, remind or remove one of them."""
    sponsor, act = _sponsor(one), request.form.get("do", "")
    form = PersonForm()
    if act == "ask" and not form.is_sent:
        said = gettext("Write the name and the e-mail address of the person who is to be asked.")
        return _refused(one, NameForm(), said)[0], 422
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
        lambda refused: _refused(one, NameForm(), refused)[0],
    )


def _sponsor(one: Application) -> CoSponsor:
    """The one of its co-sponsors that the form names. Raises NotFound."""
    number = request.form.get("number", type=int)
    found = next((sponsor for sponsor in one.cosponsors if sponsor.id == number), None)
    if found is None:
        raise NotFound(Sentence("This co-sponsor is no longer named."))
    return found


def _refused(one: Application, form: Form, said: str) -> tuple[str, int]:
    form.form_errors.append(said)
    return _page(one, form, 409)


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


def _page(one: Application, form: Form, status: int) -> tuple[str, int]:
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
