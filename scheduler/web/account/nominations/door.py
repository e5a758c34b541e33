"""The door, and what its pages share."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision, decision
from scheduler.nominations.models import Nomination
from scheduler.nominations.queries import by_code
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("account_nominations", __name__, "/account/nominations")


def nomination(code: str) -> Nomination:
    """Raises NotFound."""
    return by_code(code)


def at(one: Nomination, endpoint: str = "overview") -> str:
    """The address of one of its pages."""
    return url_for(f"account_nominations.{endpoint}", code=one.code)


def do(one: Nomination, act: Callable[[Decision], object], said: str) -> ResponseReturnValue:
    """Do it, and show the nomination. Raises what the act raises."""
    with decision(present().actor) as this:
        act(this)
    flash(said)
    return redirect(at(one), 303)
