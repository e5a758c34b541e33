"""Small numbers are hidden, and nobody can compute them, even who knows by which rule they are."""

from collections import defaultdict
from functools import cache
from itertools import product

import pytest

from scheduler.nominations.figures import SMALL, Table, figures, shown

X: int | None = None


@pytest.mark.parametrize(
    ("counts", "rows", "total"),
    [
        ({"a": [9, 7], "b": [8, 6]}, {"a": (9, 7), "b": (8, 6)}, (17, 13)),
        ({"a": [9, 7], "b": [8, 0]}, {"a": (9, 7), "b": (8, 0)}, (17, 7)),
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


def test_regions_are_left_out_where_their_total_would_tell_of_a_hidden_channel() -> None:
    regions = {"Oceania": [6], "South Asia": [7]}
    few = figures({"VNGOC": [13], "AFRICAN": [4], "DIRECT": [20]}, ["VNGOC"], regions, regions)
    assert few.by_channel.rows == {"VNGOC": (None,), "AFRICAN": (None,), "DIRECT": (20,)}
    assert (few.by_region, few.by_constituency) == (None, None)
    many = figures({"VNGOC": [13], "AFRICAN": [8]}, ["VNGOC"], regions, {"youth": [3], "not said": [10]})
    assert many.by_region == Table({"Oceania": (6,), "South Asia": (7,)}, (13,))
    assert many.by_region.is_whole
    assert many.by_constituency == Table({"youth": (None,), "not said": (None,)}, (13,))
