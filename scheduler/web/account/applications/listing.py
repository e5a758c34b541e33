"""All applications of somebody, and how a new one begins."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications.cosponsoring import waits_for_contact
from scheduler.applications.drafting import copy, start
from scheduler.applications.facts import missing
from scheduler.applications.models import Application
from scheduler.applications.permissions import SEE, START, WRITE
from scheduler.applications.queries import current, of
from scheduler.applications.queue import places
from scheduler.applications.telling import number
from scheduler.applications.terms import State, Support
from scheduler.applications.workflow import ALIVE, IN_QUEUE, NAMES
from scheduler.calls.models import Call
from scheduler.calls.queries import all_calls, by_code
from scheduler.calls.rules import Late, Phase, phase, sentences
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.permissions import may
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import organisation, person
from scheduler.web.access import guarded
from scheduler.web.account.applications import organising, receipt
from scheduler.web.account.applications.door import application, at, door, page
from scheduler.web.account.applications.drafts import place_now
from scheduler.web.account.applications.leaving import way_out
from scheduler.web.account.applications.placed import placed
from scheduler.web.deadlines import to_the_second
from scheduler.web.languages import gettext, ngettext, say
from scheduler.web.visitors import present

ORDER = (Phase.OPEN, Phase.BEFORE, Phase.OVER)
MOST_EARLIER = 5


@door.get("/")
@guarded(START)
def applications() -> str:
    """Where each stands, what waits, and the calls that are open."""
    me = present()
    found = of(me.person or 0, me.organisations)
    standing = {call: places(call) for call in {one.call for one in found if one.state in IN_QUEUE}}
    return render_template(
        "account/applications/all.html",
        found=[one for one in found if one.state is not State.DISCARDED],
        discarded=[one for one in found if one.state is State.DISCARDED],
        places={one.id: standing[one.call].get(one.id) for one in found if one.call in standing},
        numbers={one.id: number(one) for one in found},
        names=NAMES,
        waits={one.id: list(_waits(one)) for one in found},
        calls=to_start_from(),
    )


def to_start_from() -> list[Call]:
    """Calls for which something can be written now: those that are open, those that will be, and those that
    take what comes late; of each kind what closes first, first."""
    now = clock.now()
    phases = {call: phase(call.terms, now) for call in all_calls()}
    found = [call for call, at in phases.items() if at is not Phase.OVER or call.late is not Late.CLOSED]
    return sorted(found, key=lambda call: (ORDER.index(phases[call]), call.closes_at, call.code))


def _waits(one: Application) -> list[str]:
    """What its people have to see to."""
    said = []
    if one.state is State.RETURNED:
        said.append(gettext("It was returned. Change it, and submit it again."))
    if one.state is State.DRAFT and (lacking := missing(current(one), one.call.terms.required)):
        said.append(ngettext("One thing is missing.", "%(num)s things are missing.", len(lacking)))
    if one.state in ALIVE:
        states = [sponsor.state for sponsor in one.cosponsors]
        if asked := states.count(Support.ASKED):
            said.append(
                ngettext("One co-sponsor has not answered.", "%(num)s co-sponsors have not answered.", asked)
            )
        if named := states.count(Support.NAMED):
            said.append(
                ngettext("One co-sponsor is not asked yet.", "%(num)s co-sponsors are not asked yet.", named)
            )
        if any(waits_for_contact(sponsor) for sponsor in one.cosponsors):
            said.append(gettext("A Member State's contact has still to confirm."))
    return said


@door.get("/start/")
@guarded(START)
def start_page() -> ResponseReturnValue:
    """What a call asks for, and in whose name to begin."""
    return _start_page(_call(request.args.get("call", "")))


@door.post("/start/")
@guarded(START)
def start_draft() -> ResponseReturnValue:
    """A new draft; two clicks make one."""
    call = _call(request.form.get("call", ""))
    try:
        with decision(present().actor) as this:
            code = start(this, call, person(present().person or 0), _chosen()).code
    except Refused as refused:
        return _start_page(call, say(refused.sentence)), 409
    return redirect(url_for("account_applications.event", code=code), 303)


def _chosen() -> Organisation | None:
    """One of one's own organisations; another one is chosen in the form. Raises NotFound."""
    chosen = request.form.get("organisation", type=int)
    if chosen is not None and chosen not in present().organisations:
        raise NotFound(
            Sentence("You do not speak for this organisation. Begin without one, and choose it then.")
        )
    return organisation(chosen) if chosen else None


def _start_page(call: Call, fault: str | None = None) -> str:
    zone = call.meeting.time_zone
    return render_template(
        "account/applications/start.html",
        call=call,
        zone=zone,
        fault=fault,
        rules=sentences(call.terms, lambda moment: str(to_the_second(moment, zone).striptags())),
        choices=organising.mine(call),
        earlier=_earlier(),
        phase=phase(call.terms, clock.now()),
    )


def _earlier() -> list[Application]:
    """Those of one's own that were submitted, the newest first; of several with the same title only that."""
    me = present()
    submitted: dict[str | None, Application] = {}
    for one in of(me.person or 0, me.organisations):
        if one.receipt and may(me, WRITE, one):
            submitted.setdefault(one.title, one)
    return list(submitted.values())[:MOST_EARLIER]


def _call(code: str) -> Call:
    """Raises NotFound."""
    found = by_code(code)
    if found is None:
        raise NotFound(Sentence("There is no such call. Choose one from the list."))
    return found


@door.get("/<code>/")
@guarded(SEE, application)
def overview(one: Application) -> ResponseReturnValue:
    """Where it stands, and what can be done."""
    return page(
        "one",
        one,
        **receipt.standing(one),
        placed=placed(one),
        drafted=place_now(one),
        calls=to_start_from(),
        way_out=way_out,
    )


@door.post("/<code>/copy/")
@guarded(WRITE, application)
def copy_draft(one: Application) -> ResponseReturnValue:
    """A new draft with the same words, for this call or another."""
    call = _call(request.form.get("call", ""))
    try:
        with decision(present().actor) as this:
            draft = copy(this, call, person(present().person or 0), one)
            to = at(draft, "event")
    except Refused as refused:
        flash(say(refused.sentence))
        return redirect(at(one, "overview"), 303)
    flash(gettext("The words are taken over. Speakers, links, co-sponsors, slots and flyer are not."))
    return redirect(to, 303)
