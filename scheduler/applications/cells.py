"""What one cell of a web form's answers says, as a value of an application. Pure.

Answers are free: "Dr Ann Example, UNODC", "about 50-60". What cannot be read is refused with what to
write instead; what was read with some freedom is told as a warning.
"""

import re
from collections.abc import Iterator

from scheduler.applications.facts import LinkFact, SpeakerFact
from scheduler.applications.terms import LinkKind
from scheduler.formats.answer_cells import choices, is_nothing, several
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Equipment
from scheduler.kernel.text import clean_line, quoted, words
from scheduler.kernel.words import Sentence

_EQUIPMENT = {
    Equipment.HYBRID: {"hybrid", "online", "zoom", "video", "videoconference", "teams"},
    Equipment.INTERPRETATION: {"interpretation", "interpreters", "interpreter", "interpreting"},
    Equipment.RECORDING: {"recording", "record", "recorded"},
    Equipment.STEP_FREE: {"step", "steps", "wheelchair", "wheelchairs", "accessible", "accessibility"},
}
_ADDRESS = re.compile(r"<?([^\s<>();,]+@[^\s<>();,]+)>?")
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<affiliation>.+)\)")


def attendance(text: str) -> tuple[int | None, Sentence | None]:
    """How many people; of a span the largest number, with a warning. Raises Refused."""
    if is_nothing(text):
        return None, None
    numbers = [
        int(found[:9]) for found in re.findall(r"\d+", re.sub(r"(?<=\d)[,.'\u2019 ](?=\d{3}\b)", "", text))
    ]
    if not numbers:
        raise Refused(Sentence("%(text)s is no number of people. Write one, such as 50.", text=quoted(text)))
    most = max(numbers)
    read_as = {"text": quoted(text), "number": most}
    is_plain = text.strip() == str(most)
    return most, None if is_plain else Sentence("%(text)s was read as %(number)s.", **read_as)


def equipment(text: str) -> tuple[tuple[Equipment, ...], list[str]]:
    """What the room needs of what rooms have, and all else that was written."""
    found: dict[Equipment, None] = {}
    besides = []
    for part in choices(text):
        meant = [one for one, known in _EQUIPMENT.items() if known & set(words(part))]
        found |= dict.fromkeys(meant)
        if not meant:
            besides.append(part)
    return tuple(found), besides


def speakers(text: str) -> tuple[SpeakerFact, ...]:
    """One on each line, or with semicolons between them: a name, then the affiliation in brackets or after a
    comma; an e-mail address may stand anywhere."""
    return tuple(_speakers(text))


def _speakers(text: str) -> Iterator[SpeakerFact]:
    for part in several(text):
        address = _ADDRESS.search(part)
        rest = clean_line(_ADDRESS.sub("", part)).strip(" ,-")
        bracketed = _IN_BRACKETS.fullmatch(rest)
        name, _, affiliation = rest.partition(", ")
        if bracketed:
            name, affiliation = bracketed["name"], bracketed["affiliation"]
        yield SpeakerFact(name=name, affiliation=affiliation.strip(), email=address[1] if address else None)


def links(text: str, kind: LinkKind) -> tuple[LinkFact, ...]:
    """Addresses, with spaces or semicolons between them."""
    return tuple(LinkFact(kind=kind, url=part) for part in re.split(r"[;\s]+", text) if not is_nothing(part))
