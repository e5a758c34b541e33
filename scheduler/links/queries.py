"""Finding links."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.links import rules
from scheduler.links.models import Link


def by_token(token: str) -> Link:
    """The link that bears this token.

    Raises NotFound where there is none, Refused where it was used, withdrawn or has expired. Within a
    decision the link stays locked, so that two clicks act once.
    """
    link = known(token)
    if why := ended(link):
        raise Refused(why)
    return link


def known(token: str) -> Link:
    """The same, whether the link still holds or not."""
    found = select(Link).where(Link.digest == rules.digest(token)).with_for_update()
    link = session.scalars(found).one_or_none()
    if link is None:
        raise NotFound(Sentence("There is no such link. Copy the whole address from the letter."))
    return link


def ended(link: Link) -> Sentence | None:
    """Why a link no longer works; None while it does."""
    return rules.ended(rules.Life(link.expires_at, link.used_at, link.revoked_at), clock.now())


def what_was_done(link: Link) -> str | None:
    """Which act a link was used for."""
    done = [record for record in history(f"link {link.id}") if record.act == "use link" and record.content]
    return str(done[-1].content.facts["did"]) if done and done[-1].content else None


def by_number(number: int) -> Link:
    """Raises NotFound."""
    link = session.get(Link, number)
    if link is None:
        raise NotFound(Sentence("There is no such link."))
    return link


def count_alive(thing: str | None = None, without: Collection[str] = ()) -> int:
    found = _alive(thing).where(Link.thing.not_in(without))
    return session.scalars(select(func.count()).select_from(found.subquery())).one()


def alive(
    thing: str | None = None, offset: int = 0, limit: int = 100, without: Collection[str] = ()
) -> Sequence[Link]:
    """Links that work now, of all things but those `without`, or of one; those that end first, first."""
    found = (
        _alive(thing)
        .where(Link.thing.not_in(without))
        .order_by(Link.expires_at, Link.id)
        .offset(offset)
        .limit(limit)
    )
    return session.scalars(found).all()


def waiting_for(person_id: int, but: str) -> Sequence[Link]:
    """Links that somebody was sent and has not used yet, but those for one purpose."""
    mine = _alive(None).where(Link.person_id == person_id, Link.purpose != but)
    return session.scalars(mine.order_by(Link.expires_at, Link.id)).all()


def _alive(thing: str | None) -> Select[Link]:
    found = select(Link).where(
        Link.used_at.is_(None), Link.revoked_at.is_(None), Link.expires_at > clock.now()
    )
    return found.where(Link.thing == thing) if thing else found
