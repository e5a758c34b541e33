"""A linear program over whole numbers, as plain values: what a solver is given. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Terms = Mapping[int, int]
"""Factors by the numbers of variables."""


@dataclass(frozen=True)
class Row:
    """`least` <= the sum of the terms <= `most`."""

    terms: Terms
    least: int | None
    most: int | None


@dataclass
class Program:
    """Variables, each from 0 to its `most`, and rows."""

    most: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, most: int = 1) -> int:
        """A new one, by its number."""
        self.most.append(most)
        return len(self.most) - 1

    def at_most(self, terms: Terms, most: int) -> None:
        if self._can_exceed(terms, most):
            self.rows.append(Row(terms, None, most))

    def at_least(self, terms: Terms, least: int) -> None:
        self.rows.append(Row(terms, least, None))

    def exactly(self, terms: Terms, value: int) -> None:
        self.rows.append(Row(terms, value, value))

    def live_rows(self) -> Iterator[Row]:
        """The rows without the variables that are 0 in any case, where they then forbid anything."""
        for row in self.rows:
            terms = {one: factor for one, factor in row.terms.items() if self.most[one]}
            if row.least is not None or self._can_exceed(terms, row.most):
                yield Row(terms, row.least, row.most)

    def without(self, variables: Iterable[int]) -> "Program":
        """The same, where these are 0."""
        part = Program(list(self.most), self.rows)
        part.forbid(variables)
        return part

    def forbid(self, variables: Iterable[int]) -> None:
        """They are 0."""
        for one in variables:
            self.most[one] = 0

    def _can_exceed(self, terms: Terms, most: int | None) -> bool:
        return most is not None and most < sum(
            max(0, factor) * self.most[one] for one, factor in terms.items()
        )


@dataclass(frozen=True)
class Goal:
    """A sum that is to be as large as can be, or as small (`sign` -1). `plus` stands for what no variable
    can change."""

    name: str
    terms: Terms
    sign: int = 1
    plus: int = 0


def added(*many: Terms) -> dict[int, int]:
    """The sum of several."""
    found: dict[int, int] = {}
    for terms in many:
        for one, factor in terms.items():
            found[one] = found.get(one, 0) + factor
    return found


def each(variables: Iterable[int], factor: int = 1) -> dict[int, int]:
    return dict.fromkeys(variables, factor)
