"""A meeting's programme as a file to take away: its own format from what is stored, the others from the
last release."""

from collections.abc import Callable

from scheduler.formats import programme_file, workbook
from scheduler.formats.csv_table import Row, csv_bytes, table
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import existing_meeting
from scheduler.programmes.items import as_file
from scheduler.releases import addresses
from scheduler.releases.programme import Programme
from scheduler.releases.queries import load


def export(code: str, format: str, base_url: str) -> bytes:
    """The file. Raises NotFound for a meeting that is not there, or that has no release yet where one
    is needed."""
    return FORMATS[format](code, base_url)


def _json(code: str, _base_url: str) -> bytes:
    return programme_file.write(as_file(existing_meeting(code)))


def _ics(code: str, _base_url: str) -> bytes:
    return _released(code).feed


def _csv(code: str, base_url: str) -> bytes:
    return csv_bytes(_rows(_released(code), base_url))


def _xlsx(code: str, base_url: str) -> bytes:
    programme = _released(code)
    return workbook.xlsx_bytes(_rows(programme, base_url), programme.meeting.title)


def _released(code: str) -> Programme:
    existing_meeting(code)
    if programme := load([code]).get(code):
        return programme
    raise NotFound(Sentence("Nothing of meeting %(code)s is released yet.", code=code))


def _rows(programme: Programme, base_url: str) -> list[Row]:
    code = programme.meeting.code
    entries = ((one.entry, one.stamps) for one in programme.entries)
    return table(entries, programme.meeting, lambda entry: base_url + addresses.of_entry(code, entry))


FORMATS: dict[str, Callable[[str, str], bytes]] = {"json": _json, "ics": _ics, "csv": _csv, "xlsx": _xlsx}
"""What the command `export` and the pages offer."""
