"""What if: rooms fall away, slots are cancelled, events are withdrawn, late ones come; also several of these
at once. The repair becomes a draft."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.clashes.ground import Item
from scheduler.timetable.entry_queries import meant, named
from scheduler.timetable.instances import Asking, instance_of
from scheduler.timetable.permissions import EDIT_PLAN
from scheduler.timetable.proposals import asking
from scheduler.timetable.proposals import queries as run_queries
from scheduler.timetable.proposals.options import Options
from scheduler.timetable.proposals.reasons import names_of
from scheduler.timetable.queries import public_plan
from scheduler.web.access import guarded
from scheduler.web.desk.applications.words import KINDS
from scheduler.web.desk.doing import do
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.languages import gettext

NOTHING_YET = Sentence("This meeting has no public timetable yet, so that nothing can be repaired.")

NOTHING_CHOSEN = Sentence("Tick what falls away, or a late event that shall get a place.")
UNKNOWN = Sentence("No event of this meeting has the code or title “%(line)s”. Look it up.")
SEVERAL = Sentence("Several events bear the title “%(line)s”. Write the code.")
ALL_DAYS = "all"
FEW = 12
"""Late events that are shown at once; of more, only how many there are until somebody opens the list."""


@door.get("/<code>/what-if/")
@guarded(EDIT_PLAN, meeting_of)
def what_if(meeting: Meeting) -> str:
    return _page(meeting)


@door.post("/<code>/what-if/")
@guarded(EDIT_PLAN, meeting_of)
def repair(meeting: Meeting) -> ResponseReturnValue:
    """A run waits for the worker; as few as can be move."""
    return do(
        lambda this: _ask(this, meeting),
        lambda: url_for("desk_timetable.run", code=meeting.code, run=run_queries.runs(meeting)[0].id),
        gettext("The repair is being made. You can leave this page; it goes on."),
        lambda why: _page(meeting, why),
    )


def _ask(this: Decision, meeting: Meeting) -> None:
    public = public_plan(meeting)
    if public is None:
        raise Refused(NOTHING_YET)
    slots = {slot.id for slot in meeting.slots}
    known = {item.code for item in unplaced(instance_of(meeting, public))}
    options = Options(
        policy=Policy(run_queries.public_rule(meeting) or Policy.PUBLISHED_RULE),
        start=public.id,
        again=True,
        rooms=_rooms(meeting),
        slots=tuple(number for number in request.form.getlist("slot", type=int) if number in slots),
        withdrawn=_codes(meeting, request.form.get("withdrawn", "")),
        late=tuple(code for code in request.form.getlist("late") if code in known),
    )
    if not (options.rooms or options.slots or options.withdrawn or options.late):
        raise Refused(NOTHING_CHOSEN)
    asking.ask(this, meeting, options)


def _rooms(meeting: Meeting) -> dict[str, list[str]]:
    """By the number of each room that falls away, the days; none where it does so on all."""
    days = [day.date.isoformat() for day in meeting.days]
    found = {}
    for room in meeting.rooms:
        ticked = request.form.getlist(f"room-{room.id}")
        chosen = [day for day in days if day in ticked]
        if chosen or ALL_DAYS in ticked:
            found[str(room.id)] = [] if ALL_DAYS in ticked else chosen
    return found


def _codes(meeting: Meeting, written: str) -> tuple[str, ...]:
    """Of the events on each line, by code or title. Raises Refused for what is none, or not the only one."""
    known = [one for one in named(meeting) if not one.cancelled]
    by_code = {one.code for one in known}
    codes: list[str] = []
    for line in filter(str.strip, written.splitlines()):
        words = line.upper().replace(",", " ").split()
        if set(words) <= by_code:
            codes += words
            continue
        found = meant(line, known)
        if len(found) != 1:
            raise Refused(Sentence((SEVERAL if found else UNKNOWN).text, line=line.strip()))
        codes.append(found[0].code)
    return tuple(dict.fromkeys(codes))


def unplaced(asked: Asking) -> list[Item]:
    """Events without a place in the published order."""
    found = (item for number, item in asked.free.items() if number not in asked.facts.spots)
    return sorted(found, key=lambda item: item.place)


def _page(meeting: Meeting, fault: str = "") -> str:
    form: Any = request.form
    asked = instance_of(meeting, public_plan(meeting))
    return render_template(
        "desk/timetable/what-if.html",
        meeting=meeting,
        fault=fault,
        all_days=ALL_DAYS,
        few=FEW,
        slots=_slots(asked),
        late=unplaced(asked),
        kinds=KINDS,
        typed={
            "rooms": {room.id: form.getlist(f"room-{room.id}") for room in meeting.rooms},
            "slot": form.getlist("slot"),
            "withdrawn": form.get("withdrawn", ""),
            "late": form.getlist("late"),
        },
    )


def _slots(asked: Asking) -> Sequence[tuple[int, str]]:
    """Numbers of those into which events are put, with their hours."""
    names = names_of(asked)
    return [(slot.number, names[f"slot {slot.number}"]) for slot in asked.slots]
