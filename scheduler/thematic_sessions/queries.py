"""Reading thematic sessions."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.terms import NamedAs
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Person
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.models import (
    Document,
    FloorSpeaker,
    Naming,
    Panel,
    Panellist,
    Seat,
    Segment,
    ThematicSession,
)
from scheduler.thematic_sessions.naming_rules import shown_name
from scheduler.thematic_sessions.seat_rules import Line, Sitter, Standing, standing
from scheduler.thematic_sessions.terms import Consent, DocumentStatus

Namings = Mapping[int, NamedAs]
"""How people chose to be named, by their numbers; who is not in it, in full."""


def floor_of(meeting: Meeting) -> list[FloorSpeaker]:
    """Those who spoke from the floor of a meeting on a day that is not known."""
    found = select(FloorSpeaker).where(
        FloorSpeaker.meeting_id == meeting.id, FloorSpeaker.session_id.is_(None)
    )
    return list(session.scalars(found.order_by(FloorSpeaker.position)))


def as_told(item: ThematicSession) -> dict[str, Any]:
    """The session's own facts as a programme file tells them."""
    panel, named = item.panel, namings(item)
    return {
        "format": item.format,
        "chair": item.chair,
        "moderator": item.moderator,
        "languages": item.languages,
        "segments": [segment(one) for one in item.segments],
        "seats": [_seat(seat) for seat in panel.seats] if panel else [],
        "panellists": voices(public_panellists(panel), named),
        "floor_speakers": voices(heard(item), named),
        "documents": [document(one) for one in public_documents(item)],
    }


def namings(item: ThematicSession) -> Namings:
    """How people chose to be named in the session's meeting."""
    return {one.person_id: one.named_as for one in item.namings}


def namings_of(meeting: Meeting) -> Namings:
    """The same for a whole meeting."""
    found = select(Naming.person_id, Naming.named_as).where(Naming.meeting_id == meeting.id)
    return dict(session.execute(found).all())


def voices(items: Iterable[Panellist | FloorSpeaker], named: Namings) -> list[dict[str, Any]]:
    """People on the panel or from the floor, as a programme file tells them: named as they chose."""
    return [voice(item, named) for item in items]


def public_name(person: Person, named: Namings) -> str | None:
    """How somebody is named to the public; None: not at all."""
    return shown_name(person.name, named.get(person.id, NamedAs.IN_FULL))


def voice(item: Panellist | FloorSpeaker, named: Namings) -> dict[str, Any]:
    """One of them."""
    return {
        "constituency": item.constituency,
        "represents": item.represents,
        "regional_group": item.regional_group,
        "channel": item.channel,
        "name": public_name(item.person, named) if item.person else None,
    }


def document(item: Document) -> dict[str, Any]:
    """A document as a programme file tells it."""
    return {
        "title": item.title,
        "symbol": item.symbol,
        "url": item.url,
        "languages": tuple(item.languages),
    }


def line(seat: Seat) -> Line:
    """A line of the plan, as rules see it."""
    return Line(
        constituency=seat.constituency,
        target=seat.target,
        regional_group=seat.regional_group,
        minimum=seat.minimum,
        maximum=seat.maximum,
        channel=seat.channel,
        number=seat.id,
    )


def sitters(panel: Panel) -> list[Sitter]:
    """Who sits on the panel, as rules see them."""
    return [
        Sitter(one.constituency, one.regional_group, one.channel, one.seat_id, one.tentative)
        for one in panel.panellists
    ]


def seats(panel: Panel) -> Standing:
    """How the panel stands against its plan: for each line who is there, missing, or too many."""
    return standing(map(line, panel.seats), sitters(panel))


def public_panellists(panel: Panel | None) -> list[Panellist]:
    """Those whom a release names: not those who have not accepted yet."""
    return [one for one in panel.panellists if not one.tentative] if panel else []


def public_documents(item: ThematicSession) -> list[Document]:
    """Those that a release names. Of what belongs to its author, the database keeps public only what they
    agreed to."""
    return [one for one in item.documents if one.status is DocumentStatus.PUBLIC]


def document_digests() -> set[str]:
    """The files that documents refer to."""
    found = session.scalars(select(Document.digest).where(Document.digest.is_not(None)))
    return {digest for digest in found if digest}


