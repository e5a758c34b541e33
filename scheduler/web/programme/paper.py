"""A day, or a selection, as it is printed in the Journal's manner: when, where, what and by whom. Pure."""

from collections.abc import Collection, Iterator
from datetime import UTC, date

from scheduler.feeds.calendars import labels
from scheduler.feeds.selection import Selection
from scheduler.formats import describe
from scheduler.formats.entry import CalendarEntry, Span, Standing
from scheduler.formats.printed import Item, Paper, Section
from scheduler.kernel.localtime import day_told, to_local
from scheduler.kernel.terms import Format
from scheduler.kernel.words import Sentence
from scheduler.releases import addresses
from scheduler.releases.programme import Programme, Published
from scheduler.web.programme.day import Sheet, is_placed, sheets


def paper(programme: Programme, asked: Selection, entries: Collection[Published], base_url: str) -> Paper:
    """The entries on paper, day by day in the order of the programme's page, in English as feeds are."""
    meeting = programme.meeting
    chosen = ", ".join(labels(programme, asked))
    wanted = [date.fromisoformat(day) for day in sorted(asked.wanted.get("day", ())) if _is_day(day)]
    days = sheets(entries, wanted or None, meeting.time_zone)
    sections = [_section(programme, sheet, base_url) for sheet in days]
    if unplaced := [one for one in entries if not is_placed(one)]:
        told = tuple(_item(programme, one, base_url) for one in unplaced)
        sections.append(Section(str(Sentence("Not yet placed")), told))
    return Paper(
        title=f"{meeting.code}: {meeting.title}",
        lines=tuple(_lines(programme, chosen, len(entries))),
        sections=tuple(sections),
        foot=f"{base_url}/{meeting.code}/" + (f"?{asked.query}" if asked.query else ""),
        made_at=programme.released_at.astimezone(UTC),
    )


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _lines(programme: Programme, chosen: str, count: int) -> Iterator[str]:
    """What this is, of which release, and whose hours these are."""
    zone = programme.meeting.time_zone
    if chosen:
        yield str(Sentence("Chosen: %(words)s", words=chosen))
    if not count:
        yield str(Sentence("Nothing in the programme fits what was chosen."))
    at = to_local(programme.released_at, zone)
    yield str(
        Sentence(
            "Release %(number)d of %(day)s, %(time)s. Times are those of %(zone)s.",
            number=programme.number,
            day=day_told(at),
            time=f"{at:%H:%M}",
            zone=zone,
        )
    )


def _section(programme: Programme, sheet: Sheet, base_url: str) -> Section:
    order = [one for hour in sheet.hours for one in hour.entries]
    heading = f"{sheet.day:%A} {sheet.day.day} {sheet.day:%B %Y}"
    shown = (*order, *sheet.untimed, *sheet.lasting)
    return Section(heading, tuple(_item(programme, one, base_url) for one in shown))


def _item(programme: Programme, one: Published, base_url: str) -> Item:
    entry, zone = one.entry, programme.meeting.time_zone
    span = entry.span if is_placed(one) else None
    return Item(
        time=_time(span, zone),
        room=_room(entry, span),
        title=str(describe.headline(entry)),
        details=tuple(str(line) for line in _details(entry, zone)),
        page=base_url + addresses.of_entry(programme.meeting.code, entry),
    )


def _time(span: Span | None, zone: str) -> str:
    if span is None:
        return ""
    if span.until is not None:
        return str(Sentence("until %(day)s", day=day_told(span.until)))
    if span.starts_at is None:
        return str(Sentence("Time not published"))
    starts = f"{to_local(span.starts_at, zone):%H:%M}"
    if span.ends_at is None:
        return str(Sentence("from %(time)s", time=starts))
    return f"{starts} - {to_local(span.ends_at, zone):%H:%M}"


def _room(entry: CalendarEntry, span: Span | None) -> str:
    if span is not None and span.room is not None:
        return span.room.name
    if entry.format is Format.ONLINE:
        return str(describe.format_name(Format.ONLINE))
    return str(Sentence("Room not published")) if span is not None else ""


def _details(entry: CalendarEntry, zone: str) -> Iterator[describe.Line]:
    """Kind, organisers, how it is held, and from where it moved."""
    held = [describe.format_name(Format.HYBRID)] if entry.format is Format.HYBRID else []
    kind = describe.listed([describe.kind_name(entry.kind), *held])
    yield ". ".join(str(line) for line in (kind, *describe.organising_lines(entry)))
    if entry.moved_from is not None and entry.standing is Standing.SCHEDULED:
        yield describe.moved_line(entry.moved_from, zone)
