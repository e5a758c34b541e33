"""One act upon several applications: first what will happen to how many, then what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.applications import deciding, worklist
from scheduler.applications.models import Application
from scheduler.applications.permissions import DECIDE
from scheduler.applications.several import MOST, Outcome, each
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import clean
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.door import door
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

LONGEST_REASON = 5_000


@dataclass(frozen=True)
class Choice:
    """An act that can be done to several: on the button, and in the sentence that announces it. Where a
    `reason` is due, `act` takes it too."""

    name: str
    will: str
    act: Callable[..., object]
    reason: bool = False
    is_grave: bool = False


CHOICES = {
    "claim": Choice(
        later("Take them on"), later("You will be the reader of these applications."), deciding.claim
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
    outcomes = each(present().actor, [one.id for one in ticked], act)
    return _page(choice, _ticked(), outcomes={one.number: one for one in outcomes}), 200


def _page(
    choice: Choice,
    ticked: list[Application],
    *,
    lacks_reason: bool = False,
    outcomes: dict[int, Outcome] | None = None,
) -> str:
    return render_template(
        "desk/applications/several.html",
        choice=choice,
        do=request.form["do"],
        ticked=ticked,
        why=request.form.get("why", ""),
        lacks_reason=lacks_reason,
        outcomes=outcomes,
        done=sum(not one.why for one in (outcomes or {}).values()),
        back=_back(),
        words=words,
    )


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
