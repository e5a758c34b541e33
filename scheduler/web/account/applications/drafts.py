"""The place of an application's event in a draft programme, and the answer to it."""

from collections.abc import Iterable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from scheduler.applications.facts import Fault, Faulty
from scheduler.applications.models import Application
from scheduler.applications.permissions import WRITE
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.timetable.draft_programmes import answering
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.draft_programmes.queries import places_of
from scheduler.timetable.draft_programmes.terms import Showing
from scheduler.web.access import guarded
from scheduler.web.account.applications.door import application, at, door, page
from scheduler.web.draft_programmes.own import said, told_place
from scheduler.web.languages import gettext
from scheduler.web.visitors import present


def place_now(one: Application) -> DraftPlace | None:
    """Where the draft programme that is shown has its event; None where none is shown."""
    newest = _newest(one)
    return newest if newest and newest.draft.state is Showing.SHOWN else None


@door.get("/<code>/draft/")
@guarded(WRITE, application)
def draft(one: Application) -> ResponseReturnValue:
    """In the newest draft programme, also when that is no longer shown: the page says so."""
    return _page(one, _place(one))


@door.post("/<code>/draft/")
@guarded(WRITE, application)
def answer_draft(one: Application) -> ResponseReturnValue:
    """Answer, or change the answer."""
    place = _place(one)
    try:
        with decision(present().actor) as this:
            answering.answer(this, place, said(place.draft.meeting))
    except Faulty as faulty:
        return _page(one, place, faulty.faults, 422)
    except Refused as refused:
        return _page(one, place, [("", refused.sentence)], 409)
    flash(gettext("Your answer is kept. Until the last day you can change it."))
    return redirect(at(one, "draft"), 303)


def _newest(one: Application) -> DraftPlace | None:
    return next(iter(places_of(one.entry_id)), None) if one.entry_id else None


def _place(one: Application) -> DraftPlace:
    place = _newest(one)
    if place is None:
        raise NotFound(Sentence("No draft programme was shown with this event yet."))
    return place


def _page(
    one: Application, place: DraftPlace, faults: Iterable[Fault] = (), status: int = 200
) -> ResponseReturnValue:
    return page("draft", one, status, faults=list(faults), **told_place(place))
