"""All that an organisation was named in, for those who speak for it: what it leads, and what it was asked to
support, with what can be answered now."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications import cosponsoring
from scheduler.applications.models import CoSponsor
from scheduler.applications.permissions import ANSWER_SUPPORT, SEE_NAMED_IN, VOUCH_FOR_SUPPORT
from scheduler.applications.queries import of
from scheduler.applications.telling import number
from scheduler.applications.tending import cosponsor, named_in
from scheduler.applications.terms import State, Support
from scheduler.applications.workflow import NAMES, SUPPORT, SUPPORT_NAMES
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.permissions import may
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation, Person
from scheduler.organisations.queries import organisation, person
from scheduler.web.access import guarded
from scheduler.web.account.organisations import door
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

LONGEST_SAID = 500
Answer = Callable[[Decision, CoSponsor, Person, str | None], object]
ANSWERS: dict[str, Answer] = {
    "name": lambda this, one, me, _: _confirm(this, one, me, takes_part=False),
    "part": lambda this, one, me, _: _confirm(this, one, me, takes_part=True),
    "decline": lambda this, one, _, said: cosponsoring.decline(this, one, said),
    "withdraw": lambda this, one, _, said: cosponsoring.withdraw_support(this, one, said),
    "object": lambda this, one, me, said: cosponsoring.object_(this, one, me, said),
}


@door.get("/events/<int:body>/")
@guarded(SEE_NAMED_IN, lambda body: organisation(body))
def events(body: Organisation) -> str:
    """In any role, whatever became of it, the newest first."""
    return _page(body)


@door.post("/events/answers/<int:one>/")
@guarded(ANSWER_SUPPORT, lambda one: cosponsor(one))
def answer(one: CoSponsor) -> ResponseReturnValue:
    """Confirm, decline, object or withdraw, without a link."""
    do = request.form.get("do", "")
    if do not in answers(one):
        raise NotFound(Sentence("This can no longer be answered so. Go back, and look at it again."))
    said = clean_line(request.form.get("said", ""))[:LONGEST_SAID] or None
    try:
        with decision(present().actor) as this:
            ANSWERS[do](this, one, person(present().person or 0), said)
    except Refused as refused:
        return _page(one.organisation, say(refused.sentence)), 409
    flash(gettext("Your answer is kept. The organiser is told."))
    return redirect(url_for("account_organisations.events", body=one.organisation_id), 303)


def answers(one: CoSponsor) -> list[str]:
    """What can be answered now by who asks. Only the organisation's contact, and whoever the organiser asked,
    can confirm; everybody who speaks for it can take the support back."""
    me = present()
    can = {name for name, step in SUPPORT.transitions.items() if one.state in step.from_}
    is_contact = bool(may(me, VOUCH_FOR_SUPPORT, one))
    found = []
    if ("vouch" in can and is_contact and not _is_vouched(one)) or ("confirm" in can and _was_asked(one)):
        found += ["name", "part"]
    if may(me, ANSWER_SUPPORT, one):
        found += [name for name in ("decline", "withdraw") if name in can]
    if "object" in can and is_contact:
        found.append("object")
    return found


def _confirm(this: Decision, one: CoSponsor, me: Person, *, takes_part: bool) -> None:
    """As its contact, which counts for more; else as the one who was asked."""
    if may(present(), VOUCH_FOR_SUPPORT, one):
        cosponsoring.vouch(this, one, me, takes_part=takes_part)
    else:
        cosponsoring.confirm(this, one, me, takes_part=takes_part)


def _is_vouched(one: CoSponsor) -> bool:
    """Whether nothing would be gained by another yes."""
    return one.state is Support.CONFIRMED and not cosponsoring.is_by_address(one)


def _was_asked(one: CoSponsor) -> bool:
    return one.person_id is not None and one.person_id == present().person


def _page(body: Organisation, fault: str | None = None) -> str:
    led = [one for one in of(0, {body.id}) if one.state is not State.DISCARDED]
    supported = named_in({body.id})
    return render_template(
        "account/organisations/events.html",
        body=body,
        led=led,
        supported=supported,
        numbers={one.id: number(one) for one in led},
        names=NAMES,
        support=SUPPORT_NAMES,
        answers={one.id: answers(one) for one in supported},
        waits={one.id for one in supported if cosponsoring.waits_for_contact(one)},
        published={one.id for one in supported if cosponsoring.is_published(one)},
        fault=fault,
    )
