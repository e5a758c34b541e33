"""Which doors the house has."""

from flask import Flask

from scheduler.feeds.gate import Gate
from scheduler.web import (
    access,
    calls,
    deadlines,
    exchange,
    feeds,
    languages,
    sessions,
    shelf,
    speakers,
    tables,
    verify,
)
from scheduler.web.account import open_account
from scheduler.web.agenda import open_agenda
from scheduler.web.api.door import door as api
from scheduler.web.changes import open_changes
from scheduler.web.desk import bar, open_desk
from scheduler.web.draft_programmes import open_draft_programmes
from scheduler.web.floor import open_floor
from scheduler.web.links import open_links
from scheduler.web.programme import open_pages


def open_all(app: Flask) -> None:
    """Register every blueprint, and put the gate in front of them."""
    sessions.furnish(app)
    shelf.furnish(app)
    app.register_blueprint(feeds.door)
    open_pages(app)
    open_changes(app)
    app.register_blueprint(exchange.door)
    app.register_blueprint(api)
    app.register_blueprint(tables.door)
    deadlines.furnish(app)
    calls.furnish(app)
    languages.open_in_each(app, calls.door)
    app.register_blueprint(calls.file_door)
    speakers.furnish(app)
    languages.open_in_each(app, speakers.door)
    app.register_blueprint(verify.door)
    open_floor(app)
    open_draft_programmes(app)
    access.furnish(app)
    bar.furnish(app)
    open_account(app)
    open_links(app)
    open_agenda(app)
    open_desk(app)
    kept = app.extensions["scheduler.feeds"], app.extensions["scheduler.own_feeds"]
    app.wsgi_app = Gate(app.wsgi_app, *kept)  # type: ignore[method-assign]
