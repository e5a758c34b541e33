"""A session's own facts, and its agenda of segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.audit.actions import record
from scheduler.formats.programme_values import Wrong, url
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import Format, SegmentKind, SegmentMode
from scheduler.kernel.text import clean, clean_line
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.agenda_rules import LONGEST_SEGMENT, TEMPLATES
from scheduler.thematic_sessions.anew import lock
from scheduler.thematic_sessions.models import Segment, ThematicSession
from scheduler.thematic_sessions.queries import segment as facts_of

LONGEST_TITLE = 500
"""Characters; the longest known is 297."""


@dataclass(frozen=True)
class Facts:
    """What is told of a session. `languages`: into which it is interpreted."""

    title: str
    chair: str = ""
    moderator: str = ""
    format: Format | None = None
    livestream: str = ""
    languages: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """What is told of a segment; `minutes` None: not known yet."""

    kind: SegmentKind
    by: str = ""
    mode: SegmentMode | None = None
    minutes: int | None = None
    note: str = ""


def describe(this: Decision, item: ThematicSession, facts: Facts) -> None:
    """What a session is called, who leads it, and how one follows it. Two sessions may bear one title. Raises
    Refused."""
    lock(item)
    title = clean_line(facts.title)
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(Sentence("Give it a title, of %(most)s characters at most.", most=LONGEST_TITLE))
    before = _told(item)
    item.title, item.format, item.languages = title, facts.format, list(facts.languages)
    item.chair, item.moderator = clean_line(facts.chair) or None, clean_line(facts.moderator) or None
    item.livestream = _address(facts.livestream)
    after = _told(item)
    changed = {field: [before[field], after[field]] for field in after if before[field] != after[field]}
    record(this, "describe session", item.thing, changed=changed)


def insert(this: Decision, item: ThematicSession, place: int, part: Part) -> Segment:
    """A new segment at this place (from 0), before what was there. Raises Refused."""
    lock(item)
    made = Segment()
    _tell(made, part)
    item.segments.insert(max(0, place), made)
    _renumber(item)
    record(this, "insert segment", item.thing, place=made.position, after=facts_of(made))
    return made


def change(this: Decision, item: ThematicSession, segment: Segment, part: Part) -> None:
    """Tell something else of a segment. Raises Refused; NotFound where it went meanwhile."""
    _lock(item, segment)
    before = facts_of(segment)
    _tell(segment, part)
    session.flush()
    after = facts_of(segment)
    record(this, "change segment", item.thing, place=segment.position, before=before, after=after)


def move(this: Decision, item: ThematicSession, segment: Segment, place: int) -> None:
    """Let a segment stand at this place (from 0). Raises NotFound where it went meanwhile."""
    _lock(item, segment)
    before = segment.position
    order = [one for one in item.segments if one is not segment]
    order.insert(max(0, place), segment)
    item.segments = order
    _renumber(item)
    record(this, "move segment", item.thing, before=before, after=segment.position)


def remove(this: Decision, item: ThematicSession, segment: Segment) -> None:
    """Raises NotFound where it went meanwhile."""
    _lock(item, segment)
    record(this, "remove segment", item.thing, place=segment.position, before=facts_of(segment))
    item.segments.remove(segment)
    _renumber(item)


def use_template(this: Decision, item: ThematicSession, name: str) -> None:
    """Begin an agenda with the segments of a template (agenda_rules.TEMPLATES). Raises Refused where there
    are some already; NotFound for an unknown name."""
    lock(item)
    if item.segments:
        raise Refused(Sentence("This session has an agenda already. Remove its segments first."))
    if name not in TEMPLATES:
        raise NotFound(Sentence("There is no such template."))
    _, kinds = TEMPLATES[name]
    item.segments = [Segment(kind=kind) for kind in kinds]
    _renumber(item)
    record(this, "begin agenda", item.thing, template=name)


def _lock(item: ThematicSession, segment: Segment) -> None:
    number = segment.id
    lock(item)
    if number not in {one.id for one in item.segments}:
        raise NotFound(Sentence("This segment was removed meanwhile. Load the page again."))


def _renumber(item: ThematicSession) -> None:
    for place, one in enumerate(item.segments):
        one.position = place
    session.flush()


def _tell(segment: Segment, part: Part) -> None:
    if part.minutes is not None and not 0 < part.minutes <= LONGEST_SEGMENT:
        raise Refused(
            Sentence(
                "Give the length in minutes, from 1 to %(most)s, or leave it empty.", most=LONGEST_SEGMENT
            )
        )
    segment.kind, segment.mode, segment.minutes = part.kind, part.mode, part.minutes
    segment.by, segment.note = clean_line(part.by) or None, clean(part.note) or None


def _address(given: str) -> str | None:
    try:
        return str(url(given.strip())) if given.strip() else None
    except Wrong as wrong:
        raise Refused(wrong.sentence) from None


def _told(item: ThematicSession) -> dict[str, Any]:
    fields = ("title", "chair", "moderator", "format", "livestream", "languages")
    return {field: getattr(item, field) for field in fields}
