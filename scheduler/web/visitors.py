"""Who asks, in this request."""

from flask import current_app, g
from flask_login import current_user

from scheduler.accounts.models import Account
from scheduler.accounts.queries import visitor
from scheduler.kernel.permissions import NOBODY, Visitor


def present() -> Visitor:
    """Who asks; a stranger if nobody is signed in, or whose address is not confirmed."""
    if "visitor" not in g:
        g.visitor = _visitor()
    found: Visitor = g.visitor
    return found


def account() -> Account | None:
    """The account that is signed in."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def _visitor() -> Visitor:
    mine = account()
    if mine is None or not mine.confirmed_at:
        return NOBODY
    strong = not current_app.config["SECOND_FACTOR"] or bool(g.get("signed_in_strongly"))
    return visitor(mine, strong=strong)
