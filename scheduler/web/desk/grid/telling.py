"""Steps of a plan in words. Pure."""

from scheduler.formats.describe import Line, listed
from scheduler.kernel.words import Sentence
from scheduler.timetable.models import PlanStep
from scheduler.timetable.moving_rules import Words
from scheduler.timetable.spots import read
from scheduler.web.desk.grid.looking import Look

MOST = 3


def told_step(look: Look, step: PlanStep | None) -> Sentence | None:
    """What a step did, entry by entry, as long as they are few."""
    return told(step, Words(look.ground.zone, look.room_names, look.titles, {})) if step else None


def told(step: PlanStep, words: Words) -> Sentence:
    said: list[Line] = [words.change(read(change)) for change in step.changes[:MOST]]
    if len(step.changes) > MOST:
        said.append(Sentence("and %(number)s more", number=len(step.changes) - MOST))
    return listed(said)
