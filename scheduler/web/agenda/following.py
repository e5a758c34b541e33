"""Following: an organisation, or a theme, a room, a kind or an agenda item of a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.agendas import actions, queries
from scheduler.agendas.models import Agenda
from scheduler.agendas.rules import item_slug
from scheduler.agendas.terms import Followed
from scheduler.kernel.decision import Decision
from scheduler.meetings.queries import existing_meeting
from scheduler.organisations.queries import by_slug, kept
from scheduler.releases.programme import Programme
from scheduler.web.agenda import keeping
from scheduler.web.agenda.door import door
from scheduler.web.languages import gettext
from scheduler.web.programme import facets
from scheduler.web.shelf import programmes

ORGANISATION = "organisation"


@dataclass(frozen=True)
class Target:
    """What can be followed: an organisation (no `meeting`), or something of a meeting, by its slug."""

    what: str
    value: str
    label: str
    meeting: str | None = None
    number: int | None = None

    @property
    def fields(self) -> dict[str, str]:
        """As addresses and forms name it."""
        return {"what": self.what, "value": self.value, **({"meeting": self.meeting} if self.meeting else {})}

    @property
    def title(self) -> str:
        """What kind of thing it is, in words."""
        return gettext("Agenda item") if self.what == Followed.AGENDA_ITEM else facets.title(self.what)


@door.get("/follow/")
def follow() -> str:
    """Whether this is followed, and a button that changes it."""
    target = _target(request.args.get("what", ""), request.args.get("value", ""), request.args.get("meeting"))
    return render_template("agenda/follow.html", target=target, follows=_follows(target))


@door.post("/follow/")
def do_follow() -> ResponseReturnValue:
    """Follow it, or no longer."""
    form = request.form
    target = _target(form.get("what", ""), form.get("value", ""), form.get("meeting"))
    wanted = form.get("follows") == "yes"
    keeping.write(lambda this, agenda: _write(this, agenda, target, wanted))
    if wanted:
        flash(gettext("You follow “%(name)s”: what belongs to it stands in your agenda.", name=target.label))
    else:
        flash(gettext("You follow “%(name)s” no longer.", name=target.label))
    if form.get("from") == "agenda":
        return redirect(url_for("agenda.page"), 303)
    return redirect(f"{url_for('agenda.follow')}?{urlencode(target.fields)}", 303)


def followed(agenda_id: int) -> Iterator[Target]:
    """All that an agenda follows: organisations first, then by meeting."""
    for body in queries.followed_organisations(agenda_id):
        yield Target(ORGANISATION, body.slug, body.name, number=body.id)
    known = {programme.meeting.code: programme for programme in programmes().all()}
    for code, what, value in queries.followed_values(agenda_id):
        label = _labels(known[code], what).get(value, value) if code in known else value
        yield Target(what.value, value, label, meeting=code)


def _target(what: str, value: str, code: str | None) -> Target:
    """What is meant; else the page does not exist. What is followed already may be gone from programmes."""
    if what == ORGANISATION:
        body = by_slug(value) or abort(404)
        one = kept(body.id)
        return Target(ORGANISATION, one.slug, one.name, number=one.id)
    if what not in list(Followed):
        abort(404)
    programme = programmes().get(code or "") or abort(404)
    label = _labels(programme, Followed(what)).get(value)
    agenda = keeping.mine()
    if label is None and (code, what, value) not in (queries.followed_values(agenda.id) if agenda else ()):
        abort(404)
    return Target(what, value, label or value, meeting=code)


def _labels(programme: Programme, what: Followed) -> dict[str, str]:
    """What can be followed of this kind in a programme, by slug."""
    if what is Followed.AGENDA_ITEM:
        items = (item for one in programme.entries for item in one.entry.agenda_items)
        return {item_slug(item): ". ".join(filter(None, (item.number, item.title))) for item in items}
    return {value: label for (key, value), label in facets.labels(programme).items() if key == what}


def _follows(target: Target) -> bool:
    agenda = keeping.mine()
    if agenda is None:
        return False
    if target.number:
        return target.number in {body.id for body in queries.followed_organisations(agenda.id)}
    return (target.meeting, target.what, target.value) in queries.followed_values(agenda.id)


def _write(this: Decision, agenda: Agenda, target: Target, follows: bool) -> None:
    if target.number:
        actions.follow_organisation(this, agenda, target.number, follows)
        return
    meeting = existing_meeting(target.meeting or "")
    actions.follow_value(this, agenda, meeting.id, Followed(target.what), target.value, follows)
