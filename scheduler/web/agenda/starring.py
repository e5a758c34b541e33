"""Stars: the page behind each star button, and the small answers for our script."""

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from scheduler.agendas import actions, delegation_queries, queries
from scheduler.agendas.rules import Choices, level
from scheduler.agendas.terms import Level
from scheduler.web.agenda import keeping
from scheduler.web.agenda.door import door
from scheduler.web.languages import gettext
from scheduler.web.programme.pages import entry_of, programme_of

NONE = "none"
LEVELS: dict[str, Level | None] = {
    NONE: None,
    **{one.value: one for one in (Level.GOING, Level.PERHAPS, Level.LEFT_OUT)},
}
"""What a form may ask for."""


@door.get("/star/<meeting:code>/<entry:entry>/")
def star(code: str, entry: str) -> str:
    """How an entry stands in the agenda, and buttons that change it."""
    programme = programme_of(code)
    one = entry_of(programme, entry)
    agenda = keeping.mine()
    return render_template(
        "agenda/star.html",
        meeting=programme.meeting,
        entry=one.entry,
        level=level(queries.choices(agenda.id), code, one) if agenda else None,
        delegations=delegation_queries.memberships(agenda.id) if agenda else (),
    )


@door.get("/star/<meeting:code>/")
def chosen_star(code: str) -> ResponseReturnValue:
    """Where the stars of a programme's page lead: to the page of the entry whose star was pressed."""
    one = entry_of(programme_of(code), request.args.get("entry", ""))
    return redirect(url_for("agenda.star", code=code, entry=one.entry.code))


@door.post("/star/<meeting:code>/<entry:entry>/")
def give_star(code: str, entry: str) -> ResponseReturnValue:
    """Give an entry a level, or none. Our script gets the level back; forms get the page they came from."""
    one = entry_of(programme_of(code), entry)
    wanted = request.form.get("level", "")
    if wanted not in LEVELS:
        abort(400)
    uid, given = one.stamps.uid, LEVELS[wanted]
    before = keeping.write(lambda this, agenda: actions.star(this, agenda, queries.entry_number(uid), given))
    if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
        return jsonify(level=given)
    if request.form.get("from") == "agenda":
        return redirect(_back(code, entry, given, before), 303)
    flash(_said(given, one.entry.title))
    return redirect(url_for("agenda.star", code=code, entry=entry), 303)


@door.get("/stars.json")
def stars() -> Response:
    """The stars of one meeting, by the codes of its entries, and the token that forms need."""
    code = request.args.get("meeting", "")
    programme = programme_of(code)
    agenda = keeping.mine()
    chosen = queries.choices(agenda.id) if agenda else Choices()
    levels = {
        one.entry.code: chosen.stars[one.stamps.uid]
        for one in programme.entries
        if one.stamps.uid in chosen.stars
    }
    return jsonify(token=generate_csrf(), levels=levels)


def _back(code: str, entry: str, given: Level | None, before: Level | None) -> str:
    """The agenda's page: at the entry, or with a way back where it is gone from there."""
    if given in (Level.GOING, Level.PERHAPS):
        return url_for("agenda.page", _anchor=f"{code}-{entry}")
    return url_for("agenda.page", removed=f"{code} {entry}", was=before or NONE)


def _said(given: Level | None, title: str) -> str:
    if given is Level.GOING:
        return gettext("“%(title)s” is in your agenda: you go there.", title=title)
    if given is Level.PERHAPS:
        return gettext("“%(title)s” is in your agenda: you perhaps go there.", title=title)
    return gettext("“%(title)s” is not in your agenda.", title=title)
