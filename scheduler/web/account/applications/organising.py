"""Who can lead an application: told before anybody types."""

from dataclasses import dataclass
from typing import Any

from scheduler.applications.models import Application
from scheduler.calls.models import Call
from scheduler.calls.queries import why_not_lead
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.organisations.actions import add_organisation
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name, hints, kept, organisation, shown_to_all
from scheduler.web.visitors import present

NEW = "new"
"""What is chosen in place of a number for an organisation that nobody knows yet."""


@dataclass(frozen=True)
class Choice:
    """An organisation that can be chosen, or why it cannot lead. `mine`: who asks speaks for it."""

    organisation: Organisation
    why_not: Sentence | None
    mine: bool


def mine(call: Call) -> list[Choice]:
    """The organisations that somebody speaks for, those that can lead first."""
    found = [organisation(number) for number in sorted(present().organisations)]
    choices = [Choice(one, why_not_lead(call, one), mine=True) for one in found]
    return sorted(choices, key=lambda one: (one.why_not is not None, one.organisation.name))


def choices(application: Application, words: str) -> list[Choice]:
    """One's own organisations, the one that was chosen, and those that these words may mean."""
    call = application.call
    own = mine(call)
    others = [one.organisation for one in application.organisers]
    others += [*filter(None, [called(words)]), *hints(words)] if words else []
    known = {one.organisation.id for one in own}
    return own + [
        Choice(one, why_not_lead(call, one), mine=False)
        for one in dict.fromkeys(others)
        if one.id not in known
    ]


def offered(application: Application, words: str) -> dict[str, Any]:
    """What the page offers: the organisations, and whether the words can be entered as a new one."""
    return {"choices": choices(application, words), "is_new": bool(words) and called(words) is None}


def called(words: str) -> Organisation | None:
    """The one that goes by exactly this name, of those that may be shown to who asks."""
    known = list(by_name([clean_line(words)]).values())
    if not known:
        return None
    found = kept(known[0].id)
    try:
        return found if found.id in present().organisations else shown_to_all(found.id)
    except NotFound:
        return None


def fitting(call: Call, words: str) -> Organisation | None:
    """The one of exactly this name, if it can lead."""
    found = called(words)
    return found if found and why_not_lead(call, found) is None else None


def chosen(this: Decision, choice: str, words: str | None, number: int | None) -> int | None:
    """The number of the organisation that was chosen; a new one is entered. Raises NotFound."""
    if choice == NEW:
        return _by_name(this, clean_line(words or "")) if words else None
    if number is None or number in present().organisations:
        return number
    return shown_to_all(number).id


def _by_name(this: Decision, name: str) -> int:
    known = list(by_name([name]).values())
    return kept(known[0].id).id if known else add_organisation(this, name).id
