"""What an applicant writes, as plain values, and what is wrong with it. Pure.

The public record gives no limits for the texts of side events; these are the house's own. Titles in earlier
programmes have 80 characters in the middle and 212 at most.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from scheduler.applications.rules import Field
from scheduler.applications.terms import LinkKind
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Equipment, Format
from scheduler.kernel.text import clean, clean_line, quoted
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable

LONGEST = {"title": 300, "abstract": 5_000, "theme": 300, "contact": 300, "note": 5_000}
"""Characters."""
LONGEST_NAME = 200
LONGEST_URL = 2_000
LONGEST_LANGUAGE = 50
MOST = {"languages": 10, "links": 10, "speakers": 40, "wishes": 200, "days": 30}
LARGEST_ATTENDANCE = 100_000

Fault = tuple[str, Sentence]
"""A field, and what is wrong there."""


def _none_if_empty(text: str | None) -> str | None:
    return text or None


Line = Annotated[str, AfterValidator(clean_line)]
MaybeLine = Annotated[str | None, AfterValidator(lambda text: _none_if_empty(clean_line(text or "")))]
MaybeText = Annotated[str | None, AfterValidator(lambda text: _none_if_empty(clean(text or "")))]


class Part(BaseModel):
    """A piece of an application that does not change."""

    model_config = ConfigDict(frozen=True)


class LinkFact(Part):
    """A way in online."""

    kind: LinkKind
    url: Line


class SpeakerFact(Part):
    """Somebody who is to speak. `person`: their number, if they stood in the application already; the address
    is for letters."""

    name: Line
    person: int | None = None
    affiliation: MaybeLine = None
    online: bool = False
    email: MaybeLine = None


class Facts(Part):
    """What one step or several of the form say. Only fields that were given count, as `given` tells: a step
    leaves the others alone. `organisation`: the number of the one that leads; `wishes`: the rank from 1 of
    each slot wanted, by its number, and 0 for those that are out of the question; `days`: those on which
    any slot would do."""

    organisation: int | None = None
    title: MaybeLine = None
    abstract: MaybeText = None
    theme: MaybeLine = None
    format: Format | None = None
    languages: tuple[Line, ...] = ()
    attendance: int | None = None
    equipment: tuple[Equipment, ...] = ()
    links: tuple[LinkFact, ...] = ()
    contact: MaybeLine = None
    note: MaybeText = None
    open_to_joining: bool = False
    speakers: tuple[SpeakerFact, ...] = ()
    wishes: dict[int, int] = {}
    days: tuple[date, ...] = ()

    @property
    def given(self) -> dict[str, Any]:
        """The fields that count, with their values."""
        return {name: getattr(self, name) for name in Facts.model_fields if name in self.model_fields_set}


CLOSES_WITH = {"links": Field.LINKS, "contact": Field.LINKS, "speakers": Field.SPEAKERS}
"""With what each field closes; the others with the subject."""


def closing(field: str) -> Field:
    return CLOSES_WITH.get(field, Field.SUBJECT)


ALWAYS_OPEN = ("open_to_joining",)
CLOSED = {
    "all": Sentence("Nothing can be changed in this application any more."),
    "organisation": Sentence("The organiser stands in the receipt, and cannot be changed any more."),
    Field.SUBJECT: Sentence(
        "This can be changed only when the application is returned. Ask the secretariat to return it."
    ),
    Field.LINKS: Sentence("The deadline for links and contact has passed. Write to the secretariat."),
    Field.SPEAKERS: Sentence("The event has begun: its speakers cannot be changed any more."),
}
"""Why a field cannot be changed now."""


class Faulty(Refused):
    """Something is wrong with what was typed, or missing: all of it at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0][1])
        self.faults = faults


def faults(facts: Facts) -> list[Fault]:
    """All that is wrong with what was given."""
    return [*_too_long(facts), *_too_many(facts), *_wrong_numbers(facts), *_in_lists(facts)]


def _too_long(facts: Facts) -> Iterator[Fault]:
    for field, most in LONGEST.items():
        if said := _longer(getattr(facts, field), most):
            yield field, said


def _longer(text: str | None, most: int) -> Sentence | None:
    if text is None or len(text) <= most:
        return None
    told = {"length": len(text), "most": most}
    return Sentence("This text has %(length)s characters. Shorten it to %(most)s at most.", **told)


def _too_many(facts: Facts) -> Iterator[Fault]:
    for field, most in MOST.items():
        if len(getattr(facts, field)) > most:
            yield field, Sentence("Give %(most)s at most.", most=most)


def _wrong_numbers(facts: Facts) -> Iterator[Fault]:
    if facts.attendance is not None and not 0 <= facts.attendance <= LARGEST_ATTENDANCE:
        yield (
            "attendance",
            Sentence("Write a number of people from 0 to %(most)s.", most=LARGEST_ATTENDANCE),
        )
    if any(not 0 <= rank <= MOST["wishes"] for rank in facts.wishes.values()):
        yield "wishes", Sentence("Rank the slots from 1 on, without a rank below.")


def _in_lists(facts: Facts) -> Iterator[Fault]:
    if any(len(language) > LONGEST_LANGUAGE or not language for language in facts.languages):
        yield (
            "languages",
            Sentence("Write each language in %(most)s characters at most.", most=LONGEST_LANGUAGE),
        )
    for link in facts.links:
        if said := _wrong_address(link.url):
            yield "links", said
    for speaker in facts.speakers:
        if said := _wrong_speaker(speaker):
            yield "speakers", said


def _wrong_speaker(speaker: SpeakerFact) -> Sentence | None:
    if not speaker.name:
        return Sentence("Give each speaker a name, or leave the whole line empty.")
    if speaker.email and (said := unusable(speaker.email)):
        return said
    return _longer(speaker.name, LONGEST_NAME) or _longer(speaker.affiliation, LONGEST["title"])


def _wrong_address(url: str) -> Sentence | None:
    if not _is_web_address(url):
        return Sentence("%(url)s is no web address. Write one with https:// and no spaces.", url=quoted(url))
    return _longer(url, LONGEST_URL)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # what looks like an IPv6 address and is none
        return False
    return parts.scheme in {"http", "https"} and bool(host) and url.isprintable() and " " not in url


FILL_IN = {
    "organisation": Sentence("Choose the organisation that leads."),
    "title": Sentence("Write a title."),
    "abstract": Sentence("Write what the event is about."),
    "theme": Sentence("Choose a theme."),
    "format": Sentence("Say how one takes part: in the room, online, or both."),
    "languages": Sentence("Say in which languages the event is held."),
    "attendance": Sentence("Say how many people you expect."),
    "equipment": Sentence("Say what the room needs."),
    "links": Sentence("Give the link by which one takes part online."),
    "contact": Sentence("Give a name and an address for the public."),
    "speakers": Sentence("Name at least one speaker."),
    "wishes": Sentence("Choose at least one slot, or a day."),
}
"""What to do about a field that is empty and has to be filled."""
ALWAYS_REQUIRED = ("organisation", "title")


def missing(facts: Facts, required: tuple[str, ...]) -> list[Fault]:
    """What has still to be filled before it can be submitted, in the order of the form."""
    wanted = {*ALWAYS_REQUIRED, *required}
    return [
        (field, said) for field, said in FILL_IN.items() if field in wanted and not _is_filled(facts, field)
    ]


def _is_filled(facts: Facts, field: str) -> bool:
    if field == "wishes":
        return any(facts.wishes.values()) or bool(facts.days)
    return getattr(facts, field) not in (None, "", ())
