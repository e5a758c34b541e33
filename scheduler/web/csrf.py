"""Forms are taken only from our own pages: each carries a token that belongs to the browser's session."""

from flask import Flask, g, session
from flask_security.signals import user_authenticated
from flask_wtf.csrf import CSRFProtect


def furnish(app: Flask) -> None:
    """Refuse every POST, PUT, PATCH and DELETE without its token; over HTTPS also those that do not say that
    they come from a page of ours."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session: people take their time over a form
    CSRFProtect(app)
    user_authenticated.connect(_begin_anew, app)


def _begin_anew(_app: Flask, **_facts: object) -> None:
    """What was known of the session before somebody signed in is worth nothing afterwards."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
