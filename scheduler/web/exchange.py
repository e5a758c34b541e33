"""The door for programs that are no calendars: a programme, or a selection of it, in exchange forms."""

from dataclasses import replace

from flask import Blueprint, Response, current_app

from scheduler.feeds.calendars import calendar
from scheduler.feeds.http import FeedBytes
from scheduler.feeds.selection import Selection, listed
from scheduler.formats import csv_table, ical, pdf, schedule
from scheduler.kernel import clock
from scheduler.programmes.exports import Writer, as_csv, as_schedule_json, as_schedule_xml
from scheduler.releases.programme import Programme
from scheduler.web.feeds import kept
from scheduler.web.programme.paper import paper

door = Blueprint("exchange", __name__)


@door.get("/<meeting:code>/schedule.xml")
def schedule_xml(code: str) -> Response:
    """For apps that read the schedules of conferences."""
    return _answer(code, as_schedule_xml, schedule.XML_TYPE)


@door.get("/<meeting:code>/schedule.json")
def schedule_json(code: str) -> Response:
    """The same in JSON."""
    return _answer(code, as_schedule_json, schedule.JSON_TYPE)


@door.get("/<meeting:code>/programme.csv")
def table(code: str) -> Response:
    """For spreadsheets."""
    return _answer(code, as_csv, csv_table.MIMETYPE)


@door.get("/<meeting:code>/programme.pdf")
def printed(code: str) -> Response:
    """For printers, and for those who read the day on paper."""

    def made(programme: Programme, asked: Selection) -> FeedBytes:
        told = paper(programme, asked, listed(asked, programme), current_app.config["BASE_URL"])
        return FeedBytes(code, programme.issue, pdf.write(told), programme.released_at, None, pdf.MIMETYPE)

    return kept(code, made)


@door.get("/<meeting:code>/calendar.jcal")
def jcal(code: str) -> Response:
    """The calendar in JSON (RFC 7265), with all that the calendar of this address holds."""

    def made(programme: Programme, asked: Selection) -> FeedBytes:
        feed = calendar(programme, asked, current_app.config["BASE_URL"], clock.now())
        return replace(feed, body=ical.as_jcal(feed.body), content_type=ical.JCAL)

    return kept(code, made)


def _answer(code: str, write: Writer, content_type: str) -> Response:
    """The entries that the request asks for, in another form."""

    def made(programme: Programme, asked: Selection) -> FeedBytes:
        body = write(programme, listed(asked, programme), current_app.config["BASE_URL"])
        return FeedBytes(code, programme.issue, body, programme.released_at, None, content_type)

    return kept(code, made)
