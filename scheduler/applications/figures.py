"""Numbers of applications to be drawn: over time, by kind of organiser, by theme, demand against places."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from scheduler.applications.models import Application, Receipt, Wish
from scheduler.applications.terms import State
from scheduler.applications.workflow import IN_QUEUE
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import OrganisationKind
from scheduler.meetings.models import Meeting, MeetingRoom, Slot


@dataclass(frozen=True)
class Demand:
    """Of a day: how many places it has (slots times rooms), how many applications want it first, and how
    many want it at all."""

    day: date
    places: int
    first: int
    wanted: int


def received(call: Call) -> Sequence[Application]:
    """All that were received in a call, in the order of receipt."""
    found = select(Application).join(Receipt, Receipt.application_id == Application.id)
    return session.scalars(found.where(Application.call_id == call.id).order_by(Receipt.number)).all()


def by_day(call: Call, applications: Collection[Application]) -> list[tuple[date, int]]:
    """How many came on each day of the venue, from the first day of the call to the last on which one came;
    days without any are there too."""
    zone = call.meeting.time_zone
    days = Counter(to_local(one.receipt.at, zone).date() for one in applications if one.receipt)
    if not days:
        return []
    first, last = min(to_local(call.opens_at, zone).date(), *days), max(days)
    return [(day, days[day]) for day in (first + timedelta(days=n) for n in range((last - first).days + 1))]


def by_kind(applications: Collection[Application]) -> dict[OrganisationKind | None, int]:
    """By the kind of who leads; None where it is not known."""
    found = Counter(one.lead.kind if one.lead else None for one in applications)
    return {kind: found[kind] for kind in (*OrganisationKind, None) if found[kind]}


def by_theme(applications: Collection[Application]) -> list[tuple[str | None, int]]:
    """The most frequent first."""
    found = Counter(one.theme for one in applications)
    return sorted(found.items(), key=lambda one: (-one[1], one[0] or ""))


def by_state(applications: Collection[Application]) -> dict[State, int]:
    found = Counter(one.state for one in applications)
    return {state: found[state] for state in State if found[state]}


def slots(meeting: Meeting) -> Sequence[Slot]:
    """Those of a meeting, in their order."""
    found = select(Slot).where(Slot.meeting_id == meeting.id)
    return session.scalars(found.order_by(Slot.starts_at, Slot.ends_at)).all()


def demand(call: Call) -> list[Demand]:
    """Places of each day of the meeting, and what those want that wait or are accepted."""
    meeting = call.meeting
    days = Counter(slot.day for slot in slots(meeting))
    rooms = session.scalars(
        select(func.count()).select_from(MeetingRoom).where(MeetingRoom.meeting_id == meeting.id)
    ).one()
    wishes = session.execute(
        select(Slot.day, Wish.application_id, func.min(Wish.rank))
        .join(Slot, Slot.id == Wish.slot_id)
        .join(Application, Application.id == Wish.application_id)
        .where(Application.call_id == call.id, Application.state.in_(IN_QUEUE), Wish.rank > 0)
        .group_by(Slot.day, Wish.application_id)
    ).all()
    first = Counter(day for day, _, rank in wishes if rank == 1)
    wanted = Counter(day for day, _ in {(day, one) for day, one, _ in wishes} | _wished_days(call))
    return [Demand(day, days[day] * max(rooms, 1), first[day], wanted[day]) for day in sorted(days)]


def _wished_days(call: Call) -> set[tuple[date, int]]:
    """Days on which any slot would do, each with the number of the application."""
    rows = session.execute(
        select(Application.id, Application.days).where(
            Application.call_id == call.id, Application.state.in_(IN_QUEUE)
        )
    )
    return {(date.fromisoformat(day), number) for number, days in rows for day in days}


def how_many() -> dict[int, int]:
    """How many applications each call received, by the call's number; one question."""
    found = select(Receipt.call_id, func.count()).group_by(Receipt.call_id)
    return dict(session.execute(found).all())
