"""The list of applications as a table, for CSV and workbooks."""

from collections.abc import Callable, Iterable, Sequence

from scheduler.applications.models import Application
from scheduler.applications.queue import places
from scheduler.applications.rules import Place
from scheduler.applications.terms import Support
from scheduler.applications.workflow import IN_QUEUE
from scheduler.formats.csv_table import Cell, Row
from scheduler.kernel.terms import Equipment
from scheduler.web.desk.applications import words
from scheduler.web.languages import gettext

Column = tuple[str, Callable[[Application], Cell]]


def places_of(applications: Iterable[Application]) -> dict[int, Place]:
    """The place of each in its queue now; one question for each call."""
    found: dict[int, Place] = {}
    for call in {one.call_id: one.call for one in applications if one.state in IN_QUEUE}.values():
        found |= places(call)
    return found


def rows(applications: Sequence[Application]) -> list[Row]:
    """The headings, then a row for each."""
    standing = places_of(applications)
    readers = words.people(one.claimed_by for one in applications)
    columns = [*_columns(standing), (gettext("Reader"), lambda one: readers.get(one.claimed_by or ""))]
    return [
        tuple(name for name, _ in columns),
        *(tuple(value(one) for _, value in columns) for one in applications),
    ]


def _columns(standing: dict[int, Place]) -> list[Column]:
    return [
        (gettext("Number"), words.number_of),
        (gettext("Title"), lambda one: one.title),
        (gettext("Organisers"), lambda one: _listed(each.organisation.name for each in one.organisers)),
        (gettext("Kinds of organisers"), _kinds),
        (gettext("Class"), lambda one: str(words.RANKS[words.rank_of(one)])),
        (gettext("Received (UTC)"), lambda one: one.receipt.at if one.receipt else None),
        (gettext("Declared for (UTC)"), lambda one: one.receipt.declared_at if one.receipt else None),
        (gettext("Place in the queue"), lambda one: _place(standing.get(one.id))),
        (gettext("State"), lambda one: str(words.STATES[one.state][0])),
        (gettext("Rank on the waiting list"), lambda one: one.waiting_rank),
        (gettext("Theme"), lambda one: one.theme),
        (gettext("Format"), lambda one: str(words.FORMATS[one.format]) if one.format else None),
        (gettext("Languages"), lambda one: _listed(one.languages)),
        (gettext("Expected attendance"), lambda one: one.attendance),
        (gettext("Equipment"), _equipment),
        (gettext("Wished slots (UTC)"), _slots),
        (gettext("Excluded slots (UTC)"), lambda one: _starts(one, [0])),
        (gettext("Wished days"), lambda one: _listed(one.days)),
        (gettext("Speakers"), lambda one: _listed(each.person.name or "" for each in one.speakers)),
        (gettext("Confirmed co-sponsors"), _confirmed),
        (gettext("Reason"), lambda one: one.reason),
        (gettext("Changed (UTC)"), lambda one: one.changed_at),
    ]  # fmt: skip


def _equipment(one: Application) -> str:
    return _listed(str(words.EQUIPMENT[Equipment(need)]) for need in one.equipment)


def _slots(one: Application) -> str:
    """In the order of the wishes."""
    return _starts(one, sorted({wish.rank for wish in one.wishes} - {0}))


def _starts(one: Application, ranks: Iterable[int]) -> str:
    starts = {rank: sorted(wish.slot.starts_at for wish in one.wishes if wish.rank == rank) for rank in ranks}
    return _listed(f"{at:%Y-%m-%d %H:%M}" for each in starts.values() for at in each)


def _kinds(one: Application) -> str:
    kinds = [each.organisation.kind for each in one.organisers]
    return _listed(str(words.KINDS[kind]) for kind in kinds if kind)


def _confirmed(one: Application) -> str:
    return _listed(each.organisation.name for each in one.cosponsors if each.state is Support.CONFIRMED)


def _place(place: Place | None) -> int | None:
    return place.place if place else None


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(filter(None, parts))
