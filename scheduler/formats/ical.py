"""Calendars as clients read them (RFC 5545, 7986), and invitations (RFC 5546). The only file that knows
icalendar.

An entry is written once, as a fragment; feeds are joined from stored fragments. The bytes depend on what is
given and on nothing else: no clock, no random name, no version. Backslashes become slashes and control
characters go, since readers disagree about both.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from scheduler.formats.describe import Line, end_of, headline, kind_name, lines, link_line, place
from scheduler.formats.entry import CalendarEntry, Link, MeetingFace, Span, Stamps, Standing
from scheduler.formats.invitation import Attendee, Method, Occasion, Reply
from scheduler.formats.own import Due
from scheduler.formats.timezones import VIENNA, VIENNA_NAME, vtimezone
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Format
from scheduler.kernel.text import clean, clean_line

JCAL = "application/calendar+json"
_PRODID = "-//scheduler//Programmes of meetings//EN"
_END = b"END:VCALENDAR\r\n"
_DAY = timedelta(days=1)
SEEN_BEFORE = timedelta(minutes=30)
"""What is due stands in calendars from so long before: an event without length is not shown by all."""
_GUEST = b"\r\nATTENDEE;"
"""Where the line of the guest begins: no text can bring a line of its own."""
_MOST_COMPONENTS = 40
"""Of an answer; more is no answer but an attack."""
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
    # The contract: a feed's address lies directly under that of the page with the same programme.
    page = source.partition("?")[0].rpartition("/")[0] + "/"
    refresh = timedelta(minutes=refresh_minutes)
    calendar = _named(name, description, meeting.time_zone, colour, page, refresh, source)
    return _joined(calendar, [_zone(meeting) or b""], fragments)


def own_feed(
    meetings: Sequence[MeetingFace],
    fragments: Iterable[bytes],
    *,
    name: str,
    description: str,
    page: str,
    refresh_minutes: int,
    colour: str = "steelblue",
) -> bytes:
    """Join fragments of several meetings into one person's calendar.

    Its own address is a secret and stands nowhere in it; `page` is one that anybody may see (absolute).
    """
    zones = _zones(meetings) or {VIENNA_NAME: VIENNA}  # a calendar has one component at least (RFC 5545 3.6)
    refresh = timedelta(minutes=refresh_minutes)
    calendar = _named(name, description, next(iter(zones)), colour, page, refresh)
    return _joined(calendar, zones.values(), fragments)


def due(what: Due, stamps: Stamps) -> bytes:
    """Write the VEVENT of something that somebody owes: it ends when it is due, and takes nobody's time."""
    event = Event()
    _add_stamps(event, stamps)
    event.add("dtstart", (what.at - SEEN_BEFORE).astimezone(UTC))
    event.add("dtend", what.at.astimezone(UTC))
    event.add("summary", _line(what.title))
    event.add("description", _text(f"{what.text}\n\n{what.address}"))
    event.add("url", _uri(what.address))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return bytes(event.to_ical(sorted=False))


def download(meeting: MeetingFace, fragment: bytes) -> bytes:
    """Write a calendar of one entry, to be imported once.

    With a name, Outlook would make a new calendar of it (MS-OXCICAL 2.1.3.1.1.17); nothing refreshes it.
    """
    return _joined(_calendar(), [_zone(meeting) or b""], [fragment])


def as_jcal(calendar: bytes) -> bytes:
    """Write a calendar as JSON (RFC 7265).

    icalendar reads the name and the colour (RFC 7986 5.1, 5.9) as of no known type, with their escapes. No
    backslash in them is a text's own.
    """
    read = Calendar.from_ical(calendar)
    for key in ("NAME", "COLOR"):
        read[key] = vText(str(read[key]).replace("\\", ""))
    return read.to_json().encode() + b"\n"


