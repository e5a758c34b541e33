"""Answering who fetches a feed of their own: from memory where it still holds, else made anew."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.agendas import queries as agendas
from scheduler.agendas.actions import used
from scheduler.agendas.rules import is_fresh, listed
from scheduler.agendas.terms import Level
from scheduler.feeds import selection
from scheduler.feeds.http import OwnBytes, tag_of
from scheduler.feeds.selection import leaves
from scheduler.feeds.store import Programmes
from scheduler.formats.own import Due
from scheduler.kernel import clock
from scheduler.kernel.decision import bookkeeping
from scheduler.links.rules import digest
from scheduler.releases.programme import Programme
from scheduler.subscriptions import owing, queries
from scheduler.subscriptions.actions import note
from scheduler.subscriptions.composing import Chosen, Composed, Manner, compose
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.rules import NOTED_EACH, is_noted
from scheduler.subscriptions.store import Kept, OwnFeeds


@dataclass(frozen=True)
class Made:
    """A calendar, and until when (UTC) it holds although nothing is written."""

    composed: Composed
    until: datetime | None


def fetch(token: str, feeds: OwnFeeds, programmes: Programmes, base_url: str) -> OwnBytes | None:
    """The feed at the address with this token; None where there is none, or none any more."""
    key, written = digest(token), feeds.watch.written()
    one = queries.by_digest(key)
    if one is None:
        feeds.drop(key)
        return None
    dues = _dues(one, base_url)
    state = (
        one.revision,
        one.agenda_id,
        one.agenda.revision,
        frozenset(feeds.watch.newest().items()),
        tuple(dues),
    )
    kept, now = feeds.get(key), clock.now()
    if kept and kept.state == state and kept.until > now:
        feeds.put(key, Kept(kept.feed, state, written, kept.until))
        return kept.feed
    made = _make(one, dues, programmes, base_url, now)
    feed = _given_out(one, made.composed) if _is_noted(one, made.composed, now) else None
    if feed is None and (feed := _noted(key, one.served, made, programmes, base_url)) is None:
        return None
    feeds.put(key, Kept(feed, state, written, min(made.until or now + NOTED_EACH, now + NOTED_EACH)))
    return feed


def _noted(key: str, served: int, made: Made, programmes: Programmes, base_url: str) -> OwnBytes | None:
    """Write down what is given out. Once a day, and where something changed; if another worker did so
    meanwhile, what is given out follows from that."""
    with bookkeeping("feeds") as this:
        one = queries.locked(key)
        if one is None:
            return None
        composed = made.composed
        if one.served != served:
            composed = _make(one, _dues(one, base_url), programmes, base_url, this.at).composed
        note(this, one, tag_of(composed.body), composed.told)
        if not is_fresh(one.agenda.used_at, this.at):
            used(this, one.agenda)
        return _given_out(one, composed)


def _given_out(one: Subscription, composed: Composed) -> OwnBytes:
    return OwnBytes(composed.body, one.modified_at)


def _is_noted(one: Subscription, composed: Composed, now: datetime) -> bool:
    known = one.tag == tag_of(composed.body) and one.told == composed.told
    return known and is_noted(one.fetched_at, now)


def _dues(one: Subscription, base_url: str) -> list[Due]:
    person = one.agenda.person_id
    return owing.dues(person, base_url) if one.with_owed and person else []


def _make(one: Subscription, dues: list[Due], programmes: Programmes, base_url: str, now: datetime) -> Made:
    parts, until = _selected(one, programmes, now) if one.meeting else _agenda(one, programmes, now)
    manner = Manner(
        name=one.name,
        cancelled=one.cancelled.value,
        alarm_minutes=one.alarm_minutes,
        rewritten=one.rewritten,
        rewritten_at=one.rewritten_at,
        seed=one.uid,
        is_known=one.tag is not None,
    )
    return Made(compose(manner, parts, dues, one.told, base_url, now), until)


Parts = tuple[list[tuple[Programme, Chosen]], datetime | None]


def _selected(one: Subscription, programmes: Programmes, now: datetime) -> Parts:
    """What the selection finds of the meeting's programme: a listing, which takes nobody's time."""
    programme = programmes.get(one.meeting.code) if one.meeting else None
    if programme is None:
        return [], None
    choice = selection.in_feed(selection.from_query(one.query), programme, now)
    return [(programme, [(each, Level.FOLLOWS) for each in choice.entries])], choice.until


def _agenda(one: Subscription, programmes: Programmes, now: datetime) -> Parts:
    """What stands in the agenda, over all meetings."""
    choices = agendas.choices(one.agenda_id)
    concerned = [code for code in programmes.watch.newest() if choices.concerns(code)]
    parts: list[tuple[Programme, Chosen]] = []
    leaving = []
    for programme in filter(None, map(programmes.get, concerned)):
        if chosen := listed(choices, programme, now):
            parts.append((programme, chosen))
            stays = {each.stamps.uid for each, _ in listed(choices, programme)}
            leaving += [leaves(each) for each, _ in chosen if each.stamps.uid not in stays]
    return parts, min(filter(None, leaving), default=None)
