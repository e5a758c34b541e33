"""When a call is open, and who may answer it. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.kernel.terms import EcosocStatus, OrganisationKind, SideEventKind
from scheduler.kernel.words import Sentence

LETTERS = {
    SideEventKind.SIDE_EVENT: "S",
    SideEventKind.SPECIAL_EVENT: "P",
    SideEventKind.EXHIBITION: "E",
    SideEventKind.OTHER: "O",
}
"""What receipts write for each kind of event."""


class Late(StrEnum):
    """What becomes of what comes after the close."""

    CLOSED = "closed"
    QUEUE = "queue"
    """It is taken, behind everybody who was in time, and shown as late."""
    LINK = "link"
    """Only who was given a personal link for it."""


class Phase(StrEnum):
    """Where a call is in its time."""

    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True)
class Terms:
    """What a call says. Times in UTC; a deadline that is None is not set."""

    kind: SideEventKind
    opens_at: datetime
    closes_at: datetime
    late: Late
    organisers: frozenset[OrganisationKind]
    ngos_need_status: bool = True
    support_until: datetime | None = None
    links_until: datetime | None = None
    material_until: datetime | None = None
    required: tuple[str, ...] = ()
    """Parts of an application that must be filled before it is submitted."""
    most_per_lead: int = 1
    second_reader: bool = False
    states_by_contact: bool = True


@dataclass(frozen=True)
class Lead:
    """Who wants to lead. What is None is not known yet, and stands in nobody's way."""

    name: str
    kind: OrganisationKind | None
    ecosoc_status: EcosocStatus | None
    is_verified: bool


def phase(terms: Terms, at: datetime) -> Phase:
    """To the second, and beyond: the opening moment is inside, the closing one is not."""
    if at < terms.opens_at:
        return Phase.BEFORE
    return Phase.OPEN if at < terms.closes_at else Phase.OVER


def refusal(terms: Terms, arrived_at: datetime, *, has_late_link: bool = False) -> Sentence | None:
    """Why what arrived at that moment is not taken; None if it is."""
    match phase(terms, arrived_at):
        case Phase.BEFORE:
            return Sentence("This call is not open yet. Your draft is kept; submit it when the call opens.")
        case Phase.OPEN:
            return None
        case Phase.OVER if terms.late is Late.QUEUE or (terms.late is Late.LINK and has_late_link):
            return None
    if terms.late is Late.LINK:
        return Sentence(
            "This call is closed. If you were given a personal link for late entries, use that one."
        )
    return Sentence("This call is closed. Your draft is kept, but it cannot be submitted any more.")


def faults(terms: Terms) -> list[Sentence]:
    """What cannot be the terms of a call, with what to do about it."""
    found = []
    if terms.opens_at >= terms.closes_at:
        found.append(Sentence("The call closes before it opens. Choose a later closing."))
    if any(until is not None and until <= terms.opens_at for until in _deadlines(terms)):
        found.append(Sentence("A deadline lies before the opening. Choose a later one, or none."))
    if not terms.organisers:
        found.append(Sentence("Choose at least one kind of organisation that may organise."))
    if terms.most_per_lead < 1:
        found.append(Sentence("Each organiser must be able to hold one event at least."))
    return found


def _deadlines(terms: Terms) -> tuple[datetime | None, ...]:
    return terms.support_until, terms.links_until, terms.material_until


def is_late(terms: Terms, arrived_at: datetime) -> bool:
    return phase(terms, arrived_at) is Phase.OVER


def cannot_lead(terms: Terms, lead: Lead) -> Sentence | None:
    """Why an organisation cannot lead an event, and what it can do instead (rules for side events of the
    Commission: only NGOs in consultative status with ECOSOC organise)."""
    if lead.kind is not None and lead.kind not in terms.organisers:
        return Sentence(
            "%(name)s cannot organise here, as this call is for %(kinds)s. It can be a co-sponsor of "
            "another's event, or put a speaker forward.",
            name=lead.name,
            kinds=_listed(terms.organisers),
        )
    if (
        lead.kind is OrganisationKind.NGO
        and terms.ngos_need_status
        and lead.is_verified
        and not lead.ecosoc_status
    ):
        return Sentence(
            "%(name)s has no consultative status with ECOSOC, and only NGOs that have it can organise. It "
            "can be a co-sponsor of another's event, or put a speaker forward.",
            name=lead.name,
        )
    return None


def sentences(
    terms: Terms, when: Callable[[datetime], str], at: datetime | None = None
) -> Iterator[Sentence]:
    """The terms for whoever wants to apply. `when` writes a moment as clocks at the venue show it. `at`: the
    moment of a page that says itself what comes next, the opening or else the closing: only the other one of
    both is told then."""
    yield _span(terms, when, at)
    yield AFTER_THE_CLOSE[terms.late]
    yield Sentence("It is for %(kinds)s.", kinds=_listed(terms.organisers))
    if terms.ngos_need_status and OrganisationKind.NGO in terms.organisers:
        yield Sentence("Of the NGOs, only those in consultative status with ECOSOC can organise.")
    yield _most(terms.most_per_lead)
    told = (
        (terms.support_until, "Co-sponsors can be named, and can confirm, until %(until)s."),
        (terms.links_until, "Links for taking part online, and the public contact, are due by %(until)s."),
        (terms.material_until, "Promotional material is due for review by %(until)s."),
    )
    for until, text in told:
        if until:
            yield Sentence(text, until=when(until))


def _span(terms: Terms, when: Callable[[datetime], str], at: datetime | None) -> Sentence:
    opens, closes = when(terms.opens_at), when(terms.closes_at)
    if at is None:
        return Sentence("The call is open from %(opens)s to %(closes)s.", opens=opens, closes=closes)
    if phase(terms, at) is Phase.BEFORE:
        return Sentence("It closes on %(closes)s.", closes=closes)
    return Sentence("It opened on %(opens)s.", opens=opens)


AFTER_THE_CLOSE = {
    Late.CLOSED: Sentence("After the close nothing can be submitted."),
    Late.QUEUE: Sentence("What comes after the close stands behind all that came in time, marked as late."),
    Late.LINK: Sentence("After the close only those can submit who were given a personal link for it."),
}


def _most(number: int) -> Sentence:
    if number == 1:
        return Sentence("Each organiser can hold one event, and co-sponsor as many others as it likes.")
    return Sentence(
        "Each organiser can hold up to %(number)s events, and co-sponsor as many others as it likes.",
        number=number,
    )


KINDS = {
    OrganisationKind.MEMBER_STATE: Sentence("Member States"),
    OrganisationKind.UN_ENTITY: Sentence("UN entities"),
    OrganisationKind.IGO: Sentence("intergovernmental organizations"),
    OrganisationKind.NGO: Sentence("NGOs"),
    OrganisationKind.OTHER: Sentence("other organisations"),
}


def _listed(kinds: Iterable[OrganisationKind]) -> Sentence:
    """Such as "Member States, UN entities and NGOs"."""
    names = [KINDS[kind] for kind in OrganisationKind if kind in set(kinds)]
    if len(names) < 2:
        return names[0] if names else Sentence("nobody")
    first = names[0]
    for name in names[1:-1]:
        first = Sentence("%(first)s, %(second)s", first=first, second=name)
    return Sentence("%(first)s and %(second)s", first=first, second=names[-1])
