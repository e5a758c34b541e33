"""Setting the terms of calls, and letting single people in late."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from scheduler.audit.actions import record
from scheduler.calls.models import Call
from scheduler.calls.queries import of_kind
from scheduler.calls.rules import Late, Terms, faults
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.actions import make
from scheduler.links.models import Link
from scheduler.links.queries import ended
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Person

LATE_ENTRY = "late-entry"
"""What a link for one late application is for."""


def set_terms(this: Decision, meeting: Meeting, terms: Terms) -> Call:
    """Let a meeting ask for one kind of event on these terms; its call is made when there is none. Raises
    Refused for terms that cannot be, and for another closing once the receipts are public."""
    for fault in faults(terms):
        raise Refused(fault)
    call = of_kind(meeting, terms.kind)
    before = _as_facts(call.terms) if call else {}
    if call is None:
        call = Call(meeting=meeting)
        session.add(call)
    elif call.published_at and call.closes_at != terms.closes_at:
        raise Refused(
            Sentence("The list of receipts is public, so that the closing cannot be changed any more.")
        )
    after = _as_facts(terms)
    if changed := {
        name: [before.get(name), value] for name, value in after.items() if value != before.get(name)
    }:
        _set(call, terms)
        session.flush()
        record(
            this, "set the terms of a call", call.thing, about=[f"meeting {meeting.code}"], changed=changed
        )
    return call


def let_in_late(this: Decision, call: Call, person: Person, lasts: timedelta) -> tuple[Link, str]:
    """A personal link for one application after the close, and its token. Raises Refused where the call
    takes none."""
    if call.late is not Late.LINK:
        raise Refused(Sentence("This call takes nothing by personal link. Change its terms first."))
    link, token = make(this, LATE_ENTRY, call.thing, person_id=person.id, lasts=lasts)
    record(this, "let in late", call.thing, about=[f"person {person.id}"], link=link.id)
    return link, token


def is_late_link(call: Call, link: Link | None) -> bool:
    """Whether this link lets its bearer into the call now."""
    is_for_it = link is not None and (link.purpose, link.thing) == (LATE_ENTRY, call.thing)
    return link is not None and is_for_it and ended(link) is None


def use_late_link(this: Decision, link: Link) -> None:
    """It let in the one application that it was for. Links that others have for the same call still hold."""
    link.used_at = this.at
    about = [link.thing, *([f"person {link.person_id}"] if link.person_id else [])]
    record(this, "use link", f"link {link.id}", about=about, purpose=link.purpose, did=None)


def _set(call: Call, terms: Terms) -> None:
    for name, value in asdict(terms).items():
        setattr(call, name, sorted(value) if name == "organisers" else value)
    call.required = list(terms.required)


def _as_facts(terms: Terms) -> dict[str, Any]:
    """As the history keeps them."""
    return {name: _as_fact(value) for name, value in asdict(terms).items()}


def _as_fact(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset | tuple) else value
