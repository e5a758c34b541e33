"""What waits for somebody who has an account: rooms say what of theirs does, and one page lists it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scheduler.kernel.permissions import Visitor


@dataclass(frozen=True)
class Waits:
    """One thing that waits, in words; where it is done; and what else helps to see what it is about."""

    said: str
    address: str
    hint: str = ""


Find = Callable[[Visitor], Iterable[Waits]]
FINDERS: list[Find] = []


def waits(find: Find) -> Find:
    """Register what finds, in a constant number of questions, what waits for a visitor."""
    FINDERS.append(find)
    return find


def for_visitor(who: Visitor) -> Iterator[Waits]:
    for find in FINDERS:
        yield from find(who)
