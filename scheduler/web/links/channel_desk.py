"""The desk of a body by a personal link, for who holds its role without an account. Acting does not use the
link up: it works for its time, and ends when the role goes to somebody else."""

from functools import partial
from typing import Any

from flask import Response, abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.links.queries import by_token
from scheduler.nominations import holding
from scheduler.web.access import open_to_all
from scheduler.web.bodies import lists, one, tables, worklist
from scheduler.web.bodies.window import Window
from scheduler.web.links.door import GONE, door, find

PAGE = "links/desk-frame.html"


@door.get("/<token>/desk/", endpoint="desk_worklist")
@open_to_all
def what_waits(token: str) -> str:
    return worklist.worklist(_window(token))


@door.get("/<token>/desk/nominations/<code>/", endpoint="desk_one")
@open_to_all
def one_nomination(token: str, code: str) -> str:
    return one.one(_window(token), code)


@door.post("/<token>/desk/nominations/<code>/<do>", endpoint="desk_act")
@open_to_all
def act_on_one(token: str, code: str, do: str) -> ResponseReturnValue:
    return one.act(_window(token), code, do)


@door.get("/<token>/desk/lists/<int:number>/<channel>/", endpoint="desk_list")
@open_to_all
def one_list(token: str, number: int, channel: str) -> str:
    return lists.shown(_window(token), number, channel)


@door.post("/<token>/desk/lists/<int:number>/<channel>/<do>", endpoint="desk_act_on_list")
@open_to_all
def act_on_list(token: str, number: int, channel: str, do: str) -> ResponseReturnValue:
    return lists.act(_window(token), number, channel, do)


@door.get("/<token>/desk/lists/<int:number>/<channel>.csv", endpoint="desk_as_csv")
@open_to_all
def as_csv(token: str, number: int, channel: str) -> Response:
    return tables.as_csv(_window(token), number, channel)


@door.get("/<token>/desk/lists/<int:number>/<channel>.xlsx", endpoint="desk_as_workbook")
@open_to_all
def as_workbook(token: str, number: int, channel: str) -> Response:
    return tables.as_workbook(_window(token), number, channel)


def _window(token: str) -> Window:
    """Guessing is made slow; a link for something else leads nowhere here."""
    link = find(token)
    if link.purpose != holding.DESK:
        abort(404)
    try:
        holding.bearer(link)
    except Refused as ended:
        abort(make_response(render_template("links/ended.html", why=ended.sentence), GONE))
    return Window(PAGE, partial(_bearer, token), partial(_to, token))


def _bearer(token: str) -> Visitor:
    return holding.bearer(by_token(token))


def _to(token: str, page: str, **values: Any) -> str:
    return url_for(f"links.desk_{page}", token=token, **values)
