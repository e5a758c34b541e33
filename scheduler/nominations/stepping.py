"""Changing the steps of a channel one by one. What comes out is judged as a whole, by the rules of channels,
and, once a call uses the channel, by what is safe for the names that are on their way."""

import hashlib
from dataclasses import replace

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, NotFound
from scheduler.kernel.words import Sentence
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.call_models import Channel
from scheduler.nominations.calling import set_channel
from scheduler.nominations.channels import Step, step_to_json


def mark(channel: Channel) -> str:
    """How the steps stand, as a short digest: a change that was thought up before another one is told so."""
    told = [step_to_json(step) for step in channel.steps]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def step_at(channel: Channel, place: int) -> Step:
    """Raises NotFound."""
    if not 0 <= place < len(channel.steps):
        raise NotFound(Sentence("This channel has no such step. Load the page again."))
    return channel.steps[place]


def add_step(this: Decision, channel: Channel, place: int, step: Step, seen: str) -> None:
    """Before the step that is at this place now. Raises Refused; Clash where somebody changed them
    meanwhile."""
    steps = _steps(channel, seen)
    steps.insert(place, step)
    _set(this, channel, steps)


def change_step(this: Decision, channel: Channel, place: int, step: Step, seen: str) -> None:
    """Raises as `add_step` does."""
    steps = _steps(channel, seen)
    step_at(channel, place)
    steps[place] = step
    _set(this, channel, steps)


def remove_step(this: Decision, channel: Channel, place: int, seen: str) -> None:
    """Raises as `add_step` does."""
    steps = _steps(channel, seen)
    step_at(channel, place)
    del steps[place]
    _set(this, channel, steps)


def move_step(this: Decision, channel: Channel, place: int, by: int, seen: str) -> None:
    """Up or down among the others. Raises as `add_step` does."""
    steps = _steps(channel, seen)
    step_at(channel, place)
    step_at(channel, place + by)
    steps.insert(place + by, steps.pop(place))
    _set(this, channel, steps)


def _steps(channel: Channel, seen: str) -> list[Step]:
    lock_meeting(channel.meeting_id)
    if mark(channel) != seen:
        raise Clash(Sentence("Somebody else changed the steps meanwhile. Look at them, then do it again."))
    return list(channel.steps)


def _set(this: Decision, channel: Channel, steps: list[Step]) -> None:
    set_channel(this, channel.meeting, replace(channel.terms, steps=tuple(steps)))
