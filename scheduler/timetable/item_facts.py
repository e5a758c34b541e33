"""What the clash rules and the allocator know of a meeting's entries: who has to be there, what was asked
for. Columns only, in a constant number of questions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from scheduler.applications.models import Application, CoSponsor, Receipt, Wish
from scheduler.applications.queue import queue_of
from scheduler.applications.rules import LATE, OF_STATES, rank_now
from scheduler.applications.terms import Support
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.kernel.terms import EntryKind, Equipment, OrganisationKind
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation, Person
from scheduler.side_events.models import Role, SideEvent, SideEventOrganisation, SideEventSpeaker
from scheduler.thematic_sessions.models import Panel, Panellist, ThematicSession
from scheduler.timetable.clashes.ground import Actor, Item, Wishes

INTERPRETED = frozenset({EntryKind.PLENARY, EntryKind.COMMITTEE_OF_THE_WHOLE})
"""They always are, into the six languages of the United Nations."""
_side_event, _session = SideEvent.__table__.c, ThematicSession.__table__.c


@dataclass
class Asked:
    """What an application says of its side event."""

    number: int
    attendance: int | None
    equipment: frozenset[Equipment]
    days: frozenset[date]
    precedes: bool
    slots: list[int] = field(default_factory=list)
    excluded: set[int] = field(default_factory=set)


def items_of(meeting: Meeting) -> dict[int, Item]:
    """Every entry of a meeting that is not cancelled, by its number."""
    bodies, supporters, leads = _bodies(meeting)
    people, asked = _people(meeting), _asked(meeting)
    order = _order(meeting)
    items = {}
    for number, code, title, kind, format_, theme, languages in session.execute(_entries(meeting)):
        told = asked.get(number)
        item = Item(
            number,
            code,
            title,
            kind=kind,
            organisations=tuple(bodies[number]),
            supporters=tuple(supporters[number]),
            people=tuple(people[number]),
            theme=theme,
            format=format_,
            interpreted=kind in INTERPRETED or bool(languages),
            group=leads.get(number),
            precedes=leads.get(number) is OrganisationKind.MEMBER_STATE,
            place=len(order) + number,
        )
        items[number] = _as_asked(item, told, order) if told else item
    return items


def _as_asked(item: Item, told: Asked, order: dict[int, int]) -> Item:
    return replace(
        item,
        attendance=told.attendance,
        equipment=told.equipment,
        wishes=Wishes(tuple(told.slots), told.days, frozenset(told.excluded)),
        place=order.get(told.number, item.place),
        precedes=told.precedes,
    )


def _entries(meeting: Meeting) -> Select[Any]:
    entry = Entry.__table__.c
    return (
        select(
            entry.id,
            entry.code,
            entry.title,
            entry.kind,
            entry.format,
            _side_event.theme,
            _session.languages,
        )
        .select_from(Entry.__table__)
        .outerjoin(SideEvent.__table__, _side_event.id == entry.id)
        .outerjoin(ThematicSession.__table__, _session.id == entry.id)
        .where(entry.meeting_id == meeting.id, ~entry.cancelled)
        .order_by(entry.id)
    )


Actors = dict[int, list[Actor]]


def _bodies(meeting: Meeting) -> tuple[Actors, Actors, dict[int, OrganisationKind | None]]:
    """Who has people at each event, who supports it, and of what kind its lead is. A co-sponsor takes part
    where it said so; of others nobody knows."""
    taking_part = set(
        session.execute(
            select(Application.entry_id, CoSponsor.organisation_id)
            .join(CoSponsor.application)
            .join(Application.call)
            .where(
                Call.meeting_id == meeting.id,
                Application.entry_id.is_not(None),
                CoSponsor.state == Support.CONFIRMED,
                CoSponsor.takes_part.is_(True),
            )
        )
    )
    rows = session.execute(
        select(
            SideEventOrganisation.side_event_id,
            SideEventOrganisation.role,
            Organisation.id,
            Organisation.name,
            Organisation.kind,
        )
        .join(Organisation, Organisation.id == SideEventOrganisation.organisation_id)
        .join(Entry, Entry.id == SideEventOrganisation.side_event_id)
        .where(Entry.meeting_id == meeting.id)
        .order_by(SideEventOrganisation.position)
    )
    there: Actors = defaultdict(list)
    supporters: Actors = defaultdict(list)
    leads: dict[int, OrganisationKind | None] = {}
    for event, role, number, name, kind in rows:
        if role is not Role.COSPONSOR:
            leads.setdefault(event, kind)
        is_there = role is not Role.COSPONSOR or (event, number) in taking_part
        (there if is_there else supporters)[event].append(Actor(number, name))
    return there, supporters, leads


def _people(meeting: Meeting) -> Actors:
    """Who speaks at each side event, and who sits on the panel of each session."""
    at_events = (
        select(SideEventSpeaker.side_event_id, Person.id, Person.name)
        .join(Person, Person.id == SideEventSpeaker.person_id)
        .join(Entry, Entry.id == SideEventSpeaker.side_event_id)
        .where(Entry.meeting_id == meeting.id)
        .order_by(SideEventSpeaker.position)
    )
    on_panels = (
        select(Panel.session_id, Person.id, Person.name)
        .join(Panellist, Panellist.panel_id == Panel.id)
        .join(Person, Person.id == Panellist.person_id)
        .join(Entry, Entry.id == Panel.session_id)
        .where(Entry.meeting_id == meeting.id)
        .order_by(Panellist.position)
    )
    found: Actors = defaultdict(list)
    for rows in (session.execute(at_events), session.execute(on_panels)):
        for entry, number, name in rows:
            found[entry].append(Actor(number, name or NAMELESS, is_person=True))
    return found


NAMELESS = "Somebody whose name was erased"


def _asked(meeting: Meeting) -> dict[int, Asked]:
    """What applications say, by their side events."""
    rows = session.execute(
        select(
            Application.entry_id,
            Application.id,
            Application.attendance,
            Application.equipment,
            Application.days,
            Application.of_state,
            Receipt.rank,
        )
        .join(Application.call)
        .outerjoin(Receipt, Receipt.application_id == Application.id)
        .where(Call.meeting_id == meeting.id, Application.entry_id.is_not(None))
    )
    found: dict[int, Asked] = {}
    by_application: dict[int, Asked] = {}
    for entry, number, attendance, equipment, days, of_state, sealed in rows:
        assert entry is not None, "it became an event"
        now = rank_now(sealed, of_state) if sealed else None
        found[entry] = by_application[number] = Asked(
            number,
            attendance,
            frozenset(map(Equipment, equipment)),
            frozenset(map(date.fromisoformat, days)),
            precedes=now in OF_STATES and now not in LATE,
        )
    _add_wishes(meeting, by_application)
    return found


def _add_wishes(meeting: Meeting, asked: dict[int, Asked]) -> None:
    rows: Iterable[tuple[int, int, int]] = session.execute(
        select(Wish.application_id, Wish.slot_id, Wish.rank)
        .join(Application, Application.id == Wish.application_id)
        .join(Application.call)
        .where(Call.meeting_id == meeting.id, Application.entry_id.is_not(None))
        .order_by(Wish.rank, Wish.id)
    )
    for application, slot, rank in rows:
        if rank:
            asked[application].slots.append(slot)
        else:
            asked[application].excluded.add(slot)


def _order(meeting: Meeting) -> dict[int, int]:
    """The place of each application in the order of the published rule, from 0, call after call."""
    calls = session.scalars(select(Call).where(Call.meeting_id == meeting.id).order_by(Call.id)).all()
    return {number: place for place, number in enumerate(one for call in calls for one in queue_of(call))}
