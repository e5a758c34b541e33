"""Writing thematic sessions."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from scheduler.formats import programme_model as told
from scheduler.kernel.db import session
from scheduler.kernel.terms import SegmentKind
from scheduler.meetings.models import Meeting
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions import queries
from scheduler.thematic_sessions.models import (
    Document,
    FloorSpeaker,
    Panel,
    Panellist,
    Seat,
    Segment,
    ThematicSession,
)
from scheduler.thematic_sessions.terms import DocumentStatus

Known = Callable[[str], Organisation | None]
"""Finds an organisation by its name; never makes one."""
Facts = dict[str, Any]
People = dict[str | None, Person]
"""Those who are named already, by the names that a file may tell."""
Row = TypeVar("Row", Segment, Document, Seat, Panellist, FloorSpeaker)
Voice = TypeVar("Voice", Panellist, FloorSpeaker)


def tell(item: ThematicSession, told_: told.ThematicSession, known: Known) -> None:
    """Give the session the facts of a programme file. A row that the file tells of again stays the same row;
    what no file tells stays: drafts of documents, seats kept for somebody, who was not heard."""
    item.format, item.chair, item.moderator = told_.format, told_.chair, told_.moderator
    item.languages = list(told_.languages)
    parts = _again(item.segments, told_.segments, queries.segment, lambda facts: Segment(**facts))
    item.segments = _in_order(parts)
    papers = _again(item.documents, told_.documents, queries.document, _document)
    drafts = [one for one in item.documents if one.status is DocumentStatus.DRAFT]
    item.documents = _in_order([*papers, *drafts])
    named = queries.namings(item)
    people = _people(item.floor_speakers, named)
    spoke = _again(
        queries.heard(item),
        told_.floor_speakers,
        lambda one: queries.voice(one, named),
        lambda facts: FloorSpeaker(meeting_id=item.meeting_id, **_facts(facts, people)),
    )
    waited = [one for one in item.floor_speakers if not one.heard]
    item.floor_speakers = _in_order(_linked([*spoke, *waited], known))
    _tell_panel(item, told_, known)


def tell_floor(meeting: Meeting, voices: Iterable[told.Voice], known: Known) -> None:
    """Who spoke from the floor of the meeting on a day that is not known: these and no others."""
    present = queries.floor_of(meeting)
    people = _people(present, queries.namings_of(meeting))
    for item in present:
        session.delete(item)
    spoke = [FloorSpeaker(meeting_id=meeting.id, **_facts(voice.model_dump(), people)) for voice in voices]
    session.add_all(_in_order(_linked(spoke, known)))
    session.flush()


def _tell_panel(item: ThematicSession, told_: told.ThematicSession, known: Known) -> None:
    """A session has a panel where its agenda, its seats or its panellists say so."""
    tentative = [one for one in item.panel.panellists if one.tentative] if item.panel else []
    in_agenda = any(segment.kind is SegmentKind.PANEL for segment in told_.segments)
    if not (told_.seats or told_.panellists or tentative or in_agenda):
        item.panel = None
        return
    panel = item.panel = item.panel or Panel()
    named = queries.namings(item)
    people = _people(panel.panellists, named)
    sit = _again(
        queries.public_panellists(panel),
        told_.panellists,
        lambda one: queries.voice(one, named),
        lambda facts: Panellist(**_facts(facts, people)),
    )
    panel.panellists = _in_order(_linked([*sit, *tentative], known))
    session.flush()  # who is gone leaves their seat, so that it can go too
    _tell_seats(panel, told_.seats)


def _tell_seats(panel: Panel, told_: Iterable[told.Seat]) -> None:
    """A line that is there already keeps its channel; one on which somebody was seated here stays."""
    left = list(panel.seats)
    found = []
    for wanted in told_:
        for_whom = (wanted.constituency, wanted.regional_group)
        same = (seat for seat in left if (seat.constituency, seat.regional_group) == for_whom)
        seat = next(same, None) or Seat(
            constituency=wanted.constituency, regional_group=wanted.regional_group
        )
        seat.minimum, seat.target, seat.maximum = wanted.min, wanted.target, wanted.max
        left = [one for one in left if one is not seat]
        found.append(seat)
    taken = {one.seat_id for one in panel.panellists if one.seat_id}
    panel.seats = _in_order([*found, *(seat for seat in left if seat.id in taken)])


def _again(
    stored: Iterable[Row],
    told_: Iterable[told.Part],
    as_told: Callable[[Row], Facts],
    make: Callable[[Facts], Row],
) -> list[Row]:
    """For each thing told, the stored row that says the same, else a new one."""
    left, found = list(stored), []
    for facts in (one.model_dump() for one in told_):
        row = next((one for one in left if as_told(one) == facts), None) or make(facts)
        left = [one for one in left if one is not row]
        found.append(row)
    return found


def _in_order(rows: list[Row]) -> list[Row]:
    for place, row in enumerate(rows):
        row.position = place
    return rows


def _linked(rows: list[Voice], known: Known) -> list[Voice]:
    """For what organisation each speaks, as far as their words name one."""
    for row in rows:
        row.organisation = (known(row.represents) if row.represents else None) or row.organisation
    return rows


def _document(facts: Facts) -> Document:
    return Document(**{**facts, "languages": list(facts["languages"])})


def _people(items: Iterable[Panellist | FloorSpeaker], named: queries.Namings) -> People:
    """A file may know them by their full names, or as a file from here names them."""
    people = [item.person for item in items if item.person]
    public = {queries.public_name(one, named): one for one in people}
    return public | {one.name: one for one in people}


def _facts(facts: Facts, people: People) -> Facts:
    """What a file says of somebody on the panel or from the floor, with their record for their name."""
    name = facts.pop("name")
    return {**facts, "person": (people.get(name) or name_person(name)) if name else None}
