"""One request of Flask-Security is one transaction of ours: account, letter and history, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from scheduler.accounts.actions import thing
from scheduler.accounts.models import Account
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.errors import Clash
from scheduler.kernel.words import Sentence
from scheduler.web.visitors import present

View = Callable[..., ResponseReturnValue]


def kept(view: View) -> View:
    """What is sent to the view is kept as a whole. The history tells what came of it, if anything did."""

    @wraps(view)
    def inside(**values: Any) -> ResponseReturnValue:
        if request.method != "POST":
            return view(**values)
        with _begun(present().actor):
            return view(**values)

    return inside


@contextmanager
def taking(account: Account | None = None) -> Iterator[Decision]:
    """What is being kept in this request; where nothing is, a transaction for this alone, taken by the
    account."""
    if "taking" in g:
        yield g.taking
    else:
        with _begun(thing(account) if account else present().actor) as this:
            yield this


@contextmanager
def _begun(actor: str) -> Iterator[Decision]:
    try:
        with bookkeeping(actor) as this:
            g.taking = this
            yield this
    except IntegrityError as error:
        raise Clash(Sentence("Somebody did the same at this moment, and was first. Try again.")) from error
    finally:
        g.pop("taking", None)
