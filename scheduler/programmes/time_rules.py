"""What can be wrong with the days and times of a programme, which are those of the venue's clocks. Pure."""

import datetime as dt
from collections.abc import Iterator

from scheduler.formats.programme_file import Fault
from scheduler.formats.programme_model import Entry, ProgrammeFile, SideEvent, Span
from scheduler.kernel.errors import Told
from scheduler.kernel.localtime import UnknownZone, to_utc, zone
from scheduler.kernel.words import Sentence

LONGEST_MEETING = 200
"""Days."""


def time_faults(programme: ProgrammeFile) -> Iterator[Fault]:
    """Times that do not exist, contradict each other, or lie outside the meeting."""
    yield from _meeting(programme)
    yield from _outside(programme)
    yield from _not_on_the_clock(programme)
    for place, span in _spans(programme):
        yield from _end_after_start(place, span)
    for place, entry in programme.entries():
        yield from _end_after_start(place, entry)
        yield from _incomplete(place, entry)
        if isinstance(entry, SideEvent) and entry.until:
            yield from _until(place, entry.date, entry.until)


def _spans(programme: ProgrammeFile) -> Iterator[tuple[str, Span]]:
    for number, slot in enumerate(programme.slots):
        yield f"slots[{number}]", slot
    for number, room in enumerate(programme.rooms):
        for count, closure in enumerate(room.closed):
            yield f"rooms[{number}].closed[{count}]", closure


def _meeting(programme: ProgrammeFile) -> Iterator[Fault]:
    starts, ends = programme.meeting.starts, programme.meeting.ends
    days = (ends - starts).days + 1
    if days < 1:
        told = {"starts": starts.isoformat(), "ends": ends.isoformat()}
        yield Fault(
            "meeting.ends", Sentence("The meeting ends on %(ends)s, before it starts on %(starts)s.", **told)
        )
    if days > LONGEST_MEETING:
        counts = {"days": days, "most": LONGEST_MEETING}
        yield Fault(
            "meeting.ends", Sentence("The meeting lasts %(days)s days; %(most)s at most can be.", **counts)
        )


def _outside(programme: ProgrammeFile) -> Iterator[Fault]:
    starts, ends = programme.meeting.starts, programme.meeting.ends
    for place, date in _dates(programme):
        if not starts <= date <= ends and starts <= ends:
            told = {"date": date.isoformat(), "starts": starts.isoformat(), "ends": ends.isoformat()}
            yield Fault(
                place,
                Sentence("%(date)s lies outside the meeting, which is from %(starts)s to %(ends)s.", **told),
            )


def _dates(programme: ProgrammeFile) -> Iterator[tuple[str, dt.date]]:
    for place, span in _spans(programme):
        yield f"{place}.date", span.date
    for place, entry in programme.entries():
        if entry.date:
            yield f"{place}.date", entry.date
        if isinstance(entry, SideEvent) and entry.until:
            yield f"{place}.until", entry.until


def _not_on_the_clock(programme: ProgrammeFile) -> Iterator[Fault]:
    zone_name = programme.meeting.time_zone
    try:
        zone(zone_name)
    except UnknownZone as unknown:
        yield Fault("meeting.time_zone", unknown.sentence)
        return
    for place, date, time in _times(programme):
        try:
            to_utc(date, time, zone_name)
        except Told as wrong:
            yield Fault(place, wrong.sentence)


def _times(programme: ProgrammeFile) -> Iterator[tuple[str, dt.date, dt.time]]:
    for place, part in (*_spans(programme), *programme.entries()):
        if part.date and part.start:
            yield f"{place}.start", part.date, part.start
        if part.date and part.end:
            yield f"{place}.end", part.date, part.end


def _end_after_start(place: str, part: Span | Entry) -> Iterator[Fault]:
    if part.start and part.end and part.end <= part.start:
        told = {"start": f"{part.start:%H:%M}", "end": f"{part.end:%H:%M}"}
        yield Fault(f"{place}.end", Sentence("The end, %(end)s, must be after the start, %(start)s.", **told))


def _incomplete(place: str, entry: Entry) -> Iterator[Fault]:
    if entry.start and not entry.date:
        yield Fault(
            f"{place}.start", Sentence("A start needs a date. Give the date, or leave the start out.")
        )
    if entry.end and not entry.start:
        yield Fault(f"{place}.end", Sentence("An end needs a start. Give the start, or leave the end out."))
    elif entry.end and not entry.date:
        yield Fault(f"{place}.end", Sentence("An end needs a date. Give the date, or leave the end out."))


def _until(place: str, date: dt.date | None, until: dt.date) -> Iterator[Fault]:
    if date is None:
        yield Fault(
            f"{place}.until", Sentence("A last day needs a date as the first. Give it, or leave this out.")
        )
    elif until < date:
        told = {"date": date.isoformat(), "until": until.isoformat()}
        yield Fault(
            f"{place}.until", Sentence("The last day, %(until)s, is before the first, %(date)s.", **told)
        )
