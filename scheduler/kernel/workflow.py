"""What can happen to a thing, as a table: the guard, the buttons on pages, the letters and the documentation
read the same rows. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Act
from scheduler.kernel.words import Sentence

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True)
class Transition(Generic[State]):
    """From any of these states to another, by whoever may do the act. `says` is the word on the button;
    where a `reason` is due, whoever does it has to give one."""

    name: str
    from_: frozenset[State]
    to: State
    act: Act
    says: Sentence
    reason: bool = False
    letter: str | None = None
    """The kind of letter that tells of it."""


class Workflow(Generic[State]):
    """All transitions of one kind of thing."""

    def __init__(
        self, thing: str, names: dict[State, Sentence], transitions: Iterable[Transition[State]]
    ) -> None:
        """`thing` in words, such as "application"; `names` says each state in words."""
        self.thing, self.names = thing, names
        self.transitions = {one.name: one for one in transitions}

    def __iter__(self) -> Iterator[Transition[State]]:
        return iter(self.transitions.values())

    def from_state(self, state: State) -> list[Transition[State]]:
        """What can happen now."""
        return [one for one in self if state in one.from_]

    def to(self, name: str, state: State, reason: str | None = None) -> State:
        """The state after it. Raises Refused where it cannot happen now, or wants a reason."""
        transition = self.transitions[name]
        if state not in transition.from_:
            raise Refused(
                Sentence(
                    "This cannot be done any more: the %(thing)s is %(state)s now. Load the page again.",
                    thing=self.thing,
                    state=self.names[state],
                )
            )
        if transition.reason and not reason:
            raise Refused(Sentence("Say why: whoever is concerned will read it."))
        return transition.to
