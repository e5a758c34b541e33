"""What is typed is saved in the background too, and what can be said of it is told at once."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from scheduler.applications.drafting import Stale, save
from scheduler.applications.facts import Facts, Faulty
from scheduler.applications.marks import marks, touched, written
from scheduler.applications.models import Application
from scheduler.applications.permissions import WRITE
from scheduler.applications.queries import current
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications import hinting, words
from scheduler.web.account.applications.door import application, begins, door, saved_at
from scheduler.web.account.applications.forms import StepForm
from scheduler.web.account.applications.steps import EVENT, Step
from scheduler.web.account.applications.writing import (
    FORMS,
    Filled,
    is_saved_while_typing,
    open_in,
    showed,
    typed,
)
from scheduler.web.languages import gettext
from scheduler.web.visitors import present


@door.post("/<code>/autosave/")
@guarded(WRITE, application)
def autosave(one: Application) -> ResponseReturnValue:
    """Save a step as it is now. The answer says whether it was saved; nothing of it is lost if not."""
    step, fill = _named(request.form.get("step", ""))
    if not is_saved_while_typing(step, one):
        raise NotFound(Sentence("This is saved by its button only."))
    form = fill(one, current(one))
    open_ = open_in(step, one, form)
    if not form.is_sent:
        return _wrong(form)
    return _keep(one, step, form, open_)


def _named(name: str) -> tuple[Step, Filled]:
    """Raises NotFound."""
    found = next((pair for pair in FORMS if pair[0].name == name), None)
    if found is None:
        raise NotFound(Sentence("There is no such step."))
    return found


def _keep(one: Application, step: Step, form: StepForm, open_: tuple[str, ...]) -> ResponseReturnValue:
    revision, shown = showed()
    try:
        with bookkeeping(present().actor) as this:
            facts = typed(this, form, open_)
            mine = touched(facts, shown)
            save(this, one, revision, mine, begins(one), shown=shown, in_passing=True)
    except Stale:
        said = gettext(
            "Not saved yet: somebody else changed the same text meanwhile. Yours stays in this form."
        )
        return jsonify(said=said, hints=_hints(one, step, facts)), 409
    except Faulty as faulty:
        form.tell(faulty.faults)
        return _wrong(form)
    said, stored = saved_at(one), current(one)
    return jsonify(
        said=said,
        revision=one.revision,
        shown=written(
            {**shown, **{field: mark for field, mark in marks(stored).items() if field in mine.given}}
        ),
        settled=form.settled(stored) if "speakers" in facts.given else {},
        hints=_hints(one, step, stored),
    )


def _wrong(form: StepForm) -> ResponseReturnValue:
    """The first thing that is wrong; the others are told when the form is sent. Half a number is no error of
    somebody who still types, so it is answered as all else is."""
    field = next(field for field in form if field.errors)
    label = words.LABELS.get(field.name, field.label.text)
    said = gettext("Not saved yet. %(field)s: %(what)s", field=label, what=field.errors[0])
    return jsonify(said=said, hints={}, wrong=True)


def _hints(one: Application, step: Step, facts: Facts) -> dict[str, list[str]]:
    return hinting.told(one, facts) if step is EVENT else {}
