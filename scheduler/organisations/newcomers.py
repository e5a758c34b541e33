"""Organisations that a table names and nobody knows, and those that they look like. Pure."""

from collections.abc import Container, Iterable, Iterator

from scheduler.formats.answers_table import Finding
from scheduler.kernel.text import fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.organisations.likeness import Named, likely_duplicates


def unknown(
    named: Iterable[tuple[int, str | None, str]], known: Container[str], others: Iterable[Named]
) -> Iterator[Finding]:
    """A warning for each name that is not `known` (folded). `named`: by row and heading."""
    new = [(row, heading, name) for row, heading, name in named if name and fold(name) not in known]
    likely = likely_duplicates(((str(place), Named(name)) for place, (*_, name) in enumerate(new)), others)
    other = {int(place): alike.name for place, _, alike in likely}
    for place, (row, heading, name) in enumerate(new):
        if place in other:
            told = {"new": quoted(name), "other": quoted(other[place])}
            said = Sentence(
                "%(new)s is not known, and looks like %(other)s. If it is the same organisation, write that "
                "name; else it is enrolled.",
                **told,
            )
        else:
            said = Sentence(
                "%(new)s is not known. It is enrolled, and waits to be verified.", new=quoted(name)
            )
        yield Finding(said, row, heading)
