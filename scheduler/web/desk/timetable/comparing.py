"""Two plans of a meeting side by side, as a page with filters and as a table."""

from collections.abc import Iterator, Sequence

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.formats.csv_table import Row as Line
from scheduler.formats.csv_table import csv_bytes
from scheduler.kernel.text import clean_line, fold
from scheduler.meetings.models import Meeting
from scheduler.timetable.comparing import Comparison, Row, There, compare
from scheduler.timetable.moving_rules import Words
from scheduler.timetable.permissions import EDIT_PLAN, SEE_TIMETABLE
from scheduler.timetable.terms import Turn
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.timetable import plan_words, words
from scheduler.web.desk.timetable.door import Pair, Planned, door, pair, planned
from scheduler.web.languages import gettext, say


@door.get("/<code>/<int:number>/compare/")
@guarded(SEE_TIMETABLE, planned)
def choose(one: Planned) -> ResponseReturnValue:
    """On to the comparison with the plan that was chosen."""
    other = request.args.get("other", one.plan.id, type=int)
    return redirect(
        url_for("desk_timetable.compared", code=one.meeting.code, number=one.plan.id, other=other)
    )


@door.get("/<code>/<int:number>/compare/<int:other>/")
@guarded(SEE_TIMETABLE, pair)
def compared(two: Pair) -> str:
    """The first plan is what was before, the second what comes."""
    found = compare(two.meeting, two.plan, two.other)
    turn, asked = _turn(), clean_line(request.args.get("q", ""))
    return render_template(
        "desk/timetable/compare.html",
        meeting=two.meeting,
        plan=two.plan,
        other=two.other,
        found=found,
        turn=turn,
        asked=asked,
        rows=_chosen(found.rows, turn, asked),
        speak=_words(two.meeting, found),
        plan_words=plan_words,
        words=words,
        edit=EDIT_PLAN,
    )


@door.get("/<code>/<int:number>/compare/<int:other>.csv")
@guarded(SEE_TIMETABLE, pair)
def compared_table(two: Pair) -> Response:
    """The same as a table: of all entries, whatever the filters."""
    found = compare(two.meeting, two.plan, two.other)
    response = Response(csv_bytes(_lines(found, _words(two.meeting, found))), mimetype="text/csv")
    name = f"{two.meeting.code}-{two.plan.id}-{two.other.id}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _turn() -> Turn | None:
    """What the address asks for; None for all. Without a word it is all that differs, told by `rows`."""
    wanted = request.args.get("turn", "")
    return Turn(wanted) if wanted in set(Turn) else None


def _chosen(rows: Sequence[Row], turn: Turn | None, asked: str) -> list[Row]:
    """Of one kind, or all that differ; with these words in the title or the code."""
    return [
        row
        for row in rows
        if (row.turn is turn if turn else row.turn is not Turn.SAME)
        and fold(asked) in fold(f"{row.code} {row.title}")
    ]


def _words(meeting: Meeting, found: Comparison) -> Words:
    spots = (there.spot for row in found.rows for there in (row.before, row.after))
    return words_of(meeting, {spot.put_by for spot in spots if spot and spot.put_by})


def _lines(found: Comparison, speak: Words) -> Iterator[Line]:
    heads = ("Code", "Title", "What differs", "Before", "After", "Points before", "Points after")
    yield tuple(map(gettext, (*heads, "Clashes before", "Clashes after", "Why")))
    for row in found.rows:
        by_hand = speak.by_hand(row.after.spot)
        yield (
            row.code,
            row.title,
            str(plan_words.TURNS[row.turn][0]),
            *(_place(there, speak) for there in (row.before, row.after)),
            row.before.points,
            row.after.points,
            row.before.clashes,
            row.after.clashes,
            say(by_hand) if by_hand else None,
        )


def _place(there: There, speak: Words) -> str | None:
    return say(speak.place(there.spot)) if there.spot else None
