"""The ways to an agenda without an account: the secret link, the browser that keeps it, and the account that
takes it over."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts.rules import LINK
from scheduler.agendas import actions, queries
from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import KeyKind
from scheduler.kernel.decision import bookkeeping
from scheduler.web.account import throttle
from scheduler.web.agenda import keeping
from scheduler.web.agenda.door import door
from scheduler.web.agenda.keeping import ACTOR
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

BACK = "agenda.page"


@door.post("/link/")
def new_link() -> ResponseReturnValue:
    """A new secret link, shown this once. The one before it opens nothing any more."""
    if present().person:
        abort(409)
    token = keeping.write(lambda this, agenda: actions.new_key(this, agenda, KeyKind.LINK))
    return render_template("agenda/link.html", path=url_for("agenda.open_it", token=token))


@door.post("/link/end/")
def end_link() -> ResponseReturnValue:
    agenda = keeping.mine() or abort(409)
    with bookkeeping(ACTOR):
        actions.end_link(agenda)
    flash(gettext("The secret link opens nothing any more."))
    return redirect(url_for(BACK), 303)


@door.get("/open/<token>/")
def open_it(token: str) -> ResponseReturnValue:
    """What is behind a secret link. Programs that look through mail open links: nothing is done yet."""
    agenda, here = _by_link(token), keeping.in_browser()
    stars, is_mine = len(queries.choices(agenda.id).stars), bool(here and here.id == agenda.id)
    mine = len(queries.choices(here.id).stars) if here and not is_mine else 0
    return render_template("agenda/open.html", token=token, stars=stars, mine=mine, is_mine=is_mine)


@door.post("/open/<token>/")
def keep_it(token: str) -> ResponseReturnValue:
    """Let this browser keep the agenda. What it kept before is added where that is wanted; else only its own
    secret link opens that."""
    agenda, here = _by_link(token), keeping.in_browser()
    with bookkeeping(ACTOR) as this:
        if here and here.id != agenda.id and request.form.get("both"):
            actions.take_over(this, agenda, here)
        keeping.keep_here(actions.new_key(this, agenda, KeyKind.BROWSER))
        actions.used(this, agenda)
    flash(gettext("This browser keeps the agenda from now on."))
    return redirect(url_for(BACK), 303)


@door.post("/take-over/")
def take_over() -> ResponseReturnValue:
    """What this browser keeps moves into the account of who is signed in."""
    other, who = keeping.in_browser(), present()
    if other is None or who.person is None:
        abort(409)
    keeping.write(lambda this, agenda: actions.take_over(this, agenda, other))
    keeping.forget_here()
    flash(gettext("Your account has both agendas now, as one."))
    return redirect(url_for(BACK), 303)


@door.post("/forget/")
def forget() -> ResponseReturnValue:
    """This browser keeps no agenda any more. The agenda itself stays as long as something else opens it."""
    keeping.forget_here()
    flash(gettext("This browser keeps no agenda any more."))
    return redirect(url_for(BACK), 303)


@door.post("/forget/everywhere/")
def forget_everywhere() -> ResponseReturnValue:
    """No other browser keeps it: for a device that was lost."""
    agenda = keeping.mine() or abort(409)
    with bookkeeping(ACTOR) as this:
        actions.end_browsers(agenda)
        if present().person is None:
            keeping.keep_here(actions.new_key(this, agenda, KeyKind.BROWSER))
    flash(gettext("No other browser opens this agenda any more."))
    return redirect(url_for(BACK), 303)


@door.post("/throw-away/")
def throw_away() -> ResponseReturnValue:
    """All of it, for good."""
    agenda = keeping.mine() or abort(409)
    with bookkeeping(ACTOR) as this:
        actions.throw_away(this, agenda)
    if present().person is None:
        keeping.forget_here()
    flash(gettext("Your agenda is thrown away, with everything in it."))
    return redirect(url_for(BACK), 303)


def _by_link(token: str) -> Agenda:
    """Guessing is made slow."""
    throttle.check(LINK)
    found = queries.by_key(token, KeyKind.LINK)
    if found is None:
        throttle.count(LINK)
        abort(make_response(render_template("agenda/no-link.html"), 404))
    return found
