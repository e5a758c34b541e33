"""Erasing what records say. The records stay, and the chain with them."""

from collections.abc import Callable, Collection

from sqlalchemy import delete, select, union

from scheduler.audit import rules
from scheduler.audit.models import Content, Note, Party, Record
from scheduler.kernel.db import session

Strike = Callable[[str], str]
"""Takes somebody's name and addresses out of a text."""


def erase_contents(own: Collection[str], near: Collection[str], strike: Strike) -> int:
    """Erase what was recorded of somebody's `own` things; and, of what they did or what concerns them or the
    things `near` them, those records that spell out their name. Returns how many."""
    numbers = set(session.scalars(select(Record.number).where(Record.thing.in_(own))))
    numbers |= {content.number for content in _contents({*own, *near}) if _names(content, strike)}
    erased = session.scalars(select(Content).where(Content.number.in_(numbers))).all()
    for content in erased:
        session.delete(content)
    session.flush()
    return len(erased)


def erase_notes(own: Collection[str], near: Collection[str], strike: Strike) -> int:
    """Remove the notes on somebody's own things, and take their name out of those on things near them.
    Returns how many were removed."""
    for note in session.scalars(select(Note).where(Note.thing.in_(near))):
        note.text = strike(note.text)
    removed = session.execute(delete(Note).where(Note.thing.in_(own)).returning(Note.id))
    return len(removed.all())


def _contents(things: Collection[str]) -> list[Content]:
    upon = select(Record.number).where(Record.thing.in_(things))
    by_or_about = select(Party.number).where(Party.name.in_(things))
    numbers = union(upon, by_or_about).subquery()
    return list(session.scalars(select(Content).where(Content.number.in_(numbers.select()))))


def _names(content: Content, strike: Strike) -> bool:
    return any(strike(text) != text for text in rules.texts(content.facts))
