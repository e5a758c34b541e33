"""Draft programmes at the desk: shown, read with their answers, taken back; and answers that came by mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications.facts import Fault, Faulty
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries as plans
from scheduler.timetable.draft_programmes import answering, queries, rules, showing
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.permissions import ENTER_ANSWER, SHOW_DRAFT
from scheduler.timetable.draft_programmes.terms import Audience
from scheduler.timetable.draft_programmes.words import AUDIENCES
from scheduler.timetable.draft_programmes.workflow import DRAFT_PROGRAMME
from scheduler.timetable.permissions import SEE_TIMETABLE
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.desk.timetable.draft_answers import FILTERS, chosen, counted, lines_of
from scheduler.web.draft_programmes.own import said, told_place
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

HERE = "desk_timetable.draft_programme"


@dataclass(frozen=True)
class Drafted:
    """A draft programme of a meeting; where it is about one, the place of an event in it."""

    draft: DraftProgramme
    place: DraftPlace | None = None


def drafted(code: str, draft: int) -> Drafted:
    """Raises NotFound."""
    return Drafted(queries.draft(meeting_of(code), draft))


def place_in(code: str, draft: int, entry: str) -> Drafted:
    """Raises NotFound."""
    one = queries.draft(meeting_of(code), draft)
    return Drafted(one, queries.place_of(one, entry))


@door.get("/<code>/drafts/")
@guarded(SEE_TIMETABLE, meeting_of)
def draft_programmes(meeting: Meeting) -> str:
    """All that were shown, and the form to show one."""
    return _all(meeting)


@door.post("/<code>/drafts/")
@guarded(SHOW_DRAFT, meeting_of)
def show_draft(meeting: Meeting) -> ResponseReturnValue:
    form = request.form
    audience = form.get("audience", "")
    number = form.get("plan", 0, type=int)

    def there() -> str:
        newest = queries.newest(meeting)
        return url_for(HERE, code=meeting.code, draft=newest.number if newest else 1)

    return do(
        lambda this: showing.show(
            this,
            meeting,
            plans.plan(meeting, number),
            Audience(audience) if audience in set(Audience) else Audience.ORGANISERS,
            _day(form.get("last_day", "")),
            form.get("note", ""),
        ),
        there,
        gettext("The draft programme is shown. Its organisers are written to."),
        lambda why: _all(meeting, why, form),
    )


@door.get("/<code>/drafts/<int:draft>/")
@guarded(SEE_TIMETABLE, drafted)
def draft_programme(one: Drafted) -> str:
    """What organisers answered, and where the plan has moved since."""
    return _one(one.draft)


@door.post("/<code>/drafts/<int:draft>/take-back")
@guarded(SHOW_DRAFT, drafted)
def take_draft_back(one: Drafted) -> ResponseReturnValue:
    draft = one.draft
    return do(
        lambda this: showing.take_back(this, draft, request.form.get("why", "")),
        url_for(HERE, code=draft.meeting.code, draft=draft.number),
        gettext("The draft programme is taken back. Its page says so."),
        lambda why: _one(draft, why),
    )


@door.route("/<code>/drafts/<int:draft>/<entry>/", methods=("GET", "POST"))
@guarded(ENTER_ANSWER, place_in)
def enter_draft_answer(one: Drafted) -> ResponseReturnValue:
    """What came by mail, by note or by telephone."""
    form, place = WishForm(), one.place
    assert place, "it was found"
    faults: list[Fault] = []
    if form.is_sent:
        try:
            with decision(present().actor, on_behalf=wish(form)) as this:
                answering.enter(this, place, said(place.draft.meeting))
        except Faulty as faulty:
            faults = faulty.faults
        except Told as refused:
            faults = [("", refused.sentence)]
        else:
            flash(gettext("The answer is entered. Its organisers are told."))
            return redirect(_card(place), 303)
    status = 422 if faults or form.errors else 200
    return render_template(
        "desk/timetable/draft-answer.html", wish_form=form, faults=faults, **told_place(place)
    ), status


def _card(place: DraftPlace) -> str:
    draft = place.draft
    here = url_for(HERE, code=draft.meeting.code, draft=draft.number)
    return f"{here}#event-{place.entry.code}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _all(meeting: Meeting, fault: str = "", typed: Mapping[str, str] | None = None) -> str:
    session.refresh(meeting)
    found = queries.all_of(meeting)
    return render_template(
        "desk/timetable/drafts.html",
        meeting=meeting,
        drafts=found,
        filters=FILTERS,
        counts={draft.id: counted(draft.places) for draft in found},
        states=DRAFT_PROGRAMME.names,
        audiences=AUDIENCES,
        plans=[plan for plan in plans.plans(meeting) if plan.thrown_at is None and plan.adopted_at is None],
        typed=typed or {"plan": request.args.get("plan", "")},
        fault=fault,
        show=SHOW_DRAFT,
        longest=rules.LONGEST_NOTE,
    )


def _one(draft: DraftProgramme, fault: str = "") -> str:
    session.refresh(draft)
    lines = lines_of(draft)
    asked = request.args.get("answer", "")
    return render_template(
        "desk/timetable/draft.html",
        meeting=draft.meeting,
        draft=draft,
        zone=draft.meeting.time_zone,
        state=DRAFT_PROGRAMME.names[draft.state],
        audience=AUDIENCES[draft.audience],
        lines=chosen(lines, asked),
        counts=counted(draft.places),
        asked=asked,
        filters=FILTERS,
        fault=fault,
        acts=DRAFT_PROGRAMME.from_state(draft.state),
        show=SHOW_DRAFT,
        enter=ENTER_ANSWER,
    )
