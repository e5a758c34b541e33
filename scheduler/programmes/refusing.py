"""Names of erased people, as programme files bring them again. Pure.

A name is left out wherever the file has it, but for entries in which somebody else of that name stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from scheduler.kernel.seals import seal
from scheduler.kernel.text import fold

Refuses = Callable[[str], bool]
"""Whether a name is that of somebody who was erased."""

Facts = dict[str, Any]
_VOICES = ("panellists", "floor_speakers")


def refuser(sealed: Iterable[tuple[str, str]], standing: Iterable[str] = ()) -> Refuses:
    """Refuses the names that were sealed, each given by its salt and its seal, but for those `standing`."""
    kept, there = list(sealed), {fold(name) for name in standing}
    return lambda name: fold(name) not in there and any(seal(salt, name) == digest for salt, digest in kept)


def names_in(facts: Mapping[str, Any]) -> Iterator[str]:
    """Everybody whom an entry names, as a programme file tells it."""
    for field in ("speakers", *_VOICES):
        yield from (voice["name"] for voice in facts.get(field) or () if voice.get("name"))


def without(facts: Facts, refuses: Refuses) -> Facts:
    """The facts of an entry without these names. Of panellists and floor speakers stays whom they spoke
    for."""
    left = dict(facts)
    if "speakers" in facts:
        left["speakers"] = [voice for voice in facts["speakers"] if not refuses(voice["name"])]
    for field in _VOICES:
        if field in facts:
            left[field] = [_unnamed(voice, refuses) for voice in facts[field]]
    return left


def _unnamed(voice: Facts, refuses: Refuses) -> Facts:
    return {**voice, "name": None} if voice.get("name") and refuses(voice["name"]) else voice
