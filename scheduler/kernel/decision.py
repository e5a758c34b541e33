"""One decision, one transaction: all of it is kept, or nothing. The only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.kernel import clock
from scheduler.kernel.db import session

_taken = 0


def taken() -> int:
    """How many decisions this process has taken. Whoever keeps something in memory sees by it when to
    look again."""
    return _taken


@dataclass
class Decision:
    """A decision being taken. Actions write into it; `at` (UTC) is the one time that everything in it
    bears."""

    actor: str
    at: datetime = field(default_factory=clock.now)
    records: int = 0
    abandoned: bool = False

    def abandon(self) -> None:
        """Keep nothing of it, as in a rehearsal."""
        self.abandoned = True


@contextmanager
def decision(actor: str) -> Iterator[Decision]:
    """Everything written inside is committed together at the end, or not at all when an error leaves
    the block.

    A decision that leaves no record in the history is a programming error and is not kept.
    """
    session.rollback()
    session.connection(execution_options={"immediate": True})
    this = Decision(actor)
    try:
        yield this
        if this.abandoned:
            session.rollback()
            return
        if not this.records:
            raise RuntimeError("A decision must leave a record in the history.")
        session.commit()
        global _taken
        _taken += 1
    except BaseException:
        session.rollback()
        raise
