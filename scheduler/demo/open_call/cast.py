"""Who plays in the call: a part for each application, with what it says and what becomes of it. Pure, and
always the same for one seed."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from random import Random

from scheduler.demo.open_call.fates import (
    ANSWERS,
    APPLICATIONS,
    COSPONSORS,
    DECIDED,
    FATES,
    NGOS_ONLY,
    PAIRED,
    STATES_ONLY,
    TOLD,
    UNDISPUTED,
    UNSENT,
    Answer,
    Fate,
)
from scheduler.demo.open_call.proposals import Proposal, proposal
from scheduler.demo.parties import Party, parties
from scheduler.demo.people import NGO, STATE
from scheduler.kernel.terms import EcosocStatus, OrganisationKind, SideEventKind

WEEKS = 3
"""Of sixty parties each: so many that each leads one event at most."""
OWN = (
    Party(
        NGO,
        OrganisationKind.NGO,
        ecosoc_status=EcosocStatus.SPECIAL,
        people=("Lena Okaro", "Milo Tarn", "Tova Silvendal"),
    ),
    Party(STATE, OrganisationKind.MEMBER_STATE, people=("Sana Ilvi", "Benno Falkenmere", "Dalia Orrenwick")),
)
"""Those whose accounts the demonstration prints; their first people have them."""
FLYER_SHARE = 0.25


@dataclass(frozen=True)
class Supporter:
    """A co-sponsor that an applicant names, and what becomes of it."""

    party: Party
    answer: Answer
    takes_part: bool


@dataclass(frozen=True)
class Part:
    """One application. `pace`, from 0 to 1: when in its call it is submitted; most come early. `other`: with
    whom it joins, or wants to. `has_flyer`: its organiser uploads one."""

    number: int
    kind: SideEventKind
    fate: Fate
    lead: Party
    proposal: Proposal
    supporters: tuple[Supporter, ...]
    pace: float
    has_flyer: bool
    other: "Part | None" = None


def everybody(seed: int) -> list[Party]:
    """All parties that lead or support; the demonstration's own come first."""
    own = {party.name for party in OWN}
    return [*OWN, *(party for party in parties(Random(seed), WEEKS) if party.name not in own)]


def cast(seed: int, slots: int, applications: int = APPLICATIONS) -> list[Part]:
    """The parts of about so many applications; `slots`: how many the meeting has."""
    casting = _Casting(Random(seed), everybody(seed), slots)
    for told in TOLD:
        lead = next(party for party in OWN if party.name == told.lead)
        casting.give(told.kind, told.fate, lead, told.names)
    for kind, fate, count in FATES:
        for _ in range(count * applications // APPLICATIONS):
            casting.give(kind, fate, casting.lead(kind, fate))
    return casting.parts


@dataclass
class _Casting:
    """Giving out parts, so that each party leads one event of a call at most, unless its fate wants two."""

    rng: Random
    parties: list[Party]
    slots: int
    parts: list[Part] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    leading: dict[SideEventKind, list[Party]] = field(default_factory=lambda: defaultdict(list))

    def give(
        self, kind: SideEventKind, fate: Fate, lead: Party, names: tuple[str, Answer] | None = None
    ) -> None:
        """A part to a party, and another one to whom it joins."""
        other = None
        if fate in PAIRED:
            self.give(kind, Fate.RECEIVED, self.lead(kind, fate))
            other = self.parts[-1] = _open_to_joining(self.parts[-1])
        self.leading[kind].append(lead)
        supporters = self._supporters(lead, other, names)
        partners = [supporter.party for supporter in supporters]
        part = Part(
            number=len(self.parts),
            kind=kind,
            fate=fate,
            lead=lead,
            proposal=proposal(self.rng, kind, lead, partners, self.slots, self.titles),
            supporters=tuple(supporters),
            pace=self._pace(fate),
            has_flyer=fate not in UNSENT and self.rng.random() < FLYER_SHARE,
            other=other,
        )
        self.parts.append(part)

    def _pace(self, fate: Fate) -> float:
        if fate is Fate.DOUBLED:
            return 0.9 + 0.1 * self.rng.random()
        early = self.rng.random() ** 3
        return early / 2 if fate in DECIDED else early

    def lead(self, kind: SideEventKind, fate: Fate) -> Party:
        """One that can have this fate, and leads nothing in this call yet."""
        taken = self.leading[kind]
        free = [party for party in self.parties if party not in OWN and party not in taken]
        if fate is Fate.DOUBLED:
            free = [part.lead for part in self.parts if part.kind is kind and part.fate in UNDISPUTED]
        return self.rng.choice([party for party in free if _fits(party, fate)])

    def _supporters(
        self, lead: Party, other: Part | None, names: tuple[str, Answer] | None
    ) -> list[Supporter]:
        """None of them leads it; those of `OWN` are named only where somebody is to see it."""
        leads = [lead, *([other.lead] if other else [])]
        free = [party for party in self.parties if party not in OWN and party not in leads]
        chosen = self.rng.sample(free, self.rng.choice(COSPONSORS))
        answers = [(party, self.rng.choice(ANSWERS)) for party in chosen]
        answers += [(party, names[1]) for party in OWN if names and party.name == names[0]]
        return [Supporter(party, answer, self.rng.random() < 0.6) for party, answer in answers]


def _open_to_joining(part: Part) -> Part:
    texts = {**part.proposal.texts, "open_to_joining": True}
    return replace(part, proposal=replace(part.proposal, texts=texts))


def _fits(party: Party, fate: Fate) -> bool:
    if fate is Fate.INELIGIBLE:
        return party.kind is OrganisationKind.NGO and not party.may_lead
    if fate in STATES_ONLY:
        return party.kind is OrganisationKind.MEMBER_STATE
    return party.may_lead and (fate not in NGOS_ONLY or party.kind is OrganisationKind.NGO)
