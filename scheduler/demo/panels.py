"""Panels and floor speakers of the fictitious thematic sessions."""

from dataclasses import dataclass
from random import Random
from typing import Any

from scheduler.demo.parties import REGIONAL_GROUPS, Party
from scheduler.kernel.terms import Constituency, OrganisationKind

Record = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """How many panellists there are: of each Regional Group (as in `REGIONAL_GROUPS`), and otherwise."""

    groups: tuple[int, int, int, int, int]
    un_entities: int
    igos: int
    partners: int


PANELS = (
    Panel(groups=(1, 1, 1, 1, 1), un_entities=2, igos=0, partners=0),
    Panel(groups=(1, 2, 1, 1, 1), un_entities=3, igos=1, partners=0),
    Panel(groups=(1, 2, 1, 2, 1), un_entities=4, igos=2, partners=0),
    Panel(groups=(1, 1, 0, 1, 1), un_entities=6, igos=3, partners=1),
)
"""Panels of 8, 11, 14 and 15, with one of civil society each. As in reality, a group may have two or none."""
CONSTITUENCIES = {
    OrganisationKind.MEMBER_STATE: Constituency.MEMBER_STATE,
    OrganisationKind.UN_ENTITY: Constituency.UN_ENTITY,
    OrganisationKind.IGO: Constituency.IGO,
    OrganisationKind.OTHER: Constituency.PARTNER,
    OrganisationKind.NGO: Constituency.CIVIL_SOCIETY,
}
CHANNELS = {OrganisationKind.MEMBER_STATE: "regional_group", OrganisationKind.NGO: "vngoc"}
"""The route of a name; all others are nominated directly."""


def seats(number: int) -> list[Record]:
    """What the panel of this session should be: one or two of each group, and so on."""
    panel = PANELS[number]
    groups = [
        {
            "constituency": Constituency.MEMBER_STATE.value,
            "regional_group": group,
            "min": 0,
            "target": 1,
            "max": 2,
        }
        for group in REGIONAL_GROUPS
    ]
    others = [
        _seats(Constituency.UN_ENTITY, panel.un_entities),
        _seats(Constituency.IGO, panel.igos),
        _seats(Constituency.PARTNER, panel.partners),
        _seats(Constituency.CIVIL_SOCIETY, 1),
    ]
    return groups + [seat for seat in others if seat["target"]]


def _seats(constituency: Constituency, target: int) -> Record:
    return {
        "constituency": constituency.value,
        "min": min(target, 1),
        "target": target,
        "max": target + 1,
    }


def panellists(rng: Random, number: int, parties: list[Party]) -> list[Record]:
    """Who sits on the panel of this session; each party at most once."""
    panel = PANELS[number]
    states = [
        state
        for group, count in zip(REGIONAL_GROUPS, panel.groups, strict=True)
        for state in rng.sample([party for party in parties if party.regional_group == group], count)
    ]
    wanted = (
        (OrganisationKind.UN_ENTITY, panel.un_entities),
        (OrganisationKind.IGO, panel.igos),
        (OrganisationKind.OTHER, panel.partners),
        (OrganisationKind.NGO, 1),
    )
    others = [
        party
        for kind, count in wanted
        for party in rng.sample([party for party in parties if party.kind is kind], count)
    ]
    return [_person(rng, party) for party in states + others]


def floor_speakers(rng: Random, parties: list[Party]) -> list[Record]:
    """Four States and three to five NGOs who ask for the floor."""
    states = [party for party in parties if party.kind is OrganisationKind.MEMBER_STATE]
    ngos = [party for party in parties if party.kind is OrganisationKind.NGO]
    return [_person(rng, party) for party in rng.sample(states, 4) + rng.sample(ngos, rng.randint(3, 5))]


def _person(rng: Random, party: Party) -> Record:
    person = {
        "constituency": CONSTITUENCIES[party.kind].value,
        "represents": party.name,
        "regional_group": party.regional_group,
        "channel": CHANNELS.get(party.kind, "direct"),
        "name": rng.choice(party.people),
    }
    return {key: value for key, value in person.items() if value is not None}
