"""What an address asks of the list of applications; what it asks for and is unknown is left out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask import request

from scheduler.applications.rules import Rank
from scheduler.applications.terms import State
from scheduler.applications.worklist import Pile, Sort, Wanted
from scheduler.calls.queries import by_code
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.text import clean_line
from scheduler.meetings import queries as meetings
from scheduler.web.desk.waiting import ngos_only
from scheduler.web.visitors import present

LONGEST = 300
QUESTIONS = ("q", "pile", "sort", "meeting", "call", "state", "class", "kind", "theme", "reader")
Term = TypeVar("Term", bound=StrEnum)


def asked() -> dict[str, str]:
    """What stands in the address, cleaned; the empty ones too."""
    return {name: clean_line(request.args.get(name, ""))[:LONGEST] for name in QUESTIONS}


def wanted(said: Mapping[str, str]) -> Wanted:
    """What it means."""
    meeting = meetings.meeting(said["meeting"]) if said["meeting"] else None
    call = by_code(said["call"]) if said["call"] else None
    return Wanted(
        me=present().actor,
        pile=_one_of(Pile, said["pile"]),
        sort=_one_of(Sort, said["sort"]) or Sort.QUEUE,
        words=said["q"],
        meeting_id=meeting.id if meeting else None,
        call_id=call.id if call else None,
        state=_one_of(State, said["state"]),
        rank=_one_of(Rank, said["class"]),
        kind=_one_of(OrganisationKind, said["kind"]),
        theme=said["theme"] or None,
        reader=said["reader"] or None,
        ngos_only=ngos_only(),
    )


def _one_of(terms: type[Term], text: str) -> Term | None:
    return terms(text) if text in set(terms) else None
