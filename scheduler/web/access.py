"""Who may use which address. Every view says so itself, by `guarded`; docs/permissions.md lists them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, Unauthorized

from scheduler.kernel.errors import NotFound
from scheduler.kernel.permissions import Act, Verdict, may
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import account, present

OPEN_DOORS = frozenset(
    {
        "agenda",
        "api",
        "calendars",
        "calls",
        "changes",
        "changes_feed",
        "documents",
        "exchange",
        "feeds",
        "floor",
        "health",
        "organisations",
        "programme",
        "receipts",
        "security",
        "speakers",
        "tables",
        "verify",
    }
)
"""Blueprints that are for everybody. Flask-Security (`security`) guards itself."""
READING = ("GET", "HEAD")
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Guard:
    """What one has to be allowed to do to use an address, and what finds the thing it is about."""

    act: Act
    load: Callable[..., Any] | None


def guarded(act: Act, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Only who may do this comes in. `load` finds the thing by the address's values (or raises NotFound);
    the view then gets the thing instead of them."""

    def around(view: View) -> View:
        @wraps(view)
        def inside(**values: Any) -> ResponseReturnValue:
            if load is None:
                return _turn_away(act) or view(**values)
            try:
                thing = load(**values)
            except NotFound as nothing:
                return _turn_away_from(act, nothing)
            return _turn_away(act, thing) or view(thing)

        inside.guard = Guard(act, load)  # type: ignore[attr-defined]
        return inside

    return around


def furnish(app: Flask) -> None:
    """Shut every address that nobody has said anything about."""
    app.before_request(_shut)
    app.context_processor(
        lambda: {
            "may": lambda act, thing=None: bool(may(present(), act, thing)),
            "may_open": may_open,
            "visitor": present,
        }
    )


def guards(app: Flask) -> Iterator[tuple[str, str, Guard | None]]:
    """Every address with its methods and who is let in; None: everybody."""
    for rule in app.url_map.iter_rules():
        if rule.build_only:
            continue
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        yield rule.rule, methods, getattr(app.view_functions[rule.endpoint], "guard", None)


def may_open(endpoint: str) -> bool:
    """Whether the visitor is let in at an address that is about no one thing, so that a link leads there."""
    guard = getattr(current_app.view_functions[endpoint], "guard", None)
    return guard is None or bool(may(present(), guard.act))


def is_open(app: Flask, endpoint: str) -> bool:
    """Whether an address is for everybody."""
    view = app.view_functions[endpoint]
    door = endpoint.partition(".")[0].removesuffix("_translated")
    return endpoint == "static" or getattr(view, "is_open", False) or door in OPEN_DOORS


def open_to_all(view: View) -> View:
    """This address is for everybody."""
    view.is_open = True  # type: ignore[attr-defined]
    return view


def _shut() -> None:
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "guard") and not is_open(current_app, request.endpoint):
        abort(404)


def _turn_away(act: Act, thing: object = None) -> ResponseReturnValue | None:
    """Nothing for who may; else the way to sign in, or the reason."""
    verdict = may(present(), act, thing)
    return None if verdict else _elsewhere(act) or _refuse(act, verdict)


def _turn_away_from(act: Act, nothing: NotFound) -> ResponseReturnValue:
    """Who would not be told of such a thing gets the same answer as if there were one."""
    if present().roles & act.roles:
        raise nothing
    if answer := _elsewhere(act):
        return answer
    if act.hidden:
        abort(404)
    raise nothing


def _elsewhere(act: Act) -> ResponseReturnValue | None:
    """Where those go who may do it once we know better who they are."""
    who = present()
    if who.account is None:
        return _ask_to_sign_in()
    return _ask_for_second_factor() if act.roles & who.waiting_roles else None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Nobody is sent away from a form: what was typed would be lost."""
    if account() is not None:
        raise Forbidden(gettext("Your e-mail address is not confirmed yet. The letter we sent you says how."))
    if request.method not in READING:
        raise Unauthorized
    back = request.script_root + request.full_path.removesuffix("?")
    return redirect(url_for("security.login", next=back))


def _ask_for_second_factor() -> ResponseReturnValue:
    if request.method not in READING:
        raise Forbidden(gettext("For this you need a second factor. Set one up under My account."))
    flash(gettext("For this you need a second factor. Set one up here, then sign in with it."))
    return redirect(url_for("account.security"))


def _refuse(act: Act, verdict: Verdict) -> NoReturn:
    if act.hidden:
        abort(404)
    raise Forbidden(say(verdict.reason) if verdict.reason else None)
