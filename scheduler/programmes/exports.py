"""A meeting's programme as a file to take away: its own format from what is stored, the others from the
last release."""

from collections.abc import Callable, Iterator, Sequence

from scheduler.formats import programme_file, schedule, workbook
from scheduler.formats.csv_table import Row, csv_bytes, table
from scheduler.formats.entry import CalendarEntry, Stamps
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import existing_meeting
from scheduler.programmes.items import as_file
from scheduler.releases import addresses
from scheduler.releases.programme import Programme, Published
from scheduler.releases.queries import load

Writer = Callable[[Programme, Sequence[Published], str], bytes]


def export(code: str, format: str, base_url: str) -> bytes:
    """The file. Raises NotFound for a meeting that is not there, or that has no release yet where one
    is needed."""
    return FORMATS[format](code, base_url)


def _json(code: str, _base_url: str) -> bytes:
    return programme_file.write(as_file(existing_meeting(code)))


def _ics(code: str, _base_url: str) -> bytes:
    return _released(code).feed


def as_csv(programme: Programme, entries: Sequence[Published], base_url: str) -> bytes:
    """These entries of a released programme as a table."""
    return csv_bytes(_rows(programme, entries, base_url))


def as_xlsx(programme: Programme, entries: Sequence[Published], base_url: str) -> bytes:
    """These entries of a released programme as a workbook."""
    return workbook.xlsx_bytes(_rows(programme, entries, base_url), programme.meeting.title)


def as_schedule_xml(programme: Programme, entries: Sequence[Published], base_url: str) -> bytes:
    """These entries of a released programme as schedule.xml."""
    return schedule.as_xml(_days(programme, entries, base_url), programme.meeting, programme.number)


def as_schedule_json(programme: Programme, entries: Sequence[Published], base_url: str) -> bytes:
    """These entries of a released programme as schedule.json."""
    return schedule.as_json(
        _days(programme, entries, base_url), programme.meeting, programme.number, base_url
    )


def _last(write: Writer) -> Callable[[str, str], bytes]:
    """All of a meeting's last release."""

    def export(code: str, base_url: str) -> bytes:
        programme = _released(code)
        return write(programme, programme.entries, base_url)

    return export


def _released(code: str) -> Programme:
    existing_meeting(code)
    if programme := load([code]).get(code):
        return programme
    raise NotFound(Sentence("Nothing of meeting %(code)s is released yet.", code=code))


def _rows(programme: Programme, entries: Sequence[Published], base_url: str) -> list[Row]:
    return table(_told(entries), programme.meeting, _page_of(programme, base_url))


def _days(programme: Programme, entries: Sequence[Published], base_url: str) -> schedule.Days:
    return schedule.by_day_and_room(_told(entries), programme.meeting, _page_of(programme, base_url))


def _told(entries: Sequence[Published]) -> Iterator[tuple[CalendarEntry, Stamps]]:
    return ((one.entry, one.stamps) for one in entries)


def _page_of(programme: Programme, base_url: str) -> Callable[[CalendarEntry], str]:
    return lambda entry: base_url + addresses.of_entry(programme.meeting.code, entry)


FORMATS: dict[str, Callable[[str, str], bytes]] = {
    "json": _json,
    "ics": _ics,
    "schedule-xml": _last(as_schedule_xml),
    "schedule-json": _last(as_schedule_json),
    "csv": _last(as_csv),
    "xlsx": _last(as_xlsx),
}
"""What the command `export` offers."""
