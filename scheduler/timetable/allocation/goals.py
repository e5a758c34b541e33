"""The levels of the objective, alone or two in one run. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.problem import MOST_POINTS, Plan, Problem
from scheduler.timetable.allocation.program import Goal, added
from scheduler.timetable.allocation.solver import Answer

PLACED, WISHES, THEMES = "placed", "preference", "theme_pairs"
WISHES_KEPT = "preference_kept"
"""What themes left of wishes, where some of them were given up."""
NARROWING = (WISHES, "slot_moves")
"""Levels after which most places of most events are out of the question."""


@dataclass(frozen=True)
class Joint:
    """One goal, or two of which the first outweighs all that the second could bring. `events`: how many are
    in question."""

    goals: Sequence[Goal]
    events: int

    @property
    def heavy(self) -> int:
        return MOST_POINTS * self.events + 1

    @cached_property
    def goal(self) -> Goal:
        if len(self.goals) == 1:
            return self.goals[0]
        first, second = self.goals
        heavy = {one: factor * self.heavy for one, factor in first.terms.items()}
        return Goal(f"{first.name} and {second.name}", added(heavy, second.terms))

    def apart(self, value: int) -> list[int]:
        """The values of the goals, out of the one for all."""
        return [value] if len(self.goals) == 1 else list(divmod(value, self.heavy))

    def bounds(self, answer: Answer, values: Sequence[int], plain: Sequence[int]) -> list[int]:
        """What is proven of each goal; `plain`: what is known of it without a solver."""
        if answer.is_proven:
            return list(values)
        if answer.values is None:
            return list(plain)
        if len(self.goals) == 1:
            return [_nearer(self.goals[0], answer.bound, plain[0])]
        first, second = self.apart(answer.bound)
        return [first, min(second if first == values[0] else plain[1], plain[1])]

    def better(self, problem: Problem, one: Plan, other: Plan) -> Plan:
        """The better of two plans; the second, where they are worth the same."""
        return one if self._worth(problem, one) > self._worth(problem, other) else other

    def _worth(self, problem: Problem, plan: Plan) -> list[int]:
        worth = measure(problem, plan)
        return [goal.sign * worth[goal.name] for goal in self.goals]


def _nearer(goal: Goal, one: int, other: int) -> int:
    return min(one, other) if goal.sign > 0 else max(one, other)
