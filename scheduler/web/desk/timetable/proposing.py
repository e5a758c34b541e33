"""Proposals of the allocation: asked for, looked at while they are made, stopped."""

from dataclasses import dataclass, replace

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel import clock
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries
from scheduler.timetable.allocation import solver
from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.instances import instance_of
from scheduler.timetable.permissions import EDIT_PLAN, SEE_TIMETABLE, SET_RULES
from scheduler.timetable.proposals import asking
from scheduler.timetable.proposals import queries as run_queries
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import read
from scheduler.timetable.proposals.reasons import demands_of, names_of
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.timetable import curves, run_words
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.desk.timetable.moved import asked_for, moved
from scheduler.web.desk.timetable.pictures import HEIGHT, WIDTH, pictures
from scheduler.web.desk.timetable.propose_forms import ProposeForm, fields
from scheduler.web.languages import gettext
from scheduler.web.policy_words import FIRST_COME, POLICIES, policy_name

SECONDS = 3
"""After which a page of a run that goes on asks anew."""


@dataclass(frozen=True)
class Ran:
    """A run of a meeting."""

    meeting: Meeting
    run: AllocationRun


def ran(code: str, run: int) -> Ran:
    meeting = meeting_of(code)
    return Ran(meeting, run_queries.run(meeting, run))


@door.get("/<code>/propose/")
@guarded(EDIT_PLAN, meeting_of)
def proposing(meeting: Meeting) -> str:
    return _form(meeting, _empty(meeting))


@door.post("/<code>/propose/")
@guarded(EDIT_PLAN, meeting_of)
def propose(meeting: Meeting) -> ResponseReturnValue:
    """A run waits for the worker: for a draft, or for what giving up wishes would bring."""
    form = _empty(meeting)
    if not form.is_sound:
        return _form(meeting, form), 422
    options, said = form.options, gettext("The proposal is being made. You can leave this page; it goes on.")
    if request.form.get("what") == "curve":
        options = replace(options, trade_off=True, give_up=0)
        said = gettext("It is being computed. You can leave this page; it goes on.")
    return do(
        lambda this: asking.ask(this, meeting, options),
        lambda: _newest(meeting),
        said,
        lambda why: _form(meeting, form, why),
    )


@door.post("/<code>/propose/rule")
@guarded(SET_RULES, meeting_of)
def say_rule(meeting: Meeting) -> ResponseReturnValue:
    """By which rule places are given, for the public page of calls."""
    said = request.form.get("rule", "")
    policy = Policy(said) if said in set(Policy) else None
    return do(
        lambda this: asking.say_rule(this, meeting, policy),
        lambda: url_for("desk_timetable.proposing", code=meeting.code),
        gettext("The rule is stored."),
        lambda why: _form(meeting, _empty(meeting), why),
    )


@door.get("/<code>/runs/<int:run>/")
@guarded(SEE_TIMETABLE, ran)
def run(one: Ran) -> Response:
    """How far it is, and what came of it. While it goes on the page comes anew by itself, unless somebody
    does not want that."""
    response = make_response(_page(one))
    if one.run.state in run_queries.OPEN and not _is_lost(one) and not _stands_still():
        response.headers["Refresh"] = str(SECONDS)
    return response


@door.post("/<code>/runs/<int:run>/stop")
@guarded(EDIT_PLAN, ran)
def stop(one: Ran) -> ResponseReturnValue:
    """The best so far is kept."""
    return do(
        lambda this: asking.stop(this, one.meeting, one.run),
        lambda: url_for("desk_timetable.run", code=one.meeting.code, run=one.run.id),
        gettext("The run is being stopped."),
        lambda why: _page(one, why),
    )


def _empty(meeting: Meeting) -> ProposeForm:
    return ProposeForm(one for one in queries.plans(meeting) if one.thrown_at is None)


def _newest(meeting: Meeting) -> str:
    return url_for("desk_timetable.run", code=meeting.code, run=run_queries.runs(meeting)[0].id)


def _form(meeting: Meeting, form: ProposeForm, fault: str = "") -> str:
    told = run_queries.curve(meeting)
    return render_template(
        "desk/timetable/propose.html",
        meeting=meeting,
        form=form,
        fault=fault,
        has_solver=solver.is_installed(),
        first_come=FIRST_COME,
        policies=POLICIES,
        policy_name=policy_name,
        frame=curves,
        fields=fields,
        curve=curves.drawn(told.progress) if told else None,
        curve_run=told,
        curve_options=read(told.options) if told else None,
        public_rule=run_queries.public_rule(meeting),
        set_rules=SET_RULES,
    )


def _page(one: Ran, fault: str = "") -> str:
    run, options = one.run, read(one.run.options)
    plan = queries.plan(one.meeting, run.plan_id) if run.plan_id else None
    start = queries.plan(one.meeting, options.start) if options.start else None
    public = queries.public_plan(one.meeting)
    lost = _is_lost(one)
    said, *contradicting = (run.said or "").split("\n")
    names = names_of(instance_of(one.meeting, start or public)) if contradicting or options.again else {}
    return render_template(
        "desk/timetable/run.html",
        meeting=one.meeting,
        run=run,
        options=options,
        plan=plan,
        start=start,
        public=public,
        lost=lost,
        said=asking.WENT_AWAY if lost else said,
        demands=demands_of(contradicting, names),
        what_if=asked_for(options, names) if options.again else (),
        goes_on=run.state in run_queries.OPEN and not lost,
        stands_still=_stands_still(),
        levels=() if options.trade_off else pictures(run.progress),
        curve=curves.drawn(run.progress) if options.trade_off else None,
        frame=curves,
        fields=fields,
        size=(WIDTH, HEIGHT),
        fault=fault,
        asked_by=words_of(one.meeting, [run.asked_by]).people.get(run.asked_by),
        words=run_words,
        policy_name=policy_name,
        moved=moved(one.meeting, plan) if plan else None,
        edit=EDIT_PLAN,
        set_rules=SET_RULES,
    )


def _is_lost(one: Ran) -> bool:
    return run_queries.is_lost(one.run, clock.now())


def _stands_still() -> bool:
    return "still" in request.args
