"""Who is put forward: a part for each nomination, with who names whom. Pure, and always the same for one
seed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from scheduler.demo.open_call.cast import everybody
from scheduler.demo.open_call.proposals import address
from scheduler.demo.open_call.session import SEED
from scheduler.demo.parties import REGIONAL_GROUPS, Party
from scheduler.demo.people import ACTORS, AGENCY, NGO, STATE
from scheduler.demo.speakers.fates import (
    AFRICAN,
    ASIAN,
    EASTERN,
    ISLANDS,
    LATIN,
    OTHERS,
    OWN,
    WESTERN,
    Told,
)
from scheduler.kernel.terms import OrganisationKind

NOMINATIONS = sum(told.count for told in (*OWN, *OTHERS))
"""So many are told of here; a smaller number takes those first that people with accounts are to see."""
GROUPS = dict(zip((AFRICAN, ASIAN, EASTERN, LATIN, WESTERN), REGIONAL_GROUPS, strict=True))
"""The Regional Group of each channel."""
PRINTED = {actor.name: actor.address for actor in ACTORS}
OF_OWN = {NGO: 2, STATE: 1}
"""Which of their own people is put forward by those whose accounts are printed."""


@dataclass(frozen=True)
class Part:
    """One nomination: by whom (`party`), and who."""

    number: int
    told: Told
    party: Party
    name: str

    @property
    def address(self) -> str:
        return PRINTED.get(self.name) or address(self.name, self.party)

    @property
    def rng(self) -> Random:
        """Its chances, the same ones each time."""
        return Random(self.number)


def cast(nominations: int = NOMINATIONS) -> list[Part]:
    """The parts of so many nominations."""
    wanted = [told for told in (*OWN, *OTHERS) for _ in range(told.count)]
    casting = _Casting(everybody(SEED))
    return [casting.part(number, told) for number, told in enumerate(wanted[:nominations])]


def bodies(parts: Sequence[Part]) -> list[Party]:
    """Whoever names somebody or is asked to, once, with their groups: the State whose account is printed
    has one too."""
    asked = [party for party in everybody(SEED) if party.name in (AGENCY, ISLANDS)]
    found = {party.name: party for party in [*(part.party for part in parts), *asked]}
    own = found.get(STATE)
    if own:
        found[STATE] = Party(STATE, own.kind, regional_group=GROUPS[ASIAN], people=own.people)
    return list(found.values())


class _Casting:
    """Each organisation names one person for a call, as far as there are enough of them."""

    def __init__(self, parties: list[Party]) -> None:
        self._parties = parties
        self._named: Counter[tuple[str, str]] = Counter()
        self._people: Counter[str] = Counter()

    def part(self, number: int, told: Told) -> Part:
        party = self._party(told)
        self._named[told.call, party.name] += 1
        if told.of:
            return Part(number, told, party, told.name or party.people[OF_OWN[told.of]])
        self._people[party.name] += 1
        return Part(number, told, party, party.people[self._people[party.name]])

    def _party(self, told: Told) -> Party:
        if told.of:
            return next(party for party in self._parties if party.name == told.of)
        fitting = [
            party
            for party in self._parties
            if _fits(party, told.channel) and self._people[party.name] < len(party.people) - 1
        ]
        return min(fitting, key=lambda party: self._named[told.call, party.name])


def _fits(party: Party, channel: str) -> bool:
    if party.name in (NGO, STATE, AGENCY):
        return False
    if channel in GROUPS:
        return party.regional_group == GROUPS[channel]
    kind = OrganisationKind.NGO if channel == "VNGOC" else OrganisationKind.UN_ENTITY
    return party.kind is kind
