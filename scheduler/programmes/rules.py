"""What is wrong with a programme although its file is well written, and what deserves a second look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.formats.programme_file import Fault, Reading
from scheduler.formats.programme_model import ProgrammeFile, SideEvent, ThematicSession
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence
from scheduler.organisations.likeness import Named
from scheduler.programmes.name_rules import given_twice, like_organisations, like_rooms, named_twice
from scheduler.programmes.room_use import Use, overlaps, uses
from scheduler.programmes.time_rules import time_faults


@dataclass(frozen=True)
class Known:
    """What is stored already: the rooms of the venue, and all organisations."""

    rooms: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()


NOTHING = Known()


def all_faults(reading: Reading, known: Known = NOTHING) -> list[Fault]:
    """Every fault of a file in one go: those of its form, and those that the rules find in the rest."""
    if reading.mended is None:
        return reading.faults
    told = {fault.place for fault in reading.faults}
    return reading.faults + [f for f in faults(reading.mended, known) if not _comes_of_stand_ins(f, told)]


def _comes_of_stand_ins(fault: Fault, told: set[str]) -> bool:
    """Whether a fault of the meeting follows from one that is told already."""
    if fault.place == "meeting.ends" and "meeting.starts" in told:
        return True
    return fault.place in told or (fault.place.startswith("meeting.") and "meeting" in told)


def faults(programme: ProgrammeFile, known: Known = NOTHING) -> list[Fault]:
    """What forbids to keep a programme. Rooms are compared by the aliases of known rooms too."""
    return [
        *_venue(programme),
        *time_faults(programme),
        *_organisers(programme),
        *_seats(programme),
        *given_twice(programme),
        *_clashes(programme, known),
    ]


def warnings(programme: ProgrammeFile, known: Known = NOTHING) -> list[Fault]:
    """What a person should look at."""
    return [
        *_perhaps_clashes(programme, known),
        *named_twice(programme, known.organisations),
        *like_rooms(programme, known.rooms),
        *like_organisations(programme, known.organisations),
    ]


def _venue(programme: ProgrammeFile) -> Iterator[Fault]:
    named = programme.rooms or any(entry.room for _, entry in programme.entries())
    if named and programme.meeting.venue is None:
        yield Fault("meeting.venue", Sentence("Rooms are named, but not their venue. Give it."))


def _organisers(programme: ProgrammeFile) -> Iterator[Fault]:
    for place, event in programme.entries():
        if isinstance(event, SideEvent) and event.organiser and event.co_organisers:
            yield Fault(
                f"{place}.co_organisers",
                Sentence(
                    "An event has one organiser, or several equal ones without a lead. "
                    "Leave organiser out, or write the others as cosponsors."
                ),
            )


def _seats(programme: ProgrammeFile) -> Iterator[Fault]:
    for place, session in programme.entries():
        for number, seat in enumerate(session.seats if isinstance(session, ThematicSession) else ()):
            least, most = seat.min or 0, seat.target if seat.max is None else seat.max
            if not least <= seat.target <= most:
                told = {"min": least, "target": seat.target, "max": most}
                yield Fault(
                    f"{place}.seats[{number}]",
                    Sentence("The target, %(target)s, does not lie between %(min)s and %(max)s.", **told),
                )


def _clashes(programme: ProgrammeFile, known: Known) -> Iterator[Fault]:
    certain = (use for use in uses(programme, known.rooms) if use.end_is_known)
    for earlier, later in overlaps(certain):
        told = {
            "room": quoted(later.entry.room or ""),
            "date": later.start.date().isoformat(),
            "one": _with_hours(later),
            "other": _with_hours(earlier),
        }
        yield Fault(
            f"{later.place}.room",
            Sentence(
                "Room %(room)s is used twice on %(date)s: by %(one)s and by %(other)s. Move one of them.",
                **told,
            ),
        )


def _perhaps_clashes(programme: ProgrammeFile, known: Known) -> Iterator[Fault]:
    for pair in overlaps(uses(programme, known.rooms)):
        open_ended = [use for use in pair if not use.end_is_known]
        if open_ended:
            use = open_ended[-1]
            other = pair[0] if use is pair[1] else pair[1]
            told = {
                "end": f"{use.end:%H:%M}",
                "other": _with_hours(other),
                "room": quoted(use.entry.room or ""),
            }
            yield Fault(
                f"{use.place}.end",
                Sentence(
                    "The end is not known. If it is %(end)s, %(other)s is in room %(room)s too.", **told
                ),
            )


def _with_hours(use: Use) -> str:
    end = f"{use.end:%H:%M}" if use.end_is_known else "?"
    return f"{quoted(use.entry.title)} ({use.start:%H:%M}-{end})"
