"""A panel by constituency and Regional Group."""

from typing import Any

from scheduler.formats.entry import Panellist, Seat
from scheduler.kernel.terms import Constituency
from scheduler.web.programme.panel import REGIONAL_GROUPS, Bench, benches
from tests.web.builders import entry

AFRICAN, ASIA_PACIFIC, EASTERN, LATIN, WESTERN = REGIONAL_GROUPS


def state(name: str, group: str | None = None) -> Panellist:
    return Panellist(Constituency.MEMBER_STATE, name, regional_group=group)


def panel(*panellists: Panellist, seats: tuple[Seat, ...] = ()) -> list[Bench]:
    return benches(entry("Session", panellists=panellists, seats=seats))


def drawn(bench: Bench) -> list[tuple[str, list[Any]]]:
    return [(group.name, [one.represents for one in group.panellists]) for group in bench.groups]


def test_constituencies_stand_in_their_order_and_only_where_known() -> None:
    society = Panellist(Constituency.CIVIL_SOCIETY, channel="vngoc")
    found = panel(society, state("Kenya", AFRICAN), Panellist(Constituency.IGO, "OSCE"))
    assert [bench.constituency for bench in found] == [
        Constituency.MEMBER_STATE,
        Constituency.IGO,
        Constituency.CIVIL_SOCIETY,
    ]


def test_a_group_without_a_panellist_is_seen() -> None:
    (states,) = panel(state("Kenya", AFRICAN), state("Mexico", LATIN), state("Brazil", LATIN))
    assert drawn(states) == [
        (AFRICAN, ["Kenya"]),
        (ASIA_PACIFIC, []),
        (EASTERN, []),
        (LATIN, ["Mexico", "Brazil"]),
        (WESTERN, []),
    ]


def test_a_group_written_otherwise_is_the_same_and_one_that_is_none_of_the_five_is_added() -> None:
    (states,) = panel(state("Kenya", "african  states"), state("Holy See", "Observers"))
    assert drawn(states)[0] == (AFRICAN, ["Kenya"])
    assert drawn(states)[5] == ("Observers", ["Holy See"])


def test_where_a_group_is_not_known_nobody_is_said_to_be_missing() -> None:
    (states,) = panel(state("Kenya", AFRICAN), state("Mexico"))
    assert (states.groups, len(states.panellists)) == ((), 2)


def test_seats_by_group_are_seen_before_anybody_sits_on_them() -> None:
    seats = (
        Seat(Constituency.MEMBER_STATE, 1, AFRICAN, 0, 2),
        Seat(Constituency.MEMBER_STATE, 2, WESTERN),
        Seat(Constituency.PARTNER, 1),
    )
    states, partners = panel(seats=seats)
    assert [(group.name, group.seat) for group in states.groups if group.seat] == [
        (AFRICAN, seats[0]),
        (WESTERN, seats[1]),
    ]
    assert (states.target, partners.target, partners.panellists) == (3, 1, ())


def test_a_session_without_a_panel_has_no_benches() -> None:
    assert panel() == []


def test_seats_of_one_group_kept_for_two_channels_are_counted_together() -> None:
    seats = (
        Seat(Constituency.MEMBER_STATE, 1, AFRICAN, 0, 2),
        Seat(Constituency.MEMBER_STATE, 1, AFRICAN, None, 1),
    )
    (states,) = panel(state("Kenya", AFRICAN), seats=seats)
    assert states.groups[0].seat == Seat(Constituency.MEMBER_STATE, 2, AFRICAN, 1, 3)
