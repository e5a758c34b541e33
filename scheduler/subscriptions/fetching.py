"""Answering who fetches a feed of their own: from memory where it still holds, else made anew.

Nothing is written but what changed of what somebody owes, and, for many together, that they fetched at all.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.agendas import queries as agendas
from scheduler.agendas.rules import level, listed
from scheduler.agendas.terms import Level
from scheduler.feeds import selection
from scheduler.feeds.http import OwnBytes
from scheduler.feeds.selection import leaves
from scheduler.feeds.store import Programmes
from scheduler.formats.own import Due
from scheduler.kernel import clock
from scheduler.kernel.decision import bookkeeping
from scheduler.links.rules import digest
from scheduler.releases.programme import Programme
from scheduler.subscriptions import composing, owing, queries
from scheduler.subscriptions.actions import note, tell
from scheduler.subscriptions.composing import Changes, Chosen, Manner
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.rules import NOTED_EACH, is_noted
from scheduler.subscriptions.store import Kept, OwnFeeds

ACTOR = "feeds"
AT_FIRST = datetime.min.replace(tzinfo=UTC)
"""A time at which nothing had left a calendar."""

LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Contents:
    """What stands in a feed; since when, as far as entries left it by the clock, and until when (UTC)."""

    parts: list[tuple[Programme, Chosen]]
    changes: Changes
    since: datetime = AT_FIRST
    until: datetime | None = None


def fetch(token: str, feeds: OwnFeeds, programmes: Programmes, base_url: str) -> OwnBytes | None:
    """The feed at the address with this token; None where there is none, or none any more."""
    key, written, now = digest(token), feeds.watch.written(), clock.now()
    one = queries.by_digest(key)
    if one is None:
        feeds.drop(key)
        return None
    number, is_known = one.id, is_noted(one.fetched_at, now)
    dues = _dues(one, base_url)
    issues = feeds.watch.newest()
    state = one.revision, one.agenda_id, one.agenda.revision, frozenset(issues.items()), tuple(dues)
    kept = feeds.get(key)
    if kept is None or kept.state != state or kept.until <= now:
        if composing.digest(dues) != one.owed and (one := _told(key, dues)) is None:
            return None
        found = _selected(one, programmes, now) if one.meeting else _agenda(one, programmes, now)
        since = max(one.modified_at, one.agenda.changed_at, found.since, *(at for _, at in issues.values()))
        body = composing.compose(_manner(one), found.parts, found.changes, dues, one.told, base_url)
        until = now + NOTED_EACH
        kept = Kept(OwnBytes(body, since), state, written, min(found.until or until, until))
    feeds.put(key, Kept(kept.feed, state, written, kept.until))
    if not is_known and (numbers := feeds.fetches.add(number, now)):
        with bookkeeping(ACTOR) as this:
            note(this, numbers)
    return kept.feed


def _told(key: str, dues: list[Due]) -> Subscription | None:
    """Write down what calendars are told of what is owed now; None where the feed was revoked meanwhile."""
    with bookkeeping(ACTOR) as this:
        one = queries.locked(key)
        if one is None:
            return None
        tell(this, one, composing.telling(one.uid, dues, one.told, this.at), composing.digest(dues))
    return queries.by_digest(key)


def _dues(one: Subscription, base_url: str) -> list[Due]:
    person = one.agenda.person_id
    return owing.dues(person, base_url) if one.with_owed and person else []


def _manner(one: Subscription) -> Manner:
    return Manner(
        name=one.name,
        cancelled=one.cancelled.value,
        alarm_minutes=one.alarm_minutes,
        rewritten=one.rewritten,
        rewritten_at=one.rewritten_at,
        seed=one.uid,
    )


def _selected(one: Subscription, programmes: Programmes, now: datetime) -> Contents:
    """What the selection finds of the meeting's programme: a listing, which takes nobody's time."""
    programme = programmes.get(one.meeting.code) if one.meeting else None
    if programme is None:
        return Contents([], {})
    choice = selection.in_feed(selection.from_query(one.query), programme, now)
    chosen = [(each, Level.FOLLOWS) for each in choice.entries]
    return Contents([(programme, chosen)], {}, choice.since, choice.until)


def _agenda(one: Subscription, programmes: Programmes, now: datetime) -> Contents:
    """What stands in the agenda, over all meetings."""
    choices = agendas.choices(one.agenda_id)
    concerned = [code for code in programmes.watch.newest() if choices.concerns(code)]
    parts: list[tuple[Programme, Chosen]] = []
    leaving: list[datetime] = []
    for programme in filter(None, map(programmes.get, concerned)):
        code, ever = programme.meeting.code, listed(choices, programme, AT_FIRST)
        left = [each for each, _ in ever if level(choices, code, each) is None]
        gone = {each.stamps.uid: leaves(each) or AT_FIRST for each in left}
        leaving += gone.values()
        chosen = [(each, how) for each, how in ever if gone.get(each.stamps.uid, LATEST) > now]
        if chosen:
            parts.append((programme, chosen))
    past = [at for at in leaving if at <= now]
    return Contents(
        parts,
        agendas.star_changes(one.agenda_id),
        max(past, default=AT_FIRST),
        min((at for at in leaving if at > now), default=None),
    )
