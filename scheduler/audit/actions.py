"""Adding to the history."""

import secrets
from typing import Any

from sqlalchemy import select

from scheduler.audit import rules
from scheduler.audit.models import Content, Head, Record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision


def record(this: Decision, act: str, thing: str, *, why: str | None = None, **facts: Any) -> Record:
    """Write down an act of the decision `this` upon `thing` (such as "meeting CND66"); facts must be JSON."""
    head = session.scalars(select(Head).with_for_update()).one()
    content = {"actor": this.actor, "why": why, **facts}
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
    )
    session.add(entry)
    head.number, head.chained = entry.number, entry.chained
    session.flush()
    this.records += 1
    return entry
