"""Calendars as clients read them (RFC 5545, 7986). The only file that knows icalendar.

An entry is written once, as a fragment; feeds are joined from stored fragments. The bytes depend on what is
given and on nothing else: no clock, no random name, no version. Backslashes become slashes and control
characters go, since readers disagree about both.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import quote

from icalendar import Calendar, Event, vDuration, vText, vUri

from scheduler.formats.describe import Line, end_of, headline, kind_name, lines, link_line, place
from scheduler.formats.entry import CalendarEntry, Link, MeetingFace, Span, Stamps, Standing
from scheduler.formats.timezones import vtimezone
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Format
from scheduler.kernel.text import clean, clean_line

JCAL = "application/calendar+json"
_PRODID = "-//scheduler//Programmes of meetings//EN"
_END = b"END:VCALENDAR\r\n"
_DAY = timedelta(days=1)
_URI = "%:/?#[]@!$&'()*+,;=~"
"""What stands in a URI as it is, beside letters, digits and -._ (RFC 3986 2.2, 2.3)."""


def fragment(
    entry: CalendarEntry,
    stamps: Stamps,
    meeting: MeetingFace,
    address: str,
    *,
    cancelled: Literal["mark", "keep"] = "mark",
) -> bytes | None:
    """Write one VEVENT; None for an entry that never had a date. `address` is its page's, absolute.

    What does not take place has a word for it before its title. With `mark` it also has STATUS:CANCELLED, at
    which some clients take it out of sight; with `keep` not.
    """
    if entry.span is None:
        return None
    event = Event()
    _add_stamps(event, stamps)
    _add_times(event, entry.span, meeting)
    _add_words(event, entry, meeting, address)
    gone = entry.standing is not Standing.SCHEDULED and cancelled == "mark"
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return bytes(event.to_ical(sorted=False))


def feed(
    meeting: MeetingFace,
    fragments: Iterable[bytes],
    *,
    name: str,
    description: str,
    source: str,
    refresh_minutes: int,
    colour: str = "steelblue",
) -> bytes:
    """Join fragments into a calendar to subscribe to.

    `source` is the feed's own absolute address without any secret, `colour` a name of CSS3 (RFC 7986 5.9).
    """
    calendar = _calendar()
    for key, text in (("NAME", name), ("X-WR-CALNAME", name)):
        calendar[key] = _line(text)
    for key, text in (("DESCRIPTION", description), ("X-WR-CALDESC", description)):
        calendar[key] = _text(text)
    calendar["X-WR-TIMEZONE"] = _line(meeting.time_zone)
    calendar["COLOR"] = _line(colour)
    # The contract: a feed's address lies directly under that of the page with the same programme.
    calendar["URL"] = _uri(source.partition("?")[0].rpartition("/")[0] + "/")
    calendar.add("source", _uri(source), parameters={"VALUE": "URI"})
    refresh = timedelta(minutes=refresh_minutes)
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(refresh)
    return _joined(calendar, meeting, fragments)


def download(meeting: MeetingFace, fragment: bytes) -> bytes:
    """Write a calendar of one entry, to be imported once.

    With a name, Outlook would make a new calendar of it (MS-OXCICAL 2.1.3.1.1.17); nothing refreshes it.
    """
    return _joined(_calendar(), meeting, [fragment])


def as_jcal(calendar: bytes) -> bytes:
    """Write a calendar as JSON (RFC 7265).

    icalendar reads the name and the colour (RFC 7986 5.1, 5.9) as of no known type, with their escapes. No
    backslash in them is a text's own.
    """
    read = Calendar.from_ical(calendar)
    for key in ("NAME", "COLOR"):
        read[key] = vText(str(read[key]).replace("\\", ""))
    return read.to_json().encode() + b"\n"


def _calendar() -> Calendar:
    """Begin without a UID, which a synchroniser was seen to take for the UID of every event."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODID)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _joined(calendar: Calendar, meeting: MeetingFace, fragments: Iterable[bytes]) -> bytes:
    head = calendar.to_ical(sorted=False).removesuffix(_END)
    return b"".join([head, _zone(meeting) or b"", *fragments, _END])


def _zone(meeting: MeetingFace) -> bytes | None:
    return vtimezone(meeting.time_zone, meeting.starts.year, meeting.ends.year)


def _add_stamps(event: Event, stamps: Stamps) -> None:
    """Without METHOD, DTSTAMP is the time of the last change (RFC 5545 3.8.7.2)."""
    event.add("uid", _line(stamps.uid))
    event.add("dtstamp", stamps.changed_at.astimezone(UTC))
    event.add("created", stamps.created_at.astimezone(UTC))
    event.add("last-modified", stamps.changed_at.astimezone(UTC))
    event.add("sequence", stamps.sequence)


def _add_times(event: Event, span: Span, meeting: MeetingFace) -> None:
    end = end_of(span)
    if span.starts_at is None or end is None or span.until is not None:
        event.add("dtstart", span.day)
        event.add("dtend", max(span.day, span.until or span.day) + _DAY)
    else:
        start, end = _moments((span.starts_at, end), meeting)
        event.add("dtstart", start)
        event.add("dtend", end)


def _moments(moments: tuple[datetime, datetime], meeting: MeetingFace) -> list[datetime]:
    """Put times into the venue's zone, or into UTC where calendars cannot be told that zone or that hour."""
    local = [to_local(moment, meeting.time_zone) for moment in moments]
    told = _zone(meeting) is not None and all(
        meeting.starts.year <= at.year <= meeting.ends.year for at in local
    )
    if told and not any(at.fold for at in local):
        return local
    return [moment.astimezone(UTC) for moment in moments]


def _add_words(event: Event, entry: CalendarEntry, meeting: MeetingFace, address: str) -> None:
    event.add("summary", _line(headline(entry)))
    where = place(entry.span.room if entry.span else None, meeting.venue, entry.format)
    if where is not None:
        event.add("location", _line(where))
    event.add("description", _text(_description(entry, meeting.time_zone, address)))
    event.add("url", _uri(address))
    event.add("categories", [_line(kind_name(entry.kind)), *([_line(entry.theme)] if entry.theme else [])])
    if entry.format in (Format.ONLINE, Format.HYBRID):
        for link in entry.links:
            _add_conference(event, link)


def _description(entry: CalendarEntry, time_zone: str, address: str) -> str:
    """Put the page's address at the end: some calendars do not show URL."""
    facts = "\n".join(map(str, lines(entry, time_zone)))
    links = "\n".join([*map(link_line, entry.links), address])
    return "\n\n".join(filter(None, (facts, entry.description, links)))


def _add_conference(event: Event, link: Link) -> None:
    """Let calendars offer a button to join (RFC 7986 5.11)."""
    parameters = {"VALUE": "URI", "FEATURE": "VIDEO"}
    if link.label:
        parameters["LABEL"] = str(_line(link.label))
    if link.url.lower().startswith(("https://", "http://")):
        event.add("conference", _uri(link.url), parameters=parameters)


def _text(text: str) -> vText:
    return vText(clean(text).replace("\\", "/"))


def _line(text: Line) -> vText:
    return vText(clean_line(str(text)).replace("\\", "/"))


def _uri(address: str) -> vUri:
    return vUri(quote("".join(clean(address).split()), safe=_URI))
