"""From what is stored to what the clash rules look at: a meeting with all its entries, in a constant number
of questions to the database."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from scheduler.kernel.db import session
from scheduler.kernel.terms import EntryKind, Equipment
from scheduler.meetings.models import Meeting, MeetingRoom
from scheduler.meetings.models import Room as StoredRoom
from scheduler.timetable import item_facts
from scheduler.timetable.clash_queries import settings_of, ties_of
from scheduler.timetable.clashes.ground import Clash, Closure, Ground, Item, Room, Slot, Spot
from scheduler.timetable.clashes.index import Index
from scheduler.timetable.clashes.passing import clashes_in
from scheduler.timetable.models import Placement, Plan
from scheduler.timetable.rules import assumed_end


@dataclass(frozen=True)
class Facts:
    """A meeting, its entries by number, and where a plan has them. What is cancelled is not there."""

    ground: Ground
    items: dict[int, Item]
    spots: dict[int, Spot]

    def clashes(self) -> tuple[Clash, ...]:
        """All of them, the gravest first."""
        return clashes_in(self.ground, self.items, self.spots)

    def index(self) -> Index:
        """To ask what moves would change."""
        return Index(self.ground, self.items, self.spots)


def facts_of(meeting: Meeting, plan: Plan | None) -> Facts:
    """`plan` None: nothing is placed yet."""
    items = item_facts.items_of(meeting)
    ground = ground_of(meeting, plan)
    return Facts(ground, items, _spots(plan, ground, items))


def ground_of(meeting: Meeting, plan: Plan | None = None) -> Ground:
    """The meeting without its entries; with the rooms that it uses, and those of the plan."""
    return Ground(
        starts=meeting.starts,
        ends=meeting.ends,
        zone=meeting.time_zone,
        rooms=_rooms(meeting, plan),
        slots=tuple(Slot(one.id, one.day, one.starts_at, one.ends_at) for one in meeting.slots),
        closures=tuple(Closure(one.room_id, one.day, one.starts_at, one.ends_at) for one in meeting.closures),
        ties=ties_of(meeting),
        settings=settings_of(meeting),
    )


def _rooms(meeting: Meeting, plan: Plan | None) -> dict[int, Room]:
    used = select(MeetingRoom.room_id).where(MeetingRoom.meeting_id == meeting.id)
    in_plan = select(Placement.room_id).where(Placement.plan_id == (plan.id if plan else None))
    columns = select(StoredRoom.id, StoredRoom.name, StoredRoom.capacity, StoredRoom.equipment)
    rows = session.execute(
        columns.where(or_(StoredRoom.id.in_(used), StoredRoom.id.in_(in_plan))).order_by(StoredRoom.id)
    ).all()
    known = any(equipment for *_, equipment in rows)
    return {
        number: Room(number, name, capacity, frozenset(map(Equipment, equipment)) if known else None)
        for number, name, capacity, equipment in rows
    }


def _spots(plan: Plan | None, ground: Ground, items: dict[int, Item]) -> dict[int, Spot]:
    if plan is None:
        return {}
    hours = [(slot.starts_at, slot.ends_at) for slot in ground.slots]
    columns = select(
        Placement.entry_id,
        Placement.day,
        Placement.starts_at,
        Placement.ends_at,
        Placement.room_id,
        Placement.until,
    )
    found = {}
    for number, day, starts_at, ends_at, room, until in session.execute(
        columns.where(Placement.plan_id == plan.id).order_by(Placement.entry_id)
    ):
        item = items.get(number)
        if item is None:
            continue
        if ends_at is None and starts_at is not None and item.kind is not EntryKind.EXHIBITION:
            ends_at = assumed_end(starts_at, hours)
        found[number] = Spot(day, starts_at, ends_at, room, until)
    return found
