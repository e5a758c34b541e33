"""What an applicant is told while typing. A hint never stops anybody. Pure.

How a State is found in a text. Its names are looked for as whole words ("Malian" and "chadri" hold no State);
a name of one word has to begin with a capital letter, as turkey, china and chad are other things too; letters
such as US and UAE have to stand as they are. The longest name wins its words, so that Papua New Guinea is not
Guinea. Names that hold a State's name and mean something else win theirs first: a short list of places (New
Mexico, State of Georgia), and the names of the application's own organisations, speakers and contact, so that
Chad Miller and the Jordan River Foundation name nobody.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scheduler.kernel.text import words
from scheduler.kernel.words import Sentence

LONG_TITLE = 120
"""Characters. Of earlier titles half have 80 or fewer."""
NEARLY = 0.9
"""Of a limit."""
ALIKE = 0.25
MOST_ALIKE = 3

OTHER_PLACES = (
    "New Mexico",
    "Gulf of Mexico",
    "American Samoa",
    "Northern Ireland",
    "South Georgia",
    "State of Georgia",
    "Georgia State",
    "Atlanta Georgia",
    "Niger Delta",
    "Niger River",
    "River Niger",
    "Congo Basin",
    "River Jordan",
    "Jordan River",
    "Lake Chad",
    "Guinea Pig",
    "Guinea Pigs",
    "Gulf of Guinea",
    "Panama Papers",
    "South China Sea",
    "Indian Ocean",
)
"""Of which no one State is meant."""
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor"})


@dataclass(frozen=True)
class Named:
    """A State with all names that it goes by."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """A word of a text: as it is compared, and as it stands there."""

    folded: str
    text: str


def length(text: str, most: int, *, is_title: bool = False) -> Sentence | None:
    """What is to be said of a text's length; None where nothing is."""
    if len(text) > most:
        return Sentence(
            "This has %(length)s characters. Shorten it to %(most)s at most.", length=len(text), most=most
        )
    if is_title and len(text) > LONG_TITLE:
        return Sentence(
            "This title has %(length)s characters. Most titles have about 80; a shorter one is easier to "
            "find in the programme.",
            length=len(text),
        )
    if len(text) > most * NEARLY:
        return Sentence("%(left)s characters are left.", left=most - len(text))
    return None


def states_hint(
    texts: Iterable[str], states: Iterable[Named], taking_part: Collection[str], own_names: Iterable[str] = ()
) -> list[Sentence]:
    """A sentence for each State that a text names and that takes no part. `taking_part`: names of organisers
    and co-sponsors; `own_names`: those of speakers and the contact."""
    told = list(states)
    partners = {_key(name) for name in taking_part}
    found = {name: None for text in texts for name in states_named(text, told, [*taking_part, *own_names])}
    absent = (
        state
        for state in told
        if state.name in found and not any(_key(name) in partners for name in state.names)
    )
    return [
        Sentence(
            "The text names %(state)s, which is neither organiser nor co-sponsor. The rule for side events "
            "of the Commission: a Member State cannot be the focus of an event without its engagement.",
            state=state.name,
        )
        for state in absent
    ]


def states_named(text: str, states: Iterable[Named], other_names: Iterable[str] = ()) -> list[str]:
    """The States that a text names, in its order."""
    spoken = _words(text)
    said = {word.folded for word in spoken}
    shouted = text == text.upper()
    taken = [False] * len(spoken)
    named = [(name, state.name) for state in states for name in state.names if _may_stand(name, said)]
    own = {_key(name) for name, _ in named}
    besides = [name for name in (*OTHER_PLACES, *other_names) if _may_stand(name, said)]
    for name in besides:
        if _key(name) not in own:
            for place in _places(spoken, taken, _name(name)):
                _take(taken, place, len(_name(name)))
    found: dict[int, str] = {}
    for length_, name, state in sorted(
        ((len(_name(name)), name, state) for name, state in named), reverse=True
    ):
        for place in _places(spoken, taken, _name(name)):
            if _is_meant(spoken, place, name, length_, shouted):
                _take(taken, place, length_)
                found[place] = state
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def _may_stand(name: str, said: set[str]) -> bool:
    """Whether all its words are said at all; few names need a closer look."""
    return all(word.folded in said for word in _name(name))


