"""Writing thematic sessions."""

from collections.abc import Callable, Iterable
from typing import Any

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

Known = Callable[[str], Organisation | None]
"""Finds an organisation by its name; never makes one."""


def tell(item: ThematicSession, told_: told.ThematicSession, known: Known) -> None:
    """Give the session the facts of a programme file."""
    item.format, item.chair, item.moderator = told_.format, told_.chair, told_.moderator
    item.languages = list(told_.languages)
    item.segments = [
        Segment(position=n, kind=s.kind, by=s.by, mode=s.mode, minutes=s.minutes, note=s.note)
        for n, s in enumerate(told_.segments)
    ]
    item.documents = [
        Document(position=n, title=d.title, symbol=d.symbol, url=d.url, languages=list(d.languages))
        for n, d in enumerate(told_.documents)
    ]
    people = _people(item.floor_speakers)
    item.floor_speakers = [
        FloorSpeaker(meeting_id=item.meeting_id, **_voice(n, voice, people, known))
        for n, voice in enumerate(told_.floor_speakers)
    ]
    _tell_panel(item, told_, known)


def tell_floor(meeting: Meeting, voices: Iterable[told.Voice], known: Known) -> None:
    """Who spoke from the floor of the meeting on a day that is not known: these and no others."""
    present = queries.floor_of(meeting)
    people = _people(present)
    for item in present:
        session.delete(item)
    session.add_all(
        FloorSpeaker(meeting_id=meeting.id, **_voice(n, voice, people, known))
        for n, voice in enumerate(voices)
    )
    session.flush()


def _tell_panel(item: ThematicSession, told_: told.ThematicSession, known: Known) -> None:
    """A session has a panel where its agenda, its seats or its panellists say so."""
    if not (told_.seats or told_.panellists or any(s.kind is SegmentKind.PANEL for s in told_.segments)):
        item.panel = None
        return
    panel = item.panel = item.panel or Panel()
    people = _people(panel.panellists)
    panel.panellists = [
        Panellist(**_voice(n, voice, people, known)) for n, voice in enumerate(told_.panellists)
    ]
    panel.seats = [
        Seat(
            position=n,
            constituency=seat.constituency,
            regional_group=seat.regional_group,
            minimum=seat.min,
            target=seat.target,
            maximum=seat.max,
        )
        for n, seat in enumerate(told_.seats)
    ]


def _people(items: Iterable[Panellist | FloorSpeaker]) -> dict[str | None, Person]:
    return {item.person.name: item.person for item in items if item.person}


def _voice(
    position: int, voice: told.Voice, people: dict[str | None, Person], known: Known
) -> dict[str, Any]:
    return {
        "position": position,
        "constituency": voice.constituency,
        "represents": voice.represents,
        "organisation": known(voice.represents) if voice.represents else None,
        "regional_group": voice.regional_group,
        "channel": voice.channel,
        "person": (people.get(voice.name) or name_person(voice.name)) if voice.name else None,
    }
