"""My agenda: day by day, with what stands at the same time, how far it is, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.agendas import actions, day_rules, delegation_queries, news, queries
from scheduler.agendas.day_rules import Day, Item
from scheduler.agendas.rules import Choices, listed
from scheduler.formats.entry import MeetingFace
from scheduler.meetings.walking import walks
from scheduler.releases.history import ChangedEntry
from scheduler.releases.programme import Published
from scheduler.web.agenda import keeping
from scheduler.web.agenda.door import door
from scheduler.web.agenda.following import followed
from scheduler.web.agenda.starring import LEVELS
from scheduler.web.languages import gettext
from scheduler.web.programme.pages import today
from scheduler.web.shelf import programmes
from scheduler.web.visitors import present


@dataclass(frozen=True)
class News:
    """What changed in one meeting's entries of the agenda."""

    meeting: MeetingFace
    entries: Sequence[ChangedEntry]


@dataclass(frozen=True)
class Removed:
    """An entry that was just taken out; `was`: how it stood."""

    meeting: MeetingFace
    one: Published
    was: str


@door.get("/")
def page() -> str:
    """The agenda; where there is none, how to begin one."""
    agenda = keeping.mine()
    other = keeping.in_browser() if present().person else None
    told: dict[str, object] = {"agenda": agenda, "other": other, "removed": _removed()}
    told["other_stars"] = len(queries.choices(other.id).stars) if other else 0
    if agenda is None:
        return render_template("agenda/agenda.html", **told, coming=_coming())
    number, looked = agenda.id, agenda.looked_at
    keeping.note_use(agenda)
    return render_template("agenda/agenda.html", **told, **_contents(number, looked), **_around(number))


@door.post("/seen/")
def seen() -> ResponseReturnValue:
    """What changed is seen."""
    keeping.write(actions.looked)
    flash(gettext("What changes from now on will stand here."))
    return redirect(url_for("agenda.page"), 303)


def _contents(agenda_id: int, looked: datetime) -> dict[str, object]:
    """What stands in it, and what changed of that since its holder looked."""
    chosen = queries.choices(agenda_id)
    items = items_of(chosen)
    ways = walks({item.meeting.venue for item in items if item.meeting.venue})
    every = day_rules.days(items, ways)
    current = [day for day in every if not _is_over(day)]
    return {
        "days": current,
        "past": [day for day in every if day not in current],
        "unplaced": day_rules.without_day(items),
        "clashes": day_rules.clashes(current),
        "walks": ways,
        "several": len({item.meeting.code for item in items}) > 1,
        "coming": [] if items else _coming(),
        "news": list(_news(items, looked)),
    }


def _around(agenda_id: int) -> dict[str, object]:
    """What it follows, what opens it, and with whom it is shared."""
    asked = ((delegation, find(uid)) for delegation, uid in delegation_queries.asked_of(agenda_id))
    return {
        "followed": list(followed(agenda_id)),
        "has_link": queries.has_link(agenda_id),
        "browsers": queries.browsers(agenda_id),
        "delegations": delegation_queries.memberships(agenda_id),
        "asked": [(delegation, *found) for delegation, found in asked if found],
    }


def items_of(chosen: Choices) -> list[Item]:
    """All entries of an agenda, over all meetings."""
    return [
        Item(programme.meeting, one, level)
        for programme in programmes().all()
        for one, level in listed(chosen, programme)
    ]


def find(uid: str) -> tuple[MeetingFace, Published] | None:
    """A released entry by its UID, with its meeting."""
    found = (
        (programme.meeting, one)
        for programme in programmes().all()
        for one in programme.entries
        if one.stamps.uid == uid
    )
    return next(found, None)


def _news(items: Sequence[Item], looked: datetime) -> Iterator[News]:
    for programme in programmes().all():
        code = programme.meeting.code
        uids = {item.one.stamps.uid for item in items if item.meeting.code == code}
        if changed := news.since(programme, uids, looked):
            yield News(programme.meeting, changed)


def _is_over(day: Day) -> bool:
    """By the clock of the first meeting that has something then."""
    return day.day < today(day.lines[0].item.meeting.time_zone)


def _coming() -> list[MeetingFace]:
    """Meetings whose programme can be starred: those that are not over, else the newest."""
    every = sorted((one.meeting for one in programmes().all()), key=lambda face: face.starts, reverse=True)
    open_ones = [face for face in every if face.ends >= today(face.time_zone)]
    return open_ones or every[:1]


def _removed() -> Removed | None:
    """What the address says was just taken out, so that it can be put back."""
    code, _, entry = request.args.get("removed", "").partition(" ")
    was = request.args.get("was", "")
    programme = programmes().get(code)
    one = next((one for one in programme.entries if one.entry.code == entry), None) if programme else None
    return Removed(programme.meeting, one, was) if programme and one and was in LEVELS else None
