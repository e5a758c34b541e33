"""What applicants write: an application's texts, speakers, links and wishes, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from scheduler.applications.facts import Facts, LinkFact, SpeakerFact
from scheduler.applications.terms import LinkKind
from scheduler.demo import abstracts
from scheduler.demo.events import LANGUAGES
from scheduler.demo.parties import Party
from scheduler.kernel.terms import Equipment, Format, SideEventKind
from scheduler.kernel.text import slug

FORMATS = (Format.IN_PERSON, Format.IN_PERSON, Format.HYBRID, Format.HYBRID, Format.ONLINE)
ATTENDANCE = (25, 40, 40, 60, 60, 80, 100, 120, 180, 300)
OPEN_SHARE, NOTE_SHARE, ONLINE_SHARE, WRITTEN_TO_SHARE = 0.25, 0.2, 0.15, 0.2
"""How often an applicant is open to joining and writes a note; how often a speaker takes part online, and has
an address to which letters go."""
NOTES = (
    "Our main speaker arrives on Tuesday, so that Monday is not possible.",
    "We can share a room with another event if the furniture allows it.",
    "One of the speakers uses a wheelchair and needs a room without steps.",
    "We would bring a small exhibition of posters that fits on two stands.",
)
KINDS_OF_LINKS = {
    LinkKind.WITH_REGISTRATION: "register",
    LinkKind.WITHOUT: "meet",
    LinkKind.STREAM: "stream",
}


@dataclass(frozen=True)
class Proposal:
    """All that an application says, but for its organiser. `wishes`: slots by their place in the meeting's
    order, the most wanted first; `excluded`: those that are out of the question."""

    texts: dict[str, Any]
    speakers: tuple[SpeakerFact, ...]
    links: tuple[LinkFact, ...]
    wishes: tuple[int, ...]
    excluded: tuple[int, ...]

    @property
    def title(self) -> str:
        return str(self.texts["title"])

    def facts(self, slots: Sequence[int], **more: Any) -> Facts:
        """The same as the form would tell it, with the slots by their numbers; `more`: what else it tells."""
        ranks = {slots[place]: rank for rank, place in enumerate(self.wishes, 1)}
        return Facts(
            **self.texts,
            speakers=self.speakers,
            links=self.links,
            wishes=ranks | {slots[place]: 0 for place in self.excluded},
            **more,
        )


def proposal(
    rng: Random, kind: SideEventKind, lead: Party, partners: Sequence[Party], slots: int, titles: set[str]
) -> Proposal:
    """What this party writes together with its partners, under a title that no other has; adds it to the
    titles. `slots`: how many the meeting has."""
    while (title := abstracts.title(rng, about := abstracts.matter(rng), kind)) in titles:
        pass
    titles.add(title)
    format_ = rng.choice(FORMATS)
    chosen = rng.sample(range(slots), 4)
    texts = {
        "title": title,
        "abstract": abstracts.abstract(rng, about, kind, list(partners)),
        "theme": about.theme.name,
        "format": format_,
        "languages": rng.choice(LANGUAGES),
        "attendance": rng.choice(ATTENDANCE),
        "equipment": _equipment(rng, format_),
        "contact": f"{lead.people[0]}, {address(lead.people[0], lead)}",
        "note": rng.choice(NOTES) if rng.random() < NOTE_SHARE else None,
        "open_to_joining": rng.random() < OPEN_SHARE,
    }
    return Proposal(
        texts=texts,
        speakers=_speakers(rng, [lead, *partners]),
        links=links(rng, lead) if format_ is not Format.IN_PERSON and rng.random() < 0.5 else (),
        wishes=tuple(chosen[: rng.randint(1, 3)]),
        excluded=tuple(chosen[3:] if rng.random() < 0.3 else ()),
    )


def links(rng: Random, lead: Party) -> tuple[LinkFact, ...]:
    """Ways in online, at an address of the party's own."""
    kinds = rng.sample(list(KINDS_OF_LINKS), rng.randint(1, 2))
    return tuple(LinkFact(kind=kind, url=f"https://{_host(lead)}/{KINDS_OF_LINKS[kind]}") for kind in kinds)


def address(person: str, party: Party) -> str:
    """An e-mail address of somebody there, under `.example` (RFC 2606)."""
    return f"{slug(person).replace('-', '.')}@{_host(party)}"


def _host(party: Party) -> str:
    return f"{slug(party.short_name or party.name)}.example"


def _equipment(rng: Random, format_: Format) -> tuple[Equipment, ...]:
    wanted = {Equipment.HYBRID} if format_ is Format.HYBRID else set()
    wanted |= {one for one in Equipment if one is not Equipment.HYBRID and rng.random() < 0.25}
    return tuple(one for one in Equipment if one in wanted)


def _speakers(rng: Random, parties: Sequence[Party]) -> tuple[SpeakerFact, ...]:
    """Two to five people of those who take part; each party's second and third, as the first one applies."""
    people = [(name, party) for party in parties for name in party.people[1:]]
    chosen = rng.sample(people, min(len(people), rng.randint(2, 5)))
    return tuple(
        SpeakerFact(
            name=name,
            affiliation=party.name,
            online=rng.random() < ONLINE_SHARE,
            email=address(name, party) if rng.random() < WRITTEN_TO_SHARE else None,
        )
        for name, party in chosen
    )
