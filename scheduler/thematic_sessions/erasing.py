"""Erasing a person from thematic sessions: their texts go for good. That somebody spoke for a country or a
body stays, without their name, which the person's record alone holds."""

from sqlalchemy import delete, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.models import Document, FloorSpeaker, Naming, Panel, Panellist


def texts_of(traces: Traces) -> list[Document]:
    """The presentations and statements that are theirs."""
    found = select(Document).where(Document.author_id.in_(traces.numbers)).order_by(Document.id)
    return list(session.scalars(found))


def things_of(traces: Traces) -> set[str]:
    """All that hangs on them here, as the history and letters name it."""
    people = traces.numbers
    texts = texts_of(traces)
    panellists = session.execute(
        select(Panellist.id, Panel.id, Panel.session_id).join(Panel).where(Panellist.person_id.in_(people))
    ).all()
    requests = session.execute(
        select(FloorRequest.id, FloorList.id, FloorList.session_id)
        .join(FloorList)
        .where(FloorRequest.person_id.in_(people))
    ).all()
    spoken = select(FloorSpeaker.session_id).where(FloorSpeaker.person_id.in_(people))
    sessions = {
        *(one.session_id for one in texts),
        *(number for *_, number in (*panellists, *requests)),
        *session.scalars(spoken),
    }
    return {
        *(one.thing for one in texts),
        *(name for one, panel, _ in panellists for name in (f"panellist {one}", f"panel {panel}")),
        *(name for one, floor, _ in requests for name in (f"request {one}", f"floor {floor}")),
        *(f"session {number}" for number in sessions if number),
    }


def erase(traces: Traces) -> None:
    """Remove their texts; the files go with the next sweep. Screens with a list of speakers look again."""
    for one in texts_of(traces):
        one.session.documents.remove(one)
    session.execute(delete(Naming).where(Naming.person_id.in_(traces.numbers)))
    lists = select(FloorRequest.list_id).where(FloorRequest.person_id.in_(traces.numbers))
    for floor in session.scalars(select(FloorList).where(FloorList.id.in_(lists))):
        floor.revision += 1
    session.flush()
