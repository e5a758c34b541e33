"""The board as a page, and the list of meetings that have one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.formats.describe import language_name
from scheduler.invitations.queries import answers
from scheduler.kernel import clock
from scheduler.kernel.text import clean_line, fold
from scheduler.meetings.models import Meeting
from scheduler.nominations.board import Board, Card, board_of, country_of, is_choosable
from scheduler.nominations.board_rules import Hours
from scheduler.nominations.permissions import COMPOSE
from scheduler.nominations.terms import Field
from scheduler.nominations.workflow import NAMES, WORKFLOW
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.queries import meetings_with_panels, with_panels
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import placements, public_plan
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.board.door import door, meeting_of
from scheduler.web.desk.calendar_words import ANSWERS
from scheduler.web.visitors import present

QUESTIONS = ("q", "channel", "country", "language", "stage")
"""What narrows the list of those without a place; it stands in the address, with the page of the list."""
ON_THE_WAY = "on-the-way"
LONGEST = 200
AT_ONCE = 30
"""Cards without a place on one page: each offers every seat that is free for it."""


@dataclass(frozen=True)
class Fault:
    """What was refused, at whose card (None: above all), and what was typed."""

    sentence: str
    code: str | None = None
    why: str = ""


@door.get("/")
@guarded(COMPOSE)
def boards() -> str:
    """The meetings with panels."""
    return render_template("desk/board/all.html", meetings=meetings_with_panels())


@door.get("/<code>/")
@guarded(COMPOSE, meeting_of)
def board(meeting: Meeting) -> ResponseReturnValue:
    return page(meeting)


def page(meeting: Meeting, fault: Fault | None = None) -> str:
    """With what was refused, if something was."""
    made = board_of(present(), meeting, sessions(meeting))
    said = asked()
    fitting = [card for card in made.pool if _is_wanted(card, said)]
    shown = paging.paged(
        len(fitting), lambda at, most: fitting[at : at + most], _page_asked(fitting, fault), AT_ONCE
    )
    return render_template(
        "desk/board/board.html",
        meeting=meeting,
        board=made,
        pool=shown.items,
        found=shown,
        said=said,
        kept=kept(),
        narrowed=any(said.values()),
        today=clock.now().date(),
        choices=_choices(made),
        fault=fault,
        states=NAMES,
        words={name: one.says for name, one in WORKFLOW.transitions.items()},
        country_of=country_of,
        language_name=language_name,
        fields=Field,
        calendars=answers(meeting.id),
        answer_words=ANSWERS,
    )


def _page_asked(fitting: list[Card], fault: Fault | None) -> str | None:
    """That of the address; or, where something was refused, the one with the card that it is about."""
    codes = [card.one.code for card in fitting]
    if fault and fault.code in codes:
        return str(codes.index(fault.code) // AT_ONCE + 1)
    return request.args.get("page")


def asked() -> dict[str, str]:
    """The questions of the address."""
    return {name: clean_line(request.args.get(name, ""))[:LONGEST] for name in QUESTIONS}


def kept() -> dict[str, str]:
    """The questions that narrow the list now: what is done on the board leaves them as they are."""
    page = clean_line(request.args.get("page", ""))[:LONGEST]
    return {name: text for name, text in {**asked(), "page": page}.items() if text}


def sessions(meeting: Meeting) -> Iterator[tuple[ThematicSession, Hours]]:
    """Those with a panel and when they are, in the order of the public plan; what has no day yet, last."""
    places = placements(public_plan(meeting))

    for one in sorted(with_panels(meeting), key=lambda one: _order(places.get(one.id), one)):
        at = places.get(one.id)
        yield one, Hours(one.id, one.title, *((at.day, at.starts_at, at.ends_at) if at else ()))


def _order(at: Placement | None, one: ThematicSession) -> tuple[str, str, int]:
    last = "~"
    if at is None:
        return (last, last, one.id)
    return (at.day.isoformat(), at.starts_at.isoformat() if at.starts_at else last, one.id)


def _is_wanted(card: Card, said: dict[str, str]) -> bool:
    one = card.one
    if not is_choosable(one) and said["stage"] != ON_THE_WAY:
        return False
    words = fold(said["q"])
    known = (card.facts.get(Field.PERSON), card.facts.get(Field.ORGANISATION), one.code)
    return (
        (not words or any(words in fold(text) for text in known if text))
        and said["channel"] in ("", one.channel.code)
        and said["country"] in ("", country_of(one))
        and said["language"] in ("", one.language)
    )


def _choices(made: Board) -> dict[str, dict[str, Any]]:
    """What the lists of the filters offer: what there is."""
    every = [card.one for card in made.pool]
    countries = sorted({country for one in every if (country := country_of(one))})
    return {
        "channel": {one.channel.code: one.channel.name for one in every},
        "country": {country: country for country in countries},
        "language": {code: language_name(code) for one in every if (code := one.language)},
    }
