"""What the desk does with one application."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications import deciding, joining, undoing
from scheduler.applications.models import Application, Joining
from scheduler.applications.permissions import ADVISE, DECIDE
from scheduler.applications.submitting import correct_class
from scheduler.applications.terms import Check
from scheduler.applications.workflow import WORKFLOW
from scheduler.audit.actions import note
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.desk.applications.door import application_of, door
from scheduler.web.desk.applications.one import Fault, page
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

LONGEST = 5_000
LONGEST_REMARK = 1_000
STEPS: dict[str, Callable[..., None]] = {
    "return": deciding.return_,
    "accept": deciding.accept,
    "put on the waiting list": deciding.put_on_waiting_list,
    "decline": deciding.decline,
    "reopen": deciding.reopen,
    "cancel": deciding.cancel,
}
"""The desk's transitions of the workflow."""


@door.post("/<int:number>/step")
@guarded(DECIDE, application_of)
def step(one: Application) -> ResponseReturnValue:
    """One of the desk's transitions, with its reason where one is due."""
    name = request.form.get("step", "")
    if name not in STEPS:
        raise NotFound(Sentence("This cannot be done with an application."))
    act, why = STEPS[name], typed("why")
    if not WORKFLOW.transitions[name].reason:
        return do(one, name, lambda this: act(this, one), gettext("This is done, and told by letter."))
    if not why:
        return lacks_reason(one, name)
    return do(one, name, lambda this: act(this, one, why), gettext("This is done, and told by letter."), why)


@door.post("/<int:number>/claim")
@guarded(DECIDE, application_of)
def claim(one: Application) -> ResponseReturnValue:
    """Become its reader; in place of another one, if the button said so."""
    over = "take-over" in request.form
    said = gettext("You are its reader now.")
    return do(one, "claim", lambda this: deciding.claim(this, one, take_over=over), said)


@door.post("/<int:number>/release")
@guarded(DECIDE, application_of)
def release(one: Application) -> ResponseReturnValue:
    said = gettext("Nobody is its reader now.")
    return do(one, "claim", lambda this: deciding.release_claim(this, one), said)


@door.post("/<int:number>/checks")
@guarded(DECIDE, application_of)
def check(one: Application) -> ResponseReturnValue:
    """What this reader found, point by point; points without an answer stay open."""

    def read(this: Decision) -> None:
        known = {each.check: each for each in deciding.readings(one) if each.reader == this.actor}
        for point in Check:
            answer = request.form.get(f"check-{point}")
            said = typed(f"said-{point}")[:LONGEST_REMARK]
            before = known.get(point)
            is_new = before is None or (before.is_fine, before.said or "") != (answer == "fine", said)
            if answer in ("fine", "not") and is_new:
                deciding.read(this, one, point, answer == "fine", said)
        if not this.records:
            this.abandon()

    return do(one, "checks", read, gettext("What you found is kept."))


@door.post("/<int:number>/rank")
@guarded(DECIDE, application_of)
def move(one: Application) -> ResponseReturnValue:
    """To another rank on the waiting list."""
    rank = request.form.get("rank", type=int)
    if rank is None or not 0 < rank < 10_000:
        return page(one, Fault("rank", gettext("Write a rank from 1 on."))), 422
    said = gettext("The waiting list is in its new order.")
    return do(one, "rank", lambda this: deciding.move_on_waiting_list(this, one, rank), said)


@door.post("/<int:number>/undo")
@guarded(DECIDE, application_of)
def undo(one: Application) -> ResponseReturnValue:
    """Take the last decision back."""
    why = typed("why")
    if not why:
        return lacks_reason(one, "undo")
    said = gettext("The last decision is taken back.")
    return do(one, "undo", lambda this: undoing.undo(this, one, why), said, why)


@door.post("/<int:number>/class")
@guarded(DECIDE, application_of)
def correct(one: Application) -> ResponseReturnValue:
    """Its lead is a Member State, or is none, other than the receipt has it."""
    why, of_state = typed("why"), request.form.get("of_state") == "yes"
    if not why:
        return lacks_reason(one, "class")
    said = gettext("Its class is corrected, and its place in the queue with it.")
    return do(one, "class", lambda this: correct_class(this, one, of_state, why), said, why)


@door.post("/<int:number>/notes")
@guarded(ADVISE, application_of)
def write_note(one: Application) -> ResponseReturnValue:
    """An internal note; the Civil Society Unit advises by it."""
    text = typed("text")
    if not text:
        return page(one, Fault("note", gettext("Fill in this field."))), 422
    said = gettext("The note is kept. The applicant cannot read it.")
    return do(one, "note", lambda this: _keep_note(this, one, text), said, text)


@door.post("/<int:number>/part")
@guarded(DECIDE, application_of)
def part(one: Application) -> ResponseReturnValue:
    """Two applications again."""
    found = _joining(one, request.form.get("joining", type=int))
    said = gettext("They are two applications again.")
    return do(one, "part", lambda this: joining.undo(this, found), said)


def typed(field: str) -> str:
    return clean(request.form.get(field, ""))[:LONGEST]


def lacks_reason(one: Application, act: str) -> ResponseReturnValue:
    return page(one, Fault(act, gettext("Say why: whoever is concerned will read it."))), 422


def do(
    one: Application, name: str, act: Callable[[Decision], object], said: str, why: str = ""
) -> ResponseReturnValue:
    """A decision on one application. What is refused is told at its place on the page, and nothing that was
    typed is lost."""
    try:
        with decision(present().actor) as this:
            act(this)
    except Told as refused:
        return page(one, Fault(name, say(refused.sentence), why)), 409
    flash(said)
    return redirect(url_for("desk_applications.application", number=one.id), 303)


def _keep_note(this: Decision, one: Application, text: str) -> None:
    note(this, one.thing, text)


def _joining(one: Application, number: int | None) -> Joining:
    for found in joining.offers(one):
        if found.id == number:
            return found
    raise NotFound(Sentence("These two are not joined."))
