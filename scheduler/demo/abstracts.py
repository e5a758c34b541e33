"""Titles and abstracts of the fictitious events, composed from the vocabulary."""

from dataclasses import dataclass
from random import Random

from scheduler.demo.parties import Party
from scheduler.demo.vocabulary import (
    ANGLES,
    CONTRIBUTIONS,
    DISPLAYS,
    EXCHANGE,
    METHODS,
    OUTCOMES,
    PRACTICAL,
    SETTINGS,
    THEMES,
    Theme,
)
from scheduler.kernel.terms import OrganisationKind, SideEventKind

SHORTEST_TITLE = 30
LONGEST_TITLE = 297
"""As in the titles of real thematic sessions."""
LONGEST_ABSTRACT = 900

TITLES = {
    SideEventKind.SIDE_EVENT: (
        "{Subject} in practice",
        "{Subject}: {angle}",
        "{Subject} {setting}: {angle}",
        "{Aim}: the role of {subject}",
        "{Aim} {setting}",
        "{Aim} through {subject}: {angle}",
        "Linking {subject} with {other} {setting}",
        "What can {subject} contribute to {aim}?",
        "Launch of a practical guide on {subject} {setting}",
    ),
    SideEventKind.SPECIAL_EVENT: (
        "Special event on {subject}: {angle}",
        "High-level conversation on {aim} {setting}",
    ),
    SideEventKind.EXHIBITION: (
        "{Subject} in pictures: an exhibition of photographs",
        "{Aim}: posters and photographs on {subject}",
    ),
}
OPENINGS = (
    "{event} presents experience with {subject} and discusses ways of {aim}.",
    "{event} is devoted to {subject} and to the task of {aim}.",
    "Starting from recent work on {subject}, the organisers invite delegations to reflect on {aim}.",
    "{event} brings together practitioners and policymakers to speak about {subject} and about {aim}.",
)
NOUNS = {
    SideEventKind.SIDE_EVENT: "This side event",
    SideEventKind.SPECIAL_EVENT: "This special event",
    SideEventKind.EXHIBITION: "This exhibition",
}
QUESTIONS = {
    SideEventKind.SIDE_EVENT: "The discussion will turn to two questions",
    SideEventKind.SPECIAL_EVENT: "The conversation will take up two questions",
    SideEventKind.EXHIBITION: "The panels take up two questions",
}
DETAIL_SHARE = 0.7
"""How often an abstract tells of a method, an outcome or a practical point."""


@dataclass(frozen=True)
class Matter:
    """What one event is about."""

    theme: Theme
    subject: str
    other: str
    aim: str


def matter(rng: Random) -> Matter:
    """Something of one of the themes."""
    theme = rng.choice(THEMES)
    subject, other = rng.sample(theme.subjects, 2)
    return Matter(theme, subject, other, rng.choice(theme.aims))


def title(rng: Random, about: Matter, kind: SideEventKind) -> str:
    """A title of ordinary length; two calls may give the same."""
    angle = rng.choice(ANGLES)
    text = rng.choice(TITLES[kind]).format(
        subject=about.subject,
        Subject=_capital(about.subject),
        other=about.other,
        aim=about.aim,
        Aim=_capital(about.aim),
        setting=rng.choice(SETTINGS),
        angle=angle,
    )
    return text if len(text) >= SHORTEST_TITLE else f"{text}: {angle}"


def long_title(rng: Random, about: Matter) -> str:
    """A title with as many aims as fit into what a title may have, as committees write them."""
    aims = rng.sample(about.theme.aims, len(about.theme.aims))
    head = f"{_capital(about.subject)} and {about.other}"
    titles = [f"{head}: {_enumerated(aims[:count])}" for count in range(1, len(aims) + 1)]
    return max((text for text in titles if len(text) <= LONGEST_TITLE), key=len)


def exchange_title(number: int, text: str) -> str:
    """A title with its general purpose in another language, before or behind it."""
    phrase = EXCHANGE[number % len(EXCHANGE)]
    return f"{phrase} / {text}" if number % 2 else f"{text} / {phrase}"


def abstract(rng: Random, about: Matter, kind: SideEventKind, partners: list[Party]) -> str:
    """What an event is about, in 200 to 900 characters: sentences, at times in two paragraphs."""
    opening = rng.choice(OPENINGS).format(event=NOUNS[kind], subject=about.subject, aim=about.aim)
    questions = rng.sample(about.theme.questions, 2)
    core = [rng.choice(about.theme.contexts), opening]
    rng.shuffle(core)
    core.append(f"{QUESTIONS[kind]}: {questions[0]}, and {questions[1]}.")
    return _within_bounds(" ".join(core), _details(rng, kind, partners), rng.choice((" ", " ", "\n\n")))


def _details(rng: Random, kind: SideEventKind, partners: list[Party]) -> list[str]:
    blocks = (DISPLAYS,) if kind is SideEventKind.EXHIBITION else (METHODS, OUTCOMES, PRACTICAL)
    names = _enumerated([_with_article(party) for party in partners[:3]])
    contributions = [rng.choice(CONTRIBUTIONS).format(names=names)] if names else []
    return contributions + [rng.choice(block) for block in blocks if rng.random() < DETAIL_SHARE]


def _within_bounds(text: str, sentences: list[str], gap: str) -> str:
    """The text and as many further sentences as there is room for, the first of them after the gap."""
    for sentence in sentences:
        longer = f"{text}{gap}{sentence}"
        if len(longer) <= LONGEST_ABSTRACT:
            text, gap = longer, " "
    return text


def _enumerated(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _with_article(party: Party) -> str:
    stands_alone = party.kind is OrganisationKind.MEMBER_STATE or not party.name.isascii()
    return party.name if stands_alone else f"the {party.name}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
