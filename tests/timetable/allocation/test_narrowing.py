"""Large programs: what is found of a part, and what is proved of the whole."""

from itertools import combinations

import pytest

from scheduler.timetable.allocation import narrowing, solver
from scheduler.timetable.allocation.program import Goal, Program, each
from scheduler.timetable.allocation.solver import Effort, Stop

THREE, ONE = (0, 1, 2), 3


def excluding(worth_of_one: int) -> tuple[Program, Goal]:
    """Three things worth 4 each, and one more, of all of which only one can be had. Could halves be had, half
    of each of the three could: together 6."""
    program = Program()
    for _ in (*THREE, ONE):
        program.variable()
    for pair in combinations(THREE, 2):
        program.at_most(each([*pair, ONE]), 1)
    return program, Goal("worth", {**each(THREE, 4), ONE: worth_of_one})


@pytest.mark.parametrize(("worth_of_one", "best"), [(5, 5), (4, 4), (1, 4)])
def test_what_costs_nothing_does_not_suffice(worth_of_one: int, best: int) -> None:
    program, goal = excluding(worth_of_one)
    relaxed = solver.relaxed(program, goal, Effort())
    assert relaxed
    assert (relaxed.bound, relaxed.costly()) == (6, [ONE])
    answer = narrowing.solve(program, goal, dict.fromkeys((*THREE, ONE), 0), Effort())
    assert (answer.value, answer.bound, answer.is_proven) == (best, best, True)
    assert answer.values
    assert sum(answer.values) == 1


def test_what_was_known_before_stays_possible() -> None:
    program, goal = excluding(5)
    program.exactly({ONE: 1}, 1)
    hints = {**dict.fromkeys(THREE, 0), ONE: 1}
    answer = narrowing.solve(program, goal, hints, Effort())
    assert (answer.values, answer.is_proven) == ([0, 0, 0, 1], True)


def test_a_goal_may_be_as_little_as_can_be() -> None:
    program, _ = excluding(5)
    program.at_least(each((*THREE, ONE)), 1)
    goal = Goal("cost", {**each(THREE, 4), ONE: 3}, sign=-1, plus=10)
    told: list[tuple[int, int]] = []
    answer = narrowing.solve(program, goal, {}, Effort(), lambda *now: told.append(now))
    assert (answer.value, answer.bound, answer.is_proven) == (13, 13, True)
    assert told[-1] == (13, 13)


def test_nothing_is_begun_once_it_shall_stop() -> None:
    program, goal = excluding(5)
    stop = Stop()
    answer = narrowing.solve(
        program, goal, dict.fromkeys((*THREE, ONE), 0), Effort(), lambda *_: stop.ask(), stop
    )
    assert (answer.bound, answer.is_proven) == (6, False)
    assert answer.values
    assert answer.values[ONE] == 0
