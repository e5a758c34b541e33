"""The steps of a plan: who did what, when and why; the newest is taken back, or done again."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.formats.describe import Line
from scheduler.kernel.words import Sentence
from scheduler.timetable import queries, undoing
from scheduler.timetable.models import PlanStep
from scheduler.timetable.moving_rules import Words
from scheduler.timetable.permissions import EDIT_PLAN, SEE_TIMETABLE
from scheduler.timetable.spots import read
from scheduler.timetable.wording import words_of
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.timetable import plan_words
from scheduler.web.desk.timetable.door import Planned, door, planned, seen
from scheduler.web.languages import gettext

MOST = 20
"""Changes of one step that are written out."""


@dataclass(frozen=True)
class Told:
    """A step in words. `more`: so many changes are left out."""

    step: PlanStep
    who: Line
    changes: list[Sentence]
    more: int


@door.get("/<code>/<int:number>/steps/")
@guarded(SEE_TIMETABLE, planned)
def steps(one: Planned) -> str:
    return _page(one)


@door.post("/<code>/<int:number>/steps/undo")
@guarded(EDIT_PLAN, planned)
def undo(one: Planned) -> ResponseReturnValue:
    """The newest step, whoever made it."""
    return do(
        lambda this: undoing.undo(this, one.plan, seen=seen()),
        lambda: _there(one),
        gettext("The step is taken back."),
        lambda why: _page(one, why),
    )


@door.post("/<code>/<int:number>/steps/redo")
@guarded(EDIT_PLAN, planned)
def redo(one: Planned) -> ResponseReturnValue:
    return do(
        lambda this: undoing.redo(this, one.plan, seen=seen()),
        lambda: _there(one),
        gettext("The step is done again."),
        lambda why: _page(one, why),
    )


def told(step: PlanStep, words: Words) -> Told:
    """A step in words."""
    changes = [words.change(read(change)) for change in step.changes[:MOST]]
    who = words.people.get(step.by, Sentence("Somebody"))
    return Told(step, who, changes, len(step.changes) - len(changes))


def _there(one: Planned) -> str:
    return url_for("desk_timetable.steps", code=one.meeting.code, number=one.plan.id)


def _page(one: Planned, fault: str = "") -> str:
    plan = one.plan
    found = paging.present(
        queries.how_many_steps(plan), lambda offset, limit: queries.steps(plan, offset, limit)
    )
    back, again = queries.to_undo(plan), queries.to_redo(plan)
    shown = [*found.items, *filter(None, (back, again))]
    words = words_of(one.meeting, {step.by for step in shown})
    return render_template(
        "desk/timetable/steps.html",
        meeting=one.meeting,
        plan=plan,
        found=found,
        steps=[told(step, words) for step in found.items],
        numbers={step.id: step.number for step in shown},
        back=told(back, words) if back else None,
        again=told(again, words) if again else None,
        fault=fault,
        words=plan_words,
        edit=EDIT_PLAN,
    )
