"""The verbs of the timetable that all others are made of. They keep no journal: see `journal`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable import queries, rules
from scheduler.timetable.models import Placement, Plan
from scheduler.timetable.spots import Spot, same_place
from scheduler.timetable.terms import Origin

PUBLIC = "Public timetable"


@dataclass(frozen=True)
class Where:
    """A day of the venue, times in UTC as far as they are known, and a room."""

    day: date
    until: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: Room | None = None

    @property
    def spot(self) -> Spot:
        """The same with the room by number."""
        return Spot(self.day, self.until, self.starts_at, self.ends_at, self.room.id if self.room else None)


def make_plan(
    this: Decision,
    meeting: Meeting,
    name: str = PUBLIC,
    *,
    public: bool = False,
    origin: Origin = Origin.BY_HAND,
) -> Plan:
    """A new plan without placements."""
    plan = Plan(
        meeting_id=meeting.id,
        name=name,
        public=public,
        made_at=this.at,
        made_by=this.actor,
        origin=origin,
        revision=0,
    )
    session.add(plan)
    session.flush()
    return plan


def public_plan(this: Decision, meeting: Meeting) -> Plan:
    """The meeting's public plan, made when there is none."""
    return queries.public_plan(meeting) or make_plan(this, meeting, public=True)


def place(plan: Plan, wanted: Mapping[Entry, Where | None]) -> None:
    """Put entries where they are wanted, or nowhere. What stands there already keeps its pin and its reason.
    Raises Clash, see `put`."""
    put(plan, spots(queries.placements(plan), wanted))


def spots(
    standing: Mapping[int, Placement], wanted: Mapping[Entry, Where | None]
) -> dict[Entry, Spot | None]:
    """The spots that are wanted, with what is known of those that entries have already."""
    found: dict[Entry, Spot | None] = {}
    for entry, where in wanted.items():
        spot = where.spot if where else None
        now = standing[entry.id].spot if entry.id in standing else None
        found[entry] = now if same_place(spot, now) else spot
    return found


def put(plan: Plan, wanted: Mapping[Entry, Spot | None]) -> None:
    """Put entries where they are wanted, or nowhere; cancelled ones keep their place but not their room's
    hours. Rooms that change hands are freed first, so that two entries can swap theirs in one step.

    Raises Clash where a room would be given twice at one time.
    """
    standing: dict[int, Placement | None] = {**queries.placements(plan)}
    moving = {entry: spot for entry, spot in wanted.items() if not _stands(entry, spot, standing)}
    for entry in moving:
        if placement := standing.get(entry.id):
            placement.live = False
    session.flush()
    for entry, spot in moving.items():
        standing[entry.id] = _put(plan, entry, spot, standing.get(entry.id))
    for first, second in rules.given_twice(_uses(standing.values())):
        titles = [session.get_one(Entry, int(use.by)).title for use in (first, second)]
        told = dict(zip(("first", "second"), map(shorten, titles), strict=True))
        raise Clash(Sentence("“%(first)s” and “%(second)s” would be in one room at one time.", **told))
    try:
        session.flush()
    except IntegrityError as error:
        if "room_given_once" not in str(error):
            raise
        raise Clash(Sentence("Somebody else has just taken one of these rooms. Look again.")) from None
    for entry in moving:
        if placement := standing[entry.id]:
            session.expire(placement, ["room"])


def _stands(entry: Entry, spot: Spot | None, standing: Mapping[int, Placement | None]) -> bool:
    """Whether an entry is where it is wanted already."""
    placement = standing.get(entry.id)
    if placement is None or spot is None:
        return placement is None and spot is None
    return placement.spot == spot and placement.live is not entry.cancelled


def _uses(placements: Iterable[Placement | None]) -> Iterator[rules.Use]:
    """As the database counts them, see `Placement`; by entries' numbers."""
    for item in placements:
        if item and item.live and item.until is None and item.room_id and item.starts_at and item.ends_at:
            yield rules.Use(item.room_id, item.starts_at, item.ends_at, str(item.entry_id))


def _put(plan: Plan, entry: Entry, spot: Spot | None, placement: Placement | None) -> Placement | None:
    if spot is None:
        if placement:
            session.delete(placement)
        return None
    if placement is None:
        placement = Placement(meeting_id=plan.meeting_id, plan_id=plan.id, entry=entry)
    placement.spot = spot
    placement.live = not entry.cancelled
    session.add(placement)
    return placement
