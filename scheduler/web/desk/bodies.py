"""The desks of bodies for those who have an account."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.nominations import queries
from scheduler.nominations.call_models import Channel
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import SEE_AT_A_DESK, SEE_DESKS, SEE_LIST
from scheduler.web.access import guarded
from scheduler.web.bodies import lists, one, tables, worklist
from scheduler.web.bodies.window import Window
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("desk_bodies", __name__, "/desk/bodies")


def _to(page: str, **values: Any) -> str:
    return url_for(f"desk_bodies.{page}", **values)


WINDOW = Window("desk/frame.html", present, _to)


def nomination_of(code: str, **_do: str) -> Nomination:
    return queries.by_code(code)


def list_of(number: int, channel: str, **_do: str) -> Channel:
    return queries.channel_of_call(number, channel)


@door.get("/", endpoint="worklist")
@guarded(SEE_DESKS)
def what_waits() -> str:
    return worklist.worklist(WINDOW)


@door.get("/nominations/<code>/", endpoint="one")
@guarded(SEE_AT_A_DESK, nomination_of)
def one_nomination(found: Nomination) -> str:
    return one.one(WINDOW, found.code)


@door.post("/nominations/<code>/<do>", endpoint="act")
@guarded(SEE_AT_A_DESK, nomination_of)
def act_on_one(found: Nomination) -> ResponseReturnValue:
    return one.act(WINDOW, found.code, str((request.view_args or {})["do"]))


@door.get("/lists/<int:number>/<channel>/", endpoint="list")
@guarded(SEE_LIST, list_of)
def one_list(_found: Channel) -> str:
    return lists.shown(WINDOW, *_asked())


@door.post("/lists/<int:number>/<channel>/<do>", endpoint="act_on_list")
@guarded(SEE_LIST, list_of)
def act_on_list(_found: Channel) -> ResponseReturnValue:
    return lists.act(WINDOW, *_asked(), str((request.view_args or {})["do"]))


@door.get("/lists/<int:number>/<channel>.csv", endpoint="as_csv")
@guarded(SEE_LIST, list_of)
def as_csv(_found: Channel) -> Response:
    return tables.as_csv(WINDOW, *_asked())


@door.get("/lists/<int:number>/<channel>.xlsx", endpoint="as_workbook")
@guarded(SEE_LIST, list_of)
def as_workbook(_found: Channel) -> Response:
    return tables.as_workbook(WINDOW, *_asked())


def _asked() -> tuple[int, str]:
    """The call by number and the channel by code that the address names."""
    values = request.view_args or {}
    return values["number"], values["channel"]
