"""The steps of the form: each is saved by itself, and nothing that was typed is lost."""

from collections.abc import Callable, Collection
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from scheduler.applications.drafting import Stale, save
from scheduler.applications.facts import ALWAYS_REQUIRED, CLOSED, Facts, Faulty, closing
from scheduler.applications.marks import marks, read, touched, written
from scheduler.applications.models import Application
from scheduler.applications.permissions import WRITE
from scheduler.applications.queries import current
from scheduler.applications.workflow import ALIVE, IN_HAND
from scheduler.applications.writing import open_now
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications import hinting, organising, words
from scheduler.web.account.applications.door import (
    application,
    at,
    begins,
    door,
    page,
    saved_at,
    slots_by_day,
)
from scheduler.web.account.applications.forms import (
    EventForm,
    LinksForm,
    OrganiserForm,
    SlotsForm,
    SpeakersForm,
    StepForm,
)
from scheduler.web.account.applications.steps import (
    EVENT,
    LINKS,
    ORGANISER,
    SLOTS,
    SPEAKERS,
    Step,
    after,
    is_open,
)
from scheduler.web.visitors import present

Filled = Callable[[Application, Facts], StepForm]
MINE, THEIRS = "mine", "theirs"
CHOOSE = Sentence(
    "Choose the organisation that you looked for, or enter it as a new one. To leave this open, empty the "
    "field in which you look for it."
)

FORMS: tuple[tuple[Step, Filled], ...] = (
    (EVENT, lambda _, facts: EventForm(facts)),
    (ORGANISER, lambda _, facts: OrganiserForm(facts)),
    (SPEAKERS, lambda _, facts: SpeakersForm(facts)),
    (LINKS, lambda _, facts: LinksForm(facts)),
    (SLOTS, lambda one, facts: SlotsForm(facts, slots_by_day(one))),
)


def is_saved_while_typing(step: Step, one: Application) -> bool:
    """Whether what is typed here is saved in the background too. An organisation is entered by a button only;
    and so is what is no longer in the applicant's hand, as the desk and the programme see it at once."""
    return step is not ORGANISER and one.state in IN_HAND


def _open(step: Step, fill: Filled) -> None:
    """A page for a step."""

    @guarded(WRITE, application)
    def view(one: Application) -> ResponseReturnValue:
        return _step(step, one, fill(one, current(one)))

    door.add_url_rule(f"/<code>/{step.name}/", step.name, view, methods=("GET", "POST"))


def _step(step: Step, one: Application, form: StepForm) -> ResponseReturnValue:
    open_ = open_in(step, one, form)
    form.want({*ALWAYS_REQUIRED, *one.call.required})
    if isinstance(form, OrganiserForm) and open_ and form.words.data:
        if _looks(one, form):
            return _page(step, one, form, open_)
        if not form.organisation.data:
            form.tell([("organisation", CHOOSE)])
            return _page(step, one, form, open_, status=422)
    if not form.is_sent:
        return _page(step, one, form, open_, status=422 if form.errors else 200)
    return _save(step, one, form, open_)


def _looks(one: Application, form: OrganiserForm) -> bool:
    """Whether no more is asked for than to look for the words. Where these are the name of one that can lead,
    that one is chosen; words that were not looked for yet say more than what was chosen before them."""
    only_looks = request.form.get("do") == "look"
    if only_looks or (
        request.form.get("looked") != form.words.data and form.organisation.data != organising.NEW
    ):
        found = organising.fitting(one.call, form.words.data)
        form.organisation.data = str(found.id) if found else form.organisation.data if only_looks else ""
    return only_looks


def open_in(step: Step, one: Application, form: StepForm) -> tuple[str, ...]:
    """The fields that can be changed now; the others are taken out of the form."""
    open_fields = open_now(one, clock.now(), begins(one))
    open_ = tuple(field for field in step.fields if is_open(one, field, open_fields))
    form.shut(field for field in step.fields if field not in open_)
    return open_


def _save(step: Step, one: Application, form: StepForm, open_: tuple[str, ...]) -> ResponseReturnValue:
    revision, shown = showed()
    try:
        with decision(present().actor) as this:
            facts = touched(typed(this, form, open_), shown)
            save(this, one, revision, facts, begins(one), shown=shown)
    except Stale as stale:
        differing = [
            (each.field, words.LABELS[each.field], *(words.lines(one, each.field, value) for value in both))
            for each in stale.differing
            for both in [(each.stored, each.typed)]
        ]
        seen = {each.field for each in stale.differing}
        return _page(step, one, form, open_, stale.revision, differing, seen, status=409)
    except Faulty as faulty:
        form.tell(faulty.faults)
        return _page(step, one, form, open_, revision, status=422)
    except NotFound as missing:
        form.tell([("organisation", missing.sentence)])
        return _page(step, one, form, open_, revision, status=422)
    flash(saved_at(one), f"saved {one.code}/{step.name}")
    goes_on = request.form.get("do") != "stay"
    return redirect(at(one, after(step).name if goes_on else step.name), 303)


def showed() -> tuple[int, dict[str, str]]:
    """Which revision the form showed, and marks of its values."""
    return request.form.get("revision", default=0, type=int), read(request.form.get("shown", ""))


def typed(this: Decision, form: StepForm, open_: tuple[str, ...]) -> Facts:
    """What was typed, but for what somebody chose to leave as another saved it."""
    mine = [field for field in open_ if request.form.get(f"keep_{field}") != THEIRS]
    facts = Facts(**form.values(mine))
    if isinstance(form, OrganiserForm) and "organisation" in mine:
        number = organising.chosen(this, form.organisation.data, form.words.data, facts.organisation)
        return facts.model_copy(update={"organisation": number})
    return facts


def _page(
    step: Step,
    one: Application,
    form: StepForm,
    open_: tuple[str, ...],
    revision: int | None = None,
    differing: list[Any] | None = None,
    seen: Collection[str] = (),
    status: int = 200,
) -> ResponseReturnValue:
    facts = current(one)
    shown = _shown(facts, open_, seen)
    shut = tuple(field for field in step.fields if field not in open_)
    return page(
        step.name,
        one,
        status,
        step=step,
        form=form,
        revision=revision or request.form.get("revision", type=int) or one.revision,
        shown=written(shown),
        is_saved_while_typing=is_saved_while_typing(step, one),
        differing=differing or [],
        shut=words.told(one, facts, shut),
        why_shut=dict.fromkeys(_why_shut(one, field) for field in shut),
        days=slots_by_day(one) if step is SLOTS else {},
        hints=hinting.told(one, facts) if step is EVENT else {},
        **(
            organising.offered(one, form.words.data or "")
            if isinstance(form, OrganiserForm) and open_
            else {}
        ),
    )


def _shown(facts: Facts, open_: tuple[str, ...], seen: Collection[str]) -> dict[str, str]:
    """Marks of what the form shows; of what it showed before, where it is shown again as it was typed.
    `seen`: the fields of which the page now shows the stored version too."""
    stored = {field: mark for field, mark in marks(facts).items() if field in open_}
    _, before = showed()
    return {**stored, **{field: mark for field, mark in before.items() if field not in seen}}


def _why_shut(one: Application, field: str) -> Sentence:
    if one.state not in ALIVE:
        return CLOSED["all"]
    return CLOSED["organisation"] if field == "organisation" and one.receipt else CLOSED[closing(field)]


for _one, _fill in FORMS:
    _open(_one, _fill)
