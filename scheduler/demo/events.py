"""The side events of the fictitious meeting: what they are about, who speaks, how one takes part."""

from collections.abc import Iterator
from random import Random
from typing import Any

from scheduler.demo import abstracts, grid
from scheduler.demo.abstracts import Matter
from scheduler.demo.hosts import hosts
from scheduler.demo.occasions import Case, Occasion
from scheduler.demo.parties import Party
from scheduler.kernel.terms import Format, SideEventKind

Record = dict[str, Any]

LANGUAGES = (("en",), ("en",), ("en",), ("en",), ("en", "fr"), ("en", "es"), ("ar", "en"), ("en", "ru"))
CAPITALS = (50, 7)
TWO_LANGUAGES = (25, 9)
LONG = (150, 83)
"""Titles out of the ordinary: one in so many, and which is the first."""
NOTES = {
    Case.UNPLACED: "The organiser asked for another day.",
    Case.TIME_UNKNOWN: "The organiser has not confirmed the hour.",
    Case.END_UNKNOWN: "The organiser gave no end.",
    Case.JOINT: "Several equal organisers; none of them leads.",
    Case.CANCELLED: "Withdrawn by the organiser.",
}


def side_events(
    rng: Random, parties: list[Party], occasions: list[Occasion], codes: Iterator[str]
) -> list[Record]:
    """One for each occasion, as the programme file writes it."""
    titles: set[str] = set()
    records = []
    for number, (occasion, given_by) in enumerate(
        zip(occasions, hosts(rng, parties, occasions), strict=True)
    ):
        title, about = _title_and_matter(rng, number, occasion.kind, titles)
        code = next(codes)
        records.append(
            {
                "code": code,
                "kind": occasion.kind.value,
                "title": title,
                **given_by.as_record(),
                **occasion.as_record(),
                **_content(rng, code, about, occasion, given_by.parties),
            }
        )
    return records


def _content(rng: Random, code: str, about: Matter, occasion: Occasion, parties: list[Party]) -> Record:
    format_ = _format(rng, occasion)
    return {
        "format": format_,
        "description": abstracts.abstract(rng, about, occasion.kind, parties[1:]),
        "theme": about.theme.name,
        "languages": list(rng.choice(LANGUAGES)),
        "speakers": [] if occasion.kind is SideEventKind.EXHIBITION else _speakers(rng, parties),
        "links": _links(rng, code, format_),
        **({"status": "cancelled"} if occasion.case is Case.CANCELLED else {}),
        **({"note": NOTES[occasion.case]} if occasion.case in NOTES else {}),
    }


def _title_and_matter(rng: Random, number: int, kind: SideEventKind, titles: set[str]) -> tuple[str, Matter]:
    """What an event is about, under a title that no other has; adds it to the titles."""
    while (title := _title(rng, number, about := abstracts.matter(rng), kind)) in titles:
        pass
    titles.add(title)
    return title, about


def _title(rng: Random, number: int, about: Matter, kind: SideEventKind) -> str:
    if _falls_on(number, LONG):
        return abstracts.long_title(rng, about)
    title = abstracts.title(rng, about, kind)
    if _falls_on(number, TWO_LANGUAGES):
        return abstracts.exchange_title(number // TWO_LANGUAGES[0], title)
    return title.upper() if _falls_on(number, CAPITALS) else title


def _falls_on(number: int, rhythm: tuple[int, int]) -> bool:
    period, first = rhythm
    return number % period == first


def _format(rng: Random, occasion: Occasion) -> str | None:
    """Online, in person, or hybrid where the room allows it; now and then it is not known."""
    if occasion.case is Case.ONLINE:
        return Format.ONLINE.value
    if occasion.room is None:
        return None
    hybrid = occasion.room in grid.HYBRID_ROOMS and rng.random() < 0.6
    return (Format.HYBRID if hybrid else Format.IN_PERSON).value


def _speakers(rng: Random, parties: list[Party]) -> list[dict[str, str]]:
    people = [speaker for party in parties for speaker in party.speakers()]
    return rng.sample(people, rng.randint(2, min(6, len(people))))


def _links(rng: Random, code: str, format_: str | None) -> list[dict[str, str]]:
    """Addresses by kind, under `.example` (RFC 2606); who takes part online needs the first two."""
    from_afar = format_ in (Format.ONLINE, Format.HYBRID)
    links = (
        ("Registration", "registration", from_afar),
        ("Meeting link", "meet", from_afar),
        ("Live stream", "stream", from_afar and rng.random() < 0.5),
        ("Flyer", "documents", rng.random() < 0.4),
    )
    return [
        {"label": label, "url": f"https://{host}.example/DEMO/{code}"}
        for label, host, wanted in links
        if wanted
    ]
