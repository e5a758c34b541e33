"""Text that people gave us: cleaned, compared, shortened, made into addresses. Pure."""

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST_SLUG = 60

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls but tab and newline, marks that turn the direction of what follows (LRM and RLM may stay,
# Arabic needs them), the byte order mark, what XML cannot carry, and halves of surrogate pairs.
_HARMFUL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}

# Canonical combining classes of accents and of Arabic and Hebrew points. The other marks make a letter what
# it is in Indic scripts, Thai and Japanese: without them different names would look the same.
_ACCENTS = {1, *range(10, 37), *range(200, 241)}
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **{"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"},
    }
)


def clean(text: str) -> str:
    """The text in NFC, without control characters, line ends as newlines. Empty if nothing in it is seen."""
    kept = unicodedata.normalize("NFC", _HARMFUL.sub("", _LINE_ENDS.sub("\n", text))).strip()
    return kept if any(unicodedata.category(char) not in _UNSEEN for char in kept) else ""


def clean_line(text: str) -> str:
    """The text cleaned and on one line, with single spaces."""
    return " ".join(clean(text).split())


def has_controls(text: str) -> bool:
    """Whether `clean` takes characters out of the text. Line ends do not count."""
    return _HARMFUL.search(text) is not None


def shorten(text: str, most: int = 60) -> str:
    """The text, cut where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quoted(text: str, most: int = 60) -> str:
    """The text in quotes, cut, with everything that cannot be seen written as an escape."""
    seen = (char if char.isprintable() else f"\\u{ord(char):04x}" for char in shorten(text, most))
    return f'"{"".join(seen)}"'


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """A name as it is compared: without case, accents and spaces, and with one kind of quotes and dashes.

    Other punctuation counts. Never empty for a text in which something can be seen.
    """
    plain = _plain(text)
    return "".join(plain.split()) or clean_line(text)


def words(text: str) -> list[str]:
    """The words of a name, folded, without punctuation."""
    plain = _plain(text).replace("'", "")
    return "".join(char if _is_in_words(char) else " " for char in plain).split()


def slug(text: str) -> str:
    """A name for addresses: 1 to 60 of a-z, digits and hyphens. Different names can have the same slug.

    A name of which no letter can be written so gets a short slug made of its digest.
    """
    found = words(text)
    joined = "-".join(re.findall(r"[a-z0-9]+", " ".join(found)))
    if not re.search(r"[a-z]", joined) and not (joined and "".join(found).isascii()):
        return "n-" + hashlib.sha256(fold(text).encode("utf-8", "backslashreplace")).hexdigest()[:10]
    if len(joined) <= LONGEST_SLUG:
        return joined
    return joined[: LONGEST_SLUG + 1].rpartition("-")[0] or joined[:LONGEST_SLUG]


def _plain(text: str) -> str:
    """Without case, accents and marks that are not seen; with one form of what only looks different."""
    plain = clean_line(text)
    if plain.isascii():
        return plain.translate(_SAME).casefold()
    for _ in range(2):  # compatibility forms and case folding bring out further letters
        plain = unicodedata.normalize("NFKD", plain.translate(_SAME)).casefold()
    return "".join(char for char in plain if not _is_dropped(char))


def _is_dropped(char: str) -> bool:
    return unicodedata.combining(char) in _ACCENTS or unicodedata.category(char) == "Cf"


def _is_in_words(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