def public_file(number: int) -> Document | None:
    """The document of this number, if it has a file that everybody may read. A page asks besides whether the
    present release names it."""
    one = session.get(Document, number) if number <= LARGEST else None
    return one if one and one.digest and one.status is DocumentStatus.PUBLIC else None


def consent_of(document: Document) -> Consent:
    """Whether its author agrees to the version that is there now."""
    if document.agreed_version is not None:
        return Consent.GIVEN
    if document.refused_at:
        return Consent.REFUSED
    return Consent.ASKED if document.asked_at else Consent.NONE


def people_of(item: ThematicSession) -> set[int]:
    """The numbers of all who speak in the session, or asked to."""
    asked = select(FloorRequest.person_id).join(FloorList).where(FloorList.session_id == item.id)
    found = {one.person_id for one in item.floor_speakers} | set(session.scalars(asked))
    if item.panel:
        found |= {one.person_id for one in item.panel.panellists}
    return {number for number in found if number}


def document_by_number(number: int) -> Document:
    """Raises NotFound."""
    found = session.get(Document, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("There is no such document."))
    return found


def texts_by(person_id: int) -> list[Document]:
    """The statements and presentations of a person, the newest first."""
    found = select(Document).where(Document.author_id == person_id)
    return list(session.scalars(found.order_by(Document.id.desc())))


def heard(item: ThematicSession) -> list[FloorSpeaker]:
    """Who spoke from the floor."""
    return [one for one in item.floor_speakers if one.heard]


def segment(item: Segment) -> dict[str, Any]:
    """A segment as a programme file tells it."""
    return {"kind": item.kind, "by": item.by, "mode": item.mode, "minutes": item.minutes, "note": item.note}


def _seat(item: Seat) -> dict[str, Any]:
    return {
        "constituency": item.constituency,
        "regional_group": item.regional_group,
        "min": item.minimum,
        "target": item.target,
        "max": item.maximum,
    }


def with_panels(meeting: Meeting) -> list[ThematicSession]:
    """The sessions of a meeting that have a panel and take place."""
    found = (
        select(ThematicSession)
        .join(Panel, Panel.session_id == ThematicSession.id)
        .where(ThematicSession.meeting_id == meeting.id, ThematicSession.cancelled.is_(False))
    )
    return list(session.scalars(found.order_by(ThematicSession.id)))


def meetings_with_panels() -> list[Meeting]:
    """The one that begins last, first."""
    some = select(ThematicSession.meeting_id).join(Panel, Panel.session_id == ThematicSession.id)
    found = select(Meeting).where(Meeting.id.in_(some))
    return list(session.scalars(found.order_by(Meeting.starts.desc(), Meeting.id)))


def seat_of(meeting: Meeting, number: int) -> tuple[ThematicSession, Seat]:
    """A line of a panel's plan, with its session. Raises NotFound."""
    found = (
        select(ThematicSession, Seat)
        .join(Panel, Panel.session_id == ThematicSession.id)
        .join(Seat, Seat.panel_id == Panel.id)
        .where(ThematicSession.meeting_id == meeting.id, Seat.id == number)
    )
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound(Sentence("The panel has no such seat any more. Load the page again."))
    return row[0], row[1]


def sessions_of(meeting: Meeting) -> list[ThematicSession]:
    """A meeting's thematic sessions with all that hangs on them, in a constant number of queries."""
    found = select(ThematicSession).where(ThematicSession.meeting_id == meeting.id)
    return list(session.scalars(found.order_by(ThematicSession.id)))


def meetings_with_sessions() -> list[Meeting]:
    """Those that have thematic sessions; the newest first."""
    having = select(ThematicSession.meeting_id)
    found = select(Meeting).where(Meeting.id.in_(having)).order_by(Meeting.starts.desc(), Meeting.code)
    return list(session.scalars(found))


def session_by_number(number: int) -> ThematicSession:
    """Raises NotFound."""
    found = session.get(ThematicSession, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("There is no such thematic session."))
    return found


def speakers_of(item: ThematicSession) -> list[Person]:
    """Those of `people_of` who can be named, by name."""
    found = select(Person).where(Person.id.in_(people_of(item)), Person.name.is_not(None))
    return list(session.scalars(found.order_by(Person.name, Person.id)))
