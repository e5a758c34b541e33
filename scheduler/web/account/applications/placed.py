"""Why an applicant's event is where the last release has it, or nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.applications.models import Application
from scheduler.formats.entry import CalendarEntry, Standing
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.releases.queries import last_release
from scheduler.timetable.instances import instance_of
from scheduler.timetable.proposals import own_words
from scheduler.timetable.proposals.reasons import names_of, reports, why_of, worded
from scheduler.timetable.queries import placements, public_plan
from scheduler.timetable.spots import Spot, by_hand
from scheduler.timetable.wording import words_of
from scheduler.web.languages import say
from scheduler.web.shelf import programmes


@dataclass(frozen=True)
class Placed:
    """Where the event is, None: nowhere; why, and what stood in the way of each better wish."""

    where: Sentence | None
    why: Sequence[str]
    better: Sequence[tuple[str, str]] = ()


def placed(one: Application) -> Placed | None:
    """None as long as nothing was released about it, and where it stands otherwise in the timetable now."""
    meeting = one.call.meeting
    plan, release = public_plan(meeting), last_release(meeting)
    programme = programmes().get(meeting.code)
    if one.entry_id is None or plan is None or release is None or programme is None:
        return None
    standing = placements(plan).get(one.entry_id)
    spot = standing.spot if standing else None
    report = reports(meeting, plan, release.released_at).get(one.entry_id)
    if report is None and not (spot and spot.hand):
        return None  # before a whole meeting is read for it
    entries = {entry.entry.code: entry.entry for entry in programme.entries}
    asking = instance_of(meeting, plan)
    item = asking.facts.items.get(one.entry_id)
    if item is None or not _is_released(meeting, spot, entries.get(item.code)):
        return None
    if spot and spot.hand:
        return _by_hand(meeting, spot)
    why = why_of(item, spot, report)
    if why is None or report is None:
        return None
    places = {other.code: other.place for other in asking.facts.items.values()}
    names = {id_: name for id_, name in names_of(asking).items() if id_.startswith(("slot ", "room "))}
    if spot is None:
        return Placed(None, [worded(say(own_words.left_out(item, why, places)), names)])
    better = [
        (names.get(slot["slot"], ""), worded(say(own_words.why_not(item, slot, report, places)), names))
        for slot in own_words.named(item, why)
    ]
    here = report["assignments"][item.code]["slot"]
    where = words_of(meeting).place(spot)
    return Placed(where, [say(own_words.met(item, here, why["points"]))], better)


def _by_hand(meeting: Meeting, spot: Spot) -> Placed | None:
    """When and why, as the secretariat has written it down; not who of it did so."""
    told = by_hand(spot, meeting.time_zone)
    return Placed(words_of(meeting).place(spot), [say(told)] if told else [])


def _is_released(meeting: Meeting, spot: Spot | None, entry: CalendarEntry | None) -> bool:
    """Whether the last release has it where the timetable has it."""
    span = entry.span if entry and entry.standing is Standing.SCHEDULED else None
    if spot is None or span is None:
        return spot is None and span is None
    rooms = {room.slug: room.id for room in meeting.rooms}
    room = rooms.get(span.room.slug) if span.room else None
    return (span.day, span.until, span.starts_at, span.ends_at, room) == spot.place
