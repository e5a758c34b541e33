"""What calls, applications, co-sponsors and offers to join are called, and all that the rooms below know."""

from collections.abc import Iterable

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from scheduler.accounts import called as below
from scheduler.accounts.called import Called, Finder, called_by
from scheduler.applications.models import Application, CoSponsor, Joining, Receipt
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.organisations.models import Organisation
from scheduler.thematic_sessions import called as sessions


def called(things: Iterable[str]) -> dict[str, Called]:
    """Names by how the history names things, in a constant number of queries. What is not there is left out,
    and so are drafts: they are nobody's business but their authors'."""
    return called_by(FINDERS, things)


def _calls(numbers: set[int]) -> dict[int, Called]:
    return {one.id: Called(one.code) for one in session.scalars(select(Call).where(Call.id.in_(numbers)))}


def _applications(numbers: set[int]) -> dict[int, Called]:
    found = select(Application.id, Application.title).join(Receipt).where(Application.id.in_(numbers))
    return {number: Called(title) for number, title in session.execute(found)}


def _cosponsors(numbers: set[int]) -> dict[int, Called]:
    submitted = case((Receipt.number.is_not(None), Application.title))
    found = (
        select(CoSponsor.id, Organisation.name, submitted)
        .join(CoSponsor.organisation)
        .join(CoSponsor.application)
        .outerjoin(Receipt, Receipt.application_id == Application.id)
        .where(CoSponsor.id.in_(numbers))
    )
    return {number: Called(name, title) for number, name, title in session.execute(found)}


def _joinings(numbers: set[int]) -> dict[int, Called]:
    one, other = aliased(Application), aliased(Application)
    found = (
        select(Joining.id, one.title, other.title)
        .join(one, one.id == Joining.from_id)
        .join(other, other.id == Joining.into_id)
        .where(
            Joining.id.in_(numbers),
            one.id.in_(select(Receipt.application_id)),
            other.id.in_(select(Receipt.application_id)),
        )
    )
    return {number: Called(from_, into) for number, from_, into in session.execute(found)}


FINDERS: dict[str, Finder] = {
    **below.FINDERS,
    **sessions.FINDERS,
    "call": _calls,
    "application": _applications,
    "cosponsor": _cosponsors,
    "joining": _joinings,
}
