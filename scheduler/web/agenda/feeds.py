"""Feeds of one's own: made, changed, given a new address, and revoked; with an account or without."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.subscriptions import actions, queries
from scheduler.subscriptions.models import Subscription
from scheduler.web.agenda import keeping
from scheduler.web.agenda.door import door
from scheduler.web.agenda.feed_forms import FeedForm, alarm_name, asked_for, shown
from scheduler.web.agenda.keeping import ACTOR
from scheduler.web.languages import gettext, say
from scheduler.web.programme.calendars import CLIENTS, picture
from scheduler.web.programme.subscribing import at
from scheduler.web.visitors import present

BACK = "agenda.feeds"


@door.get("/feeds/")
def feeds() -> str:
    """All of one's feeds, and a form for a new one."""
    return _page(FeedForm(owes=_owes(), asked=asked_for()))


@door.post("/feeds/")
def make_feed() -> ResponseReturnValue:
    """A new feed; where there is no agenda yet, one is started. The address is shown this once."""
    form = FeedForm(owes=_owes(), asked=asked_for())
    if not form.is_sent:
        return _page(form), 422
    wanted = form.wanted()
    try:
        token = keeping.write(lambda this, agenda: actions.make(this, agenda, wanted)[1])
    except Refused as refused:
        return _page(form, say(refused.sentence)), 409
    return _address(token, wanted.name)


@door.get("/feeds/<int:number>/")
def feed(number: int) -> str:
    """One feed: what it shows, a new address, and its end."""
    one = _mine(number)
    return render_template("agenda/feed.html", one=one, form=FeedForm(one, owes=_owes()))


@door.post("/feeds/<int:number>/")
def change_feed(number: int) -> ResponseReturnValue:
    """Show something else in it, or in another way."""
    one = _mine(number)
    form = FeedForm(one, owes=_owes())
    if not form.is_sent:
        return render_template("agenda/feed.html", one=one, form=form), 422
    wanted = form.wanted()
    with bookkeeping(ACTOR) as this:
        actions.change(this, _mine(number), wanted)
    flash(gettext("The feed is changed. Calendars follow when they look the next time; the address stays."))
    return redirect(url_for(BACK), 303)


@door.post("/feeds/<int:number>/rotate/")
def rotate_feed(number: int) -> ResponseReturnValue:
    """A new address, shown this once. The old one is dead at once."""
    with bookkeeping(ACTOR):
        one = _mine(number)
        token, name = actions.rotate(one), one.name
    return _address(token, name, is_new=False)


@door.post("/feeds/<int:number>/revoke/")
def revoke_feed(number: int) -> ResponseReturnValue:
    """The feed ends; its address is dead at once."""
    with bookkeeping(ACTOR):
        one = _mine(number)
        name = one.name
        actions.revoke(one)
    flash(gettext("“%(name)s” is revoked: its address shows nothing any more.", name=name))
    return redirect(url_for(BACK), 303)


def _page(form: FeedForm, refused: str = "") -> str:
    agenda = keeping.mine()
    mine = queries.of(agenda.id) if agenda else ()
    return render_template(
        "agenda/feeds.html",
        feeds=[(one, shown(one)) for one in mine],
        alarm_name=alarm_name,
        form=form,
        refused=refused,
    )


def _address(token: str, name: str, *, is_new: bool = True) -> str:
    address = at(url_for("feeds.own", token=token))
    return render_template(
        "agenda/feed-address.html",
        feed=address,
        name=name,
        is_new=is_new,
        picture=picture(address.webcal),
        clients=CLIENTS,
    )


def _mine(number: int) -> Subscription:
    """Raises NotFound; of other people's feeds nobody learns that they exist."""
    agenda = keeping.mine() or abort(404)
    return queries.one_of(agenda.id, number)


def _owes() -> bool:
    return present().account is not None
