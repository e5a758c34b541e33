"""What a repair supposes, and what it does to the public timetable, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.meetings.models import Meeting
from scheduler.timetable.instances import instance_of, room_id
from scheduler.timetable.models import Plan
from scheduler.timetable.proposals.options import Options
from scheduler.timetable.proposals.reasons import names_of
from scheduler.web.languages import gettext
from scheduler.web.times import short_day


@dataclass(frozen=True)
class Moved:
    """A sentence for each event that moves, loses or gains a place; who must be told, each with events."""

    events: Sequence[str]
    told: Sequence[tuple[str, str]]


def asked_for(options: Options, names: Mapping[str, str]) -> Sequence[str]:
    """What a repair was asked to suppose, a sentence for each thing."""
    return list(_supposed(options, names))


def _supposed(options: Options, names: Mapping[str, str]) -> Iterator[str]:
    for room, days in options.rooms.items():
        said = ", ".join(short_day(date.fromisoformat(day)) for day in days) or gettext("on all days")
        name = names.get(room_id(int(room)), "")
        yield gettext("%(room)s falls away: %(days)s.", room=name, days=said)
    for number in options.slots:
        yield gettext("Cancelled: %(slot)s.", slot=names.get(f"slot {number}", ""))
    for code in options.withdrawn:
        yield gettext("%(event)s is withdrawn.", event=names.get(code, code))
    if options.late is not None:
        for code in options.late:
            yield gettext("%(event)s gets a place if that is possible.", event=names.get(code, code))


def moved(meeting: Meeting, plan: Plan) -> Moved | None:
    """Of a draft that is a repair; else None."""
    found = (plan.report or {}).get("consequences")
    if found is None:
        return None
    names = names_of(instance_of(meeting, plan))
    told = [
        (names[who], ", ".join(names.get(code, code) for code in codes))
        for who, codes in found["told"].items()
        if who in names
    ]
    return Moved(list(_sentences(found, names)), told)


def _sentences(found: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for code, cells in sorted(found["moved"].items()):
        before, after = (", ".join(names.get(id_, id_) for id_ in cell) for cell in cells)
        words = {"event": names.get(code, code), "before": before, "after": after}
        yield gettext("%(event)s moves from %(before)s to %(after)s.", **words)
    for code in found["lost"]:
        yield gettext("%(event)s has no place any more.", event=names.get(code, code))
    for code in found["gained"]:
        yield gettext("%(event)s gains a place.", event=names.get(code, code))
