"""Thematic sessions as they stand in the public timetable, with their lists of speakers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.terms import Turn
from scheduler.timetable.models import Placement, Plan


@dataclass(frozen=True)
class Sitting:
    """A thematic session, when it is (times in UTC; None: not placed, or not known), and how its list of
    speakers stands: `waiting` is None where there is no list."""

    session: int
    title: str
    meeting: str
    zone: str
    day: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    waiting: int | None
    closed: bool


def how_many(today: date, *, past: bool) -> int:
    return session.scalar(_chosen(select(func.count(ThematicSession.id)), today, past=past)) or 0


def sittings(today: date, offset: int, limit: int, *, past: bool) -> list[Sitting]:
    """Those of `today` and later, the nearest first; or the `past` ones, the last first. Sessions without a
    day count as to come as long as their meeting is not over."""
    waiting = (
        select(func.count(FloorRequest.id))
        .where(FloorRequest.list_id == FloorList.id, FloorRequest.state == Turn.WAITING)
        .scalar_subquery()
    )
    columns = select(
        ThematicSession.id,
        ThematicSession.title,
        Meeting.code,
        Meeting.time_zone,
        Placement.day,
        Placement.starts_at,
        Placement.ends_at,
        case((FloorList.id.is_not(None), waiting)),
        FloorList.closed_at.is_not(None),
    )
    day = func.coalesce(Placement.day, Meeting.ends)
    order = (
        (day.desc(), Placement.starts_at.desc().nulls_last())
        if past
        else (day, Placement.starts_at.nulls_last())
    )
    found = _chosen(columns, today, past=past).order_by(*order, ThematicSession.id)
    return [Sitting(*row) for row in session.execute(found.offset(offset).limit(limit))]


def ends_at(item: ThematicSession) -> datetime | None:
    """When the session ends, in UTC, as far as the public timetable says so."""
    found = select(Placement.ends_at).join(Plan, Plan.id == Placement.plan_id)
    return session.scalars(found.where(Plan.public, Placement.entry_id == item.id)).one_or_none()


def _chosen(what: Any, today: date, *, past: bool) -> Select[Any]:
    day = func.coalesce(Placement.day, Meeting.ends)
    found: Select[Any] = (
        what.select_from(ThematicSession)
        .join(Meeting, Meeting.id == ThematicSession.meeting_id)
        .outerjoin(Plan, and_(Plan.meeting_id == Meeting.id, Plan.public))
        .outerjoin(Placement, and_(Placement.plan_id == Plan.id, Placement.entry_id == ThematicSession.id))
        .outerjoin(FloorList, FloorList.session_id == ThematicSession.id)
        .where(or_(~ThematicSession.cancelled, FloorList.id.is_not(None)))
    )
    return found.where(day < today if past else day >= today)
