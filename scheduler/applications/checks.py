"""The checklist of the desk, and what has to be settled before an application can be accepted. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from scheduler.applications.terms import Check
from scheduler.kernel.words import Sentence

NAMES = {
    Check.ELIGIBILITY: Sentence("Eligibility: the organiser may hold such an event"),
    Check.RELEVANCE: Sentence("Relevance: the topic is part of the Commission's work"),
    Check.STATES_NAMED: Sentence("States named: none is the focus without its own engagement"),
    Check.CONTENT: Sentence("Content: title, abstract and speakers can be published"),
    Check.EQUIPMENT: Sentence("Equipment: a room can offer what is needed"),
}
READERS_WANTED = 2
"""Where the call asks for a second reader."""


class Point(NamedTuple):
    """What one reader found about one point, since the application was last submitted."""

    reader: str
    check: Check
    is_fine: bool


def complete(points: Iterable[Point]) -> set[str]:
    """The readers who found every point fine."""
    fine: dict[str, set[Check]] = {}
    for point in points:
        if point.is_fine:
            fine.setdefault(point.reader, set()).add(point.check)
    return {reader for reader, checks in fine.items() if checks == set(Check)}


def lacks_readers(points: Iterable[Point], *, second_reader: bool) -> Sentence | None:
    """Why it cannot be accepted yet; None if enough people have read it."""
    if not second_reader:
        return None
    missing = READERS_WANTED - len(complete(points))
    if missing <= 0:
        return None
    if missing == READERS_WANTED:
        return Sentence("Two readers have to find every point of the checklist fine. Nobody has yet.")
    return Sentence("Two readers have to find every point of the checklist fine. One is still missing.")


class Leading(NamedTuple):
    """How many accepted events of the call an organisation leads already."""

    name: str
    accepted: int


def over_the_limit(leads: Iterable[Leading], most: int) -> Sentence | None:
    """Why it cannot be accepted: an organiser has its events already. Branches, sections and field offices of
    UNODC are organisations of their own, so that each counts as one."""
    for lead in leads:
        if lead.accepted >= most:
            return Sentence(
                "%(name)s leads %(accepted)s of the %(most)s accepted events that it can have in this call. "
                "Cancel or join one of them first.",
                name=lead.name,
                accepted=lead.accepted,
                most=most,
            )
    return None
