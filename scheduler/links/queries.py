"""Finding links."""

from sqlalchemy import select

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
    found = select(Link).where(Link.digest == rules.digest(token)).with_for_update()
    link = session.scalars(found).one_or_none()
    if link is None:
        raise NotFound(Sentence("There is no such link. Copy the whole address from the letter."))
    why = rules.ended(rules.Life(link.expires_at, link.used_at, link.revoked_at), clock.now())
    if why:
        raise Refused(why)
    return link
