"""Making links, using them up, and withdrawing them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.links import rules
from scheduler.links.models import Link


def make(
    this: Decision,
    purpose: str,
    thing: str,
    *,
    person_id: int | None = None,
    lasts: timedelta,
    alone: bool = False,
) -> tuple[Link, str]:
    """A new link and its token, which is nowhere kept. `alone`: the ones that the person has for the same end
    when the letter with it leaves (`end_older`)."""
    link, token = _new(this, purpose, thing, person_id, lasts, alone=alone)
    session.add(link)
    session.flush()
    return link, token


def make_all(
    this: Decision, purpose: str, about: Sequence[tuple[str, int | None]], *, lasts: timedelta
) -> list[tuple[Link, str]]:
    """The same for several things, each with the person who gets the link; written at once."""
    made = [_new(this, purpose, thing, person_id, lasts) for thing, person_id in about]
    session.add_all(link for link, _ in made)
    session.flush()
    return made


def _new(
    this: Decision, purpose: str, thing: str, person_id: int | None, lasts: timedelta, *, alone: bool = False
) -> tuple[Link, str]:
    token = rules.new_token()
    link = Link(
        digest=rules.digest(token),
        purpose=purpose,
        thing=thing,
        person_id=person_id,
        made_at=this.at,
        expires_at=this.at + lasts,
        alone=alone,
    )
    return link, token


def renew(this: Decision, link: Link) -> str:
    """A new token for a link, which gets the time it had at first; the old token is dead."""
    token = rules.new_token()
    lasts = link.expires_at - link.made_at
    link.digest = rules.digest(token)
    link.made_at, link.expires_at = this.at, this.at + lasts
    return token


def use(this: Decision, link: Link, did: str | None = None) -> None:
    """What it was for is done: the link, and every other one for the same, is dead. `did` says which of the
    acts that it offered."""
    link.used_at = this.at
    withdraw(this, link.purpose, link.thing)
    record(this, "use link", _name(link), about=_about(link), purpose=link.purpose, did=did)


def revoke(this: Decision, link: Link) -> None:
    """Let a link work no more, because the desk wants so."""
    link.revoked_at = this.at
    record(this, "revoke link", _name(link), about=_about(link), purpose=link.purpose)


def withdraw(this: Decision, purpose: str, thing: str) -> None:
    """Let no link for this work any more."""
    alive = select(Link).where(
        Link.purpose == purpose, Link.thing == thing, Link.used_at.is_(None), Link.revoked_at.is_(None)
    )
    for link in session.scalars(alive):
        link.revoked_at = this.at


def end_older(this: Decision, link: Link) -> None:
    """The letter with this link has left: what its reader was sent before, for the same end, works no more.
    Not sooner, since a letter may be held, discarded or lost, and they would be left without any."""
    if not link.alone:
        return
    same = select(Link).where(
        Link.purpose == link.purpose,
        Link.thing == link.thing,
        Link.person_id == link.person_id,
        Link.id != link.id,
        Link.made_at <= link.made_at,
        Link.used_at.is_(None),
        Link.revoked_at.is_(None),
    )
    for older in session.scalars(same):
        older.revoked_at = this.at


def _name(link: Link) -> str:
    return f"link {link.id}"


def _about(link: Link) -> list[str]:
    return [link.thing, *([f"person {link.person_id}"] if link.person_id else [])]
