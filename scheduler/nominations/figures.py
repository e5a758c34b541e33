"""Numbers for the public page of a call, without those that would give a person away. Pure.

A table has a row for each group, with how many were received, endorsed and seated, and a total under them.
What is small is hidden, and as much besides that nobody can compute it from what is shown: of a column with
a hidden number, at least two are hidden, and together they are not small.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def shown(counts: Counts) -> Table:
    """The table as it may be shown. A row is hidden as a whole: a number less in one column would tell of
    another. A column of which even the total is small is hidden as a whole."""
    totals = tuple(sum(column) for column in zip(*counts.values(), strict=True))
    columns = [place for place, total in enumerate(totals) if not 0 < total < SMALL]
    hidden = {group for group, row in counts.items() if any(0 < row[place] < SMALL for place in columns)}
    left = sorted(counts.keys() - hidden, key=lambda group: (not any(counts[group]), *counts[group], group))
    while hidden and left and not _is_safe([counts[group] for group in hidden], columns):
        hidden.add(left.pop(0))
    return Table(
        {group: _row(row, columns, group in hidden) for group, row in counts.items()},
        _row(totals, columns, False),
    )


def _is_safe(hidden: Sequence[Sequence[int]], columns: Sequence[int]) -> bool:
    """Whether the sums of hidden rows, which anybody can compute, give nothing away."""
    sums = (sum(row[place] for row in hidden) for place in columns)
    return len(hidden) > 1 and not any(0 < number < SMALL for number in sums)


def _row(row: Sequence[int], columns: Sequence[int], is_hidden: bool) -> tuple[int | None, ...]:
    return tuple(None if is_hidden or place not in columns else number for place, number in enumerate(row))


@dataclass(frozen=True)
class Figures:
    """All tables of a call. Those by region and constituency are of civil society. They have the same totals
    as its channels, so that they are there only where the numbers of these channels are shown."""

    by_channel: Table
    by_region: Table | None
    by_constituency: Table | None


def figures(channels: Counts, civil: Sequence[str], regions: Counts, constituencies: Counts) -> Figures:
    """What may be shown of a call. `civil`: which of the channels are civil society's."""
    by_channel = shown(channels)
    rows = [by_channel.rows[code] for code in civil]
    known = bool(rows) and all(None not in row for row in rows)
    return Figures(by_channel, shown(regions) if known else None, shown(constituencies) if known else None)
