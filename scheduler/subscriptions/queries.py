"""Finding people's own feeds."""

from collections.abc import Sequence

from sqlalchemy import func, select

from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.subscriptions.models import Subscription


def by_digest(digest: str) -> Subscription | None:
    """The feed whose address bears the token of this hash, in one question."""
    return session.scalars(select(Subscription).where(Subscription.digest == digest)).one_or_none()


def locked(digest: str) -> Subscription | None:
    """The same within a decision, as it is now; nobody else changes it meanwhile."""
    found = select(Subscription).where(Subscription.digest == digest)
    found = found.with_for_update(of=Subscription).execution_options(populate_existing=True)
    return session.scalars(found).one_or_none()


def of(agenda_id: int) -> Sequence[Subscription]:
    """All of one holder, in the order in which they were made."""
    found = select(Subscription).where(Subscription.agenda_id == agenda_id).order_by(Subscription.id)
    return session.scalars(found).all()


def count(agenda_id: int) -> int:
    found = select(func.count(Subscription.id)).where(Subscription.agenda_id == agenda_id)
    return session.scalars(found).one()


def one_of(agenda_id: int, number: int) -> Subscription:
    """Raises NotFound where the holder has no such feed."""
    found = session.get(Subscription, number) if 0 < number <= LARGEST else None
    if found is None or found.agenda_id != agenda_id:
        raise NotFound(Sentence("There is no such feed. It may have been revoked meanwhile."))
    return found
