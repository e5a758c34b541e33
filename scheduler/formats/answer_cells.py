"""What one cell of a web form's answers says, whatever the form is about. Pure.

Answers are free: "yes, please", "English; French". What cannot be read is refused with what to write instead.
"""

import re

from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Format
from scheduler.kernel.text import clean_line, fold, quoted, words
from scheduler.kernel.words import Sentence

_NOTHING = {"", "-", "n/a", "na", "none", "nil", "no", "tbd", "tba", "tbc", "tobeconfirmed", "tobedetermined"}
_ONLINE = {"online", "virtual", "virtually", "remote", "remotely", "zoom", "teams"}
_IN_ROOM = {"person", "room", "onsite", "vienna", "physical", "presence"}
_BOTH = {"hybrid", "both"}
_YES, _NO = {"yes", "y", "true", "1", "oui", "si", "ja"}, {"no", "n", "false", "0", "non", "nein", ""}
_LANGUAGES = {
    "arabic": "ar",
    "english": "en",
    "spanish": "es",
    "french": "fr",
    "russian": "ru",
    "chinese": "zh",
}
"""Those of the United Nations by their codes; others stay as they are written."""


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


def languages(text: str) -> tuple[str, ...]:
    """Codes of the official languages, other languages by name."""
    parts = (part for one in choices(text) for part in re.split(r"\s+and\s+|\s*[/&]\s*", one) if part)
    return tuple(dict.fromkeys(_LANGUAGES.get(fold(part), part) for part in parts))


def yes(text: str) -> bool:
    """Raises Refused for neither yes nor no."""
    first = (words(text) or [""])[0]
    if first not in _YES | _NO:
        raise Refused(Sentence("%(text)s is neither yes nor no. Write one of them.", text=quoted(text)))
    return first in _YES
