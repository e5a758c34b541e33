"""One decision, one transaction: all of it is kept, or nothing. The only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Source

_taken = 0


def taken() -> int:
    """How often this process has written. Whoever keeps something in memory sees by it when to look
    again."""
    return _taken


@dataclass(frozen=True)
class OnBehalf:
    """That somebody's wish reached the desk, which enters it for them. `came_on` is the venue's date;
    `reference` says where the original can be found. `within`: from when to when (UTC) it came, where that is
    known better than to the day."""

    source: Source
    came_on: date
    reference: str
    within: tuple[datetime, datetime] | None = None


@dataclass
class Decision:
    """A decision being taken. Actions write into it; `at` (UTC) is the one time that everything in it
    bears. `actor` says who takes it: "account 7", or the part of the program that does it by itself."""

    actor: str
    on_behalf: OnBehalf | None = None
    at: datetime = field(default_factory=clock.now)
    records: int = 0
    abandoned: bool = False
    held: dict[type, Any] = field(default_factory=dict)
    """Rows that it locked and has to ask for only once, by their class."""

    def abandon(self) -> None:
        """Keep nothing of it, as in a rehearsal."""
        self.abandoned = True

    @contextmanager
    def entering(self, wish: OnBehalf) -> Iterator[None]:
        """What is done inside is somebody's wish: a decision can enter those of many."""
        before, self.on_behalf = self.on_behalf, wish
        try:
            yield
        finally:
            self.on_behalf = before


@contextmanager
def decision(actor: str, on_behalf: OnBehalf | None = None) -> Iterator[Decision]:
    """Everything written inside is committed together at the end, or not at all when an error leaves
    the block.

    A decision that leaves no record in the history is a programming error and is not kept.
    """
    with _kept_as_a_whole(actor, on_behalf) as this:
        yield this
        if not this.records and not this.abandoned:
            raise RuntimeError("A decision must leave a record in the history.")


@contextmanager
def bookkeeping(actor: str) -> Iterator[Decision]:
    """The same for what nobody decides and the history need not tell: a letter was handed on, a failed
    sign-in was counted."""
    with _kept_as_a_whole(actor) as this:
        yield this


@contextmanager
def _kept_as_a_whole(actor: str, on_behalf: OnBehalf | None = None) -> Iterator[Decision]:
    session.rollback()
    session.connection(execution_options={"immediate": True})
    this = Decision(actor, on_behalf)  # stamped after the wait for SQLite's lock: times follow its order
    global _taken
    try:
        yield this
        if this.abandoned:
            session.rollback()
        else:
            session.commit()
            _taken += 1
    except BaseException:
        session.rollback()
        raise
