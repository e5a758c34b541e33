"""The door for the public: meetings, programmes, entries, organisations."""

from datetime import date

from flask import Flask
from werkzeug.routing import BaseConverter

from scheduler.agendas.rules import item_slug
from scheduler.formats import describe
from scheduler.releases import addresses
from scheduler.web import assets, errors, headers, health, kept, languages, times
from scheduler.web.programme import bodies, calendars, counted, documents, marks, pages


class MeetingCode(BaseConverter):
    """The code of a meeting in an address. Its capitals keep it apart from our own words there."""

    regex = "[A-Z0-9][A-Z0-9-]{0,19}"


class EntryCode(BaseConverter):
    """The code of an entry in an address. It has no dot: that begins a file's kind."""

    regex = "[A-Za-z0-9-]{1,20}"


def open_pages(app: Flask) -> None:
    """Register all pages, and what goes with them: headers, languages, error pages, health."""
    app.url_map.converters.update(meeting=MeetingCode, entry=EntryCode)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(times.FILTERS)
    app.context_processor(_words)
    languages.furnish(app)
    assets.furnish(app)
    headers.furnish(app)
    errors.furnish(app)
    kept.furnish(app)
    app.register_blueprint(health.door)
    app.register_blueprint(documents.door)
    languages.open_in_each(app, pages.door)
    languages.open_in_each(app, bodies.door)
    languages.open_in_each(app, calendars.door)


def _words() -> dict[str, object]:
    """What templates use to name and mark things."""
    return {
        "address": addresses.of_entry,
        "address_of_document": addresses.of_document,
        "as_date": date.fromisoformat,
        "describe": describe,
        "item_slug": item_slug,
        "marks": marks,
        "counted": counted,
        "times": times,
    }
