"""Solving linear programs over whole numbers with OR-Tools, which is an optional extra: the only file that
knows it. One worker, a fixed seed and a budget of deterministic work, so that the same input gives the same
answer."""

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from scheduler.timetable.allocation.program import Goal, Program, Row

Tell = Callable[[int, int], None]
"""Is told of each better value, and of each better bound on it."""
NEARLY = 1e-6
ROUNDING = 0.01
"""By how much a bound that was reckoned in fractions may be wrong."""


@dataclass(frozen=True)
class Answer:
    """Values of all variables, None where none were found; the value of the goal and the proven bound on it.
    `is_proven`: nothing better is possible, or nothing at all. `by_clock`: the last stop ended it, so that
    another run may find something else."""

    values: list[int] | None
    value: int = 0
    bound: int = 0
    is_proven: bool = False
    by_clock: bool = False

    @property
    def is_impossible(self) -> bool:
        return self.values is None and self.is_proven


@dataclass(frozen=True)
class Effort:
    """How much one run may cost: deterministic work (about a second each), and seconds as the last stop."""

    work: float = 60.0
    seconds: float = 180.0
    seed: int = 0


class Stop:
    """Ends a run from outside, also from another thread: at the next step at the latest. It may be asked for
    more than once."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._end: Callable[[], None] | None = None

    @property
    def is_asked(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        """The run ends soon, and keeps the best that it found."""
        self._asked.set()
        if end := self._end:
            end()

    def ends(self, end: Callable[[], None] | None) -> None:
        """What has to be called to end what is being done now; None once that is done."""
        self._end = end


def is_installed() -> bool:
    return find_spec("ortools") is not None


def solve(
    program: Program,
    goal: Goal | None,
    hints: Mapping[int, int],
    effort: Effort,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> Answer:
    """The best values for a goal, or any where there is none."""
    from ortools.sat.python import cp_model  # loading it takes a while, and it may not be installed

    model = cp_model.CpModel()
    variables = [model.new_int_var(0, most, "") for most in program.most]
    for row in program.live_rows():
        _add(model, variables, row)
    if goal and goal.terms:
        model.maximize(sum(goal.sign * factor * variables[one] for one, factor in goal.terms.items()))
    for one, value in hints.items():
        model.add_hint(variables[one], min(value, program.most[one]))
    solver = _solver(cp_model, effort)
    stop = stop or Stop()
    stop.ends(solver.stop_search)
    status = solver.solve(model, _told(cp_model, solver, goal, tell, stop))
    stop.ends(None)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, is_proven=status == cp_model.INFEASIBLE, by_clock=_by_clock(solver, effort))
    is_proven = status == cp_model.OPTIMAL
    values = [solver.value(variable) for variable in variables]
    if goal is None or not goal.terms:
        plus = goal.plus if goal else 0
        return Answer(values, plus, plus, True)
    return Answer(
        values,
        value=goal.sign * round(solver.objective_value) + goal.plus,
        bound=goal.sign * round(solver.best_objective_bound) + goal.plus,
        is_proven=is_proven,
        by_clock=not is_proven and _by_clock(solver, effort),
    )


def _solver(cp_model: Any, effort: Effort) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort.seed
    solver.parameters.linearization_level = 2  # needed once a reduction has fixed most variables
    solver.parameters.max_deterministic_time = effort.work
    solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
    return solver


def _add(model: Any, variables: list[Any], row: Row) -> None:
    is_choice = all(factor == 1 for factor in row.terms.values()) and row.most == 1
    if is_choice and row.least in (None, 1) and all(_is_yes_or_no(variables[one]) for one in row.terms):
        these = [variables[one] for one in row.terms]
        (model.add_exactly_one if row.least == 1 else model.add_at_most_one)(these)
        return
    total = sum(factor * variables[one] for one, factor in row.terms.items())
    if row.least == row.most:
        model.add(total == row.most)
    elif row.most is not None:
        model.add(total <= row.most)
    else:
        model.add(total >= row.least)


def _is_yes_or_no(variable: Any) -> bool:
    return list(variable.proto.domain) in ([0, 1], [0, 0])


def _by_clock(solver: Any, effort: Effort) -> bool:
    return bool(solver.wall_time >= effort.seconds * 0.99)


def _told(cp_model: Any, solver: Any, goal: Goal | None, tell: Tell | None, stop: Stop) -> Any:
    """What is called with each better value; each better bound is told of too."""
    sign, plus = (goal.sign, goal.plus) if goal else (1, 0)
    known: dict[str, int] = {}

    def say(**now: float) -> None:
        found = {name: sign * round(number) + plus for name, number in now.items() if math.isfinite(number)}
        known.update(found)
        if tell and goal and len(known) > 1:
            tell(known["value"], known["bound"])
        if stop.is_asked:
            solver.stop_search()

    class Telling(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
        def on_solution_callback(self) -> None:
            say(value=self.objective_value, bound=self.best_objective_bound)

    solver.best_bound_callback = lambda bound: say(bound=bound)
    return Telling()


@dataclass(frozen=True)
class Relaxed:
    """The best for a goal where variables need not be whole numbers; `best` has its sign, and leaves `plus`
    out. `losses`: how much of it is lost at least, by variable, where that is not 0."""

    goal: Goal
    best: float
    losses: list[float]

    @property
    def bound(self) -> int:
        """No answer in whole numbers has a better value."""
        return self.goal.sign * math.floor(self.best + ROUNDING) + self.goal.plus

    def hopeless(self, value: float) -> list[int]:
        """Variables that are 0 wherever the goal reaches this value."""
        may_lose = self.best - self.goal.sign * (value - self.goal.plus) + NEARLY
        return [one for one, loss in enumerate(self.losses) if loss > may_lose]

    def costly(self) -> list[int]:
        """Variables that are 0 wherever nothing is lost."""
        return [one for one, loss in enumerate(self.losses) if loss > NEARLY]


def relaxed(program: Program, goal: Goal, effort: Effort) -> Relaxed | None:
    """The best without whole numbers; None where there is none, or not in the time that is left."""
    from ortools.linear_solver import pywraplp

    linear = pywraplp.Solver.CreateSolver("GLOP")
    linear.SetTimeLimit(int(1000 * max(effort.seconds, 0.01)))
    variables = [linear.NumVar(0, most, "") for most in program.most]
    for row in program.rows:
        constraint = linear.Constraint(
            -linear.infinity() if row.least is None else row.least,
            linear.infinity() if row.most is None else row.most,
        )
        for one, factor in row.terms.items():
            constraint.SetCoefficient(variables[one], factor)
    objective = linear.Objective()
    for one, factor in goal.terms.items():
        objective.SetCoefficient(variables[one], goal.sign * factor)
    objective.SetMaximization()
    if linear.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    losses = [
        -variable.reduced_cost() if most == 1 and variable.solution_value() < NEARLY else 0.0
        for most, variable in zip(program.most, variables, strict=True)
    ]
    return Relaxed(goal, objective.Value(), losses)
