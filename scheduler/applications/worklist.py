"""The desk's list of applications: what waits on which pile, what fits, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from scheduler.accounts.finding import terms
from scheduler.accounts.waiting import Heap
from scheduler.applications.finding import fitting, of_kind
from scheduler.applications.models import Application, CoSponsor, Material, Receipt, Version
from scheduler.applications.rules import LATE, OF_STATES, Rank
from scheduler.applications.terms import Flyer, State, Support, Way
from scheduler.applications.workflow import IN_QUEUE
from scheduler.calls.models import Call
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation


class Pile(StrEnum):
    """Where applications lie, as the desk sees it. One may lie on several."""

    MINE = "mine"
    """Received, and read by whoever looks."""
    UNCLAIMED = "unclaimed"
    """Received, and nobody reads it yet."""
    RETURNED = "returned"
    DOUBLED = "doubled"
    """Its lead had another one in the call when it came, and it is not settled."""
    CHANGED = "changed"
    """After it was submitted last."""
    COSPONSORS = "cosponsors"
    """Some have not answered, or wait for their contact."""
    FLYERS = "flyers"
    """To be looked at."""
    WAITING = "waiting"
    """On the waiting list."""
    DECIDED = "decided"


class Sort(StrEnum):
    """The order of the list."""

    QUEUE = "queue"
    RECEIPT = "receipt"
    TITLE = "title"
    CHANGE = "change"
    """What changed last comes first."""


@dataclass(frozen=True)
class Wanted:
    """What the desk looks for. `me`: who looks, such as "account 7"; `reader`: who has claimed it."""

    me: str = ""
    pile: Pile | None = None
    sort: Sort = Sort.QUEUE
    words: str = ""
    meeting_id: int | None = None
    call_id: int | None = None
    state: State | None = None
    rank: Rank | None = None
    kind: OrganisationKind | None = None
    theme: str | None = None
    reader: str | None = None
    ngos_only: bool = False


DECIDED = frozenset({State.ACCEPTED, State.DECLINED, State.CANCELLED})
SUBMITTED = frozenset({State.RECEIVED, State.WAITING, State.ACCEPTED})
_OF_STATE = case((Application.of_state.is_(None), Receipt.rank.in_(OF_STATES)), else_=Application.of_state)
_LATE = Receipt.rank.in_(LATE)
_COUNTS_AT = func.coalesce(Receipt.declared_at, Receipt.at)
_ORDERS = {
    Sort.QUEUE: (Receipt.call_id, _LATE, _OF_STATE.desc(), _COUNTS_AT, Receipt.number),
    Sort.RECEIPT: (Receipt.call_id, Receipt.number),
    Sort.TITLE: (func.lower(Application.title), Application.id),
    Sort.CHANGE: (Application.changed_at.desc(), Application.id.desc()),
}


def by_number(number: int) -> Application:
    """A submitted application. Raises NotFound."""
    found = session.get(Application, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("There is no such application."))
    if found.receipt is None:
        raise NotFound(Sentence("This is a draft. The desk sees it when it is submitted."))
    return found


def count(wanted: Wanted) -> int:
    number: int = session.scalars(_from(wanted, func.count(Application.id))).one()
    return number


def counts(wanted: Wanted) -> dict[Pile, int]:
    """How many that are wanted lie on each pile, whichever is looked at; one question."""
    sums = [func.coalesce(func.sum(case((_on(pile, wanted.me), 1), else_=0)), 0) for pile in Pile]
    found = session.execute(_from(replace(wanted, pile=None), *sums)).one()
    return {pile: int(number) for pile, number in zip(Pile, found, strict=True)}


def listed(wanted: Wanted, offset: int = 0, limit: int | None = None) -> Sequence[Application]:
    """Those that are wanted, in their order."""
    found = _from(wanted, Application).options(joinedload(Application.material))
    return session.scalars(found.order_by(*_ORDERS[wanted.sort]).offset(offset).limit(limit)).all()


def heap(pile: Pile, *, ngos_only: bool = False) -> Heap:
    """How many lie on a pile, and when the oldest came (UTC)."""
    found = _from(Wanted(pile=pile, ngos_only=ngos_only), func.count(Application.id), func.min(Receipt.at))
    return Heap(*session.execute(found).one())


def themes() -> list[str]:
    """All that submitted applications name."""
    found = select(Application.theme).join(Application.receipt).where(Application.theme.is_not(None))
    return sorted({theme for theme in session.scalars(found.distinct()) if theme}, key=str.casefold)


def readers() -> list[str]:
    """Everybody at the desk who has claimed one."""
    found = select(Application.claimed_by).where(Application.claimed_by.is_not(None)).distinct()
    return sorted(reader for reader in session.scalars(found) if reader)


def _from(wanted: Wanted, *columns: Any) -> Select[Any]:
    found = select(*columns).select_from(Application)
    found = found.join(Receipt, Receipt.application_id == Application.id)
    joined = found.join(Call, Call.id == Application.call_id)
    return joined.where(*_conditions(wanted))


def _on(pile: Pile, me: str) -> ColumnElement[bool]:
    is_received = Application.state == State.RECEIVED
    match pile:
        case Pile.MINE:
            return and_(is_received, Application.claimed_by == me)
        case Pile.UNCLAIMED:
            return and_(is_received, Application.claimed_by.is_(None))
        case Pile.RETURNED:
            return Application.state == State.RETURNED
        case Pile.DOUBLED:
            return and_(Receipt.doubled, Application.state.in_(IN_QUEUE))
        case Pile.CHANGED:
            return _is_changed()
        case Pile.COSPONSORS:
            return _has_open_cosponsors()
        case Pile.FLYERS:
            waits = exists().where(Material.application_id == Application.id, Material.state == Flyer.WAITING)
            return and_(waits, Application.state.in_(IN_QUEUE))
        case Pile.WAITING:
            return Application.state == State.WAITING
        case Pile.DECIDED:
            return Application.state.in_(DECIDED)


def _is_changed() -> ColumnElement[bool]:
    submitted = select(func.max(Version.at)).where(Version.application_id == Application.id)
    last = submitted.correlate(Application).scalar_subquery()
    return and_(Application.state.in_(SUBMITTED), Application.changed_at > last)


def _has_open_cosponsors() -> ColumnElement[bool]:
    by_address = and_(
        CoSponsor.state == Support.CONFIRMED,
        CoSponsor.way == Way.ADDRESS,
        Organisation.kind == OrganisationKind.MEMBER_STATE,
        Call.states_by_contact,
    )
    found = (
        select(CoSponsor.id)
        .join(Organisation, Organisation.id == CoSponsor.organisation_id)
        .where(CoSponsor.application_id == Application.id, or_(CoSponsor.state == Support.ASKED, by_address))
    )
    return and_(Application.state.in_(IN_QUEUE), found.correlate(Application, Call).exists())


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_on(wanted.pile, wanted.me)] if wanted.pile else []
    if wanted.words:
        found.append(Application.id.in_(fitting(terms(wanted.words))))
    if wanted.rank:
        found.append(_OF_STATE if wanted.rank in OF_STATES else ~_OF_STATE)
        found.append(_LATE if wanted.rank in LATE else ~_LATE)
    if wanted.kind:
        found.append(Application.id.in_(of_kind(wanted.kind)))
    if wanted.ngos_only:
        found.append(Application.id.in_(of_kind(OrganisationKind.NGO)))
    equal = (
        (Call.meeting_id, wanted.meeting_id),
        (Application.call_id, wanted.call_id),
        (Application.state, wanted.state),
        (Application.theme, wanted.theme),
        (Application.claimed_by, wanted.reader),
    )
    return found + [column == value for column, value in equal if value]
