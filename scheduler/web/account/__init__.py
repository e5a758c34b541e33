"""The doors of people with an account: signing in, and what is theirs."""

from flask import Flask

from scheduler.web import house_time, paging
from scheduler.web.account import (
    applications,
    consenting,
    data,
    named_in,
    news,
    nominations,
    organisations,
    pages,
    places,
    security,
    speaking,
)

_PAGES = (named_in, consenting, news)
"""They hang their pages on the doors below."""


def open_account(app: Flask) -> None:
    """Let people sign in, and open their pages."""
    house_time.furnish(app)
    paging.furnish(app)
    places.furnish(app)
    security.furnish(app)
    app.register_blueprint(pages.door)
    app.register_blueprint(data.door)
    app.register_blueprint(organisations.door)
    app.register_blueprint(applications.door)
    app.register_blueprint(speaking.door)
    app.register_blueprint(nominations.door)
