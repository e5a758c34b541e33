"""The door for tables: what an organisation does over all meetings, as CSV."""

from flask import Blueprint, Response, abort, current_app

from scheduler.formats.csv_table import Row, csv_bytes, over_meetings, table
from scheduler.releases import addresses
from scheduler.web.programme.organisations import Record, records
from scheduler.web.shelf import programmes

door = Blueprint("tables", __name__)


@door.get("/organisations/<slug>.csv")
def organisation(slug: str) -> Response:
    """Every entry in which an organisation takes part."""
    found = records(slug, programmes().all()) or abort(404)
    rows = over_meetings((record.programme.meeting.code, _table(record)) for record in found)
    response = Response(csv_bytes(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


def _table(record: Record) -> list[Row]:
    meeting, base_url = record.programme.meeting, current_app.config["BASE_URL"]
    entries = ((appearance.one.entry, appearance.one.stamps) for appearance in record.appearances)
    return table(entries, meeting, lambda entry: base_url + addresses.of_entry(meeting.code, entry))
