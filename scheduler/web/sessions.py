"""The browser's session: only pages that look into it say so, and public pages never do."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

PRIVATE = frozenset({"account", "desk", "links", "security"})
"""The first part of the names of blueprints that may set a cookie."""


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie; but libraries that look into the session at every request must not make all
    readers' pages differ (`Vary: Cookie`), which proxies could not keep then."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        door = (request.blueprint or "").partition("_")[0]
        if door in PRIVATE or session.modified:
            super().save_session(app, session, response)


def furnish(app: Flask) -> None:
    app.session_interface = Sessions()
