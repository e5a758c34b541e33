"""Which column of a web form's answers is which, told by their headings. Pure.

Headings are questions that somebody worded: "What is the title of your event? (max. 100 characters)". A guess
is a help; whoever takes the file in looks at it and corrects it.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from scheduler.formats.answers_table import Finding, Table
from scheduler.kernel.text import fold, words
from scheduler.kernel.words import Sentence

Column = TypeVar("Column", bound=StrEnum)
Wordings = Mapping[Column, Iterable[str]]
"""How questions are worded, by their words: all of them have to stand in a heading. The wording with the most
words wins."""
WHEN_IT_CAME = (
    "timestamp",
    "completion time",
    "time of completion",
    "date submitted",
    "submitted",
    "submission date",
    "submission time",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "when it came",
)
"""How forms name the time at which an answer came, whatever they ask."""
_BARE = frozenset({"name"})
"""A question for a name alone: a longer one is for the name of something."""
_SAYS_NOTHING = ("", "anonymous")
"""What Microsoft Forms writes into its own columns where nobody had to sign in."""


def guess(table: Table, wordings: Wordings[Column]) -> dict[Column, str]:
    """Which heading is which. Columns in which nobody wrote anything are not guessed."""
    found: dict[Column, str] = {}
    used: set[str] = set()
    for _, column, heading in sorted(_fitting(table, wordings), key=lambda one: one[0], reverse=True):
        if column not in found and heading not in used:
            found[column] = heading
            used.add(heading)
    return found


def lacking(
    columns: Mapping[Column, str], needed: Iterable[Column], names: Mapping[Column, Sentence]
) -> Iterator[Finding]:
    """What has to be told, and has no column."""
    for column in dict.fromkeys(needed):
        if column not in columns:
            yield Finding(
                Sentence(
                    "No column is chosen for “%(name)s”, which is needed. Choose it.", name=names[column]
                )
            )


def _fitting(table: Table, wordings: Wordings[Column]) -> Iterator[tuple[tuple[bool, int, int], Column, str]]:
    """How well each heading fits each column: exactly, by how many words, in how short a question."""
    stems = {column: [frozenset(_stems(one)) for one in some] for column, some in wordings.items()}
    for heading in dict.fromkeys(table.headings):
        if all(fold(said) in _SAYS_NOTHING for said in table.column(heading)):
            continue
        said = _stems(heading)
        for column, known in stems.items():
            fitting = [one for one in known if one == set(said) or (one <= set(said) and one != _BARE)]
            if fitting:
                best = max(map(len, fitting))
                yield (frozenset(said) in fitting, best, -len(said)), column, heading


def _stems(text: str) -> list[str]:
    """Words, without plurals and whether one writes z or s."""
    return [word.replace("organiz", "organis").removesuffix("s") for word in words(text)]
