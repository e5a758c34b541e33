"""Numbers for the public page of a call, without those that would give a person away. Pure.

A table has a row for each group, with how many were received, endorsed and seated, and a total under them.
What is small is hidden, and as much besides that nobody can compute it from what is shown: of a column with
a hidden number, at least two are hidden, and together they are not small. That holds for differences too,
since each column is a part of the one before: 8 received and 7 endorsed tell of one who was not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

SMALL = 5
"""Numbers from 1 to below this are hidden."""
COLUMNS = ("received", "endorsed", "seated")
"""Each is a part of the one before."""

Counts = Mapping[str, Sequence[int]]
"""The numbers of each column, by group."""


@dataclass(frozen=True)
class Table:
    """What may be shown. None: hidden."""

    rows: dict[str, tuple[int | None, ...]]
    total: tuple[int | None, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden in it."""
        return None not in self.total and all(None not in row for row in self.rows.values())


def shown(counts: Counts, told_by_themselves: Collection[str] = ()) -> Table:
    """The table as it may be shown. A row is hidden as a whole: a number less in one column would tell of
    another. A column of which even the total tells something small is hidden as a whole. Of groups that
    people count themselves to (`told_by_themselves`), a column that all of them are in is hidden too: it
    would tell of each who is known to be among them, as those with a seat are."""
    totals = tuple(sum(column) for column in zip(*counts.values(), strict=True))
    columns: list[int] = []
    for place, total in enumerate(totals):
        is_one_group = any(0 < counts[group][place] == total for group in told_by_themselves)
        if not is_one_group and not _tells(totals, [*columns, place]):
            columns.append(place)
    hidden = {group for group, row in counts.items() if _tells(row, columns)}
    left = sorted(counts.keys() - hidden, key=lambda group: (not any(counts[group]), *counts[group], group))
    while hidden and left and not _is_safe([counts[group] for group in hidden], columns):
        hidden.add(left.pop(0))
    return Table(
        {group: _row(row, columns, group in hidden) for group, row in counts.items()},
        _row(totals, columns, False),
    )


def _tells(row: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether one of these numbers is small, or how much less one is than one before it."""
    told = [row[place] for place in columns]
    differences = (more - less for more, less in combinations(told, 2))
    return any(0 < number < SMALL for number in (*told, *differences))


def _is_safe(hidden: Sequence[Sequence[int]], columns: Sequence[int]) -> bool:
    """Whether the sums of hidden rows, which anybody can compute, give nothing away."""
    return len(hidden) > 1 and not _tells([sum(column) for column in zip(*hidden, strict=True)], columns)


def _row(row: Sequence[int], columns: Sequence[int], is_hidden: bool) -> tuple[int | None, ...]:
    return tuple(None if is_hidden or place not in columns else number for place, number in enumerate(row))


@dataclass(frozen=True)
class Figures:
    """All tables of a call. Those by region and constituency are of civil society. They have the same totals
    as its channels, so that they are there only where the numbers of these channels are shown."""

    by_channel: Table
    by_region: Table | None
    by_constituency: Table | None


def figures(
    channels: Counts,
    civil: Sequence[str],
    regions: Counts,
    constituencies: Counts,
    told_by_themselves: Collection[str] = (),
) -> Figures:
    """What may be shown of a call. `civil`: which of the channels are civil society's; `told_by_themselves`:
    which of the constituencies are what people told of themselves."""
    by_channel = shown(channels)
    rows = [by_channel.rows[code] for code in civil]
    if not rows or any(None in row for row in rows):
        return Figures(by_channel, None, None)
    return Figures(by_channel, shown(regions), shown(constituencies, told_by_themselves))