def _named(
    name: str,
    description: str,
    time_zone: str,
    colour: str,
    page: str,
    refresh: timedelta,
    source: str | None = None,
) -> Calendar:
    """Begin a calendar to subscribe to."""
    calendar = _calendar()
    for key, text in (("NAME", name), ("X-WR-CALNAME", name)):
        calendar[key] = _line(text)
    for key, text in (("DESCRIPTION", description), ("X-WR-CALDESC", description)):
        calendar[key] = _text(text)
    calendar["X-WR-TIMEZONE"] = _line(time_zone)
    calendar["COLOR"] = _line(colour)
    calendar["URL"] = _uri(page)
    if source is not None:
        calendar.add("source", _uri(source), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(refresh)
    return calendar


def invitation(
    method: Method,
    occasion: Occasion,
    guest: Attendee,
    stamps: Stamps,
    meeting: MeetingFace,
    *,
    description: str,
    address: str,
) -> bytes:
    """Write a calendar that invites one guest, or takes an invitation back (RFC 5546 3.2.2, 3.2.5).

    `stamps` are the invitation's own; with METHOD, DTSTAMP is when it was written. `address` is that of the
    entry's page, absolute. Who organises it is put in when the letter leaves (`sent_by`).
    """
    event = Event()
    _add_stamps(event, stamps)
    _add_times(event, occasion.span, meeting)
    event.add("summary", _line(occasion.title))
    if occasion.where:
        event.add("location", _line(occasion.where))
    event.add("description", _text(f"{description}\n\n{address}"))
    event.add("url", _uri(address))
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if method is Method.CANCEL else "OPAQUE")
    event.add("attendee", _attendee(guest))
    calendar = _calendar()
    calendar.add("method", method.value)
    return _joined(calendar, [_zone(meeting) or b""], [bytes(event.to_ical(sorted=False))])


def sent_by(invitation: bytes, address: str) -> bytes:
    """Name the address that the letter comes from as the organiser, without a name (MS-STANOICAL V0079):
    clients send answers there."""
    alone = Event()
    alone.add("organizer", _mailbox(address))
    line = bytes(alone.to_ical()).removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")
    return invitation.replace(_GUEST, b"\r\n" + line.removesuffix(b"\r\n") + _GUEST, 1)


def reply(content: bytes) -> Reply:
    """Read what a calendar answers, without believing any of it. Raises ValueError for what is no calendar;
    what is missing is empty."""
    if content.upper().count(b"BEGIN:") > _MOST_COMPONENTS:
        raise ValueError("It has too many parts.")
    try:
        calendar = Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        return _reply(str(calendar.get("METHOD", "")), events)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError) as error:
        raise ValueError(str(error)) from error  # made by whoever, as they like


def _reply(method: str, events: list[Any]) -> Reply:
    event = events[0] if events else Event()
    guests = _several(event.get("ATTENDEE"))
    stamp = event.decoded("DTSTAMP", None)
    told = [guest.params for guest in guests]
    return Reply(
        method=clean_line(method).upper(),
        events=len(events),
        uid=clean_line(str(event.get("UID", ""))),
        guests=tuple(_address_of(guest) for guest in guests),
        answers=tuple(clean_line(str(one.get("PARTSTAT", ""))).upper() for one in told),
        sequence=int(event.get("SEQUENCE", 0)),
        stamp=stamp.astimezone(UTC) if isinstance(stamp, datetime) and stamp.tzinfo else None,
        is_passed_on=any("DELEGATED-TO" in one or "DELEGATED-FROM" in one for one in told),
    )


def _several(found: Any) -> list[Any]:
    """A property that may stand once, several times or not at all."""
    return found if isinstance(found, list) else [found] if found is not None else []


def _address_of(guest: Any) -> str:
    """The mail address of a calendar user, in lower case."""
    return clean_line(str(guest)).lower().removeprefix("mailto:")


def _mailbox(address: str) -> vCalAddress:
    return vCalAddress(f"mailto:{clean_line(address)}")


def _attendee(guest: Attendee) -> vCalAddress:
    found = _mailbox(guest.address)
    if guest.name:
        found.params["CN"] = str(_line(guest.name))
    found.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": guest.answer, "RSVP": "TRUE"}
    return found


def _calendar() -> Calendar:
    """Begin without a UID, which a synchroniser was seen to take for the UID of every event."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODID)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _joined(calendar: Calendar, zones: Iterable[bytes], fragments: Iterable[bytes]) -> bytes:
    head = calendar.to_ical(sorted=False).removesuffix(_END)
    return b"".join([head, *zones, *fragments, _END])


def _zones(meetings: Sequence[MeetingFace]) -> dict[str, bytes]:
    """The VTIMEZONE of each zone, by its name, that of the last meeting first. It is right for all meetings
    in the zone; where no yearly pair of rules can be, because they changed meanwhile, for the last one."""
    found: dict[str, bytes] = {}
    for meeting in sorted(meetings, key=lambda one: (one.starts, one.code), reverse=True):
        there = [one for one in meetings if one.time_zone == meeting.time_zone]
        first, last = min(one.starts for one in there), max(one.ends for one in there)
        zone = vtimezone(meeting.time_zone, first.year, last.year) or _zone(meeting)
        if zone is not None:
            found.setdefault(meeting.time_zone, zone)
    return found


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
