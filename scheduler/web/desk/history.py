"""Who did what, when and why: by thing, by person, by day. And what the desk writes to itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts.traces import own_names
from scheduler.audit import queries, rules
from scheduler.audit.actions import note
from scheduler.audit.models import Record
from scheduler.audit.permissions import SEE_HISTORY, WRITE_NOTE
from scheduler.audit.queries import A_PAGE, Asked
from scheduler.audit.words import ACTS
from scheduler.formats.csv_table import Row, csv_bytes
from scheduler.kernel import localtime
from scheduler.kernel.db import LARGEST
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.localtime import UnknownZone
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import meeting
from scheduler.nominations.queries import kept_from_desk
from scheduler.timetable.called import called
from scheduler.web.access import guarded
from scheduler.web.desk.home import door
from scheduler.web.forms import Form, line, lines
from scheduler.web.history import Fact, TellingNote, Told, named, tell, tell_notes
from scheduler.web.house_time import ZONE
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

MOST_IN_A_FILE = 10_000
"""Records; where there are more, the last line says so."""
SHOWN_WITH_A_THING = 10
"""Records on a thing's own page; the history has the rest."""
LONGEST = 100
"""Characters of a filter."""


@dataclass(frozen=True)
class Filters:
    """What the address asks for as it was written, what it means, and what of it could not be understood."""

    written: Mapping[str, str]
    asked: Asked = field(default_factory=Asked)
    faults: tuple[str, ...] = ()


class NoteForm(Form):
    """An internal note."""

    thing = line(later("About"), most=LONGEST)
    text = lines(later("Internal note"), most=5000, hint=later("Only the desk can read it."))


def furnish(app: Flask) -> None:
    """Let every page of the desk show the history and the notes of its thing."""
    app.context_processor(lambda: {"history_of": history_of, "notes_on": notes_on})


def history_of(thing: str) -> list[Told]:
    """The newest records of a thing."""
    return tell(queries.page(Asked(frozenset({thing}), without=kept_from_desk()), most=SHOWN_WITH_A_THING))


def notes_on(thing: str) -> list[TellingNote]:
    """The desk's notes on a thing, the newest first."""
    return tell_notes(queries.notes_on([thing]))


@door.get("/history/")
@guarded(SEE_HISTORY)
def history() -> str:
    """The newest records that fit, or those below a number."""
    filters = _filters()
    found = queries.page(filters.asked, _number(request.args.get("before")), A_PAGE + 1)
    shown = found[:A_PAGE]
    return render_template(
        "desk/history/history.html",
        filters=filters,
        lines=tell(shown),
        earlier=shown[-1].number if len(found) > A_PAGE else None,
        thing=named(filters.written["thing"]) if "thing" in filters.written and not filters.faults else None,
        acts=sorted(((act, say(words)) for act, words in ACTS.items()), key=lambda act: act[1]),
        form=NoteForm(data={"thing": filters.written.get("thing")}),
    )


@door.get("/history.csv")
@guarded(SEE_HISTORY)
def history_table() -> Response:
    """The same as a table, in UTC."""
    filters = _filters()
    found = queries.page(filters.asked, most=MOST_IN_A_FILE + 1)
    response = Response(csv_bytes(_rows(found)), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="history.csv"'
    return response


@door.post("/history/notes/")
@guarded(WRITE_NOTE)
def write_note() -> ResponseReturnValue:
    """Keep a note, and show it with its thing."""
    form = NoteForm()
    if not form.is_sent:
        return render_template("desk/history/note.html", form=form), 422
    thing = form.thing.data
    if not _is_there(thing):
        raise NotFound(Sentence("There is no such thing to write a note on."))
    with decision(present().actor) as this:
        note(this, thing, form.text.data)
    flash(gettext("The note is kept. Only the desk can read it."))
    return redirect(url_for("desk.history", thing=thing), 303)


def _filters() -> Filters:
    written = {name: request.args.get(name, "").strip()[:LONGEST] for name in _READ}
    written = {name: text for name, text in written.items() if text}
    asked: dict[str, Any] = {}
    faults = []
    for name, text in written.items():
        found = _READ[name](text, written.get("zone", ZONE))
        if isinstance(found, Sentence):
            faults.append(say(found))
        elif "things" in found and "things" in asked:
            faults.append(gettext("Ask for a thing or for a person, not for both."))
        else:
            asked |= found
    return Filters(written, Asked(**asked, without=kept_from_desk()), tuple(faults))


def _thing(text: str, _zone: str) -> dict[str, Any] | Sentence:
    if rules.THING.fullmatch(text):
        return {"things": frozenset({text})}
    return Sentence("A thing is written like “organisation 12” or “meeting CND66”.")


def _person(text: str, _zone: str) -> dict[str, Any] | Sentence:
    number = _number(text.removeprefix("person "))
    if number and (names := own_names(number)):
        return {"things": names}
    return Sentence("There is no person of this number.")


def _day(text: str, zone: str) -> dict[str, Any] | Sentence:
    try:
        since, until = rules.whole_day(date.fromisoformat(text), zone)
    except UnknownZone:
        return {}  # the zone's own fault is told already
    except (ValueError, OverflowError):
        return Sentence("A day is written like 2027-03-09.")
    return {"since": since, "until": until}


def _act(text: str, _zone: str) -> dict[str, Any] | Sentence:
    return {"act": text} if text in ACTS else Sentence("There is no such act.")


def _zone(text: str, _zone: str) -> dict[str, Any] | Sentence:
    try:
        localtime.zone(text)
    except UnknownZone as unknown:
        return unknown.sentence
    return {}


_READ: dict[str, Callable[[str, str], dict[str, Any] | Sentence]] = {
    "thing": _thing,
    "person": _person,
    "day": _day,
    "act": _act,
    "zone": _zone,
}
"""How each filter is read; `zone` is that of the day."""


def _number(text: str | None) -> int | None:
    if text and text.isascii() and text.isdecimal():
        return min(int(text), LARGEST)
    return None


def _is_there(thing: str) -> bool:
    kind, _, code = thing.partition(" ")
    return thing in called([thing]) or (kind == "meeting" and meeting(code) is not None)


def _rows(records: Sequence[Record]) -> Iterator[Row]:
    headings = ("Number", "Time (UTC)", "Who", "Act", "Upon", "Name", "Why", "On behalf", "What")
    yield tuple(map(gettext, headings))
    for one in tell(records[:MOST_IN_A_FILE]):
        yield (
            one.record.number,
            one.record.at,
            say(one.who.name),
            say(one.act),
            one.upon.thing,
            say(one.upon.name),
            one.why,
            say(one.on_behalf) if one.on_behalf else None,
            gettext("(erased)") if one.facts is None else "; ".join(map(_fact, one.facts)),
        )
    if len(records) > MOST_IN_A_FILE:
        yield (gettext("There are more. Ask for one thing, person or day."),)


def _fact(fact: Fact) -> str:
    if fact.is_change:
        return f"{say(fact.field)}: {say(fact.before)} → {say(fact.after)}"
    return f"{say(fact.field)}: {say(fact.after)}"
