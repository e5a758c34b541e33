"""Statements and videos of a call: what is missing, what came, and what the desk enters for a speaker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.applications.facts import Faulty
from scheduler.formats.csv_table import Row as Cells
from scheduler.formats.csv_table import csv_bytes
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.localtime import to_local
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.nominations import queries, seating
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.contributing import by_kind, existing, is_address, make_document
from scheduler.nominations.contributions import Row, rows
from scheduler.nominations.models import Nomination
from scheduler.nominations.owing import KINDS, NAMES
from scheduler.nominations.permissions import ENTER
from scheduler.nominations.terms import Contribution
from scheduler.nominations.workflow import NAMES as STATES
from scheduler.thematic_sessions.queries import consent_of
from scheduler.thematic_sessions.workflow import CONSENT
from scheduler.web import giving
from scheduler.web.access import guarded
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.desk.speakers.door import back, call_of, door
from scheduler.web.files import saved, uploads
from scheduler.web.giving import GivingForm
from scheduler.web.languages import gettext, ngettext, say
from scheduler.web.visitors import present

LONGEST = 100
SHOWN: dict[str, Callable[[Row], bool]] = {
    "missing": lambda row: row.is_missing,
    "late": lambda row: row.is_late,
    "came": lambda row: not row.is_missing,
    "instead": lambda row: row.can_be_published,
    "all": lambda _: True,
}
"""What the page can be asked for; what it shows at first is the first."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    show: str = ""
    kind: str = ""
    session: str = ""
    q: str = ""

    def fits(self, row: Row) -> bool:
        words = fold(f"{row.one.person.name or ''} {row.one.organisation.name}")
        return (
            SHOWN.get(self.show, SHOWN["missing"])(row)
            and self.kind in ("", row.standing.kind.value)
            and self.session in ("", str(row.one.session_id))
            and all(word in words for word in fold(self.q).split())
        )

    @property
    def kept(self) -> dict[str, str]:
        """For the address of the same list."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Place:
    """One thing that one speaker of a call owes."""

    one: Nomination
    kind: Contribution


def place_of(code: str, call: str, nomination: str, kind: str) -> Place:
    """Raises NotFound where they owe nothing of this kind."""
    found, one = call_of(code, call), queries.by_code(clean_line(nomination))
    if one.call_id != found.id or kind not in {
        row.standing.kind.value for row in rows(found) if row.one is one
    }:
        raise NotFound(Sentence("This speaker owes nothing of this kind. Load the list again."))
    return Place(one, Contribution(kind))


@door.get("/<code>/calls/<call>/contributions/")
@guarded(ENTER, call_of)
def contributions(call: SpeakerCall) -> str:
    """What is missing, or what else the address asks for."""
    said, every = _asked(), rows(call)
    return render_template(
        "desk/speakers/contributions.html",
        call=call,
        meeting=call.meeting,
        zone=call.meeting.time_zone,
        said=said,
        found=[row for row in every if said.fits(row)],
        counts={name: sum(map(fits, every)) for name, fits in SHOWN.items()},
        sessions={row.one.session.id: row.one.session.title for row in every if row.one.session},
        kinds={kind: NAMES[kind] for kind in KINDS},
        states=STATES,
        late_by=late_by,
        consent_of=consent_of,
        consents=CONSENT.names,
    )


@door.get("/<code>/calls/<call>/contributions.csv")
@guarded(ENTER, call_of)
def contributions_csv(call: SpeakerCall) -> Response:
    """The same list as a table."""
    said, zone = _asked(), call.meeting.time_zone
    head: Cells = (
        gettext("Number"), gettext("Name"), gettext("Organisation"), gettext("Session"), gettext("State"),
        gettext("What"), gettext("Due"), gettext("Came"), gettext("Late by"),
    )  # fmt: skip
    lines: list[Cells] = [
        (
            row.one.code,
            row.one.person.name,
            row.one.organisation.name,
            row.one.session.title if row.one.session else None,
            say(STATES[row.one.state]),
            say(NAMES[row.standing.kind]),
            _local(row.standing.due_at, zone),
            _local(row.standing.came_at, zone) if row.standing.came_at else None,
            late_by(row.late_by) or None,
        )
        for row in rows(call)
        if said.fits(row)
    ]
    response = Response(csv_bytes([head, *lines]), mimetype="text/csv")
    name = f"{call.meeting.code}-{call.code}-contributions.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@door.route("/<code>/calls/<call>/contributions/<nomination>/<kind>/", methods=("GET", "POST"))
@guarded(ENTER, place_of)
def contribution(place: Place) -> ResponseReturnValue:
    """What one speaker gave, and what came by mail, entered for them."""
    one = place.one
    how, form = WishForm(), GivingForm(place.kind, by_kind(one, place.kind), is_desk=True)
    if request.method == "POST" and how.validate():
        try:
            with decision(present().actor, on_behalf=wish(how)) as this:
                giving.give(this, present(), one, form)
        except Faulty:
            session.refresh(one)
        except Told as refused:
            how.form_errors.append(say(refused.sentence))
        else:
            return _there(place, gettext("It is entered."))
    status = 422 if request.method == "POST" else 200
    return _page(place, how, form), status


@door.get("/<code>/calls/<call>/contributions/<nomination>/<kind>/file")
@guarded(ENTER, place_of)
def contribution_file(place: Place) -> Response:
    sent = existing(place.one, place.kind)
    return saved(sent.digest, sent.name, place.one.thing)


@door.post("/<code>/calls/<call>/contributions/<nomination>/<kind>/document")
@guarded(ENTER, place_of)
def contribution_document(place: Place) -> ResponseReturnValue:
    """A draft among the documents of the session: it is public only with its author's consent."""
    with decision(present().actor) as this:
        make_document(this, present(), existing(place.one, place.kind), uploads())
    return _there(place, gettext("It is a draft among the documents of the session. Ask its author now."))