def _is_meant(spoken: list[Word], place: int, name: str, length_: int, shouted: bool) -> bool:
    """Whether the name stands there as a name."""
    if place and spoken[place - 1].folded in HONORIFICS:
        return False
    if length_ > 1:
        return True
    written = spoken[place].text
    if name == name.upper():
        return written == "".join(letter for letter in name if letter.isalnum()) and not shouted
    return written[:1].isupper()


def _places(spoken: list[Word], taken: list[bool], name: Sequence[Word]) -> Iterator[int]:
    """Where these words follow one another, as far as nothing else has taken them."""
    wanted = [word.folded for word in name]
    for place in range(len(spoken) - len(wanted) + 1 if wanted else 0):
        span = slice(place, place + len(wanted))
        if not any(taken[span]) and [word.folded for word in spoken[span]] == wanted:
            yield place


def _take(taken: list[bool], place: int, length_: int) -> None:
    taken[place : place + length_] = [True] * length_


def _words(text: str) -> list[Word]:
    """Letters with points between them are one word, such as U.S.A.; a genitive's s is left out."""
    parts = text.replace("\u2019", "'").replace("'s ", " ").replace("'S ", " ").split()
    found = []
    for part in parts:
        plain = part.replace(".", "") if _is_dotted(part) else part
        pieces = "".join(char if char.isalnum() or char == "'" else " " for char in plain).split()
        found += [Word("".join(words(piece)), piece.strip("'")) for piece in pieces]
    return [word for word in found if word.folded]


@lru_cache(maxsize=4_096)
def _name(name: str) -> tuple[Word, ...]:
    """The words of a name; the same names are looked for again and again."""
    return tuple(_words(name))


def _is_dotted(part: str) -> bool:
    letters = part.strip("(),;:!?").split(".")
    return len(letters) > 1 and all(len(letter) <= 1 for letter in letters)


def _key(name: str) -> str:
    return " ".join(word.folded for word in _name(name))


COMMON = set(
    words(
        "a about an and are as at be by can event for from has have how in into is it its new not of on or "
        "our side that the their they this to towards we what which who will with"
    )
)
"""Words that say nothing about a topic."""


@dataclass(frozen=True)
class Other:
    """Another application, as it is compared."""

    number: int
    title: str
    abstract: str


@dataclass(frozen=True)
class Likeness:
    """How much another application is like one's own, from 0 to 1, and the words that tell it."""

    number: int
    score: float
    shared: tuple[str, ...]


def alike(title: str, abstract: str, others: Collection[Other]) -> list[Likeness]:
    """The others that are most like this one, the likest first. Words that few others use count more; those
    of titles count twice."""
    mine = _weighed(title, abstract)
    theirs = {other.number: _weighed(other.title, other.abstract) for other in others}
    used = Counter(word for bag in (mine, *theirs.values()) for word in bag)
    rare = {word: math.log(1 + (len(theirs) + 1) / number) for word, number in used.items()}
    scored = [_likeness(number, mine, bag, rare) for number, bag in theirs.items()]
    found = [one for one in scored if one.score >= ALIKE]
    return sorted(found, key=lambda one: (-one.score, one.number))[:MOST_ALIKE]


@lru_cache(maxsize=2_048)
def _weighed(title: str, abstract: str) -> Mapping[str, int]:
    """Kept, as others are compared again with each pause in somebody's typing."""
    bag = dict.fromkeys(_topical(abstract), 1)
    return bag | dict.fromkeys(_topical(title), 2)


def _topical(text: str) -> list[str]:
    return [word for word in words(text) if len(word) > 2 and word not in COMMON]


def _likeness(
    number: int, mine: Mapping[str, int], theirs: Mapping[str, int], rare: dict[str, float]
) -> Likeness:
    """Weighted Jaccard: what both say, of what either says."""
    shared = sorted(mine.keys() & theirs.keys(), key=lambda word: (-rare[word], word))
    both = sum(rare[word] * min(mine[word], theirs[word]) for word in shared)
    either = sum(rare[word] * max(mine.get(word, 0), theirs.get(word, 0)) for word in {*mine, *theirs})
    return Likeness(number, both / either if either else 0.0, tuple(shared[:5]))
