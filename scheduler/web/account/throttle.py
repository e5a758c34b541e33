"""Guessing is made slow: attempts are counted in the database, for all processes together."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NoReturn

from flask import current_app, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, select
from werkzeug.exceptions import TooManyRequests

from scheduler.accounts import rules
from scheduler.accounts.models import Attempt
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.web.languages import ngettext

View = Callable[..., ResponseReturnValue]


def check(what: str, whom: str | None = None) -> None:
    """Raises TooManyRequests if this was tried too often: for `whom` (an address, an account) or by the
    client's network. `what` is one of `rules.LIMITS`."""
    now = clock.now()
    scopes = list(_scopes(what, whom))
    recent = select(Attempt.whom, Attempt.at).where(
        Attempt.what == what,
        Attempt.whom.in_([key for key, _ in scopes]),
        Attempt.at > now - rules.LONGEST_WINDOW,
    )
    found = session.execute(recent).all()
    waits = [rules.free_again(limit, [at for who, at in found if who == key], now) for key, limit in scopes]
    if again := max(filter(None, waits), default=None):
        _refuse(rules.minutes_until(again, now))


def _refuse(minutes: int) -> NoReturn:
    advice = ngettext(
        "To keep guessers out, we wait. Try again in a minute.",
        "To keep guessers out, we wait. Try again in %(num)s minutes.",
        minutes,
    )
    raise TooManyRequests(advice, retry_after=60 * minutes)


def count(what: str, whom: str | None = None) -> None:
    """One more attempt."""
    with bookkeeping("throttle"):
        _add(what, whom)


def answer_once(challenge: str) -> None:
    """A passkey's answer to a challenge is taken once, as part of the transaction that is open. Raises
    TooManyRequests where it was taken before."""
    check(rules.CHALLENGE, challenge)
    _add(rules.CHALLENGE, challenge)


def throttled(what: str, whom: Callable[[], str | None]) -> Callable[[View], View]:
    """What is sent to the view counts as an attempt. A guess that was right leads on to another page, and
    counts no longer."""

    def around(view: View) -> View:
        @wraps(view)
        def inside(**values: Any) -> ResponseReturnValue:
            if request.method != "POST":
                return view(**values)
            attempts = _take(what, whom())
            response = make_response(view(**values))
            if what in rules.GUESSES and response.status_code in (302, 303):
                _forgive(attempts)
            return response

        return inside

    return around


def _take(what: str, whom: str | None) -> list[int]:
    """Check and count at once, before what was tried is looked at: of many requests at the same time none
    slips through."""
    with bookkeeping("throttle"):
        check(what, whom)
        return _add(what, whom)


def _add(what: str, whom: str | None) -> list[int]:
    now = clock.now()
    session.execute(delete(Attempt).where(Attempt.at <= now - rules.LONGEST_WINDOW))
    made = [Attempt(what=what, whom=key, at=now) for key, _ in _scopes(what, whom)]
    session.add_all(made)
    session.flush()
    return [attempt.id for attempt in made]


def _forgive(attempts: list[int]) -> None:
    with bookkeeping("throttle"):
        session.execute(delete(Attempt).where(Attempt.id.in_(attempts)))


def _scopes(what: str, whom: str | None) -> Iterator[tuple[str, rules.Limit]]:
    """For whom it is counted, as keyed hashes, each with its limit."""
    limits, network = rules.LIMITS[what], rules.network(request.remote_addr)
    key = str(current_app.config["SECRET_KEY"])
    if whom and limits.here:
        yield rules.keyed(key, what, "here", whom, network), limits.here
    if whom and limits.anywhere:
        yield rules.keyed(key, what, "anywhere", whom), limits.anywhere
    yield rules.keyed(key, what, "network", network), limits.network
