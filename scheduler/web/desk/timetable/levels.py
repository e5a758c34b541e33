"""What the rules of a meeting's timetable mean: their levels, their numbers, and links between entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.audit.models import Record
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, Told
from scheduler.kernel.localtime import to_local
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable import clash_queries as queries
from scheduler.timetable.clash_models import EntryLink
from scheduler.timetable.clash_settings import link_entries, set_rules, unlink_entries
from scheduler.timetable.clashes.terms import RANGES, Level, Rule
from scheduler.timetable.entry_queries import named
from scheduler.timetable.permissions import SET_RULES
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.timetable import words
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.desk.timetable.rule_forms import LinkForm, RulesForm
from scheduler.web.languages import gettext, say
from scheduler.web.times import day, hour
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Tied:
    """A link between two entries of a meeting."""

    meeting: Meeting
    link: EntryLink


def tied(code: str, link: int) -> Tied:
    meeting = meeting_of(code)
    return Tied(meeting, queries.link(meeting, link))


@door.get("/<code>/rules/")
@guarded(SET_RULES, meeting_of)
def rules(meeting: Meeting) -> str:
    return _page(meeting)


@door.post("/<code>/rules/")
@guarded(SET_RULES, meeting_of)
def set_them(meeting: Meeting) -> ResponseReturnValue:
    """Store levels and numbers; the history tells which changed."""
    form = RulesForm()
    if not form.is_sent:
        return _page(meeting, form), 422
    seen = form.seen.data or 0
    try:
        with decision(present().actor) as this:
            set_rules(this, meeting, form.settings, seen)
            if not this.records:
                this.abandon()
    except Clash as clash:
        return _stale(meeting, form, seen, say(clash.sentence)), 409
    return _back(meeting, gettext("The rules are stored."))


@door.post("/<code>/rules/links")
@guarded(SET_RULES, meeting_of)
def link(meeting: Meeting) -> ResponseReturnValue:
    """Link two entries."""
    form = LinkForm()
    pair = form.entries(named(meeting)) if form.is_sent else None
    if pair is None:
        return _page(meeting, links=form), 422
    try:
        with decision(present().actor) as this:
            first, second = (session.get_one(Entry, one.number) for one in pair)
            link_entries(this, meeting, form.link, first, second, form.reason.data or "")
    except Told as refused:
        form.second.errors = [say(refused.sentence)]
        return _page(meeting, links=form), 422
    return _back(meeting, gettext("The entries are linked."))


@door.post("/<code>/rules/links/<int:link>/remove")
@guarded(SET_RULES, tied)
def unlink(one: Tied) -> ResponseReturnValue:
    with decision(present().actor) as this:
        unlink_entries(this, one.meeting, one.link)
    return _back(one.meeting, gettext("The link is removed."))


def _stale(meeting: Meeting, form: RulesForm, seen: int, said: str) -> str:
    """The form as it was sent, beside what others set meanwhile; to be sent again by who has read that."""
    since = queries.set_since(meeting, seen)
    form.seen.data, form.seen.raw_data = queries.last_set(meeting), None
    changes = [change for record in since for change in _changes(meeting, record)]
    return _page(meeting, form, fault=said, changes=changes)


def _changes(meeting: Meeting, record: Record) -> Iterator[str]:
    """A sentence for each rule or number that a record of the history tells of."""
    facts = record.content.facts if record.content else {}
    actor = facts.get("actor", "")
    who = words_of(meeting, [actor]).people.get(actor, gettext("Somebody"))
    when = f"{day(to_local(record.at, meeting.time_zone).date())}, {hour(record.at, meeting.time_zone)}"
    for name, (was, is_) in facts.get("changed", {}).items():
        told = {"who": who, "when": when, "name": _name(name), "was": _value(was), "now": _value(is_)}
        yield gettext("%(who)s, %(when)s: “%(name)s” from “%(was)s” to “%(now)s”.", **told)


def _name(name: str) -> str:
    return str(words.RULES[Rule(name)][0] if name in set(Rule) else RulesForm()[name].label.text)


def _value(value: str | int | None) -> str:
    if value is None:
        return gettext("nothing")
    return str(words.LEVELS[Level(str(value))][0] if value in set(Level) else value)


def _page(
    meeting: Meeting,
    form: RulesForm | None = None,
    links: LinkForm | None = None,
    fault: str = "",
    changes: Sequence[str] = (),
) -> str:
    known = named(meeting)
    return render_template(
        "desk/timetable/rules.html",
        meeting=meeting,
        form=form or RulesForm.of(queries.settings_of(meeting), queries.last_set(meeting)),
        fault=fault,
        changes=changes,
        ranges=RANGES,
        link_form=links or LinkForm(),
        links=queries.links_of(meeting),
        entries={one.number: one for one in known},
        words=words,
    )


def _back(meeting: Meeting, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("desk_timetable.rules", code=meeting.code), 303)
