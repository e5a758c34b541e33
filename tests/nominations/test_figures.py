"""Small numbers are hidden, and nobody can compute them, even who knows by which rule they are."""

from collections import defaultdict
from functools import cache
from itertools import product
from typing import Any

import pytest

from scheduler.nominations.figures import SMALL, Table, figures, shown

X: int | None = None


@pytest.mark.parametrize(
    ("counts", "rows", "total"),
    [
        ({"a": [19, 7], "b": [18, 6]}, {"a": (19, 7), "b": (18, 6)}, (37, 13)),
        ({"a": [9, 9], "b": [8, 0]}, {"a": (9, 9), "b": (8, 0)}, (17, 9)),
        # Two of a were not endorsed, and two of b: small, and so is what all of them are less in the end.
        ({"a": [9, 7], "b": [8, 6], "c": [20, 9]}, {"a": (X, X), "b": (X, X), "c": (X, X)}, (37, 22)),
        ({"a": [9, 7], "b": [8, 6]}, {"a": (9, X), "b": (8, X)}, (17, X)),
        ({"a": [9, 7], "b": [8, 4], "c": [20, 9]}, {"a": (X, X), "b": (X, X), "c": (20, 9)}, (37, 20)),
        ({"a": [3, 3], "b": [0, 0]}, {"a": (X, X), "b": (X, X)}, (X, X)),
        ({"a": [9, 3], "b": [8, 0]}, {"a": (9, X), "b": (8, X)}, (17, X)),
        ({"a": [1], "b": [1], "c": [30], "d": [0]}, {"a": (X,), "b": (X,), "c": (X,), "d": (0,)}, (32,)),
        ({"a": [0, 0]}, {"a": (0, 0)}, (0, 0)),
    ],
)
def test_what_is_shown(
    counts: dict[str, list[int]], rows: dict[str, tuple[int | None, ...]], total: tuple[int | None, ...]
) -> None:
    assert shown(counts) == Table(rows, total)


ROWS = [(received, seated) for received in range(10) for seated in range(received + 1)]


def _key(table: Table) -> tuple[object, ...]:
    return (*table.rows.values(), table.total)


@cache
def candidates() -> dict[tuple[object, ...], list[tuple[tuple[int, int], ...]]]:
    """Every small table, by what is shown of it: what somebody who knows the rule can think of."""
    found = defaultdict(list)
    for rows in product(ROWS, repeat=2):
        found[_key(shown({"a": rows[0], "b": rows[1]}))].append(rows)
    return found


def test_no_small_number_can_be_computed_by_who_knows_the_rule() -> None:
    """Of two groups and two columns: wherever a small number is hidden, it could also be another one. That
    nobody was seated of a group of whom nobody was received tells of nobody."""
    exposed = [
        (tables[0], group, place)
        for tables in candidates().values()
        for group, place in product(range(2), range(2))
        if len({rows[group][place] for rows in tables}) == 1 and 0 < tables[0][group][place] < SMALL
    ]
    assert exposed == []


def test_nobody_can_compute_how_few_of_a_group_did_not_come_further() -> None:
    exposed = [
        (tables[0], group)
        for tables in candidates().values()
        for group in range(2)
        if len(less := {rows[group][0] - rows[group][1] for rows in tables}) == 1 and 0 < less.pop() < SMALL
    ]
    assert exposed == []


def test_that_all_with_a_seat_are_of_one_group_is_not_told() -> None:
    """Their names are public: what they told of themselves would be so too."""
    counts = {"youth": [9, 0], "people_who_use_drugs": [12, 6], "not said": [10, 0]}
    told = ("youth", "people_who_use_drugs")
    assert shown(counts, told).rows == {
        "youth": (9, X),
        "people_who_use_drugs": (12, X),
        "not said": (10, X),
    }
    assert shown(counts, told).total == (31, X)
    assert shown({**counts, "not said": [10, 5]}, told).rows["people_who_use_drugs"] == (12, 6)
    assert shown({"youth": [9, 0], "not said": [10, 5]}, told[:1]).rows["not said"] == (10, 5)


def test_nothing_small_is_shown_nor_left_between_what_is_shown() -> None:
    for rows in product(ROWS, ROWS[::3], ROWS[::5]):
        table = shown(dict(zip("abc", rows, strict=True)))
        for place in range(2):
            column = [row[place] for row in table.rows.values()]
            told = [number for number in column if number is not None]
            assert not any(0 < number < SMALL for number in told)
            total = table.total[place]
            if total is not None and len(told) < len(column):
                assert len(column) - len(told) > 1
                assert not 0 < total - sum(told) < SMALL
        lines: list[tuple[Any, ...]] = [*table.rows.values(), table.total, _hidden_together(table)]
        for more, less in (line for line in lines if None not in line):
            assert not 0 < more - less < SMALL


def _hidden_together(table: Table) -> tuple[Any, ...]:
    """What anybody can compute of the hidden rows: the total less what is shown."""
    told: list[tuple[Any, ...]] = [row for row in table.rows.values() if None not in row]
    return tuple(
        X if total is X else total - sum(row[place] for row in told)
        for place, total in enumerate(table.total)
    )


def test_regions_are_left_out_where_their_total_would_tell_of_a_hidden_channel() -> None:
    regions = {"Oceania": [6], "South Asia": [7]}
    few = figures({"VNGOC": [13], "AFRICAN": [4], "DIRECT": [20]}, ["VNGOC"], regions, regions)
    assert few.by_channel.rows == {"VNGOC": (None,), "AFRICAN": (None,), "DIRECT": (20,)}
    assert (few.by_region, few.by_constituency) == (None, None)
    many = figures({"VNGOC": [13], "AFRICAN": [8]}, ["VNGOC"], regions, {"youth": [3], "not said": [10]})
    assert many.by_region == Table({"Oceania": (6,), "South Asia": (7,)}, (13,))
    assert many.by_region.is_whole
    assert many.by_constituency == Table({"youth": (None,), "not said": (None,)}, (13,))
