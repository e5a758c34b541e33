"""Progress bars for work that can be long."""

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click
import sqlalchemy as sa

from scheduler.kernel.db import session
from scheduler.meetings.models import Entry
from scheduler.releases.models import PublishedEntry

PATIENCE = 2
"""Seconds that pass without a bar."""


@contextmanager
def steps_counted(label: str) -> Iterator[Callable[[int], Callable[[], None]]]:
    """Show at a terminal how far a work of many steps has come. The work tells how many there are, and is
    given what to call at the end of each."""
    with ExitStack() as shown:

        def begin(steps: int) -> Callable[[], None]:
            bar = click.progressbar(
                range(steps), label=label, show_eta=False, hidden=not sys.stderr.isatty(), file=sys.stderr
            )
            shown.enter_context(bar)
            return lambda: bar.update(1)

        yield begin


@contextmanager
def entries_counted(label: str, expected: int | None = None) -> Iterator[None]:
    """Show at a terminal how far an import has come, if it takes longer than two seconds.

    An entry counts when it is stored and when it is published; `expected` is how many such counts there will
    be, if known.
    """
    visible_from, at_terminal = time.monotonic() + PATIENCE, sys.stderr.isatty()
    bar = click.progressbar(
        range(expected) if expected is not None else itertools.count(),
        expected,
        label=label,
        show_eta=False,  # versions of old entries come in late, and all at once
        show_pos=expected is None,
        hidden=True,
        file=sys.stderr,
    )

    def count(_session: object, instance: object) -> None:
        if isinstance(instance, Entry | PublishedEntry):
            bar.hidden = not at_terminal or time.monotonic() < visible_from
            bar.update(1)

    sa.event.listen(session, "transient_to_pending", count)
    try:
        with bar:
            yield
            if expected:
                bar.update(expected - bar.pos)
    finally:
        sa.event.remove(session, "transient_to_pending", count)
