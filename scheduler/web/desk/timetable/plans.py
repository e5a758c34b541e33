"""The timetables of meetings: the public one, and drafts that are made, named, thrown away beside it."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.releases.coming import coming
from scheduler.releases.permissions import RELEASE
from scheduler.timetable import overview, plans, queries
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.models import Plan
from scheduler.timetable.permissions import EDIT_PLAN, SEE_TIMETABLE, SET_RULES
from scheduler.timetable.proposals import queries as run_queries
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.timetable import run_words, words
from scheduler.web.desk.timetable.door import Planned, door, meeting_of, planned
from scheduler.web.languages import gettext
from scheduler.web.policy_words import policy_name


@door.get("/")
@guarded(SEE_TIMETABLE)
def meetings() -> str:
    """Every meeting, with its drafts counted."""
    return render_template("desk/timetable/meetings.html", meetings=overview.meetings())


@door.get("/<code>/")
@guarded(SEE_TIMETABLE, meeting_of)
def plans_of(meeting: Meeting) -> str:
    """The plans of a meeting with their numbers."""
    return _page(meeting)


@door.post("/<code>/")
@guarded(EDIT_PLAN, meeting_of)
def make(meeting: Meeting) -> ResponseReturnValue:
    """An empty draft, or a copy of the plan that was chosen."""
    name, like = request.form.get("name", ""), request.form.get("like", type=int)
    return do(
        lambda this: plans.make_draft(this, meeting, name, queries.plan(meeting, like) if like else None),
        lambda: _there(meeting),
        gettext("The draft is made."),
        lambda why: _page(meeting, why, name, like),
    )


@door.post("/<code>/begin")
@guarded(EDIT_PLAN, meeting_of)
def begin(meeting: Meeting) -> ResponseReturnValue:
    """The public timetable of a meeting that has none."""
    return do(
        lambda this: plans.begin_public(this, meeting),
        lambda: _there(meeting),
        gettext("The public timetable is begun. Nothing is public before a release."),
        lambda why: _page(meeting, why),
    )


@door.post("/<code>/<int:number>/name")
@guarded(EDIT_PLAN, planned)
def rename(one: Planned) -> ResponseReturnValue:
    name = request.form.get("name", "")
    return do(
        lambda this: plans.rename(this, one.plan, name),
        lambda: _there(one.meeting, one.plan),
        gettext("The draft has another name."),
        lambda why: _page(one.meeting, why),
    )


@door.post("/<code>/<int:number>/throw-away")
@guarded(EDIT_PLAN, planned)
def throw_away(one: Planned) -> ResponseReturnValue:
    """It stands below the others and can be brought back."""
    return do(
        lambda this: plans.throw_away(this, one.plan),
        lambda: _there(one.meeting),
        gettext("The draft is thrown away. Below you can bring it back."),
        lambda why: _page(one.meeting, why),
    )


@door.post("/<code>/<int:number>/bring-back")
@guarded(EDIT_PLAN, planned)
def bring_back(one: Planned) -> ResponseReturnValue:
    return do(
        lambda this: plans.bring_back(this, one.plan),
        lambda: _there(one.meeting, one.plan),
        gettext("The draft is back."),
        lambda why: _page(one.meeting, why),
    )


def _there(meeting: Meeting, plan: Plan | None = None) -> str:
    here = url_for("desk_timetable.plans_of", code=meeting.code)
    return f"{here}#plan-{plan.id}" if plan else here


def _page(meeting: Meeting, fault: str = "", name: str = "", like: int | None = None) -> str:
    session.refresh(meeting)
    found = overview.outline(meeting)
    news = coming(meeting)
    return render_template(
        "desk/timetable/plans.html",
        meeting=meeting,
        outlines=[one for one in found if one.plan.thrown_at is None],
        thrown=[one for one in found if one.plan.thrown_at],
        public=next((one.plan for one in found if one.plan.public), None),
        names={one.plan.id: one.plan.name for one in found},
        people=words_of(meeting, {one.plan.made_by for one in found if one.plan.made_by}).people,
        unreleased=len(news.entries) if news else 0,
        fault=fault,
        typed={"name": name, "like": like},
        grave=(Level.BLOCKS_PLACING, Level.BLOCKS_RELEASE),
        words=words,
        runs=run_queries.runs(meeting),
        run_words=run_words,
        policy_name=policy_name,
        edit=EDIT_PLAN,
        set_rules=SET_RULES,
        release=RELEASE,
        most=plans.LONGEST_NAME,
    )
