"""Who may do what. Each room lists its acts in a file `permissions.py`; here they are judged. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class Visitor:
    """Who asks. `organisations` are those they speak for, `contact_of` those whose verified contact they
    are (by number); `interests`, those they speak for though not here, where they act for somebody else: what
    comes from these is not theirs to judge. `roles` are only those that count now: one that needs a second
    factor is among the `waiting_roles` as long as there is none."""

    account: int | None = None
    person: int | None = None
    name: str | None = None
    roles: frozenset[Role] = frozenset()
    waiting_roles: frozenset[Role] = frozenset()
    channels: frozenset[tuple[Role, str]] = frozenset()
    organisations: frozenset[int] = frozenset()
    contact_of: frozenset[int] = frozenset()
    interests: frozenset[int] = frozenset()

    @property
    def actor(self) -> str:
        """As the history writes them; somebody without an account by the link that was sent to them."""
        if self.account:
            return f"account {self.account}"
        return f"person {self.person}" if self.person else "somebody without an account"


NOBODY = Visitor()
"""A stranger."""


@dataclass(frozen=True)
class Verdict:
    """Whether one may; true or false, and where it is no, why."""

    reason: Sentence | None = None

    def __bool__(self) -> bool:
        return self.reason is None


YES = Verdict()


@dataclass(frozen=True)
class Act:
    """Something that can be done. `roles` may do it to anything; others may where `holds` is true of them
    and the thing, who are in words `whom`; everybody else reads `reason`. Of a `hidden` thing they do not
    even learn that it exists."""

    name: str
    reason: Sentence
    roles: frozenset[Role] = frozenset()
    holds: Callable[[Visitor, Any], bool] | None = None
    hidden: bool = False
    whom: str = ""


def may(visitor: Visitor, act: Act, thing: object = None) -> Verdict:
    """Whether the visitor may do this to the thing."""
    if visitor.roles & act.roles or (act.holds is not None and act.holds(visitor, thing)):
        return YES
    return Verdict(act.reason)
