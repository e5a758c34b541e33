"""One act upon several applications: each is a decision of its own, with its own outcome."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scheduler.applications.models import Application
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.words import Sentence

MOST = 200
"""Applications at a time."""


@dataclass(frozen=True)
class Outcome:
    """What became of one: `why` it was not done, or None."""

    number: int
    why: Sentence | None = None


def each(
    actor: str,
    numbers: Iterable[int],
    act: Callable[[Decision, Application], object],
    on_behalf: OnBehalf | None = None,
) -> list[Outcome]:
    """Do it to each of these applications, in their order; what is refused for one is done for the others."""
    return list(_outcomes(actor, list(dict.fromkeys(numbers))[:MOST], act, on_behalf))


def _outcomes(
    actor: str,
    numbers: list[int],
    act: Callable[[Decision, Application], object],
    on_behalf: OnBehalf | None,
) -> Iterator[Outcome]:
    for number in numbers:
        try:
            with decision(actor, on_behalf) as this:
                act(this, _application(number))
        except Told as refused:
            yield Outcome(number, refused.sentence)
        else:
            yield Outcome(number)


def _application(number: int) -> Application:
    found = session.get(Application, number)
    if found is None:
        raise NotFound(Sentence("There is no such application."))
    return found
