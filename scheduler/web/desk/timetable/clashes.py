"""All clashes of a meeting's timetable: of the public one, or of a draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Response, render_template, request, url_for

from scheduler.formats.csv_table import Row, csv_bytes
from scheduler.kernel.errors import NotFound
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.releases.addresses import section
from scheduler.releases.permissions import RELEASE
from scheduler.releases.queries import published
from scheduler.timetable.clashes.ground import Clash, Ground
from scheduler.timetable.clashes.terms import Level, Rule
from scheduler.timetable.entry_queries import Named, named
from scheduler.timetable.facts import Facts, facts_of
from scheduler.timetable.models import Plan
from scheduler.timetable.permissions import SEE_TIMETABLE, SET_RULES
from scheduler.timetable.queries import plan, public_plan
from scheduler.web.access import guarded
from scheduler.web.desk.timetable import words
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.languages import gettext, say

MOST = 100
"""Clashes of one rule that the page shows; the table has them all."""
NO_PLAN = Sentence("This meeting has no such plan. Somebody may have thrown it away.")


@dataclass(frozen=True)
class Group:
    """All clashes of one rule."""

    rule: Rule
    level: Level
    clashes: Sequence[Clash]

    @property
    def shown(self) -> Sequence[Clash]:
        return self.clashes[:MOST]


@door.get("/<code>/clashes/")
@guarded(SEE_TIMETABLE, meeting_of)
def clashes(meeting: Meeting) -> str:
    """By level and rule, the gravest first."""
    chosen = _plan(meeting)
    facts = facts_of(meeting, chosen)
    found, known = facts.clashes(), named(meeting)
    return render_template(
        "desk/timetable/clashes.html",
        meeting=meeting,
        plan=chosen,
        ground=facts.ground,
        placed=len(facts.spots),
        found=found,
        groups=list(groups(found)),
        counts={level: sum(one.level is level for one in found) for level in Level if level is not Level.OFF},
        entries={one.number: one for one in known},
        addresses=addresses(meeting, known),
        words=words,
        set_rules=SET_RULES,
        release=RELEASE,
    )


@door.get("/<code>/clashes.csv")
@guarded(SEE_TIMETABLE, meeting_of)
def clash_table(meeting: Meeting) -> Response:
    """The same as a table, on the venue's clocks."""
    facts = facts_of(meeting, _plan(meeting))
    response = Response(csv_bytes(_rows(facts)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{meeting.code}-clashes.csv"'
    return response


def groups(found: Sequence[Clash]) -> Iterator[Group]:
    """Clashes come in this order already."""
    for (level, rule), of_rule in groupby(found, key=lambda one: (one.level, one.rule)):
        yield Group(rule, level, list(of_rule))


def addresses(meeting: Meeting, entries: Iterable[Named]) -> dict[int, str]:
    """Where the desk looks after each entry, by its number; else its public page, if it has one."""
    public, found = published(meeting), {}
    for one in entries:
        if one.application:
            found[one.number] = url_for("desk_applications.application", number=one.application)
        elif one.kind is EntryKind.THEMATIC_SESSION:
            found[one.number] = url_for("desk_sessions.one", number=one.number)
        elif one.number in public:
            found[one.number] = f"/{meeting.code}/{section(one.kind)}/{one.code}/"
    return found


def _plan(meeting: Meeting) -> Plan | None:
    """The plan that the address asks for; else the public one. Raises NotFound."""
    wanted = request.args.get("plan", "")
    if not wanted:
        return public_plan(meeting)
    if not (wanted.isascii() and wanted.isdecimal()):
        raise NotFound(NO_PLAN)
    return plan(meeting, int(wanted))


def _rows(facts: Facts) -> Iterator[Row]:
    heads = ("Level", "Rule", "Date", "Start", "End", "Room", "Entries", "Titles", "What is wrong")
    yield tuple(gettext(head) for head in heads)
    for one in facts.clashes():
        items = [facts.items[number] for number in one.entries]
        yield (
            str(words.LEVELS[one.level][0]),
            str(words.RULES[one.rule][0]),
            one.at.day,
            *_hours(facts.ground, one),
            facts.ground.room_name(one.at.room),
            " ".join(item.code for item in items),
            "; ".join(item.title for item in items),
            say(one.sentence),
        )


def _hours(ground: Ground, one: Clash) -> Row:
    return tuple(
        to_local(moment, ground.zone).time() if moment else None
        for moment in (one.at.starts_at, one.at.ends_at)
    )
