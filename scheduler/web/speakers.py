"""The public pages of a meeting's calls for speakers: what is asked for, who acts when, by which criteria;
after the close how many were received, endorsed and seated. No names."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, abort, render_template

from scheduler.calls.rules import Phase
from scheduler.formats.describe import language_name
from scheduler.kernel import clock
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import meeting
from scheduler.nominations import channels, queries
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.counting import NOT_SAID, counted
from scheduler.nominations.figures import SMALL, Table
from scheduler.nominations.rules import phase, refusal
from scheduler.nominations.terms import CivilConstituency, Lapse
from scheduler.nominations.ways import sessions
from scheduler.releases.queries import latest_numbers
from scheduler.web.languages import door_of_pages, gettext, say
from scheduler.web.putting_forward.words import CIVIL, CONTRIBUTIONS, PARTS

door = door_of_pages("speakers", __name__)

NEAREST = (Phase.OPEN, Phase.BEFORE, Phase.OVER)
"""In which order readers look for calls."""


@dataclass(frozen=True)
class Told:
    """A step of a channel as everybody may read it. `until`: its deadline (UTC), if it has one."""

    who: Sentence
    does: list[Sentence]
    until: datetime | None
    lapse: Sentence
    is_over: bool


def furnish(app: Flask) -> None:
    """What templates say of a call for speakers."""
    app.jinja_env.globals.update(speaker_call_phase=_phase)


@door.get("/<meeting:code>/speakers/")
def of_meeting(code: str) -> str:
    """All calls for speakers of a meeting: those first that are open, last those that are over."""
    found = meeting(code) or abort(404)
    calls = sorted(queries.calls(found), key=lambda call: NEAREST.index(_phase(call)))
    return render_template(
        "speakers/all.html",
        meeting=found,
        zone=found.time_zone,
        calls=calls or abort(404),
        is_released=_released(found),
    )


@door.get("/<meeting:code>/speakers/<call>/")
def one(code: str, call: str) -> str:
    """One call."""
    found = _call(code, call)
    return render_template(
        "speakers/one.html",
        call=found,
        meeting=found.meeting,
        zone=found.meeting.time_zone,
        is_released=_released(found.meeting),
        takes=refusal(_phase(found), found.late) is None,
        places=_places(found),
        languages=[say(language_name(one)) for one in found.languages],
        calendars={channel: calendar(found, channel) for channel in found.channels},
        owed=_owed(found),
        tables=list(_tables(found)),
        small=SMALL,
    )


def calendar(call: SpeakerCall, channel: Channel) -> list[Told]:
    """The steps of a channel in their order."""
    return [_told(call, channel, place) for place in range(len(channel.steps))]


def _told(call: SpeakerCall, channel: Channel, place: int) -> Told:
    step, deadline = channel.steps[place], call.deadline(channel.id, place)
    lapse = channels.LAPSES[step.lapse]
    if step.lapse is Lapse.PASSES and step.passes_to:
        lapse = Sentence(
            "If the deadline passes, it passes to %(whom)s.", whom=channels.PARTIES[step.passes_to]
        )
    return Told(
        channels.called(step),
        [said for doing, said in channels.DOINGS.items() if doing in step.may],
        deadline.until if deadline else None,
        lapse,
        deadline is not None and deadline.until <= clock.now(),
    )


def _places(call: SpeakerCall) -> list[tuple[Sentence, str | None, int]]:
    """From where one speaks, in which session (None: in all), and how many."""
    titles = {found.id: found.title for found in sessions(call.meeting)} if call.places else {}
    return [(PARTS[one.part], titles.get(one.session_id or 0), one.number) for one in call.places]


def _owed(call: SpeakerCall) -> list[tuple[Sentence, str | None, datetime]]:
    """What speakers send beforehand, those of which session (None: all), and by when."""
    titles = {found.id: found.title for found in sessions(call.meeting)} if call.contributions else {}
    every = sorted(call.owed, key=lambda one: (one.session or 0, one.kind))
    return [(CONTRIBUTIONS[one.kind], titles.get(one.session or 0), one.due_at) for one in every]


def _tables(call: SpeakerCall) -> list[tuple[str, Table, dict[str, str]]]:
    """The tables that may be shown, with their titles and the names of their rows."""
    figures = counted(call)
    if figures is None:
        return []
    civil = {value.value: say(CIVIL[value]) for value in CivilConstituency} | {NOT_SAID: gettext("not said")}
    names = {channel.code: channel.name for channel in call.channels}
    known = (
        (gettext("By channel"), figures.by_channel, names),
        (gettext("Civil society, by region"), figures.by_region, {NOT_SAID: gettext("not said")}),
        (gettext("Civil society, for whom they speak"), figures.by_constituency, civil),
    )
    return [(title, table, names) for title, table, names in known if table]


def _phase(call: SpeakerCall) -> Phase:
    return phase(call.opens_at, call.closes_at, clock.now())


def _released(found: Meeting) -> bool:
    return found.code in latest_numbers()


def _call(code: str, call: str) -> SpeakerCall:
    found = meeting(code) or abort(404)
    try:
        return queries.call(found, call)
    except NotFound:
        abort(404)
