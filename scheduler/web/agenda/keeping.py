"""Whose agenda this is: that of who is signed in, else the one that the browser keeps by a cookie."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, g, request
from sqlalchemy.exc import IntegrityError

from scheduler.accounts.rules import START_AGENDA
from scheduler.agendas import actions, queries
from scheduler.agendas.models import Agenda
from scheduler.agendas.rules import is_fresh
from scheduler.agendas.terms import KeyKind
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.errors import Clash
from scheduler.kernel.words import Sentence
from scheduler.web.account import throttle
from scheduler.web.visitors import present

KEY = "agenda"
"""The cookie with the key. Only pages of agendas get it: programmes stay the same for all."""
MARK = "starred"
"""The cookie that tells our script that there is an agenda to ask for; it says nothing else."""
LASTS = 400 * 24 * 3600
"""Seconds: the longest that browsers keep a cookie."""
ACTOR = "somebody with an agenda"
Result = TypeVar("Result")


def mine() -> Agenda | None:
    """The agenda that this page is about; None where there is none yet."""
    who = present()
    return queries.of_person(who.person) if who.person else in_browser()


def in_browser() -> Agenda | None:
    """The agenda that this browser keeps, whoever is signed in; one that belongs to a person is open to them
    alone."""
    token = request.cookies.get(KEY)
    found = queries.by_key(token, KeyKind.BROWSER) if token else None
    return found if found and found.person_id is None else None


def write(act: Callable[[Decision, Agenda], Result]) -> Result:
    """Change the agenda; where there is none yet, it is started first, and this browser or the account keeps
    it. Raises what the act raises."""
    who = present()
    if mine() is None and who.person is None:
        throttle.check(START_AGENDA)
        throttle.count(START_AGENDA)
    g.agenda_marked = True
    try:
        with bookkeeping(who.actor if who.account else ACTOR) as this:
            return act(this, mine() or _begin(this, who.person))
    except IntegrityError as error:
        raise Clash(Sentence("You did the same in another window at this moment. Try again.")) from error


def _begin(this: Decision, person_id: int | None) -> Agenda:
    agenda = actions.start(this, person_id)
    if person_id is None:
        g.agenda_key = actions.new_key(this, agenda, KeyKind.BROWSER)
    return agenda


def note_use(agenda: Agenda) -> None:
    """It is not thrown away for now."""
    g.agenda_marked = True
    if not is_fresh(agenda.used_at, clock.now()):
        with bookkeeping(ACTOR) as this:
            actions.used(this, agenda)


def forget_here() -> None:
    """This browser keeps no agenda any more, and its key opens none."""
    if token := request.cookies.get(KEY):
        with bookkeeping(ACTOR):
            actions.forget(token)
    g.agenda_key = ""


def keep_here(token: str) -> None:
    """Let this browser keep the agenda of this key from now on."""
    g.agenda_key = token


def remember(response: Response) -> Response:
    """Set the cookies that this request decided on."""
    key = g.get("agenda_key")
    path = f"{request.script_root}/agenda"
    if key == "":
        response.delete_cookie(KEY, path=path, httponly=True, samesite="Lax", secure=request.is_secure)
        response.delete_cookie(MARK, path=f"{request.script_root}/", samesite="Lax", secure=request.is_secure)
        return response
    if key:
        response.set_cookie(
            KEY, key, max_age=LASTS, path=path, httponly=True, samesite="Lax", secure=request.is_secure
        )
    if key or (g.get("agenda_marked") and MARK not in request.cookies):
        response.set_cookie(
            MARK, "1", max_age=LASTS, path=f"{request.script_root}/", samesite="Lax", secure=request.is_secure
        )
    return response
