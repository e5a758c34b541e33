"""The invented States, organisations and people of the fictitious meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from scheduler.demo.names import (
    ACCENTED_NGOS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    IGOS,
    NGO_FIELDS,
    NGO_FORMS,
    NGO_NAMES,
    OTHERS,
    STATE_PREFIXES,
    STATES,
    UN_ENTITIES,
)
from scheduler.kernel.terms import EcosocStatus, OrganisationKind

PARTIES_PER_WEEK = 60
PEOPLE_PER_PARTY = 3
REGIONAL_GROUPS = (
    "African States",
    "Asia-Pacific States",
    "Eastern European States",
    "Latin American and Caribbean States",
    "Western European and other States",
)
ECOSOC_STATUSES = (
    EcosocStatus.SPECIAL,
    EcosocStatus.GENERAL,
    EcosocStatus.SPECIAL,
    EcosocStatus.ROSTER,
    None,
)
STATE_OFFICES = ("Ministry of Health", "National Drug Observatory", "Permanent Mission")


@dataclass(frozen=True)
class Party:
    """An organisation with the people who speak for it."""

    name: str
    kind: OrganisationKind
    short_name: str | None = None
    country: str | None = None
    ecosoc_status: EcosocStatus | None = None
    regional_group: str | None = None
    people: tuple[str, ...] = ()

    @property
    def may_lead(self) -> bool:
        """An NGO needs consultative status with ECOSOC to organise an event; without, it may co-sponsor."""
        if self.kind is OrganisationKind.OTHER:
            return False
        return self.kind is not OrganisationKind.NGO or self.ecosoc_status is not None

    def speakers(self) -> list[dict[str, str]]:
        """Its people as the programme file names them."""
        offices = STATE_OFFICES if self.kind is OrganisationKind.MEMBER_STATE else ()
        affiliations = [f"{office}, {self.name}" for office in offices] or [self.name] * len(self.people)
        return [
            {"name": name, "affiliation": affiliation}
            for name, affiliation in zip(self.people, affiliations, strict=True)
        ]

    def as_record(self) -> dict[str, Any]:
        """As the programme file writes it: what is unknown or does not apply is left out."""
        facts = {
            "name": self.name,
            "kind": self.kind.value,
            "short_name": self.short_name,
            "country": self.country,
            "ecosoc_status": self.ecosoc_status and self.ecosoc_status.value,
            "regional_group": self.regional_group,
        }
        return {key: value for key, value in facts.items() if value is not None}


def parties(rng: Random, weeks: int) -> list[Party]:
    """Sixty for each week of the meeting: two fifths States (192 at most), the rest mostly NGOs."""
    total = PARTIES_PER_WEEK * weeks
    people = _people(rng, total)
    states = _states(total * 2 // 5, people)
    bodies = [
        *_bodies(UN_ENTITIES, OrganisationKind.UN_ENTITY, people),
        *_bodies(IGOS, OrganisationKind.IGO, people),
        *_bodies(OTHERS, OrganisationKind.OTHER, people),
    ]
    return states + bodies + _ngos(rng, total - len(states) - len(bodies), states, people)


def _people(rng: Random, parties: int) -> Iterator[tuple[str, ...]]:
    """Names for the people of so many parties, each name once."""
    everybody = [f"{given} {family}" for given in GIVEN_NAMES for family in FAMILY_NAMES]
    chosen = iter(rng.sample(everybody, parties * PEOPLE_PER_PARTY))
    return zip(*[chosen] * PEOPLE_PER_PARTY, strict=True)


def _states(wanted: int, people: Iterator[tuple[str, ...]]) -> list[Party]:
    names = [prefix + name for prefix in STATE_PREFIXES for name in STATES]
    return [
        Party(
            name,
            OrganisationKind.MEMBER_STATE,
            regional_group=REGIONAL_GROUPS[number % len(STATES) % len(REGIONAL_GROUPS)],
            people=next(people),
        )
        for number, name in enumerate(names[:wanted])
    ]


def _bodies(lines: tuple[str, ...], kind: OrganisationKind, people: Iterator[tuple[str, ...]]) -> list[Party]:
    names = [line.split(" | ") for line in lines]
    return [Party(name, kind, short_name=short_name, people=next(people)) for name, short_name in names]


def _ngos(rng: Random, wanted: int, states: list[Party], people: Iterator[tuple[str, ...]]) -> list[Party]:
    names = [f"{name} {form} for {field}" for name, form, field in product(NGO_NAMES, NGO_FORMS, NGO_FIELDS)]
    return [
        Party(
            name,
            OrganisationKind.NGO,
            country=rng.choice(states).name,
            ecosoc_status=ECOSOC_STATUSES[number % len(ECOSOC_STATUSES)],
            people=next(people),
        )
        for number, name in enumerate([*ACCENTED_NGOS, *rng.sample(names, wanted - len(ACCENTED_NGOS))])
    ]
