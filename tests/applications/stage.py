"""A meeting with a call, organisations and people, for tests of applications. Times in UTC."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from scheduler.applications.drafting import save, start
from scheduler.applications.facts import Facts
from scheduler.applications.keys import Keyring
from scheduler.applications.models import Application, Receipt
from scheduler.applications.submitting import submit
from scheduler.calls.actions import set_terms
from scheduler.calls.models import Call
from scheduler.calls.rules import Late, Terms
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, bookkeeping, decision
from scheduler.kernel.terms import EcosocStatus, MeetingKind, OrganisationKind, SideEventKind, Standing
from scheduler.meetings.actions import set_slots, sit
from scheduler.meetings.models import Meeting
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.models import Organisation, Person, Representative

_numbers = itertools.count(1)

OPENS = datetime(2027, 1, 11, 8, tzinfo=UTC)
CLOSES = datetime(2027, 1, 22, 22, 59, 59, tzinfo=UTC)
"""One second before midnight in Vienna."""
DURING = datetime(2027, 1, 15, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EVERYBODY = frozenset(OrganisationKind) - {OrganisationKind.OTHER}
TERMS = Terms(SideEventKind.SIDE_EVENT, OPENS, CLOSES, Late.CLOSED, EVERYBODY)
DAYS = (date(2027, 3, 8), date(2027, 3, 9))


def meeting(code: str = "CND70") -> Meeting:
    with bookkeeping("tests"):
        made = Meeting(
            code=code,
            title="Seventieth session",
            kind=MeetingKind.REGULAR_SESSION,
            starts=DAYS[0],
            ends=DAYS[-1],
            time_zone="Europe/Vienna",
        )
        session.add(made)
        sit(made, made.starts, made.ends)
        morning = [datetime(day.year, day.month, day.day, 8, tzinfo=UTC) for day in DAYS]
        set_slots(made, [(start.date(), start, start + timedelta(minutes=50)) for start in morning])
    return made


def call(of: Meeting | None = None, **changes: Any) -> Call:
    """A call on the usual terms but for these changes."""
    of = of or meeting()
    with decision("tests") as this:
        return set_terms(this, of, replace(TERMS, **changes))


def organisation(
    name: str | None = None, kind: OrganisationKind | None = OrganisationKind.NGO, *, verified: bool = True
) -> Organisation:
    """One that may lead, and was looked up."""
    status = EcosocStatus.SPECIAL if kind is OrganisationKind.NGO else None
    with bookkeeping("tests") as this:
        made = enrol(name or f"Organisation {next(_numbers)}", kind=kind, ecosoc_status=status)
        if verified:
            made.verified_at, made.verified_by, made.verified_from = this.at, "tests", "a register"
        session.flush()
    return made


def state(name: str | None = None) -> Organisation:
    return organisation(name, OrganisationKind.MEMBER_STATE)


def person(name: str | None = None) -> Person:
    """Somebody with an address and no account."""
    number = next(_numbers)
    with bookkeeping("tests"):
        made = name_person(name or f"Person {number}")
        made.email = f"person{number}@body.example"
        session.flush()
    return made


def contact(of: Organisation) -> Person:
    """A verified contact of the organisation."""
    made = person()
    with bookkeeping("tests") as this:
        session.add(
            Representative(
                person_id=made.id,
                organisation_id=of.id,
                standing=Standing.AGREED,
                is_contact=True,
                asked_at=this.at,
            )
        )
    return made


def draft(
    of: Call,
    lead: Organisation | None = None,
    by: Person | None = None,
    on_behalf: OnBehalf | None = None,
    **facts: Any,
) -> Application:
    """A draft that can be submitted, if `lead` is given."""
    by = by or person()
    with decision("tests", on_behalf) as this:
        made = start(this, of, by, lead)
    with decision("tests") as this:
        save(this, made, made.revision, Facts(**{"title": f"Event {next(_numbers)}", **facts}))
    return made


def draft_at(
    of: Call, lead: Organisation | None = None, by: Person | None = None, *, at: datetime
) -> Application:
    """A draft that was saved then."""
    with clock.set_to(at):
        return draft(of, lead, by)


def received(
    of: Call, lead: Organisation | None = None, at: datetime = DURING, on_behalf: OnBehalf | None = None
) -> Application:
    """An application that was submitted then."""
    with clock.set_to(at):
        made = draft(of, lead or organisation(), on_behalf=on_behalf)
        hand_in(made, at, on_behalf=on_behalf)
    return made


def hand_in(
    application: Application, at: datetime, on_behalf: OnBehalf | None = None, **more: Any
) -> Receipt:
    """Submit; `at`: when the request arrived."""
    with decision("tests", on_behalf) as this:
        return submit(this, application, at, keyring(), **more)


def keyring() -> Keyring:
    return Keyring(Path(current_app.instance_path) / "keys" / "receipts")
