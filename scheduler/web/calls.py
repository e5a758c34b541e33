"""The public pages of a meeting's calls: what is asked for, until when; and, after the close, the list of
receipts, by which a stranger can check the whole order."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, abort, render_template
from flask.typing import ResponseReturnValue

from scheduler.accounts.behalf import SOURCES
from scheduler.applications.queue import Line, last_seal, lines
from scheduler.calls.models import Call
from scheduler.calls.queries import by_code, calls
from scheduler.calls.rules import Phase, phase, sentences
from scheduler.formats.csv_table import Row, csv_bytes
from scheduler.formats.describe import kind_name
from scheduler.kernel import clock
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import meeting
from scheduler.releases.queries import last_release, latest_numbers
from scheduler.side_events.queries import KINDS
from scheduler.timetable.proposals.queries import public_rule
from scheduler.web.deadlines import to_the_second
from scheduler.web.languages import door_of_pages, say
from scheduler.web.policy_words import of_policy
from scheduler.web.receipts import RANKS, number_of

door = door_of_pages("calls", __name__)
file_door = Blueprint("receipts", __name__)

HEADINGS = (
    Sentence("Number"),
    Sentence("Received (UTC)"),
    Sentence("Class when received"),
    Sentence("Class now"),
    Sentence("Time that counts (UTC)"),
    Sentence("How it came"),
    Sentence("Fingerprint"),
    Sentence("Seal"),
    Sentence("Outcome"),
)
NEAREST = (Phase.OPEN, Phase.BEFORE, Phase.OVER)
"""In which order readers look for calls."""


@dataclass(frozen=True)
class Shown:
    """A call with what its page tells: where it is in its time, its rules, how many receipts it gave."""

    call: Call
    phase: Phase
    rules: list[Sentence]
    receipts: int


def furnish(app: Flask) -> None:
    """What templates say of a call."""
    app.jinja_env.globals.update(
        call_kind=lambda call: kind_name(KINDS[call.kind]),
        call_phase=lambda call: phase(call.terms, clock.now()),
    )


@door.get("/<meeting:code>/calls/")
def of_meeting(code: str) -> str:
    """All calls of a meeting: those first that are open, last those that are over."""
    found = meeting(code) or abort(404)
    shown = sorted(map(_shown, calls(found)), key=lambda one: NEAREST.index(one.phase))
    return render_template(
        "calls/all.html",
        meeting=found,
        zone=found.time_zone,
        shown=shown or abort(404),
        is_released=code in latest_numbers(),
        rule=of_policy(public_rule(found)),
    )


@door.get("/<meeting:code>/calls/<any(S,P,E,O):letter>/receipts/")
def receipts(code: str, letter: str) -> ResponseReturnValue:
    """The list of receipts with its last seal, once it is public."""
    call = _published(code, letter)
    found = _lines(call)
    return render_template(
        "calls/receipts.html",
        call=call,
        letter=letter,
        meeting=call.meeting,
        zone=call.meeting.time_zone,
        lines=found,
        seal=last_seal(found),
        ranks=RANKS,
        sources=SOURCES,
        has_outcomes=any(line.outcome for line in found),
        number_of=number_of,
    )


@file_door.get("/<meeting:code>/calls/<any(S,P,E,O):letter>/receipts.csv")
def table(code: str, letter: str) -> Response:
    """The same as a table, to the microsecond, so that every seal can be computed again."""
    call = _published(code, letter)
    rows: list[Row] = [tuple(map(str, HEADINGS)), *(_row(call, line) for line in _lines(call))]
    response = Response(csv_bytes(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="receipts-{call.code}.csv"'
    return response


def _shown(call: Call) -> Shown:
    zone, now = call.meeting.time_zone, clock.now()
    rules = sentences(call.terms, lambda moment: str(to_the_second(moment, zone).striptags()), now)
    return Shown(call, phase(call.terms, now), list(rules), len(lines(call)))


def _published(code: str, letter: str) -> Call:
    call = by_code(f"{code}-{letter}")
    if call is None or call.published_at is None:
        abort(404)
    return call


def _lines(call: Call) -> list[Line]:
    """With what became of each, once something was released after the list became public."""
    last = last_release(call.meeting)
    is_told = last is not None and call.published_at is not None and last.released_at > call.published_at
    return lines(call, with_outcomes=is_told)


def _row(call: Call, line: Line) -> Row:
    return (
        number_of(call, line.number),
        line.at.isoformat(),
        line.sealed_rank.value,
        line.rank.value,
        line.counts_at.isoformat(),
        say(SOURCES[line.source]) if line.source else None,
        line.fingerprint,
        line.seal,
        say(line.outcome) if line.outcome else None,
    )
