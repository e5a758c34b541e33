"""The languages of sessions and of the meeting, set against those of speakers. Reads only."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Interpreted, language_note
from scheduler.thematic_sessions.models import ThematicSession


def note(one: Nomination) -> Sentence | None:
    """That this speaker is not understood where they have a place, or want to speak; None where they are."""
    return notes([one]).get(one.id)


def notes(nominations: Sequence[Nomination]) -> dict[int, Sentence]:
    """The same of several, by number, in one question. For those only who may see the language of each."""
    numbers = {number for one in nominations for number in where(one)}
    found = session.scalars(select(ThematicSession).where(ThematicSession.id.in_(numbers))) if numbers else ()
    known = {each.id: each for each in found}
    told = (
        (one.id, language_note(one.language, one.call.languages, interpreted(one, known)))
        for one in nominations
    )
    return {number: said for number, said in told if said}


def note_of(spoken: str | None, languages: Sequence[str], sessions: Iterable[int]) -> Sentence | None:
    """The same for what is being written. `sessions`: those that are wanted, by number."""
    found = session.scalars(select(ThematicSession).where(ThematicSession.id.in_(set(sessions))))
    return language_note(spoken, languages, [_read(one) for one in found])


def interpreted(one: Nomination, known: Mapping[int, ThematicSession]) -> list[Interpreted]:
    """Where they are to speak, of the sessions that are known here."""
    return [_read(known[number]) for number in where(one) if number in known]


def where(one: Nomination) -> list[int]:
    """Where they have a place; without one, where they want to speak."""
    return [one.session_id] if one.session_id else [wish.session_id for wish in one.wanted]


def _read(one: ThematicSession) -> Interpreted:
    return Interpreted(one.title, tuple(one.languages))
