"""What tests of the desk's acts share: acts as decisions, letters and records as they are read."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from scheduler.applications.deciding import read
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.terms import Check
from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, decision
from scheduler.mail.models import Letter

Value = TypeVar("Value")
DESK, OTHER_DESK = "account 901", "account 902"


def do(
    act: Callable[..., Value], *what: Any, by: str = DESK, on_behalf: OnBehalf | None = None, **more: Any
) -> Value:
    """The act as a decision."""
    with decision(by, on_behalf) as this:
        return act(this, *what, **more)


def told(kind: str) -> list[str]:
    """To which addresses letters of a kind went, in order."""
    return list(session.scalars(select(Letter.address).where(Letter.kind == kind).order_by(Letter.id)))


def letter(kind: str) -> Letter:
    """The only letter of this kind."""
    return session.scalars(select(Letter).where(Letter.kind == kind)).one()


def acts(thing: Application | CoSponsor) -> list[str]:
    return [record.act for record in history(thing.thing)]


def check_all(application: Application, by: str, *, is_fine: bool = True) -> None:
    """A complete checklist of one reader."""
    for check in Check:
        do(read, application, check, is_fine, by=by)


def day(number: int, hour: int = 12) -> datetime:
    """A moment of January 2027."""
    return datetime(2027, 1, number, hour, tzinfo=UTC)
