"""The steps of a channel, changed one by one."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line
from scheduler.nominations.call_models import Channel
from scheduler.nominations.calling import is_used
from scheduler.nominations.channels import Step
from scheduler.nominations.permissions import SET_CALLS
from scheduler.nominations.stepping import add_step, change_step, mark, move_step, remove_step, step_at
from scheduler.web.access import guarded
from scheduler.web.desk.speakers.channel_page import channel_page
from scheduler.web.desk.speakers.door import back, channel_of, door
from scheduler.web.desk.speakers.step_forms import StepForm
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Place:
    """A step of a channel, by its place from 0."""

    channel: Channel
    place: int

    @property
    def step(self) -> Step:
        return self.channel.steps[self.place]


def place_of(code: str, channel: str, place: int) -> Place:
    """Raises NotFound."""
    found = channel_of(code, channel)
    step_at(found, place)
    return Place(found, place)


@door.route("/<code>/channels/<channel>/steps/new/", methods=("GET", "POST"))
@guarded(SET_CALLS, channel_of)
def new_step(one: Channel) -> ResponseReturnValue:
    """One more, before another one that is chosen; the last one stays the last."""
    form = StepForm()
    before = request.values.get("before", len(one.steps) - 1, int)
    before = min(max(before, 0), len(one.steps))
    if form.is_sent:
        step = form.step
        answer = _do(
            one, lambda this: add_step(this, one, before, step, _seen()), form, gettext("It is added.")
        )
        if answer is not None:
            return answer
    return _form(one, form, None, before)


@door.route("/<code>/channels/<channel>/steps/<int:place>/", methods=("GET", "POST"))
@guarded(SET_CALLS, place_of)
def step(at: Place) -> ResponseReturnValue:
    """One of them."""
    one, place, form = at.channel, at.place, StepForm(at.step)
    if form.is_sent:
        said = gettext("The step is stored.")
        new = form.step
        answer = _do(one, lambda this: change_step(this, one, place, new, _seen()), form, said)
        if answer is not None:
            return answer
    return _form(one, form, place, None)


@door.post("/<code>/channels/<channel>/steps/<int:place>/<do>")
@guarded(SET_CALLS, lambda code, channel, place, do: place_of(code, channel, place))
def act_on_step(at: Place) -> ResponseReturnValue:
    """Up, down or away. What is refused is told above the steps."""
    one, place = at.channel, at.place
    acts: dict[str, Callable[[Decision], None]] = {
        "up": lambda this: move_step(this, one, place, -1, _seen()),
        "down": lambda this: move_step(this, one, place, 1, _seen()),
        "remove": lambda this: remove_step(this, one, place, _seen()),
    }
    act = acts.get(str((request.view_args or {})["do"]))
    if act is None:
        return channel_page(one, gettext("This cannot be done with a step.")), 404
    code, channel = one.meeting.code, one.code
    try:
        with decision(present().actor) as this:
            act(this)
    except Told as refused:
        return channel_page(one, say(refused.sentence)), 409
    return back(gettext("The steps are stored."), "channel", code=code, channel=channel)


def _do(
    one: Channel, act: Callable[[Decision], None], form: StepForm, said: str
) -> ResponseReturnValue | None:
    """Back to the channel; None where it was refused, which the form then says."""
    code, channel = one.meeting.code, one.code
    try:
        with decision(present().actor) as this:
            act(this)
            if not this.records:
                this.abandon()
    except Told as refused:
        form.form_errors.append(say(refused.sentence))
        return None
    return back(said, "channel", code=code, channel=channel)


def _form(one: Channel, form: StepForm, place: int | None, before: int | None) -> ResponseReturnValue:
    page = render_template(
        "desk/speakers/step.html",
        meeting=one.meeting,
        channel=one,
        form=form,
        place=place,
        before=before,
        mark=request.form.get("seen") or mark(one),
        is_used=is_used(one),
    )
    return page, 422 if request.method == "POST" else 200


def _seen() -> str:
    return clean_line(request.form.get("seen", ""))
