"""Names that may mean the same: mistyped (MEO100 for MOE100) or written short (WHO). Pure.

A likeness is a question to a person; nothing is ever merged for it. Names that differ in a letter or number
of their own (M6 and M7, Board Room C and Board Room D) are no question.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeAlias

from scheduler.kernel.text import fold, words

SHORTEST_WORD = 5
"""Shorter words differ by a letter too easily: M10 and M100 are two rooms."""
LONGEST_WORD = 40
LONG_WORD = 8
"""From here on one other letter is a question too: Organization, Organisation."""
LONG_NAME = 4
"""Words of a name so long that one of them going on differently is a question: World, Worldwide."""
ACRONYM = range(2, 11)
MOST_COMPARED = 20
"""Names under one key. Real names share few; the limit keeps a hostile file from taking hours."""

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True)
class Named:
    """A room or an organisation by its names."""

    name: str
    aliases: tuple[str, ...] = ()
    short_name: str | None = None

    def names(self) -> tuple[str, ...]:
        return self.name, *self.aliases


def main_names(*groups: Iterable[Named]) -> dict[str, str]:
    """For every name and alias, folded, the one that stands for all of its bearer's."""
    found: dict[str, str] = {}
    for named in chain(*groups):
        names = [fold(name) for name in named.names()]
        main = next((found[name] for name in names if name in found), names[0])
        for name in names:
            found.setdefault(name, main)
    return found


class Sign(NamedTuple):
    """Something about a name. It is like names kept under what it looks for, if their words are like too."""

    kept: Key
    looks_for: Key
    word: str = ""


def likely_duplicates(
    found: Iterable[tuple[str, Named]], known: Iterable[Named] = ()
) -> Iterator[tuple[str, Named, Named]]:
    """Names found that are new and like one known or found earlier: the place, the name, the other."""
    kept: dict[Key, list[tuple[str, Named]]] = defaultdict(list)
    seen: set[str] = set()
    for place, named in chain((("", named) for named in known), found):
        folded = set(map(fold, named.names()))
        if folded <= seen and not named.short_name:
            continue
        signs = list(_signs(named))
        is_new = place and seen.isdisjoint(folded)
        if is_new and (other := next(_met(signs, kept), None)):
            yield place, named, other
        for sign in signs:
            kept[sign.kept].append((sign.word, named))
        seen |= folded


def _met(signs: Iterable[Sign], kept: Mapping[Key, list[tuple[str, Named]]]) -> Iterator[Named]:
    for sign in signs:
        for word, named in kept.get(sign.looks_for, [])[:MOST_COMPARED]:
            if _agree(sign, word):
                yield named


def _agree(sign: Sign, word: str) -> bool:
    match sign.kept[0]:
        case "spelt":
            return _mistyped(sign.word, word)
        case "begins":
            return sign.word.startswith(word) or word.startswith(sign.word)
    return True


def _mistyped(one: str, other: str) -> bool:
    """Whether a letter or digit is missing or two are swapped; in a long word, whether one letter differs."""
    short, long = sorted((one, other), key=len)
    if long.isdecimal() or len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    if len(wrong) == 2:
        first, second = wrong
        return one[first] == other[second] and one[second] == other[first]
    return len(wrong) == 1 and wrong[0] > 0 and len(one) >= LONG_WORD and (one + other).isalpha()


def _signs(named: Named) -> Iterator[Sign]:
    if named.short_name:
        short = fold(named.short_name)
        yield Sign(("declared", short), ("named", short))
    for name in named.names():
        yield Sign(("named", fold(name)), ("declared", fold(name)))
        for letters in _acronym(name):
            yield Sign(("short", letters), ("long", letters))
        for letters in _initials(name):
            yield Sign(("long", letters), ("short", letters))
        parts = words(name)
        joined = "joined", "".join(parts) or name
        yield Sign(joined, joined)
        for key, word in _spellings(parts):
            yield Sign(key, key, word)


def _acronym(name: str) -> Iterator[str]:
    """The letters of a name such as WHO or BR-D."""
    letters = "".join(words(name))
    if " " not in name and name == name.upper() != name.lower() and len(letters) in ACRONYM:
        yield letters


def _initials(name: str) -> Iterator[str]:
    """The first letters of all words, and of those that begin with a capital; numbers whole."""
    parts = re.findall(r"[^\W_]+", re.sub("['\u2019]", "", name))
    for chosen in (parts, [part for part in parts if not part[0].islower()]):
        letters = fold("".join(part if part.isdecimal() else part[0] for part in chosen))
        if len(chosen) > 1 and len(letters) in ACRONYM:
            yield letters


def _spellings(parts: list[str]) -> Iterator[tuple[Key, str]]:
    """What a name shares with one that is equal but for one word, and that nearly; and that word."""
    for number, word in enumerate(parts):
        if SHORTEST_WORD <= len(word) <= LONGEST_WORD:
            rest = " ".join((*parts[:number], "?", *parts[number + 1 :]))
            for variant in {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}:
                yield ("spelt", rest, variant), word
            if len(parts) >= LONG_NAME:
                yield ("begins", rest, word[:SHORTEST_WORD]), word
