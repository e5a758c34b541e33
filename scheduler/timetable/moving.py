"""Moves within a plan, the public one or a draft.

Every act wants the `seen` revision of the plan: the one that whoever acts has looked at. Where somebody else
changed what it concerns since then, it is refused with what changed, and nothing is done; a move that touches
nothing of that goes through. Nothing of a plan is public before a release.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.localtime import to_local, to_utc
from scheduler.kernel.text import clean_line, shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable import queries
from scheduler.timetable.actions import Where, spots
from scheduler.timetable.blocking import refuse_blocking
from scheduler.timetable.journal import begin, carry_out
from scheduler.timetable.models import Placement, Plan, PlanStep
from scheduler.timetable.moving_rules import Net, fault_of_place, meanwhile, net, touched
from scheduler.timetable.spots import Spot, read, same_place
from scheduler.timetable.terms import Hand, StepKind
from scheduler.timetable.wording import words_of

NOTHING = Sentence("That is how it stands already. Nothing was done.")
Area = Callable[[Spot], bool]
"""A part of the timetable that a step is about."""


class Stale(Clash):
    """Somebody else was first; the sentence says who did what."""


def move(
    this: Decision,
    plan: Plan,
    wanted: Mapping[Entry, Where | None],
    *,
    seen: int,
    why: str | None = None,
    chair: bool = False,
) -> PlanStep:
    """Put entries of the plan's meeting where they are wanted, or nowhere, in one step. `why` stands with
    them as the reason; `chair`: the Chair said so. Raises Stale, Clash where a rule blocks it, Refused."""
    standing = begin(plan)
    require_fresh(plan, seen, wanted, [where.spot for where in wanted.values() if where])
    meeting = session.get_one(Meeting, plan.meeting_id)
    reason = _reason(why, chair)
    for entry, where in wanted.items():
        _require_possible(meeting, entry, where)
    hand = Hand.CHAIR if chair else Hand.BY_HAND
    by_hand = {
        entry: spot and replace(spot, hand=hand, put_by=this.actor, put_at=this.at, reason=reason)
        for entry, spot in spots(standing, wanted).items()
        if not _stands(standing, entry, spot)
    }
    require_unpinned(standing, by_hand)
    refuse_blocking(plan, standing, by_hand)
    return _done(carry_out(this, "move in the timetable", plan, StepKind.MOVE, by_hand, why=reason))


def swap(this: Decision, plan: Plan, one: Entry, other: Entry, *, seen: int) -> PlanStep:
    """Each of two entries takes the place of the other: day, times and room. One of them may have none.
    Raises Stale, Clash where a rule blocks it, Refused."""
    standing = begin(plan)
    require_fresh(plan, seen, (one, other), [])
    if one is other:
        raise Refused(Sentence("Choose two different events to swap."))
    meeting = session.get_one(Meeting, plan.meeting_id)
    wanted: dict[Entry, Spot | None] = {}
    for entry, from_ in ((one, other), (other, one)):
        there = standing.get(from_.id)
        _require_possible(meeting, entry, None if there is None else _where(there))
        wanted[entry] = _by_hand(this, there.spot) if there else None
    require_unpinned(standing, wanted)
    refuse_blocking(plan, standing, wanted)
    return _done(carry_out(this, "swap in the timetable", plan, StepKind.SWAP, wanted))


def move_room(
    this: Decision, plan: Plan, room: Room, to: Room, *, seen: int, day: date | None = None
) -> PlanStep:
    """All that takes place in a room, on one day if it is given, goes to another room at the same times.
    Raises Stale, Clash where a rule blocks it, Refused."""

    def in_room(spot: Spot) -> bool:
        return spot.room == room.id and day in (None, spot.day)

    if room is to:
        raise Refused(Sentence("Choose another room to move to."))
    wanted = _whole(plan, seen, in_room, lambda entry, spot: replace(spot, room=to.id))
    return _move_whole(this, "move a room of the timetable", plan, StepKind.ROOM, wanted, to)


def move_day(this: Decision, plan: Plan, day: date, to: date, *, seen: int) -> PlanStep:
    """All that takes place on a day goes to another day of the meeting, at the same times of the venue's
    clock. What lasts several days stays. Raises Stale, Clash where a rule blocks it, Refused."""
    meeting = session.get_one(Meeting, plan.meeting_id)

    def shifted(at: datetime | None) -> datetime | None:
        return to_utc(to, to_local(at, meeting.time_zone).time(), meeting.time_zone) if at else None

    def on_other_day(_entry: Entry, spot: Spot) -> Spot:
        return replace(spot, day=to, starts_at=shifted(spot.starts_at), ends_at=shifted(spot.ends_at))

    if day == to:
        raise Refused(Sentence("Choose another day to move to."))
    wanted = _whole(plan, seen, lambda spot: spot.day == day and spot.until is None, on_other_day)
    return _move_whole(this, "move a day of the timetable", plan, StepKind.DAY, wanted)


def pin(this: Decision, plan: Plan, entries: Collection[Entry], *, seen: int) -> PlanStep:
    """These stay where they are until their pins are taken off. Raises Stale, Refused."""
    return _pin(this, plan, entries, seen, pinned=True)


def unpin(this: Decision, plan: Plan, entries: Collection[Entry], *, seen: int) -> PlanStep:
    """These may be moved again. Raises Stale, Refused."""
    return _pin(this, plan, entries, seen, pinned=False)


def explain(
    this: Decision, plan: Plan, entry: Entry, why: str, *, seen: int, chair: bool = False
) -> PlanStep:
    """Say why an entry stands where it does, without moving it. Raises Stale, Refused."""
    standing = begin(plan)
    require_fresh(plan, seen, (entry,), [])
    reason = _reason(why, chair)
    if reason is None:
        raise Refused(Sentence("Say why it stands there."))
    hand = Hand.CHAIR if chair else Hand.BY_HAND
    spot = replace(_placed(standing, entry).spot, hand=hand, put_by=this.actor, put_at=this.at, reason=reason)
    step = carry_out(this, "give a reason in the timetable", plan, StepKind.REASON, {entry: spot}, why=reason)
    return _done(step)


def _pin(this: Decision, plan: Plan, entries: Collection[Entry], seen: int, *, pinned: bool) -> PlanStep:
    standing = begin(plan)
    require_fresh(plan, seen, entries, [])
    wanted: dict[Entry, Spot | None] = {
        entry: replace(_placed(standing, entry).spot, pinned=pinned) for entry in entries
    }
    if pinned:
        return _done(carry_out(this, "pin in the timetable", plan, StepKind.PIN, wanted))
    return _done(carry_out(this, "unpin in the timetable", plan, StepKind.UNPIN, wanted))


def _whole(
    plan: Plan, seen: int, area: Area, there: Callable[[Entry, Spot], Spot]
) -> dict[Entry, Spot | None]:
    """All that takes place in a part of the plan, with where it goes."""
    standing = begin(plan)
    entries = queries.entries(plan.meeting_id)
    found: dict[Entry, Spot | None] = {}
    for number, placement in sorted(standing.items()):
        if area(placement.spot) and not entries[number].cancelled:
            found[entries[number]] = there(entries[number], placement.spot)
    require_fresh(plan, seen, found, [spot for spot in found.values() if spot], area)
    if not found:
        raise Refused(Sentence("Nothing takes place there. Nothing was done."))
    return found


def _move_whole(
    this: Decision,
    act: str,
    plan: Plan,
    kind: StepKind,
    wanted: Mapping[Entry, Spot | None],
    room: Room | None = None,
) -> PlanStep:
    standing, meeting = queries.placements(plan), session.get_one(Meeting, plan.meeting_id)
    for entry, spot in wanted.items():
        assert spot
        there = room or standing[entry.id].room
        _require_possible(meeting, entry, Where(spot.day, spot.until, spot.starts_at, spot.ends_at, there))
    by_hand = {entry: _by_hand(this, spot) if spot else None for entry, spot in wanted.items()}
    require_unpinned(standing, by_hand)
    refuse_blocking(plan, standing, by_hand)
    return _done(carry_out(this, act, plan, kind, by_hand))


def require_unchanged(plan: Plan, seen: int) -> None:
    """The plan is as whoever acts has seen it, whatever they do. Raises Stale."""
    if changed := _changed(plan, seen):
        raise _stale(plan, list(changed.values()))


def require_fresh(
    plan: Plan, seen: int, entries: Iterable[Entry], wanted: Collection[Spot], area: Area | None = None
) -> None:
    """Nothing that concerns these entries, these places or this part of the plan was changed since `seen`.
    Raises Stale."""
    changed = _changed(plan, seen)
    found = touched(changed, {entry.id for entry in entries}, wanted)
    if area:
        found += [one for one in changed.values() if one not in found and _is_in(area, one)]
    if found:
        raise _stale(plan, found)


def _is_in(area: Area, one: Net) -> bool:
    return any(spot and area(spot) for spot in (one.change.before, one.change.after))


def _changed(plan: Plan, seen: int) -> dict[int, Net]:
    if not 0 <= seen <= plan.revision:
        raise Refused(Sentence("This page is not of this plan. Load it again."))
    since = queries.steps_since(plan, seen) if seen < plan.revision else ()
    return net((step.by, map(read, step.changes)) for step in since)


def _stale(plan: Plan, found: Collection[Net]) -> Stale:
    words = words_of(session.get_one(Meeting, plan.meeting_id), {one.by for one in found})
    return Stale(meanwhile(found, words))


def _require_possible(meeting: Meeting, entry: Entry, where: Where | None) -> None:
    if entry.meeting_id != meeting.id:
        raise Refused(Sentence("“%(title)s” is of another meeting.", title=shorten(entry.title)))
    if where is None:
        return
    if entry.cancelled:
        raise Refused(Sentence("“%(title)s” is cancelled and needs no place.", title=shorten(entry.title)))
    if where.room and where.room.id not in {room.id for room in meeting.rooms}:
        told = {"room": where.room.name, "meeting": meeting.code}
        raise Refused(Sentence("%(meeting)s does not use room %(room)s. Choose one of its rooms.", **told))
    days = {day.date for day in meeting.days}
    if fault := fault_of_place(where.spot, days, meeting.time_zone):
        raise Refused(fault)


def require_unpinned(standing: Mapping[int, Placement], wanted: Iterable[Entry]) -> None:
    """None of these is pinned where it stands. Raises Refused."""
    for entry in wanted:
        if entry.id in standing and standing[entry.id].pinned:
            raise Refused(
                Sentence("“%(title)s” is pinned. Take its pin off first.", title=shorten(entry.title))
            )


def _reason(why: str | None, chair: bool) -> str | None:
    reason = clean_line(why or "") or None
    if chair and reason is None:
        raise Refused(Sentence("Say why the Chair wants it there: it stands with the placement."))
    return reason


def _stands(standing: Mapping[int, Placement], entry: Entry, spot: Spot | None) -> bool:
    return same_place(standing[entry.id].spot if entry.id in standing else None, spot)


def _where(one: Placement) -> Where:
    return Where(one.day, one.until, one.starts_at, one.ends_at, one.room)


def _by_hand(this: Decision, spot: Spot) -> Spot:
    return replace(spot, pinned=False, hand=Hand.BY_HAND, put_by=this.actor, put_at=this.at, reason=None)


def _placed(standing: Mapping[int, Placement], entry: Entry) -> Placement:
    if entry.id not in standing:
        raise Refused(Sentence("“%(title)s” stands nowhere in this plan.", title=shorten(entry.title)))
    return standing[entry.id]


def _done(step: PlanStep | None) -> PlanStep:
    if step is None:
        raise Refused(NOTHING)
    return step
