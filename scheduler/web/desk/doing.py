"""How a form of the desk's pages is carried out: a decision, then another page; or the page again, with why
not."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.web.languages import say
from scheduler.web.visitors import present

There = str | Callable[[], str]
"""The address of the page after it; a call where it depends on what was made."""
Again = Callable[[str], str]
"""The page once more, with what was refused."""


def do(
    act: Callable[[Decision], object],
    there: There,
    said: str,
    again: Again,
    on_behalf: OnBehalf | None = None,
) -> ResponseReturnValue:
    """A decision. What is refused is told on the page that asked for it. Raises NotFound for what went
    meanwhile."""
    try:
        with decision(present().actor, on_behalf) as this:
            act(this)
    except NotFound:
        raise
    except Told as refused:
        return again(say(refused.sentence)), 409
    flash(said)
    return redirect(there if isinstance(there, str) else there(), 303)