@door.post("/<code>/calls/<call>/contributions/<nomination>/<kind>/page")
@guarded(ENTER, place_of)
def send_page(place: Place) -> ResponseReturnValue:
    """The link to the speaker's own page, anew."""
    with decision(present().actor) as this:
        seating.send_page_again(this, present(), place.one)
    said = gettext("A letter brings them the new link. The one before no longer works.")
    return _there(place, said)


def late_by(by: timedelta) -> str:
    """In whole days, or hours below one."""
    if by >= timedelta(days=1):
        return ngettext("one day", "%(num)s days", by.days)
    if by:
        return ngettext("one hour", "%(num)s hours", max(1, by.seconds // 3600))
    return ""


def _page(place: Place, how: WishForm, form: GivingForm) -> str:
    one = place.one
    call = one.call
    row = next(row for row in rows(call) if row.one is one and row.standing.kind is place.kind)
    return render_template(
        "desk/speakers/contribution.html",
        call=call,
        meeting=call.meeting,
        zone=call.meeting.time_zone,
        one=one,
        row=row,
        sent=row.sent,
        is_link=is_address(row.sent.reference) if row.sent else False,
        kind=place.kind,
        name=NAMES[place.kind],
        how=how,
        form=form,
        states=STATES,
        late_by=late_by,
        consent_of=consent_of,
        consents=CONSENT.names,
    )


def _there(place: Place, said: str) -> ResponseReturnValue:
    call = place.one.call
    there = {
        "code": call.meeting.code,
        "call": call.code,
        "nomination": place.one.code,
        "kind": place.kind.value,
    }
    return back(said, "contribution", **there)


def _local(moment: datetime, zone: str) -> str:
    return f"{to_local(moment, zone):%Y-%m-%d %H:%M}"


def _asked() -> Asked:
    names = Asked.__dataclass_fields__
    return Asked(**{name: clean_line(request.args.get(name, ""))[:LONGEST] for name in names})
