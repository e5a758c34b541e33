"""Pages for what went wrong: they say what, and where to go from here."""

import difflib

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from scheduler.releases.queries import latest_numbers
from scheduler.web.languages import gettext

TEXT = (".ics", ".json", ".xml", ".atom", ".csv", ".txt")
"""Addresses that programs ask for; they get a line of text."""


def furnish(app: Flask) -> None:
    app.register_error_handler(HTTPException, _explain)


def _explain(error: HTTPException) -> Response:
    """Any refusal or fault as a page, or as one line for programs."""
    status = error.code or 500
    title, advice = _sentences(status)
    if request.path.endswith(TEXT):
        response = make_response(f"{title} {advice}\n", status)
        response.mimetype = "text/plain"
    else:
        near = _near(request.path) if status == 404 else []
        response = make_response(
            render_template("errors/error.html", title=title, advice=advice, near=near), status
        )
    if isinstance(valid := getattr(error, "valid_methods", None), list):
        response.headers["Allow"] = ", ".join(valid)
    return response


def _sentences(status: int) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if status == 404:
        return gettext("There is no such page."), gettext(
            "Check the address, or start from the list of meetings."
        )
    if status == 405:
        return gettext("This page can only be read."), gettext(
            "Nothing was stored. Open the address in a browser."
        )
    if status < 500:
        return gettext("This request was not understood."), gettext(
            "Nothing was stored. Start from the list of meetings."
        )
    return (
        gettext("Something went wrong on our side."),
        gettext("Nothing was stored. The fault is noted; please try again in some minutes."),
    )


def _near(path: str) -> list[str]:
    """Codes of meetings that the address may have meant."""
    try:
        codes = list(latest_numbers())
    except SQLAlchemyError:
        return []
    parts = [part.upper()[:40] for part in path.split("/")[:4] if part]
    found = (code for part in parts for code in difflib.get_close_matches(part, codes, n=3))
    return list(dict.fromkeys(found))
