"""The door for tables: what an organisation does over all meetings, as CSV."""

from flask import Blueprint, Response, abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from scheduler.formats.csv_table import Row, csv_bytes, over_meetings, table
from scheduler.organisations.queries import by_slug, kept
from scheduler.releases import addresses
from scheduler.web.programme.organisations import Record, records
from scheduler.web.shelf import programmes

door = Blueprint("tables", __name__)


@door.get("/organisations/<slug>.csv")
def organisation(slug: str) -> ResponseReturnValue:
    """Every entry in which an organisation takes part. As its page, the table of one that was merged is that
    of the one that was kept."""
    known = by_slug(slug)
    if known and known.merged_into_id:
        return redirect(url_for("tables.organisation", slug=kept(known.id).slug))
    found = records(slug, programmes().all()) or abort(404)
    rows = over_meetings((record.programme.meeting.code, _table(record)) for record in found)
    response = Response(csv_bytes(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


def _table(record: Record) -> list[Row]:
    meeting, base_url = record.programme.meeting, current_app.config["BASE_URL"]
    entries = ((appearance.one.entry, appearance.one.stamps) for appearance in record.appearances)
    return table(entries, meeting, lambda entry: base_url + addresses.of_entry(meeting.code, entry))
