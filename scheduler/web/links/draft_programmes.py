"""What organisers do by a link in a draft programme's letter: see it, and answer as often as they like until
its last day. Supporters see it."""

from typing import Any

from scheduler.kernel.decision import Decision
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.timetable.draft_programmes import answering, queries, rules
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.draft_programmes.telling import ANSWER, LOOK
from scheduler.web.draft_programmes.own import said, told_place
from scheduler.web.links.purposes import Purpose

ANSWERED = Sentence("Your answer is kept. Until the last day you can change it by the same link.")
TEMPLATE = "links/draft-answer.html"
LASTS = rules.LINKS_OUTLIVE


def place_of(link: Link) -> DraftPlace:
    """Raises NotFound."""
    return queries.place(int(link.thing.removeprefix("draft place ")))


def _facts(link: Link) -> dict[str, Any]:
    return told_place(place_of(link), tells=link.purpose == ANSWER)


def _answer(this: Decision, link: Link) -> Sentence:
    place = place_of(link)
    answering.answer(this, place, said(place.draft.meeting))
    return ANSWERED


ANSWERING = Purpose(ANSWER, TEMPLATE, _facts, {"answer": _answer}, LASTS, keeps=frozenset({"answer"}))
LOOKING = Purpose(LOOK, TEMPLATE, _facts, {}, LASTS)
DRAFT_PROGRAMMES = (ANSWERING, LOOKING)
LEAD_HERE = frozenset(one.name for one in DRAFT_PROGRAMMES)
