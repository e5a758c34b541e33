"""What changed in what concerns somebody since they last looked, and how they are told of it."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import RadioField

from scheduler.kernel.clock import now
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.telling import queries
from scheduler.telling.choosing import choose, look
from scheduler.telling.permissions import CHOOSE, SEE_NEWS
from scheduler.telling.terms import ByMail
from scheduler.telling.wording import why
from scheduler.web.access import guarded
from scheduler.web.account.pages import door
from scheduler.web.forms import Form
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

CHOICES = (
    (ByMail.AT_ONCE.value, later("At once: a letter with every release")),
    (ByMail.DAILY.value, later("Once a day: one letter, at seven in the morning where the meeting is")),
    (ByMail.NEVER.value, later("Not by mail: only here, and in calendars that subscribe")),
)


class ChoosingForm(Form):
    """How somebody is told."""

    by_mail = RadioField(later("Letters about changes"), choices=CHOICES)


@door.get("/news/")
@guarded(SEE_NEWS)
def news() -> str:
    """The newest first; they stay until somebody says that they have seen them."""
    return _page(ChoosingForm(by_mail=_chosen()))


@door.post("/news/seen")
@guarded(SEE_NEWS)
def seen() -> ResponseReturnValue:
    """All that the page showed was looked at, and nothing that came since."""
    with bookkeeping(present().actor):
        look(present().person or 0, _until())
    flash(gettext("What you have seen does not come again."))
    return redirect(url_for("account.news"), 303)


@door.post("/news/choice")
@guarded(CHOOSE)
def choose_how() -> ResponseReturnValue:
    form = ChoosingForm()
    if not form.is_sent:
        return _page(form), 422
    with decision(present().actor) as this:
        choose(this, present().person or 0, ByMail(form.by_mail.data))
    flash(gettext("Your choice is kept."))
    return redirect(url_for("account.news"), 303)


def _page(form: ChoosingForm) -> str:
    me = present().person or 0
    heard = queries.since_last_looked(me)
    return render_template(
        "account/news.html",
        heard=heard,
        more=max(0, queries.how_many_new(me) - queries.MOST),
        listener=queries.listener(me),
        form=form,
        why=why,
    )


def _chosen() -> str:
    return (queries.chosen(present().person or 0) or ByMail.AT_ONCE).value


def _until() -> datetime:
    """The newest release that the page showed; without one, nothing."""
    try:
        until = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return min(until if until.tzinfo else until.replace(tzinfo=UTC), now())
