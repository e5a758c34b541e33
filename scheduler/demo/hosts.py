"""Who gives the fictitious events: organisers and co-sponsors, none of them in two places at one time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

from scheduler.demo.grid import Hours
from scheduler.demo.occasions import Case, Occasion
from scheduler.demo.parties import Party
from scheduler.kernel.terms import OrganisationKind

Busy: TypeAlias = dict[Hours, set[str]]
"""The names of those who have something to do in a slot."""

COSPONSORS = (0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 9, 15)
"""How many an event may have: about four on average and fifteen at most, as in real programmes."""
JOINT_ORGANISERS = (2, 3, 4, 5)
HOSTS_OF_SPECIAL_EVENTS = (OrganisationKind.UN_ENTITY, OrganisationKind.MEMBER_STATE)
ORDER_OF_NAMING = (
    OrganisationKind.MEMBER_STATE,
    OrganisationKind.IGO,
    OrganisationKind.UN_ENTITY,
    OrganisationKind.OTHER,
    OrganisationKind.NGO,
)
"""Published lists name States first, then intergovernmental organizations and UN entities, then NGOs."""


@dataclass(frozen=True)
class Hosts:
    """One organiser of an event, or several equal ones, and its co-sponsors."""

    organisers: list[Party]
    cosponsors: list[Party]

    @property
    def parties(self) -> list[Party]:
        """All of them, those first who organise."""
        return self.organisers + self.cosponsors

    def as_record(self) -> dict[str, Any]:
        """As the programme file names them: a joint event has no lead."""
        first, *others = names = [party.name for party in self.organisers]
        lead = {"organiser": None, "co_organisers": names} if others else {"organiser": first}
        return {**lead, "cosponsors": [party.name for party in self.cosponsors]}


def hosts(rng: Random, parties: list[Party], occasions: list[Occasion]) -> list[Hosts]:
    """Those of each occasion. All organisers are found first, so that no event is left without one."""
    busy: Busy = defaultdict(set)
    able = [party for party in parties if party.may_lead]
    organisers = [_organisers(rng, able, occasion, busy) for occasion in occasions]
    return [
        Hosts(chosen, _cosponsors(rng, parties, occasion, busy, chosen))
        for occasion, chosen in zip(occasions, organisers, strict=True)
    ]


def _organisers(rng: Random, able: list[Party], occasion: Occasion, busy: Busy) -> list[Party]:
    if occasion.case is Case.SPECIAL_EVENT:
        able = [party for party in able if party.kind in HOSTS_OF_SPECIAL_EVENTS]
    count = rng.choice(JOINT_ORGANISERS) if occasion.case is Case.JOINT else 1
    return _draw(rng, able, count, occasion, busy)


def _cosponsors(
    rng: Random, parties: list[Party], occasion: Occasion, busy: Busy, organisers: list[Party]
) -> list[Party]:
    names = {party.name for party in organisers}
    others = [party for party in parties if party.name not in names]
    chosen = _draw(rng, others, rng.choice(COSPONSORS), occasion, busy)
    return sorted(chosen, key=lambda party: ORDER_OF_NAMING.index(party.kind))


def _draw(
    rng: Random, candidates: Iterable[Party], count: int, occasion: Occasion, busy: Busy
) -> list[Party]:
    """As many of the candidates as are wanted and free at that time; they are busy from now on."""
    taken = set[str]().union(*(busy[slot] for slot in occasion.busy))
    free = [party for party in candidates if party.name not in taken]
    chosen = rng.sample(free, min(count, len(free)))
    for slot in occasion.busy:
        busy[slot].update(party.name for party in chosen)
    return chosen
