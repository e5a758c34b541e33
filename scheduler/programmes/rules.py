"""What is wrong with a programme although its file is well written, and what deserves a second look. Pure."""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from scheduler.formats.programme_file import Fault, Reading
from scheduler.formats.programme_model import Entry, ProgrammeFile, SideEvent, Span, ThematicSession
from scheduler.kernel.errors import Told
from scheduler.kernel.localtime import UnknownZone, to_utc, zone
from scheduler.kernel.text import fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.programmes.likeness import Named, likely_duplicates
from scheduler.programmes.room_use import Use, overlaps, uses

LONGEST_MEETING = dt.timedelta(days=200)


@dataclass(frozen=True)
class Known:
    """Rooms of the venue and organisations that are stored already."""

    rooms: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()


NOTHING = Known()


def all_faults(reading: Reading, known: Known = NOTHING) -> list[Fault]:
    """Every fault of a file in one go: of its form, and by the rules as far as they can be asked."""
    if reading.mended is None:
        return reading.faults
    found = faults(reading.mended, known)
    if any(fault.place.startswith("meeting") for fault in reading.faults):
        # The stand-ins for its dates say nothing.
        found = [fault for fault in found if not fault.place.startswith("meeting")]
    return reading.faults + found


def faults(programme: ProgrammeFile, known: Known = NOTHING) -> list[Fault]:
    """What forbids keeping this programme. Rooms also go by the aliases of known ones."""
    return [
        *_meeting(programme),
        *_days(programme),
        *_clock_times(programme),
        *_spans(programme),
        *_entries(programme),
        *_seats(programme),
        *_named_twice(programme),
        *_clashes(programme, known),
    ]


def warnings(programme: ProgrammeFile, known: Known = NOTHING) -> list[Fault]:
    """What a person should look at: names that may mean the same, ends that are not known and may clash."""
    return [
        *_assumed_clashes(programme, known),
        *_named_twice_in_events(programme),
        *_like_rooms(programme, known),
        *_like_organisations(programme, known),
    ]


def _meeting(programme: ProgrammeFile) -> Iterator[Fault]:
    meeting = programme.meeting
    if meeting.ends < meeting.starts:
        told = {"starts": str(meeting.starts), "ends": str(meeting.ends)}
        yield Fault("meeting.ends", Sentence("The meeting ends on %(ends)s, before it starts on %(starts)s.", **told))
    elif meeting.ends - meeting.starts >= LONGEST_MEETING:
        days = {"days": (meeting.ends - meeting.starts).days + 1, "most": LONGEST_MEETING.days}
        yield Fault("meeting.ends", Sentence("The meeting lasts %(days)s days; %(most)s at most can be kept.", **days))
    try:
        zone(meeting.time_zone)
    except UnknownZone as unknown:
        yield Fault("meeting.time_zone", unknown.sentence)
    if meeting.venue is None and (programme.rooms or any(entry.room for _, entry in programme.entries())):
        yield Fault("meeting.venue", Sentence("Rooms are named, so say of which venue they are."))
