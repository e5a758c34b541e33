"""Setting what the clash rules of a meeting mean, and tying entries to each other."""

from datetime import timedelta

from sqlalchemy import delete

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable.clash_models import ClashLevel, ClashSettings, EntryLink
from scheduler.timetable.clash_queries import SET_RULES, last_set, links_of, settings_of
from scheduler.timetable.clashes.ground import Settings
from scheduler.timetable.clashes.terms import RANGES, Link, Rule

ITSELF = Sentence("An entry cannot be linked to itself. Choose another one.")
TWICE = Sentence("This link is there already.")
MEANWHILE = Sentence(
    "Somebody else set the rules meanwhile, so nothing was stored. Look at what changed; then store yours."
)
IN_A_CIRCLE = Sentence(
    "By these links “%(first)s” would have to come before itself. Remove one of the others first."
)


def set_rules(this: Decision, meeting: Meeting, wanted: Settings, seen: int) -> None:
    """Let a meeting have these levels and numbers; only what differs from the defaults is stored. Where
    nothing changes, nothing is recorded. `seen`: the setting that was looked at (`clash_queries.last_set`).
    Raises Refused for a level that a rule cannot have, and Clash where somebody set them since."""
    for rule, level in wanted.levels.items():
        if level not in RANGES[rule].levels:
            raise Refused(RANGES[rule].why or Sentence("This rule cannot have that level."))
    _lock(meeting)
    if last_set(meeting) != seen:
        raise Clash(MEANWHILE)
    before = settings_of(meeting)
    if changed := _changes(before, wanted):
        _store(meeting, wanted)
        record(this, SET_RULES, f"meeting {meeting.code}", changed=changed)


def _changes(before: Settings, after: Settings) -> dict[str, list[object]]:
    """Of each rule and number that differs, what it was and what it is."""
    pairs: dict[str, tuple[object, object]] = {
        rule.value: (before.level(rule).value, after.level(rule).value) for rule in Rule
    }
    minute = timedelta(minutes=1)
    pairs["set_up_minutes"] = before.set_up // minute, after.set_up // minute
    pairs["teams"] = before.teams, after.teams
    return {name: [was, is_] for name, (was, is_) in pairs.items() if was != is_}


def _store(meeting: Meeting, wanted: Settings) -> None:
    session.execute(delete(ClashLevel).where(ClashLevel.meeting_id == meeting.id))
    session.add_all(
        ClashLevel(meeting_id=meeting.id, rule=rule, level=level)
        for rule, level in wanted.levels.items()
        if level is not RANGES[rule].default
    )
    numbers = session.get(ClashSettings, meeting.id) or ClashSettings(meeting_id=meeting.id)
    numbers.set_up_minutes, numbers.teams = wanted.set_up // timedelta(minutes=1), wanted.teams
    session.add(numbers)
    session.flush()


def link_entries(
    this: Decision, meeting: Meeting, kind: Link, first: Entry, second: Entry, reason: str
) -> EntryLink:
    """Tie two entries of a meeting. Raises Refused for an entry with itself, for what is linked so already,
    and for links by which an entry would have to come before itself."""
    if first.id == second.id:
        raise Refused(ITSELF)
    _lock(meeting)
    if kind is Link.NOT_PARALLEL and second.id < first.id:
        first, second = second, first
    links = links_of(meeting)
    if any((one.kind, one.first_id, one.second_id) == (kind, first.id, second.id) for one in links):
        raise Refused(TWICE)
    if kind is Link.MUST_FOLLOW and first.id in _after(second.id, links):
        raise Refused(Sentence(IN_A_CIRCLE.text, first=shorten(first.title)))
    made = EntryLink(meeting_id=meeting.id, kind=kind, first_id=first.id, second_id=second.id, reason=reason)
    session.add(made)
    session.flush()
    _record(this, "link entries", meeting, made, first, second)
    return made


def unlink_entries(this: Decision, meeting: Meeting, link: EntryLink) -> None:
    """Let two entries stand as if they had not been tied."""
    first, second = (session.get_one(Entry, number) for number in (link.first_id, link.second_id))
    _record(this, "unlink entries", meeting, link, first, second)
    session.delete(link)
    session.flush()


def _record(this: Decision, act: str, meeting: Meeting, link: EntryLink, first: Entry, second: Entry) -> None:
    record(
        this,
        act,
        f"meeting {meeting.code}",
        why=link.reason or None,
        about=[link.thing],
        link_kind=link.kind.value,
        entries=[first.code, second.code],
    )


def _after(number: int, links: list[EntryLink]) -> set[int]:
    """All that must come after an entry, directly or not."""
    found, waiting = {number}, [number]
    while waiting:
        one = waiting.pop()
        for link in links:
            if link.kind is Link.MUST_FOLLOW and link.first_id == one and link.second_id not in found:
                found.add(link.second_id)
                waiting.append(link.second_id)
    return found


def _lock(meeting: Meeting) -> None:
    """One at a time: two people may set the rules, or link, at once."""
    hold(meeting.id)
