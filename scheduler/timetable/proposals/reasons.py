"""Why each side event of a plan is where it is, or nowhere: what the allocation told when it proposed the
plan, as far as the event still stands as proposed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.kernel.text import fold
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries
from scheduler.timetable.called import called
from scheduler.timetable.clashes.ground import Item
from scheduler.timetable.instances import Asking, actor_id, instance_of, room_id, slot_id
from scheduler.timetable.models import Plan
from scheduler.timetable.spots import Spot, read, same_place, told
from scheduler.timetable.terms import StepKind, StepState

_ID = re.compile(r"\b(?:(?:slot|room|organisation|person) \d+|[0-9A-Z]{5})\b")
_CODE = re.compile(r"\b[0-9A-Z]{5}\b")
FURTHEST = 20
"""Copies of copies that are followed back to the proposal."""


@dataclass(frozen=True)
class Better:
    """A slot that an event would like better, by its id in the instance and in words, with the points that it
    would give and what stands in the way."""

    slot: str
    name: str
    points: int
    because: str


@dataclass(frozen=True)
class Demand:
    """Something that cannot hold together with others: in words, and the codes of the events that it
    names."""

    said: str
    events: Sequence[str]


@dataclass(frozen=True)
class Card:
    """A side event in a plan. `points`, `better`: of what was proposed; None and nothing where a person put
    it there, or no proposal knows of it. `because`, `demands`: why it was left out. `organisers`,
    `supporters` and `speakers`: names of who must be told if it moves."""

    item: Item
    spot: Spot | None
    points: int | None
    better: Sequence[Better]
    because: str | None
    demands: Sequence[Demand]
    organisers: Sequence[str]
    supporters: Sequence[str]
    speakers: Sequence[str]

    @property
    def is_explained(self) -> bool:
        return self.points is not None

    def is_meant(self, words: str) -> bool:
        """Whether these words are in its title, its code or a name that stands with it."""
        names = " ".join((*self.organisers, *self.supporters, *self.speakers))
        return fold(words) in fold(f"{self.item.code} {self.item.title} {names}")


def cards(meeting: Meeting, plan: Plan) -> list[Card]:
    """Of every side event that the allocation places, by title, in a constant number of queries but for the
    drafts that a plan was made of."""
    asking = instance_of(meeting, plan)
    names = names_of(asking)
    standing = _spots(plan)
    sources = reports(meeting, plan)
    found = []
    for number, item in sorted(asking.free.items(), key=lambda pair: (fold(pair[1].title), pair[0])):
        spot = standing.get(number)
        why = why_of(item, spot, sources.get(number))
        found.append(_card(item, spot, why, names))
    return found


def _card(item: Item, spot: Spot | None, why: Mapping[str, Any] | None, names: Mapping[str, str]) -> Card:
    def called_now(actors: Iterable[Any]) -> tuple[str, ...]:
        return tuple(names[actor_id(one)] for one in actors if actor_id(one) in names)

    return Card(
        item=item,
        spot=spot,
        points=why["points"] if why else None,
        better=tuple(
            Better(one["slot"], worded(one["slot"], names), one["points"], worded(one["because"], names))
            for one in (why["better"] if why else ())
        ),
        because=worded(why["because"], names) if why and "because" in why else None,
        demands=demands_of(why.get("demands", ()), names) if why else (),
        organisers=called_now(item.organisations),
        supporters=called_now(item.supporters),
        speakers=called_now(item.people),
    )


def why_of(item: Item, spot: Spot | None, report: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What a report says of an event, as long as it stands as proposed and no person put it there."""
    if report is None:
        return None
    if spot is None:
        found: Mapping[str, Any] | None = report["left_out"].get(item.code)
        return found
    return report["why"].get(item.code) if spot.hand is None else None


def reports(meeting: Meeting, plan: Plan, until: datetime | None = None) -> dict[int, Mapping[str, Any]]:
    """What was told when the places of a plan were proposed, by entry: of a draft, that of itself or of what
    it was copied from; of the public timetable, that of the draft from which the place was adopted (not
    after `until`, UTC). Events that were moved since are left out."""
    if not plan.public:
        source = _proposed(plan)
        return _of_source(plan, source, queries.entries(meeting.id)) if source else {}
    found: dict[int, Mapping[str, Any]] = {}
    known = queries.entries(meeting.id)
    moved: set[int] = set()
    for step in queries.steps(plan):
        if step.state is not StepState.DONE:
            continue
        draft = queries.plan(meeting, step.source_id) if step.source_id else None
        source = _proposed(draft) if draft and step.kind is StepKind.ADOPT else None
        if source and (until is None or step.at <= until):
            here = _of_source(plan, source, set(known) - moved)
            found |= {number: told for number, told in here.items() if number not in found}
        moved |= {read(change).entry for change in step.changes}
    return found


def _proposed(plan: Plan) -> Plan | None:
    """The proposal that a plan is, or was copied from."""
    one: Plan | None = plan
    for _ in range(FURTHEST):
        if one is None or one.report:
            return one
        one = queries.plan_of(one.copied_from_id) if one.copied_from_id else None
    return None


def _of_source(plan: Plan, source: Plan, numbers: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """The report of the proposal, for the entries that stand where it has put them."""
    here, there = _spots(plan), _spots(source)
    proposed = _first_places(source, there)
    assert source.report is not None
    return {number: source.report for number in numbers if same_place(here.get(number), proposed.get(number))}


def _spots(plan: Plan) -> dict[int, Spot]:
    return {number: one.spot for number, one in queries.placements(plan).items()}


def _first_places(source: Plan, now: Mapping[int, Spot]) -> dict[int, Spot | None]:
    """Where a proposal had everything before anybody moved something in it."""
    places: dict[int, Spot | None] = dict(now)
    for step in queries.steps(source):
        for change in map(read, step.changes):
            places[change.entry] = change.before
    return places


def worded(text: str, names: Mapping[str, str]) -> str:
    """A sentence of a report with names for ids. What has none stays as it is."""
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)


def demands_of(told: Iterable[str], names: Mapping[str, str]) -> tuple[Demand, ...]:
    """Of sentences with ids."""
    return tuple(
        Demand(worded(one, names), [id_ for id_ in _CODE.findall(one) if id_ in names]) for one in told
    )


def names_of(asking: Asking) -> dict[str, str]:
    """What the ids of an instance stand for: slots on the venue's clock."""
    ground = asking.ground
    names = {room_id(number): room.name for number, room in ground.rooms.items()}
    for slot in asking.slots:
        names[slot_id(slot)] = str(told(Spot(slot.day, None, slot.starts_at, slot.ends_at), ground.zone, {}))
    actors = {
        actor_id(one)
        for item in asking.facts.items.values()
        for one in (*item.organisations, *item.supporters, *item.people)
    }
    names |= {thing: one.name for thing, one in called(actors).items() if one.name}
    return names | {one.code: f"“{one.title}” ({one.code})" for one in asking.free.values()}
