"""Pages for what went wrong: they say what, and where to go from here."""

import difflib
from dataclasses import dataclass

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Told
from scheduler.releases.queries import latest_numbers
from scheduler.web import sent
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

TEXT = (".ics", ".json", ".xml", ".atom", ".csv", ".txt")
"""Addresses that programs ask for; they get a line of text."""
A_WHILE = 30
"""Seconds after which to try again what the database could not do now."""


@dataclass(frozen=True)
class Answer:
    """What a page says about what went wrong."""

    status: int
    title: str
    advice: str


def furnish(app: Flask) -> None:
    app.register_error_handler(HTTPException, _explain)
    app.register_error_handler(Told, _tell)
    app.register_error_handler(OperationalError, _put_off)
    app.register_error_handler(NoConnectionFree, _put_off)


def _tell(error: Told) -> Response:
    """What a rule says, in its own words."""
    if isinstance(error, NotFound):
        return _page(Answer(404, gettext("This is not there."), say(error.sentence)))
    return _page(Answer(409, gettext("This was not done."), say(error.sentence)))


def _put_off(error: SQLAlchemyError) -> Response:
    """The database is too busy, or not there. Whether the last step was kept cannot be known if it broke off
    in the middle of it."""
    current_app.logger.error("The database could not do it: %s", error.__cause__ or error)
    session.rollback()
    response = _page(
        Answer(
            503,
            gettext("We cannot do this just now."),
            gettext(
                "Our database did not answer in time. Wait for half a minute, then look whether what you "
                "sent is there; if it is not, send it again."
            ),
        )
    )
    response.headers["Retry-After"] = str(A_WHILE)
    return response


def _explain(error: HTTPException) -> Response:
    """Any other refusal or fault. What goes with it, such as Allow or Retry-After, stays."""
    if isinstance(error.response, Response):
        return error.response
    response = _page(_answer(error))
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _page(answer: Answer) -> Response:
    """The answer as a page, or as one line for programs."""
    if request.path.endswith(TEXT) or request.is_json:
        response = make_response(f"{answer.title} {answer.advice}\n", answer.status)
        response.mimetype = "text/plain"
        return response
    signed_in = answer.status < 500 and _is_signed_in()
    response = make_response(
        render_template(
            "errors/error.html",
            status=answer.status,
            title=answer.title,
            advice=answer.advice,
            frame="private.html" if signed_in else "layout.html",
            typed=sent.typed() if answer.status != 413 else [],
            near=_near(request.path) if answer.status == 404 and not _is_guarded() else [],
        ),
        answer.status,
    )
    if signed_in or request.method == "POST":
        response.headers["Cache-Control"] = "no-store, private"
    return response


def _answer(error: HTTPException) -> Answer:
    status = error.code or 500
    title, advice = _sentences(error, status)
    own = error.description if status in (403, 429) and error.description != type(error).description else None
    return Answer(status, title, own or advice)


def _sentences(error: HTTPException, status: int) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if status >= 500:
        return gettext("Something went wrong on our side."), gettext(
            "Nothing was stored. The fault is noted; please try again in some minutes."
        )
    if isinstance(error, CSRFError):
        return gettext("This form is no longer good."), gettext(
            "Nothing was stored. Go back, reload the page, and send it again. If that does not help, sign in "
            "anew, and let your browser keep cookies and tell us from which of our pages a form comes."
        )
    if isinstance(error, sent.Unreadable):
        return gettext("Some of what was sent is not text."), gettext(
            "Nothing was stored. Look for characters that are shown as �, take them out, and send it again."
        )
    if status == 405 and request.method in ("GET", "HEAD"):
        return gettext("This address only takes forms."), gettext(
            "Go back to the page before, and press the button there once more."
        )
    return _by_status().get(
        status,
        (
            gettext("This request was not understood."),
            gettext("Nothing was stored. Start from the list of meetings."),
        ),
    )


def _by_status() -> dict[int, tuple[str, str]]:
    return {
        401: (gettext("You are not signed in."), gettext("Nothing was stored. Sign in, then send it again.")),
        403: (gettext("You may not do this."), gettext("Ask the secretariat if you think that you should.")),
        404: (
            gettext("There is no such page."),
            gettext("Check the address, or start from the list of meetings."),
        ),
        405: (
            gettext("This page can only be read."),
            gettext("Nothing was stored. Open the address in a browser."),
        ),
        413: (
            gettext("This is too much at once."),
            gettext("Nothing was stored. Shorten the text or choose a smaller file, and send it again."),
        ),
        429: (
            gettext("Too many attempts."),
            gettext("Nothing was stored. Wait a while, then try again."),
        ),
    }


def _is_guarded() -> bool:
    """There the page for what is not there must be the same as for what is hidden."""
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "guard")


def _is_signed_in() -> bool:
    try:
        return present().account is not None
    except SQLAlchemyError:
        session.rollback()
        return False


def _near(path: str) -> list[str]:
    """Codes of meetings that the address may have meant."""
    try:
        codes = list(latest_numbers())
    except SQLAlchemyError:
        return []
    parts = [part.upper()[:40] for part in path.split("/")[:4] if part]
    found = (code for part in parts for code in difflib.get_close_matches(part, codes, n=3))
    return list(dict.fromkeys(found))
