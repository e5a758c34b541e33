"""What of applications waits for somebody who has an account. One question for each kind."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from scheduler.applications.cosponsoring import waits_for_contact
from scheduler.applications.models import Application, CoSponsor, Joining, Material, Organiser
from scheduler.applications.support import is_closed
from scheduler.applications.terms import Flyer, State, Support
from scheduler.applications.workflow import ALIVE
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.permissions import Visitor


def returned(who: Visitor) -> Sequence[Application]:
    """Applications that the desk returned to them."""
    found = select(Application).where(is_theirs(who), Application.state == State.RETURNED)
    return session.scalars(found.order_by(Application.id)).all()


def flyers_returned(who: Visitor) -> Sequence[Application]:
    """Applications of theirs whose flyer the desk returned, as long as another one can be uploaded."""
    found = (
        select(Application)
        .join(Material, Material.application_id == Application.id)
        .where(is_theirs(who), Application.state.in_(ALIVE), Material.state == Flyer.RETURNED)
    )
    applications = session.scalars(found.order_by(Application.id))
    return [one for one in applications if not is_closed(one.call.material_until, clock.now())]


def questions(who: Visitor) -> list[CoSponsor]:
    """Where an organisation of theirs is named, and they are the one to answer, and still can."""
    return [one for one in asked(who) if _is_open(who, one)]


def asked(who: Visitor) -> Sequence[CoSponsor]:
    """Where an organisation of theirs is named, and they are the one to answer: as its contact, or because
    they were asked themselves; also what nobody can answer any more, and what somebody confirmed for whom its
    contact has to vouch."""
    found = (
        select(CoSponsor)
        .join(CoSponsor.application)
        .options(contains_eager(CoSponsor.application))
        .where(
            CoSponsor.organisation_id.in_(who.organisations),
            or_(CoSponsor.organisation_id.in_(who.contact_of), CoSponsor.person_id == who.person),
            CoSponsor.state.in_((Support.ASKED, Support.CONFIRMED)),
            Application.state.in_(ALIVE),
        )
        .order_by(CoSponsor.id)
    )
    return session.scalars(found).unique().all()


def offers(who: Visitor) -> Sequence[Joining]:
    """Offers to make one event of an application of theirs and another's."""
    found = (
        select(Joining)
        .join(Application, Application.id == Joining.into_id)
        .options(joinedload(Joining.from_), joinedload(Joining.into))
        .where(is_theirs(who), Joining.settled_at.is_(None))
    )
    return session.scalars(found.order_by(Joining.id)).unique().all()


def _is_open(who: Visitor, one: CoSponsor) -> bool:
    if one.state is Support.CONFIRMED:
        return one.organisation_id in who.contact_of and waits_for_contact(one)
    return not is_closed(one.application.call.support_until, clock.now())


def is_theirs(who: Visitor) -> ColumnElement[bool]:
    """Whether they began an application, or speak for an organiser of it."""
    lead: Any = select(Organiser.application_id).where(Organiser.organisation_id.in_(who.organisations))
    return or_(Application.person_id == who.person, Application.id.in_(lead))
