"""What one cell of a web form's answers says, as a value of an application. Pure.

Answers are free: "yes, please", "about 50-60", "English; French". What cannot be read is refused with what to
write instead; what was read with some freedom is told as a warning.
"""

import re
from collections.abc import Iterator

from scheduler.applications.facts import LinkFact, SpeakerFact
from scheduler.applications.terms import LinkKind
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Equipment, Format
from scheduler.kernel.text import clean_line, fold, quoted, words
from scheduler.kernel.words import Sentence

_NOTHING = {"", "-", "n/a", "na", "none", "nil", "no", "tbd", "tba", "tbc", "tobeconfirmed", "tobedetermined"}
_ONLINE = {"online", "virtual", "virtually", "remote", "remotely", "zoom", "teams"}
_IN_ROOM = {"person", "room", "onsite", "vienna", "physical", "presence"}
_BOTH = {"hybrid", "both"}
_YES, _NO = {"yes", "y", "true", "1", "oui", "si", "ja"}, {"no", "n", "false", "0", "non", "nein", ""}
_EQUIPMENT = {
    Equipment.HYBRID: {"hybrid", "online", "zoom", "video", "videoconference", "teams"},
    Equipment.INTERPRETATION: {"interpretation", "interpreters", "interpreter", "interpreting"},
    Equipment.RECORDING: {"recording", "record", "recorded"},
    Equipment.STEP_FREE: {"step", "steps", "wheelchair", "wheelchairs", "accessible", "accessibility"},
}
_LANGUAGES = {
    "arabic": "ar",
    "english": "en",
    "spanish": "es",
    "french": "fr",
    "russian": "ru",
    "chinese": "zh",
}
"""Those of the United Nations by their codes; others stay as they are written."""
_ADDRESS = re.compile(r"<?([^\s<>();,]+@[^\s<>();,]+)>?")
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<affiliation>.+)\)")


def is_nothing(text: str) -> bool:
    """Whether this only says that there is nothing to say."""
    return fold(text) in _NOTHING


def several(text: str) -> list[str]:
    """Several names in one cell: on lines of their own, or with semicolons between them."""
    parts = (clean_line(part) for part in re.split(r"[;\n]", text))
    return [part for part in parts if part and not is_nothing(part)]


def choices(text: str) -> list[str]:
    """Several ticked answers; commas separate them too."""
    parts = (clean_line(part) for part in re.split(r"[;,\n]", text))
    return [part for part in parts if part and not is_nothing(part)]


def format_of(text: str) -> Format | None:
    """How one takes part. Raises Refused."""
    if not text:
        return None
    said = set(words(text))
    online, in_room = bool(said & _ONLINE), bool(said & _IN_ROOM)
    if said & _BOTH or (online and in_room):
        return Format.HYBRID
    if online or in_room:
        return Format.ONLINE if online else Format.IN_PERSON
    raise Refused(
        Sentence(
            "%(text)s says not how one takes part. Write: in person, online, or hybrid.", text=quoted(text)
        )
    )


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


def languages(text: str) -> tuple[str, ...]:
    """Codes of the official languages, other languages by name."""
    parts = (part for one in choices(text) for part in re.split(r"\s+and\s+|\s*[/&]\s*", one) if part)
    return tuple(dict.fromkeys(_LANGUAGES.get(fold(part), part) for part in parts))


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


def yes(text: str) -> bool:
    """Raises Refused for neither yes nor no."""
    first = (words(text) or [""])[0]
    if first not in _YES | _NO:
        raise Refused(Sentence("%(text)s is neither yes nor no. Write one of them.", text=quoted(text)))
    return first in _YES


def links(text: str, kind: LinkKind) -> tuple[LinkFact, ...]:
    """Addresses, with spaces or semicolons between them."""
    return tuple(LinkFact(kind=kind, url=part) for part in re.split(r"[;\s]+", text) if not is_nothing(part))
