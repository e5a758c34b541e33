"""Plans as files (`side-event-allocation-plan/1`). They hold no times, so that the same instance, policy and
seed give the same bytes, in whichever order the rows of the instance stand."""

import hashlib
import json
from typing import Any

from scheduler.formats.allocation_file import Allocation, Group, Instance, Panels
from scheduler.timetable.allocation import greedy
from scheduler.timetable.allocation.levels import Found, Policy
from scheduler.timetable.allocation.measures import envied, measure
from scheduler.timetable.allocation.panel import Composed
from scheduler.timetable.allocation.panel_reasons import Told
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.proofs import Proof
from scheduler.timetable.allocation.reasons import Why, reasons

FORMAT = "side-event-allocation-plan/1"
FOR_PEOPLE = {"name"}
"""What an instance says to people only: it does not change the plan."""


def digest(instance: Instance) -> str:
    """SHA-256 over an instance with its rows in one order."""
    content = instance.model_dump(mode="json", exclude=FOR_PEOPLE)
    for section, rows in content.items():
        if isinstance(rows, list):
            content[section] = sorted(rows, key=_canonical)
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def of_allocation(problem: Problem, found: Found, policy: Policy, seed: int, give_up: int = 0) -> bytes:
    """A plan with what it is worth, what was proved of it, and the reason for every place."""
    first_come = greedy.plan(problem)
    all_ = reasons(problem, found.plan, found.proofs)
    content = {
        **_head(problem.instance, seed, found.is_repeatable),
        "policy": policy.value,
        "give_up": give_up,
        "stopped": found.is_stopped,
        "assignments": _assignments(found.plan),
        "levels": [
            {"name": level.name, "value": level.value, "bound": level.bound, "proven": level.is_proven}
            for level in found.levels
        ],
        "terms": measure(problem, found.plan),
        "first_come": measure(problem, first_come),
        "envied": _envied(problem, found.plan),
        "why": {id_: _why(why) for id_, why in sorted(all_.items()) if id_ in found.plan},
        "left_out": {id_: _why(why) for id_, why in sorted(all_.items()) if id_ not in found.plan},
    }
    return _bytes(content)


def of_greedy(problem: Problem) -> bytes:
    """The plan of first come, first served, which nothing is proved of."""
    plan = greedy.plan(problem)
    all_ = reasons(problem, plan, {})
    content = {
        **_head(problem.instance, 0, is_repeatable=True),
        "policy": "first-come",
        "assignments": _assignments(plan),
        "levels": [],
        "terms": measure(problem, plan),
        "envied": _envied(problem, plan),
        "why": {id_: _why(why) for id_, why in sorted(all_.items()) if id_ in plan},
        "left_out": {id_: _why(why) for id_, why in sorted(all_.items()) if id_ not in plan},
    }
    return _bytes(content)


def of_panels(instance: Panels, composed: Composed, seed: int) -> bytes:
    """Seats, with the reason for each nomination that has none."""
    content = {
        **_head(instance, seed, composed.is_repeatable),
        "assignments": composed.seating,
        "levels": [
            _level("seats_filled", *composed.filled, composed.is_proven),
            _level("rank_points", *composed.rank_points, composed.is_proven),
        ],
        "why": _by_session(composed.why),
        "why_not": _by_session(composed.why_not),
    }
    return _bytes(content)


def _by_session(told: Told) -> dict[str, dict[str, str]]:
    return {session: {id_: str(why) for id_, why in people.items()} for session, people in told.items()}


def _head(instance: Allocation | Panels, seed: int, is_repeatable: bool) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": instance.kind.value,
        "instance": digest(instance),
        "seed": seed,
        "repeatable": is_repeatable,
    }


def _level(name: str, value: int, bound: int, is_proven: bool) -> dict[str, Any]:
    return {"name": name, "value": value, "bound": bound, "proven": is_proven}


def _assignments(plan: Plan) -> dict[str, dict[str, str]]:
    return {id_: {"slot": cell.slot, "room": cell.room} for id_, cell in sorted(plan.items())}


def _envied(problem: Problem, plan: Plan) -> dict[str, int]:
    found = envied(problem, plan)
    return {"all": found.all, Group.MEMBER_STATE.value: found.of_states}


def _why(why: Why) -> dict[str, Any]:
    blocked = [{"slot": one.slot, "points": one.points, "because": str(one.why)} for one in why.blocked]
    return {"points": why.points, **_proof(why.proof), "better": blocked}


def _proof(proof: Proof | None) -> dict[str, Any]:
    if proof is None:
        return {}
    demands = {"demands": [str(demand) for demand in proof.demands]} if proof.demands else {}
    return {"because": str(proof.sentence), "beside": list(proof.beside), **demands}


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _bytes(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
