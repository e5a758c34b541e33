"""What the page of a thematic session tells besides what stands in its entry. Pure."""

from datetime import datetime

from scheduler.formats.entry import CalendarEntry, Document, Panellist, Standing
from scheduler.thematic_sessions.agenda_rules import Clock, clock_times


def clocks(entry: CalendarEntry) -> list[Clock]:
    """From when to when each segment is, as far as lengths and the start are published (UTC). A session that
    does not take place has no such times."""
    is_on = entry.standing is Standing.SCHEDULED and entry.span is not None
    start = entry.span.starts_at if is_on and entry.span else None
    return clock_times(start, (segment.minutes for segment in entry.segments))


def is_over(entry: CalendarEntry, now: datetime, today: str) -> bool:
    """Whether who is missing on the panel cannot come any more: at the end, or the day after. `today` is the
    day at the venue (ISO 8601)."""
    if entry.span is None:
        return False
    ends = entry.span.ends_at
    last = (entry.span.until or entry.span.day).isoformat()
    return entry.standing is Standing.CANCELLED or last < today or (ends is not None and ends <= now)


def texts_of(voice: Panellist, entry: CalendarEntry) -> list[Document]:
    """What is published of somebody's own texts."""
    if voice.speaker is None:
        return []
    person = voice.speaker.person
    return [one for one in entry.documents if one.author and one.author.person == person]
