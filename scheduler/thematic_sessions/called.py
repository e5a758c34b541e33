"""What sessions, and what hangs on them, are called in the history."""

from sqlalchemy import select

from scheduler.accounts.called import Called, Finder
from scheduler.kernel.db import session
from scheduler.organisations.models import Person
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.models import Document, Panel, Panellist, ThematicSession


def _sessions(numbers: set[int]) -> dict[int, Called]:
    found = select(ThematicSession.id, ThematicSession.title).where(ThematicSession.id.in_(numbers))
    return {number: Called(title) for number, title in session.execute(found)}


def _panels(numbers: set[int]) -> dict[int, Called]:
    found = select(Panel.id, ThematicSession.title).join(
        ThematicSession, ThematicSession.id == Panel.session_id
    )
    return {number: Called(title) for number, title in session.execute(found.where(Panel.id.in_(numbers)))}


def _panellists(numbers: set[int]) -> dict[int, Called]:
    found = select(Panellist.id, Person.name, Panellist.represents).outerjoin(
        Person, Person.id == Panellist.person_id
    )
    rows = session.execute(found.where(Panellist.id.in_(numbers)))
    return {number: Called(name, body) for number, name, body in rows}


def _documents(numbers: set[int]) -> dict[int, Called]:
    found = select(Document.id, Document.title).where(Document.id.in_(numbers))
    return {number: Called(title) for number, title in session.execute(found)}


def _lists(numbers: set[int]) -> dict[int, Called]:
    found = select(FloorList.id, ThematicSession.title).join(FloorList.session)
    return {
        number: Called(title) for number, title in session.execute(found.where(FloorList.id.in_(numbers)))
    }


def _requests(numbers: set[int]) -> dict[int, Called]:
    found = select(FloorRequest.id, FloorRequest.represents).where(FloorRequest.id.in_(numbers))
    return {number: Called(body) for number, body in session.execute(found)}


FINDERS: dict[str, Finder] = {
    "session": _sessions,
    "panel": _panels,
    "panellist": _panellists,
    "document": _documents,
    "floor": _lists,
    "request": _requests,
}
