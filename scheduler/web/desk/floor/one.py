"""The clerk's page: a session's list of speakers, and all that can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.audit.queries import Asked
from scheduler.audit.queries import page as records
from scheduler.kernel import clock
from scheduler.meetings.queries import meeting_of
from scheduler.nominations.limits import limits
from scheduler.organisations.queries import Wanted, listed
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.floor_queries import Glance, glance, in_full, list_of, live
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.permissions import RUN_FLOOR, SET_FLOOR_TIMES
from scheduler.thematic_sessions.queries import session_by_number
from scheduler.thematic_sessions.terms import Turn
from scheduler.timetable.sittings import ends_at
from scheduler.web.access import guarded
from scheduler.web.desk.floor.door import door
from scheduler.web.desk.floor.forms import ORGANISATIONS, AskForm
from scheduler.web.floor.following import still_holds, tagged
from scheduler.web.floor.outlook import outlook
from scheduler.web.floor.words import desk_address
from scheduler.web.shelf import programmes

MOST_SUGGESTED = 500


@dataclass(frozen=True)
class Fault:
    """What was refused: the act, why, and what was typed, which is not lost."""

    act: str
    said: str
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lots:
    """How lots were drawn last: at what time (UTC), with which seed, and in which order they put whom."""

    at: datetime
    seed: str
    order: list[str]


@door.get("/<int:number>/")
@guarded(RUN_FLOOR, glance)
def floor(seen: Glance) -> ResponseReturnValue:
    tag = seen.tag(names=True)
    return still_holds(tag) or tagged(page(session_by_number(seen.session)), tag)


def page(item: ThematicSession, fault: Fault | None = None, form: AskForm | None = None) -> str:
    """The whole page; `fault` is told on top, and what was typed stands where it was typed."""
    found, ends = list_of(item), ends_at(item)
    shown = live(found, ends, names=in_full) if found else None
    meeting = meeting_of(item)
    return render_template(
        "desk/floor/one.html",
        item=item,
        desk_address=desk_address(item.id),
        meeting=meeting,
        zone=meeting.time_zone,
        public=_public_screen(meeting.code, item.code),
        floor=found,
        live=shown,
        limits=limits(meeting.id),
        outlook=outlook(shown, ends) if shown else None,
        gone=_gone(found),
        lots=_lots(found),
        form=form or AskForm(),
        suggested=listed(Wanted(), 0, MOST_SUGGESTED),
        suggested_as=ORGANISATIONS,
        fault=fault,
        now=clock.now(),
        tag=glance(item.id).tag(names=True),
        SET_FLOOR_TIMES=SET_FLOOR_TIMES,
    )


def _gone(found: FloorList | None) -> list[FloorRequest]:
    """Those who were taken off the list: a slip can be undone."""
    return [one for one in found.requests if one.state is Turn.WITHDRAWN] if found else []


def _lots(found: FloorList | None) -> Lots | None:
    if found is None:
        return None
    drawn = records(Asked(frozenset({found.thing}), act="draw lots"), most=1)
    if not drawn or drawn[0].content is None:
        return None
    facts, names = drawn[0].content.facts, {one.id: one.represents or "" for one in found.requests}
    return Lots(drawn[0].at, facts["seed"], [names.get(number, "") for number in facts["order"]])


def _public_screen(meeting: str, code: str) -> str | None:
    """The address of the public screen, if the session is released."""
    programme = programmes().get(meeting)
    released = programme is not None and any(one.entry.code == code for one in programme.entries)
    return url_for("floor.screen", code=meeting, entry=code) if released else None
