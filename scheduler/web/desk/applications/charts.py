"""Pictures of the applications of a call, each with its numbers in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request

from scheduler.applications import figures, permissions
from scheduler.applications.models import Application
from scheduler.applications.permissions import READ_ALL
from scheduler.calls.models import Call
from scheduler.calls.queries import all_calls
from scheduler.kernel.terms import OrganisationKind
from scheduler.web import times
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.door import door
from scheduler.web.desk.waiting import ngos_only
from scheduler.web.languages import gettext

WIDTH, HEIGHT = 600, 100
"""Of the columns, in the units of the picture."""
MOST_LABELS = 12


@dataclass(frozen=True)
class Column:
    """A day in a picture of columns. `numbers` stand side by side; where there is no room, `label`
    is empty."""

    day: str
    label: str
    numbers: tuple[int, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True)
class Bar:
    """A line in a picture of bars; `width` in the units of the picture."""

    name: str
    number: int
    width: float


@door.get("/figures", endpoint="figures")
@guarded(READ_ALL)
def figures_of_call() -> str:
    """Of the call that the address names; else of the one with the most applications."""
    calls, numbers = all_calls(), figures.how_many()
    fullest = max(calls, key=lambda one: numbers.get(one.id, 0), default=None)
    call = next((one for one in calls if one.code == request.args.get("call")), fullest)
    found = _seen(figures.received(call)) if call else []
    days = figures.by_day(call, found) if call else []
    kinds = figures.by_kind(found).items()
    return render_template(
        "desk/applications/figures.html",
        call=call,
        calls=calls,
        total=len(found),
        days=_columns([(times.short_day(day), str(day.day), (number,)) for day, number in days]),
        kinds=_bars([(_kind_name(kind), number) for kind, number in kinds]),
        themes=_bars([(theme or gettext("No theme"), number) for theme, number in figures.by_theme(found)]),
        demand=_demand(call) if call and not ngos_only() else [],
        words=words,
        acts=permissions,
    )


def _seen(found: Sequence[Application]) -> list[Application]:
    """Those that the visitor may see."""
    if not ngos_only():
        return list(found)
    return [
        one for one in found if OrganisationKind.NGO in {each.organisation.kind for each in one.organisers}
    ]


def _kind_name(kind: OrganisationKind | None) -> str:
    return str(words.KINDS[kind]) if kind else gettext("Not known")


def _demand(call: Call) -> list[Column]:
    return _columns(
        [
            (times.short_day(one.day), str(one.day.day), (one.places, one.first, one.wanted))
            for one in figures.demand(call)
        ],
        drawn=2,
    )


def _columns(days: Sequence[tuple[str, str, tuple[int, ...]]], drawn: int = 1) -> list[Column]:
    """Of each day so many numbers are drawn; the table has all."""
    most = max((number for *_, numbers in days for number in numbers[:drawn]), default=0) or 1
    every = -(-len(days) // MOST_LABELS) or 1
    return [
        Column(
            day,
            label if place % every == 0 else "",
            numbers,
            tuple(round(HEIGHT * number / most, 1) for number in numbers[:drawn]),
        )
        for place, (day, label, numbers) in enumerate(days)
    ]


def _bars(rows: Sequence[tuple[str, int]]) -> list[Bar]:
    most = max((number for _, number in rows), default=0) or 1
    return [Bar(name, number, round((WIDTH - 60) * number / most, 1)) for name, number in rows]
