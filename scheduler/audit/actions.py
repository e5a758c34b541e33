"""Adding to the history."""

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from scheduler.audit import rules
from scheduler.audit.models import Content, Head, Note, Party, Record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, OnBehalf


def record(
    this: Decision, act: str, thing: str, *, why: str | None = None, about: Iterable[str] = (), **facts: Any
) -> Record:
    """Write down an act of the decision `this` upon `thing` (such as "meeting CND66"); facts must be JSON.

    `about` names further things that it concerns. Facts name people by number ("person 3") and never
    hold their addresses: what was written stays.
    """
    head = _head(this)
    content = {"actor": this.actor, "why": why, **facts}
    if this.on_behalf:
        content["on_behalf"] = _as_fact(this.on_behalf)
    salt = secrets.token_hex(16)
    number, sealed = head.number + 1, rules.digest(salt, content)
    entry = Record(
        number=number,
        at=this.at,
        act=act,
        thing=thing,
        digest=sealed,
        chained=rules.chained(head.chained, number, this.at, act, thing, sealed),
        content=Content(salt=salt, facts=content),
        parties=[Party(name=name) for name in sorted({this.actor, *about} - {thing})],
    )
    session.add(entry)
    head.number, head.chained = entry.number, entry.chained
    session.flush()
    this.records += 1
    return entry


def _head(this: Decision) -> Head:
    """The end of the chain, locked with the decision's first record until it is kept."""
    if Head not in this.held:
        this.held[Head] = session.scalars(select(Head).with_for_update()).one()
    head: Head = this.held[Head]
    return head


def note(this: Decision, thing: str, text: str) -> Note:
    """Write down an internal note on a thing. That there is one is told by the history, its words are not."""
    written = Note(thing=thing, at=this.at, actor=this.actor, text=text)
    session.add(written)
    record(this, "note", thing)
    return written


def _as_fact(wish: OnBehalf) -> dict[str, str]:
    fact = {"source": wish.source.value, "came_on": wish.came_on.isoformat(), "reference": wish.reference}
    return fact | ({"came_from": wish.within[0].isoformat()} if wish.within else {})
