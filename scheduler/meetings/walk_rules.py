"""How far it is from room to room, as far as the desk has said. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_MINUTES = 120
Spot = tuple[str, str]
"""A room: its venue's name and its slug there."""


@dataclass(frozen=True)
class Walks:
    """`parts`: in which part of its venue each room lies, by the part's number; `minutes`: between parts, and
    within one."""

    parts: Mapping[Spot, int] = field(default_factory=dict)
    minutes: Mapping[frozenset[int], int] = field(default_factory=dict)

    def between(self, one: Spot, other: Spot) -> int | None:
        """Minutes on foot; none within a room, None where nobody has said."""
        if one == other:
            return 0
        first, second = self.parts.get(one), self.parts.get(other)
        if first is None or second is None:
            return None
        return self.minutes.get(frozenset((first, second)))

    def known_at(self, venue: str) -> bool:
        """Whether anything at all is known of this venue."""
        return any(name == venue for name, _ in self.parts) and bool(self.minutes)
