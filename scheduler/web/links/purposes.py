"""What links without an account are for: one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Response

from scheduler.kernel.decision import Decision
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link


@dataclass(frozen=True)
class Purpose:
    """What a link is for. `template` extends links/frame.html and is given `facts`, besides `link`. Each of
    the `acts` is a button: it does its thing and says what was done; after it the link is dead. `done` says
    the same to who comes again, and names nobody. After acts that it `keeps` it goes on working. `file` gives
    the file that it is about, while it works. `first` locks what others lock before they end such links."""

    name: str
    template: str
    facts: Callable[[Link], dict[str, Any]]
    acts: Mapping[str, Callable[[Decision, Link], Sentence]]
    lasts: timedelta
    done: Mapping[str, Sentence] = field(default_factory=dict)
    file: Callable[[Link], Response] | None = None
    keeps: frozenset[str] = frozenset()
    first: Callable[[Link], None] | None = None
