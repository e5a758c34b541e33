"""Where an entry stands in a plan, and who put it there: as a plain value that the journal keeps. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scheduler.kernel.localtime import day_told, to_local
from scheduler.kernel.words import Sentence
from scheduler.timetable.terms import Hand, Turn

Facts = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """A day of the venue, times in UTC as far as they are known, a room by number; see `Placement`."""

    day: dt.date
    until: dt.date | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    room: int | None = None
    pinned: bool = False
    hand: Hand | None = None
    put_by: str | None = None
    put_at: dt.datetime | None = None
    reason: str | None = None

    @property
    def place(self) -> tuple[object, ...]:
        """When and where, without who put it there."""
        return self.day, self.until, self.starts_at, self.ends_at, self.room

    @property
    def takes_room(self) -> bool:
        """Whether it keeps its room from others, as the database counts it."""
        return None not in (self.room, self.starts_at, self.ends_at) and self.until is None

    def meets(self, other: "Spot") -> bool:
        """Whether both would take one room at one time."""
        if not (self.takes_room and other.takes_room) or self.room != other.room:
            return False
        assert self.starts_at
        assert self.ends_at
        assert other.starts_at
        assert other.ends_at
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def as_pinned(self, pinned: bool) -> "Spot":
        return replace(self, pinned=pinned)


@dataclass(frozen=True)
class Change:
    """What a step made of an entry, by its number. None: it stands nowhere."""

    entry: int
    before: Spot | None
    after: Spot | None

    @property
    def back(self) -> "Change":
        return Change(self.entry, self.after, self.before)


def same_place(one: Spot | None, other: Spot | None) -> bool:
    """Whether both are the same day, time and room; or both nowhere."""
    return (one.place if one else None) == (other.place if other else None)


def turn_of(before: Spot | None, after: Spot | None) -> Turn:
    """What became of an entry's place."""
    if same_place(before, after):
        return Turn.SAME
    if before is None:
        return Turn.GAINED
    return Turn.MOVED if after else Turn.LOST


def written(change: Change) -> Facts:
    """As JSON values."""
    return {"entry": change.entry, "before": _written(change.before), "after": _written(change.after)}


def read(facts: Facts) -> Change:
    """What `written` wrote."""
    return Change(facts["entry"], _read(facts["before"]), _read(facts["after"]))


def _written(spot: Spot | None) -> Facts | None:
    if spot is None:
        return None
    told = {
        "day": spot.day.isoformat(),
        "until": spot.until and spot.until.isoformat(),
        "starts_at": spot.starts_at and spot.starts_at.isoformat(),
        "ends_at": spot.ends_at and spot.ends_at.isoformat(),
        "room": spot.room,
        "pinned": spot.pinned,
        "hand": spot.hand,
        "put_by": spot.put_by,
        "put_at": spot.put_at and spot.put_at.isoformat(),
        "reason": spot.reason,
    }
    return {name: value for name, value in told.items() if value}


def _read(facts: Facts | None) -> Spot | None:
    if facts is None:
        return None

    def moment(name: str) -> dt.datetime | None:
        return dt.datetime.fromisoformat(facts[name]) if name in facts else None

    return Spot(
        day=dt.date.fromisoformat(facts["day"]),
        until=dt.date.fromisoformat(facts["until"]) if "until" in facts else None,
        starts_at=moment("starts_at"),
        ends_at=moment("ends_at"),
        room=facts.get("room"),
        pinned=facts.get("pinned", False),
        hand=Hand(facts["hand"]) if "hand" in facts else None,
        put_by=facts.get("put_by"),
        put_at=moment("put_at"),
        reason=facts.get("reason"),
    )


def told(spot: Spot | None, zone: str, rooms: Mapping[int, str]) -> Sentence:
    """Such as "Tue 9 March 2027, 09:00 to 09:50, M1", on the clock of `zone`; `rooms`: their names."""
    if spot is None:
        return Sentence("no place")
    values = {"day": day_told(spot.day), "hours": _hours(spot, zone), "room": rooms.get(spot.room or 0, "")}
    if spot.until:
        values["day"] = Sentence("%(start)s to %(end)s", start=day_told(spot.day), end=day_told(spot.until))
    text = ", ".join(f"%({name})s" for name, value in values.items() if value)
    return Sentence(text, **values)


def _hours(spot: Spot, zone: str) -> Sentence | str:
    clocks = [f"{to_local(at, zone):%H:%M}" for at in (spot.starts_at, spot.ends_at) if at]
    if len(clocks) == 2:
        return Sentence("%(start)s to %(end)s", start=clocks[0], end=clocks[1])
    return clocks[0] if clocks else ""


def by_hand(spot: Spot | None, zone: str) -> Sentence | None:
    """That a person put it there, when on the clock of `zone`, and why; of whom it does not tell. None where
    nobody did."""
    if spot is None or spot.hand is None:
        return None
    day = day_told(to_local(spot.put_at, zone).date()) if spot.put_at else ""
    parts = {"how": _HANDS[spot.hand], "day": day}
    if spot.reason:
        return Sentence("%(how)s, %(day)s: %(reason)s", **parts, reason=spot.reason)
    return Sentence("%(how)s, %(day)s.", **parts)


_HANDS = {
    Hand.BY_HAND: Sentence("Placed by hand by the secretariat"),
    Hand.CHAIR: Sentence("Placed on the Chair's word"),
}
