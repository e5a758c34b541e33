"""Screens that follow a list: they ask again with the tag of what they have, and mostly hear that it still
holds. Without scripts a reader asks to have a page loaded again every so many seconds; nothing does so by
itself (WCAG 2.2, 2.2.2)."""

from flask import Response, make_response, request

SHORTEST, LONGEST = 5, 600
"""Seconds between two times that a page is loaded again."""
USUAL = 15


def still_holds(tag: str) -> Response | None:
    """The short answer to who has this already."""
    if request.method not in ("GET", "HEAD") or not request.if_none_match.contains_weak(tag):
        return None
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    return response


def tagged(page: str, tag: str, every: int | None = None) -> Response:
    """The page with its tag. Browsers load it again by themselves after `every` seconds."""
    response = make_response(page)
    response.set_etag(tag, weak=True)
    if every:
        response.headers["Refresh"] = str(every)
    return response


def asked_every() -> int | None:
    """After how many seconds a reader wants the page again; None: not by itself."""
    asked = request.args.get("every", type=int)
    return None if asked is None else min(max(asked, SHORTEST), LONGEST)
