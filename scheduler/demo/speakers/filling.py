"""Filling an instance with the two meetings of speakers and all that happens in them, and keeping the clock
of the floor list believable."""

from datetime import datetime
from pathlib import Path

from scheduler.demo.open_call.filling import today
from scheduler.demo.open_call.play import Story
from scheduler.demo.people import ACTOR
from scheduler.demo.speakers import beside, sittings
from scheduler.demo.speakers.cast import NOMINATIONS, Part, bodies, cast
from scheduler.demo.speakers.fates import Call
from scheduler.demo.speakers.playing import Scene, story
from scheduler.demo.speakers.sittings import COMPOSED, HELD
from scheduler.demo.speakers.stage import Stage, troupe
from scheduler.demo.speakers.terms import call_of_today, calls
from scheduler.kernel.decision import Decision, decision
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations.calling import deliver_channels, set_call
from scheduler.organisations.queries import by_name
from scheduler.thematic_sessions import queries
from scheduler.thematic_sessions.floor_queries import list_of
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.seat_templates import TEMPLATES, Route, fitted
from scheduler.thematic_sessions.seating import plan_seats

FORMULA = TEMPLATES["2017"]


def programmes(now: datetime) -> dict[str, sittings.Record]:
    """The programme files of both meetings, by code."""
    everybody = bodies(cast())
    return {COMPOSED: sittings.composed(today(now), everybody), HELD: sittings.held(now, everybody)}


def told(now: datetime, uploads: Path, base_url: str, nominations: int = NOMINATIONS) -> list[Story]:
    """All that happens until now, once the meetings, which were imported, have their calls and panels; that
    is done at the time of the clock. There are so many nominations."""
    parts = cast(nominations)
    stage = _begin(now, uploads, base_url, parts)
    return [story(Scene(stage, part)) for part in parts] + beside.stories(stage)


def resume(now: datetime) -> None:
    """Whoever comes back later finds somebody speaking who has just begun."""
    for one in queries.with_panels(existing_meeting(HELD)):
        if found := list_of(one):
            beside.resume(found, now)


def _begin(now: datetime, uploads: Path, base_url: str, parts: list[Part]) -> Stage:
    everybody = bodies(parts)
    with decision(ACTOR) as this:
        composed, held = existing_meeting(COMPOSED), existing_meeting(HELD)
        sessions = {meeting.code: _panels(this, meeting) for meeting in (composed, held)}
        numbers = [one.id for one in sessions[COMPOSED]]
        made = [set_call(this, composed, terms) for terms in calls(today(now), numbers)]
        made.append(set_call(this, held, call_of_today(today(now))))
        stage = Stage(
            now=now,
            calls=dict(zip(Call, made, strict=True)),
            sessions={call: sessions[one.meeting.code] for call, one in zip(Call, made, strict=True)},
            troupe=troupe(this, everybody),
            organisations=by_name(party.name for party in everybody),
            uploads=uploads,
            base_url=base_url,
        )
    return stage


def _panels(this: Decision, meeting: Meeting) -> list[ThematicSession]:
    """The meeting's sessions, each with seats by the formula of 2017, kept for the channels."""
    channels = deliver_channels(this, meeting)
    routes = [Route(one.code, one.regional_group) for one in channels]
    found = queries.with_panels(meeting)
    for one in found:
        assert one.panel, "the agenda has a panel"
        plan_seats(this, one.panel, fitted(FORMULA, map(queries.line, one.panel.seats), routes))
    return found
