"""The door of agendas: no proxy keeps anything of it, no search engine finds it, no other site is told."""

from flask import Blueprint, Response

from scheduler.web.agenda import keeping

HEADERS = {
    "Cache-Control": "no-store, private",
    # Only the host is told: never a token, and yet it is seen that a form comes from a page of ours.
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

door = Blueprint("agenda", __name__, url_prefix="/agenda")


@door.after_request
def _tell_nobody(response: Response) -> Response:
    response.headers.update(HEADERS)
    return keeping.remember(response)
