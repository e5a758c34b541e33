"""Where programmes name an organisation or a person."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select, union

from scheduler.kernel.db import session
from scheduler.kernel.terms import EntryKind
from scheduler.meetings.models import Entry, Meeting, MeetingOrganisation
from scheduler.organisations.merging import Record
from scheduler.organisations.models import Organisation, Person
from scheduler.releases.addresses import section
from scheduler.side_events.models import SideEventOrganisation, SideEventSpeaker
from scheduler.thematic_sessions.models import FloorSpeaker, Panel, Panellist


class Appearance(NamedTuple):
    """An entry that names somebody."""

    meeting: str
    entry: str
    kind: EntryKind
    title: str

    @property
    def address(self) -> str:
        """The entry's public page, from the root."""
        return f"/{self.meeting}/{section(self.kind)}/{self.entry}/"


def entries_with(one: Record, most: int = 200) -> Sequence[Appearance]:
    """The entries that name an organisation or a person, by meeting and title."""
    found = (
        select(Meeting.code, Entry.code, Entry.kind, Entry.title)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(Entry.id.in_(union(*_entries(one)).subquery().select()))
        .order_by(Meeting.starts.desc(), Meeting.code, Entry.title, Entry.id)
    )
    return [Appearance(*row) for row in session.execute(found.limit(most))]


def meetings_with(*several: Record) -> list[Meeting]:
    """The meetings whose programmes name one of them, in the order in which they are to be locked."""
    numbers = union(*(part for one in several for part in _meetings(one))).subquery().select()
    return list(session.scalars(select(Meeting).where(Meeting.id.in_(numbers)).order_by(Meeting.id)))


def _entries(one: Record) -> list[Select[Any]]:
    of_events, panellist, floor = _columns(one)
    return [
        select(of_events.class_.side_event_id).where(of_events == one.id),
        select(Panel.session_id).join(Panellist, Panellist.panel_id == Panel.id).where(panellist == one.id),
        select(FloorSpeaker.session_id).where(floor == one.id, FloorSpeaker.session_id.is_not(None)),
    ]


def _meetings(one: Record) -> list[Select[Any]]:
    found = [
        select(Entry.meeting_id).where(Entry.id.in_(union(*_entries(one)).subquery().select())),
        select(FloorSpeaker.meeting_id).where(_columns(one)[2] == one.id),
    ]
    if isinstance(one, Organisation):
        named = MeetingOrganisation
        found.append(select(named.meeting_id).where(named.organisation_id == one.id))
    return found


def _columns(one: Record) -> tuple[Any, Any, Any]:
    """What names them in side events, on panels, from the floor."""
    if isinstance(one, Person):
        return SideEventSpeaker.person_id, Panellist.person_id, FloorSpeaker.person_id
    return SideEventOrganisation.organisation_id, Panellist.organisation_id, FloorSpeaker.organisation_id
