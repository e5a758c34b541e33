"""Working a run off: the facts are read, the allocation runs in a thread of its own without the database, and
meanwhile this one writes how far it is, hears whether to stop, and keeps the draft at the end.

Whoever does this may die at any moment: then no draft is there, and nothing else was touched.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from scheduler.formats.allocation_file import Allocation, Cell
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Refused, Told
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable import plans, queries
from scheduler.timetable.allocation import conflicts, plan_file, solver
from scheduler.timetable.allocation.levels import allocate
from scheduler.timetable.allocation.problem import Impossible, Plan, Problem, require_possible
from scheduler.timetable.allocation.solver import Effort, Stop
from scheduler.timetable.allocation.trading import PERCENTS, trade_off
from scheduler.timetable.allocation.what_if import consequences
from scheduler.timetable.instances import Asking, instance_of
from scheduler.timetable.proposals import queries as run_queries
from scheduler.timetable.proposals.asked import instance
from scheduler.timetable.proposals.asking import locked
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import Options, read
from scheduler.timetable.proposals.progress import Curve, Log
from scheduler.timetable.spots import Spot, same_place
from scheduler.timetable.terms import RunState

ACTOR = "worker"
TICK = 1.0
"""Seconds between two looks at a run."""
FIRST_COME = "first-come"
CANNOT_HOLD = Sentence("These demands cannot all hold, so that there is no plan. Give up one of them.")
UNEXPECTED = "Something went wrong that nobody foresaw. The record of the worker says what."
NO_SOLVER = Sentence("OR-Tools is not installed here, so that nothing can be compared.")
IN_ORDER = Sentence("Under this rule wishes are met in order, so that none are weighed against themes.")
NOT_ALL = Sentence("Not all percentages were computed. Ask again, with more seconds if the time was over.")
Result = TypeVar("Result")
log = logging.getLogger("scheduler.timetable")


@dataclass(frozen=True)
class Solved:
    """A plan, and what is told of it."""

    plan: Plan
    report: dict[str, Any]

    @property
    def is_stopped(self) -> bool:
        return bool(self.report.get("stopped"))


def solve(number: int, ends: Callable[[], bool] = lambda: False) -> None:
    """Work off a run that waits; one that somebody else took up is left alone. `ends`: the worker wants to go
    home, and the best so far is kept."""
    if not _take(number):
        return
    try:
        asking, options = _read(number)
        _begun(number, instance(asking, options))
        if options.trade_off:
            _keep_curve(number, _traced(number, asking, options, ends))
        else:
            _keep(number, asking, options, _proposed(number, asking, options, ends))
    except Impossible:
        _fail(number, "\n".join(map(str, (CANNOT_HOLD, *_contradicting(number)))))
    except Told as refused:
        _fail(number, str(refused.sentence))
    except Exception:
        _fail(number, UNEXPECTED)
        raise


def _take(number: int) -> bool:
    with bookkeeping(ACTOR) as this:
        run = locked(number)
        if run.state is not RunState.WAITING:
            return False
        run.state, run.began_at, run.beat_at = RunState.RUNNING, this.at, this.at
        return True


def _read(number: int) -> tuple[Asking, Options]:
    """What is asked; no transaction stays open."""
    run = session.get_one(AllocationRun, number)
    options = read(run.options)
    found = asking_of(session.get_one(Meeting, run.meeting_id), options)
    session.rollback()
    return found, options


def asking_of(meeting: Meeting, options: Options) -> Asking:
    """What the allocation is asked, as things stand now. Raises NotFound."""
    public = queries.public_plan(meeting)
    start = queries.plan(meeting, options.start) if options.start else public
    pins: tuple[int, ...] = ()
    if options.again or (options.start and options.keep_pins):
        pins = tuple(number for number, one in queries.placements(start).items() if one.pinned)
    return instance_of(meeting, start, pins=pins, previous=public if options.again else None)


def _begun(number: int, asked: Allocation) -> None:
    digest = plan_file.digest(asked)
    with bookkeeping(ACTOR) as this:
        run = locked(number)
        run.instance_digest, run.beat_at = digest, this.at


def _proposed(number: int, asking: Asking, options: Options, ends: Callable[[], bool]) -> Solved:
    steps = Log()
    return _run(number, steps, ends, lambda stop: _solved(asking, options, steps, stop))


def _traced(number: int, asking: Asking, options: Options, ends: Callable[[], bool]) -> Curve:
    """Raises Impossible, and Refused where there is nothing to compare."""
    curve = Curve()
    if not solver.is_installed():
        raise Refused(NO_SOLVER)
    _run(number, curve, ends, lambda stop: _trace(asking, options, curve, stop))
    if not curve.points:
        raise Refused(IN_ORDER)
    return curve


def _run(number: int, told: Log | Curve, ends: Callable[[], bool], work: Callable[[Stop], Result]) -> Result:
    """What the work gives, on a thread of its own; meanwhile what it told is written down."""
    stop = Stop()
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, stop)
        try:
            _watch(number, future, told, stop, ends)
        finally:
            stop.ask()  # whatever happens here, the thread must not run on
        return future.result()


def _watch(
    number: int, future: "Future[Result]", told: Log | Curve, stop: Stop, ends: Callable[[], bool]
) -> None:
    while not future.done():
        wait([future], timeout=TICK)
        with bookkeeping(ACTOR) as this:
            run = locked(number)
            run.progress, run.beat_at = told.stored, this.at
            is_wanted = run.state is RunState.RUNNING
        if not is_wanted or ends():
            stop.ask()


def _trace(asking: Asking, options: Options, curve: Curve, stop: Stop) -> None:
    """Raises Impossible."""
    effort = Effort(seconds=options.seconds, seed=options.seed)
    problem = Problem(instance(asking, options))
    trade_off(problem, options.policy, effort=effort, stop=stop, tell=curve.add)


def _solved(asking: Asking, options: Options, steps: Log, stop: Stop) -> Solved:
    """Raises Impossible."""
    problem = Problem(instance(asking, options))
    require_possible(problem)
    if solver.is_installed():
        effort = Effort(seconds=options.seconds, seed=options.seed)
        found = allocate(problem, options.policy, effort, steps.add, stop, options.give_up)
        told = plan_file.of_allocation(problem, found, options.policy, options.seed, options.give_up)
    else:
        told = plan_file.of_greedy(problem)
    report = json.loads(told)
    if options.again:
        report["consequences"] = _consequences(problem, cells_of(report))
    return Solved(cells_of(report), report)


def _contradicting(number: int) -> Sequence[Sentence]:
    """As few demands as can be that cannot all hold with the pins."""
    asking, options = _read(number)
    found = conflicts.of_pins(Problem(instance(asking, options)))
    return found.demands if found else ()


def _consequences(problem: Problem, plan: Plan) -> dict[str, Any]:
    """Who moves, and who must be told, as JSON values with the ids of the instance."""
    found = consequences(problem, plan)
    moved = {
        move.event: [[cell.slot, cell.room] for cell in (move.was, move.now)]
        for move in (*found.changes.moved, *found.changes.rooms)
    }
    return {
        "moved": moved,
        "lost": list(found.changes.lost),
        "gained": list(found.changes.gained),
        "told": found.told,
    }


def cells_of(report: Mapping[str, Any]) -> Plan:
    """Where a plan of the allocation has everything."""
    return {code: Cell(**cell) for code, cell in report["assignments"].items()}


def _keep(number: int, asking: Asking, options: Options, solved: Solved) -> None:
    asked_by = session.get_one(AllocationRun, number).asked_by
    with decision(asked_by) as this:
        run = locked(number)
        if run.state not in run_queries.AT_WORK:  # somebody thought that we had gone away
            this.abandon()
            return
        meeting = session.get_one(Meeting, run.meeting_id)
        proof = plans.Proof(options.seed, solved.report["instance"], solved.report["policy"], solved.report)
        spots = _spots(meeting, asking, options, solved.plan)
        plan = plans.keep_proposal(this, meeting, _name(meeting), spots, proof)
        run.state = RunState.STOPPED if solved.is_stopped else RunState.DONE
        run.plan_id, run.ended_at = plan.id, this.at


def _keep_curve(number: int, curve: Curve) -> None:
    """One that was stopped has fewer points."""
    with bookkeeping(ACTOR) as this:
        run = locked(number)
        if run.state in run_queries.AT_WORK:
            if len(curve.points) < len(PERCENTS):
                run.said = str(NOT_ALL)
            run.state = RunState.STOPPED if run.state is RunState.STOPPING else RunState.DONE
            run.progress, run.ended_at = curve.stored, this.at


def _spots(meeting: Meeting, asking: Asking, options: Options, plan: Plan) -> dict[Entry, Spot]:
    """What is proposed, and what is never proposed where it stands now. A pin keeps its reason."""
    start = queries.plan(meeting, options.start) if options.start else queries.public_plan(meeting)
    standing = {number: one.spot for number, one in queries.placements(start).items()}
    kept = {number: spot for number, spot in standing.items() if number not in asking.free}
    for number, one in asking.spots(plan).items():
        spot, before = Spot(one.day, None, one.starts_at, one.ends_at, one.room), standing.get(number)
        stays = before is not None and same_place(spot, before)
        kept[number] = before if before and stays and (options.again or number in asking.pins) else spot
    entries = queries.entries(meeting.id)
    return {entries[number]: spot for number, spot in kept.items()}


def _name(meeting: Meeting) -> str:
    """One that is free: "Proposal 1", and so on."""
    taken = {fold(plan.name) for plan in queries.plans(meeting)}
    number = 1
    while fold(f"Proposal {number}") in taken:
        number += 1
    return f"Proposal {number}"


def _fail(number: int, why: str) -> None:
    with bookkeeping(ACTOR) as this:
        run = locked(number)
        if run.state in run_queries.AT_WORK:
            run.state, run.ended_at, run.said = RunState.FAILED, this.at, why
