"""One act upon several applications: first what will happen to how many, then what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.applications import deciding, undoing, worklist
from scheduler.applications.models import Application
from scheduler.applications.permissions import DECIDE
from scheduler.applications.several import MOST, Outcome, each
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.door import door
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

LONGEST_REASON = 5_000


@dataclass(frozen=True)
class Choice:
    """An act that can be done to several: on the button, and in the sentence that announces it. Where a
    `reason` is due, `act` takes it too. `back`: the choice that takes it back, which is offered once it is
    done, and not `in_list`."""

    name: str
    will: str
    act: Callable[..., object]
    reason: bool = False
    is_grave: bool = False
    back: str = "undo"
    in_list: bool = True


CHOICES = {
    "claim": Choice(
        later("Take them on"),
        later("You will be the reader of these applications."),
        deciding.claim,
        back="let-go",
    ),
    "accept": Choice(
        later("Accept"),
        later("These applications will be accepted. Their organisers, co-sponsors and speakers get letters."),
        deciding.accept,
    ),
    "waiting": Choice(
        later("Put on the waiting list"),
        later("These applications will stand at the end of the waiting list, in this order. Their "
              "organisers get letters."),
        deciding.put_on_waiting_list,
        reason=True,
    ),
    "decline": Choice(
        later("Decline"),
        later("These applications will be declined. Their organisers, co-sponsors and speakers get letters."),
        deciding.decline,
        reason=True,
        is_grave=True,
    ),
    "undo": Choice(
        later("Take it back"),
        later(
            "What was last decided on these applications will be taken back. Letters that have not left are "
            "kept back; who got one is told."
        ),
        undoing.undo,
        reason=True,
        back="",
        in_list=False,
    ),
    "let-go": Choice(
        later("Let others read them"),
        later("Nobody will be the reader of these applications."),
        deciding.release_claim,
        back="claim",
        in_list=False,
    ),
}  # fmt: skip


@door.post("/several")
@guarded(DECIDE)
def several() -> ResponseReturnValue:
    """The ticked applications: shown once more with what will happen, then done one by one."""
    choice = CHOICES.get(request.form.get("do", ""))
    ticked = _ticked()
    if choice is None or not ticked:
        flash(gettext("Tick applications in the list and choose what to do with them."))
        return redirect(_back(), 303)
    why = clean(request.form.get("why", ""))[:LONGEST_REASON]
    lacks_reason = choice.reason and not why
    if "sure" not in request.form or lacks_reason:
        faulty = "sure" in request.form and lacks_reason
        return _page(choice, ticked, lacks_reason=faulty), 422 if faulty else 200
    act: Callable[[Decision, Application], Any] = (
        partial(choice.act, why=why) if choice.reason else choice.act
    )
    outcomes = each(present().actor, [one.id for one in ticked], _while_it_stands(act))
    return _page(choice, _ticked(), outcomes={one.number: one for one in outcomes}), 200


def _while_it_stands(act: Callable[[Decision, Application], Any]) -> Callable[[Decision, Application], Any]:
    """Taking back what the page showed as done, and nothing that was decided after it."""
    state = request.form.get("still")
    if not state:
        return act

    def checked(this: Decision, one: Application) -> Any:
        if one.state != state:
            raise Refused(Sentence("Something else was decided on it since."))
        return act(this, one)

    return checked


def _page(
    choice: Choice,
    ticked: list[Application],
    *,
    lacks_reason: bool = False,
    outcomes: dict[int, Outcome] | None = None,
) -> str:
    done = [number for number, one in (outcomes or {}).items() if not one.why]
    return render_template(
        "desk/applications/several.html",
        choice=choice,
        back_choice=CHOICES.get(choice.back),
        still=request.form.get("still") if outcomes is None else _state_of(ticked, done),
        do=request.form["do"],
        ticked=ticked,
        why=request.form.get("why", ""),
        lacks_reason=lacks_reason,
        outcomes=outcomes,
        done=done,
        back=_back(),
        words=words,
    )


def _state_of(ticked: list[Application], done: list[int]) -> str | None:
    """In which state those are that it was done to."""
    return next((one.state for one in ticked if one.id in done), None)


def _ticked() -> list[Application]:
    """Those that were ticked and are there, in the order of the list."""
    numbers = dict.fromkeys(request.form.getlist("application", type=int))
    return [one for one in map(_found, list(numbers)[:MOST]) if one]


def _found(number: int) -> Application | None:
    try:
        return worklist.by_number(number)
    except NotFound:
        return None


def _back() -> str:
    """The list with the questions that it was asked."""
    query = request.form.get("list", "")
    address = url_for("desk_applications.applications")
    return f"{address}?{query}" if query.isascii() and query.isprintable() and len(query) < 2_000 else address
