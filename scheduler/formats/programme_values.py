"""How single values of a programme file are read: what is taken, what is wrong with the rest, what to write.

Every reader takes what JSON gives, or a value that is right already, and raises Wrong.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias, TypeGuard
from urllib.parse import urlsplit

from scheduler.kernel.text import clean, clean_line, quoted
from scheduler.kernel.words import Sentence

LONGEST_LIST = 5_000
LONGEST_URL = 2_000
FIRST_YEAR, LAST_YEAR = 1900, 2200

Reader: TypeAlias = Callable[[object], object]


class Wrong(ValueError):
    """A value that cannot be taken, with the sentence that says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def shown(value: object) -> object:
    """A value of the file as a sentence quotes it: short, and harmless to a terminal."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return Sentence("an object")
    if isinstance(value, list):
        return Sentence("a list")
    return json.dumps(value)


def needed(read: Reader) -> Reader:
    """For a value that must be there."""

    def check(value: object) -> object:
        if value is None:
            raise Wrong(Sentence("This cannot be null: it must be given."))
        if _is_blank(value):
            raise Wrong(Sentence("This text is empty: it must be given."))
        return read(value)

    return check


def unless_null(read: Reader) -> Reader:
    """For a value that may be unknown. An empty text counts as null."""

    def check(value: object) -> object:
        return None if value is None or _is_blank(value) else read(value)

    return check


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not clean(value)


def _matches(value: object, pattern: str) -> TypeGuard[str]:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def text(cleaned: Callable[[str], str], most: int) -> Reader:
    """A text of at most so many characters when it is cleaned."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise Wrong(Sentence("Write a text in quotes here, not %(found)s.", found=shown(value)))
        return _limited(cleaned(value), most)

    return read


def _limited(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    told = {"length": len(text), "most": most}
    raise Wrong(Sentence("This text has %(length)s characters. Shorten it to %(most)s at most.", **told))


def url(value: object) -> object:
    if not isinstance(value, str) or not _is_web_address(value):
        told = {"found": shown(value)}
        raise Wrong(Sentence("%(found)s is no web address. Write one with https:// and no spaces.", **told))
    return _limited(value, LONGEST_URL)


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:  # what looks like an IPv6 address and is none
        return False
    return parts.scheme in {"http", "https"} and bool(host) and value.isprintable() and " " not in value


def date(value: object) -> object:
    """A day, written YYYY-MM-DD."""
    try:
        found = dt.date.fromisoformat(value) if _matches(value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}") else value
    except ValueError:  # such as 30 February
        found = None
    if not isinstance(found, dt.date) or isinstance(found, dt.datetime):
        told = {"found": shown(value)}
        raise Wrong(Sentence("%(found)s is no date. Write one as 2023-03-14.", **told))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        years = {"found": found.isoformat(), "first": FIRST_YEAR, "last": LAST_YEAR}
        raise Wrong(Sentence("%(found)s does not lie in the years %(first)s to %(last)s.", **years))
    return found


def time(value: object) -> object:
    """A time of day, written HH:MM."""
    if isinstance(value, dt.time):
        return value
    if _matches(value, r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"):
        return dt.time.fromisoformat(value)
    told = {"found": shown(value)}
    raise Wrong(Sentence("%(found)s is no time. Write one from 00:00 to 23:59, as 09:05.", **told))


def whole(least: int, most: int) -> Reader:
    """A whole number between the two."""

    def read(value: object) -> object:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong(
                Sentence("Write a whole number without quotes here, not %(found)s.", found=shown(value))
            )
        if not least <= value <= most:
            told = {"found": shown(value), "least": least, "most": most}
            raise Wrong(Sentence("%(found)s does not lie between %(least)s and %(most)s.", **told))
        return value

    return read


def term(terms: type[StrEnum]) -> Reader:
    """One of the field's terms."""
    known = {term.value: term for term in terms}

    def read(value: object) -> object:
        if isinstance(value, str) and value in known:
            return known[value]
        told = {"found": shown(value), "known": ", ".join(known)}
        raise Wrong(Sentence("%(found)s is not known here. Write one of: %(known)s.", **told))

    return read


def meeting_code(value: object) -> object:
    """What addresses begin with. First parts that pages keep for themselves have lower-case letters."""
    if _matches(value, r"[A-Z0-9][A-Z0-9-]{0,19}"):
        return value
    told = {"found": shown(value)}
    raise Wrong(
        Sentence("%(found)s is no meeting's code. Write 1 to 20 of A to Z, 0 to 9 and hyphens.", **told)
    )


def code(value: object) -> object:
    if _matches(value, r"[A-Za-z0-9-]{1,20}"):
        return value
    told = {"found": shown(value)}
    raise Wrong(
        Sentence("%(found)s is no code. Write 1 to 20 of A to Z, a to z, 0 to 9 and hyphens.", **told)
    )


def uid(value: object) -> object:
    if _matches(value, r"[!-~]{1,200}"):
        return value
    told = {"found": shown(value)}
    raise Wrong(Sentence("%(found)s is no UID. Write 1 to 200 ASCII characters without spaces.", **told))


def item_number(value: object) -> object:
    """The number of an agenda item. It is text, as in `5 (a)`; a plain number does as well."""
    plain = isinstance(value, int) and not isinstance(value, bool)
    return text(clean_line, 50)(str(value) if plain else value)


def listed(value: object) -> object:
    """A list; null counts as an empty one."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise Wrong(Sentence("Write a list in square brackets here, not %(found)s.", found=shown(value)))
    if len(value) > LONGEST_LIST:
        told = {"length": len(value), "most": LONGEST_LIST}
        raise Wrong(Sentence("This list has %(length)s items; %(most)s at most can be read.", **told))
    return tuple(value)
