"""What waits for the visitor at the desk: one table of kinds of work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app, g, url_for
from flask_babel import lazy_gettext as later

from scheduler.accounts import waiting
from scheduler.accounts.waiting import Heap
from scheduler.applications.permissions import DECIDE, REVIEW_MATERIAL
from scheduler.applications.worklist import Pile, heap
from scheduler.kernel.permissions import Act, may
from scheduler.kernel.terms import Role
from scheduler.mail.permissions import SEE_LETTERS, own_senders
from scheduler.nominations import waiting as nominations
from scheduler.nominations.permissions import COMPOSE, SEE_DESKS, SET_CALLS
from scheduler.organisations.permissions import ANSWER_REQUEST, VERIFY_ORGANISATION
from scheduler.releases.permissions import RELEASE
from scheduler.releases.queries import unpublished
from scheduler.thematic_sessions.permissions import ENTER_CONSENT
from scheduler.web.desk.permissions import SECRETARIAT
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Work:
    """A kind of work, and where it is done."""

    name: str
    what: str
    act: Act
    find: Callable[[], Heap]
    endpoint: str
    query: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind; `oldest` (UTC) where that is known."""

    name: str
    what: str
    address: str
    count: int
    oldest: datetime | None


def for_visitor() -> list[Waiting]:
    """Every kind of work that waits and that the visitor may do, the oldest first."""
    found = (
        Waiting(work.name, work.what, url_for(work.endpoint, **work.query), heap.count, heap.oldest)
        for work in WORKS
        if work.endpoint in current_app.view_functions and may(present(), work.act)
        for heap in [work.find()]
        if heap.count
    )
    return sorted(found, key=lambda work: (work.oldest is None, work.oldest or 0))


def ngos_only() -> bool:
    """The Civil Society Unit is concerned with NGOs, and sees no others."""
    roles = present().roles
    return Role.CIVIL_SOCIETY_UNIT in roles and not roles & SECRETARIAT


def senders() -> frozenset[str] | None:
    """Whose letters the visitor may see; None: everybody's."""
    who = present()
    return None if who.roles & SECRETARIAT else own_senders(who)


def _letters() -> waiting.Letters:
    if "waiting_letters" not in g:
        g.waiting_letters = waiting.letters(senders())
    found: waiting.Letters = g.waiting_letters
    return found


def _nominations() -> tuple[Heap, Heap]:
    if "waiting_nominations" not in g:
        g.waiting_nominations = nominations.at_desk(present())
    found: tuple[Heap, Heap] = g.waiting_nominations
    return found


WORKS = (
    Work(
        later("Applications that nobody reads yet"),
        later("Take them on, check them, and decide."),
        DECIDE,
        lambda: heap(Pile.UNCLAIMED),
        "desk_applications.applications",
        {"pile": "unclaimed"},
    ),
    Work(
        later("Flyers to look at"),
        later("Clear or return them."),
        REVIEW_MATERIAL,
        lambda: heap(Pile.FLYERS),
        "desk_applications.applications",
        {"pile": "flyers"},
    ),
    Work(
        later("Accepted events that are not public yet"),
        later("Release the programme of their meeting."),
        RELEASE,
        lambda: Heap(sum(unpublished().values()), None),
        "desk_releases.releases",
    ),
    Work(
        later("Nominations at a step of yours"),
        later("Review, endorse, comment on or forward them."),
        SEE_DESKS,
        lambda: _nominations()[0],
        "desk_bodies.worklist",
    ),
    Work(
        later("Nominations that are late at their step"),
        later("Look who has to act, and remind them."),
        SEE_DESKS,
        lambda: _nominations()[1],
        "desk_bodies.worklist",
        {"show": "all", "late": "1"},
    ),
    Work(
        later("Entities that were asked and have not named anybody"),
        later("Remind them, or enter what they answered by mail."),
        SET_CALLS,
        nominations.unanswered,
        "desk_speakers.calls",
    ),
    Work(
        later("Invited speakers who have not answered"),
        later("Remind them, or hold somebody in reserve."),
        COMPOSE,
        nominations.invitations,
        "desk_board.boards",
    ),
    Work(
        later("Places that somebody dropped out of"),
        later("They wait for their body, or for a reserve."),
        COMPOSE,
        nominations.vacancies,
        "desk_board.boards",
    ),
    Work(
        later("Statements and presentations without their author's consent"),
        later("Ask for it, or enter what the author said. They are not public before."),
        ENTER_CONSENT,
        nominations.consents,
        "desk_sessions.sessions",
    ),
    Work(
        later("Requests to speak for an organisation"),
        later("Somebody asks to speak for an organisation: agree or refuse."),
        ANSWER_REQUEST,
        waiting.requests,
        "desk_people.requests",
    ),
    Work(
        later("Organisations that nobody has verified"),
        later("Look up what they are before a call opens."),
        VERIFY_ORGANISATION,
        lambda: waiting.unverified(ngos_only=ngos_only()),
        "desk_organisations.unverified",
    ),
    Work(
        later("Letters held for release"),
        later("Read them, and let them go or discard them."),
        SEE_LETTERS,
        lambda: _letters().held,
        "desk_letters.letters",
        {"state": "held"},
    ),
    Work(
        later("Letters that did not arrive"),
        later("Find a better address, and send them again."),
        SEE_LETTERS,
        lambda: _letters().failed,
        "desk_letters.letters",
        {"state": "failed"},
    ),
    Work(
        later("Letters that may have arrived twice"),
        later("The program was stopped while it sent them. Look whether that matters."),
        SEE_LETTERS,
        lambda: _letters().unsure,
        "desk_letters.letters",
        {"state": "unsure"},
    ),
)
