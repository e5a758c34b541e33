"""A panel by constituency, and Member States by Regional Group, so that empty places are seen. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.formats.entry import CalendarEntry, Panellist, Seat
from scheduler.kernel.terms import Constituency
from scheduler.kernel.text import fold

REGIONAL_GROUPS = (
    "African States",
    "Asia-Pacific States",
    "Eastern European States",
    "Latin American and Caribbean States",
    "Western European and other States",
)
"""The Regional Groups of Member States of the United Nations."""


@dataclass(frozen=True)
class Group:
    """Who speaks for a Regional Group; nobody, where `panellists` is empty."""

    name: str
    seat: Seat | None
    panellists: tuple[Panellist, ...]


@dataclass(frozen=True)
class Bench:
    """Who speaks for a constituency. `groups` where every State's is known, or seats are given by group."""

    constituency: Constituency
    seats: tuple[Seat, ...]
    panellists: tuple[Panellist, ...]
    groups: tuple[Group, ...] = ()

    @property
    def target(self) -> int:
        return sum(seat.target for seat in self.seats)


def benches(entry: CalendarEntry) -> list[Bench]:
    """The constituencies that have a seat or a panellist."""
    if not entry.panellists and not entry.seats:
        return []
    every = [_bench(constituency, entry) for constituency in Constituency]
    return [bench for bench in every if bench.seats or bench.panellists]


def _bench(constituency: Constituency, entry: CalendarEntry) -> Bench:
    seats = tuple(seat for seat in entry.seats if seat.constituency is constituency)
    here = tuple(one for one in entry.panellists if one.constituency is constituency)
    groups = _groups(seats, here) if constituency is Constituency.MEMBER_STATE else ()
    return Bench(constituency, seats, here, groups)


def _groups(seats: Sequence[Seat], panellists: Sequence[Panellist]) -> tuple[Group, ...]:
    if not any(seat.regional_group for seat in seats) and not all(one.regional_group for one in panellists):
        return ()
    if not seats and not panellists:
        return ()
    names = {fold(name): name for name in REGIONAL_GROUPS}
    given = [seat.regional_group for seat in seats] + [one.regional_group for one in panellists]
    for name in filter(None, given):
        names.setdefault(fold(name), name)
    return tuple(_group(key, name, seats, panellists) for key, name in names.items())


def _group(key: str, name: str, seats: Sequence[Seat], panellists: Sequence[Panellist]) -> Group:
    here = [seat for seat in seats if fold(seat.regional_group or "") == key]
    return Group(
        name, _together(here), tuple(one for one in panellists if fold(one.regional_group or "") == key)
    )


def _together(seats: Sequence[Seat]) -> Seat | None:
    """A group's seats as one: several lines of a plan may keep them for different channels."""
    if len(seats) < 2:
        return seats[0] if seats else None
    most = [seat.maximum for seat in seats if seat.maximum is not None]
    return replace(
        seats[0],
        target=sum(seat.target for seat in seats),
        minimum=sum(seat.target if seat.minimum is None else seat.minimum for seat in seats),
        maximum=sum(most) if len(most) == len(seats) else None,
    )
