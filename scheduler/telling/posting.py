"""Letters about releases, each with a link by which its reader chooses how they are told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.feeds.news import page_address
from scheduler.kernel.decision import Decision
from scheduler.links.actions import make_all
from scheduler.mail.actions import Addressee, Secret, Writing, write_all
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.mail.models import Letter
from scheduler.telling.news import News

CHOOSE = "telling"
"""What the link is for."""
LASTS = timedelta(days=180)


@dataclass(frozen=True)
class Post:
    """One letter to all who share an address; it bears the name of the first."""

    people: Sequence[int]
    to: Addressee
    about: str
    places: Mapping[str, str]


def page_of(told: News) -> str:
    """The public page of what a release changed, from the root."""
    return f"{page_address(told.meeting.code)}{told.number}/"


def known(told: News) -> dict[str, str]:
    """What a letter about one release says besides its changes."""
    return {
        "meeting": told.meeting.title,
        "number": str(told.number),
        "note": told.note or "",
        "page": page_of(told),
    }


def by_address(readers: Mapping[int, Addressee]) -> list[list[int]]:
    """People by number, those who share an address together."""
    sharing: dict[str, list[int]] = {}
    for number, to in readers.items():
        sharing.setdefault(to.address.lower(), []).append(number)
    return list(sharing.values())


def post(
    this: Decision, kind: LetterKind, posts: Sequence[Post], meeting_id: int | None, *, held: bool
) -> dict[int, Letter]:
    """Write the letters; returns them by the number of each reader. The number of statements does not grow
    with that of the letters."""
    about = [(f"person {one.people[0]}", one.people[0]) for one in posts]
    links = make_all(this, CHOOSE, about, lasts=LASTS)
    writings = [
        Writing(one.to, one.about, one.places, Secret(LINK_PATH.format(token=token), link.id))
        for one, (link, token) in zip(posts, links, strict=True)
    ]
    letters = write_all(this, kind, writings, meeting_id, held=held)
    return dict(_by_person(zip(posts, letters, strict=True)))


def _by_person(sent: Iterable[tuple[Post, Letter]]) -> Iterable[tuple[int, Letter]]:
    return ((person, letter) for one, letter in sent for person in one.people)
