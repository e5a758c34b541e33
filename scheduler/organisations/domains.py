"""Addresses of mail that look like another one's, so that somebody may be taken in. Pure.

A likeness is a warning to a person; nothing is refused for it.
"""

import unicodedata
from collections.abc import Iterable

from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence

SHORTEST = 5
"""In shorter names one other letter means little: WHO and WTO are two organisations."""

_LETTERS = str.maketrans(
    {
        # Cyrillic and Greek letters that are drawn like Latin ones.
        **dict(zip("аеорсухіјѕһԁԛԝкмтвнпгзӏ", "aeopcyxijshdqwkmtbhnrzl", strict=True)),
        **dict(zip("αβεικνορτυχγω", "abeiknoptuxyw", strict=True)),
        **dict(zip("0135$", "olese", strict=True)),
        "i": "l",
        "-": "",
        "_": "",
    }
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def domain(address: str) -> str:
    """What stands behind the @ of an address, as it is read: small letters, not encoded."""
    behind = address.rpartition("@")[2].strip().rstrip(".").lower()
    labels = (_decoded(label) for label in behind.split("."))
    return unicodedata.normalize("NFKC", ".".join(labels))


def warning(address: str, known: Iterable[str]) -> Sentence | None:
    """That an address is under a domain that looks like one of the `known` addresses' but is another one;
    None where it is the same, or like none."""
    asked, others = domain(address), sorted({domain(one) for one in known})
    if not asked or any(_is_under(asked, other) for other in others):
        return None
    for other in others:
        if looks_like(asked, other):
            return Sentence(
                "Look twice: this address ends in %(domain)s. That looks like %(known)s, where a contact of "
                "the organisation has theirs, but it is another one.",
                domain=_spelt_out(asked),
                known=_spelt_out(other),
            )
    return None


def looks_like(one: str, other: str) -> bool:
    """Whether two domains that differ could be taken for each other."""
    if one == other or "." not in one or "." not in other:
        return False
    if one.startswith(f"{other}."):
        return True
    first, second = _drawn(_name(one)), _drawn(_name(other))
    return first == second or (min(len(first), len(second)) >= SHORTEST and _one_off(first, second))


def _is_under(domain: str, other: str) -> bool:
    return domain == other or domain.endswith(f".{other}") or other.endswith(f".{domain}")


def _name(domain: str) -> str:
    """The longest part of a domain but its end: what people look at."""
    return max(domain.split(".")[:-1], key=len)


def _drawn(name: str) -> str:
    """A name as the eye takes it: letters and pairs of letters that look the same are the same."""
    plain = fold(name).translate(_LETTERS)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _one_off(one: str, other: str) -> bool:
    """Whether one letter is missing or another one, or two that stand beside each other are swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    return len(wrong) == 1


def _spelt_out(domain: str) -> str:
    """A domain with, behind it, how it is sent where that differs: equal letters can be others."""
    if domain.isascii():
        return domain
    sent = ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
        for label in domain.split(".")
    )
    return f"{domain} ({sent})"


def _decoded(label: str) -> str:
    """A label that is written in letters beyond ASCII."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
