"""A meeting with two calls, and in each a ready draft of every organisation. The drafts are written straight
into their table, as quickly as can be: what is measured comes after them."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from flask import Flask, g
from flask import session as cookie
from flask_wtf.csrf import generate_csrf

from bench.rushing.clicks import Click
from scheduler.accounts.actions import begin_sign_in
from scheduler.accounts.models import Account
from scheduler.applications.models import Application, Organiser
from scheduler.applications.terms import State
from scheduler.calls.actions import set_terms
from scheduler.calls.rules import Late, Terms
from scheduler.kernel import clock
from scheduler.kernel.codes import new_code
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping, decision
from scheduler.kernel.terms import MeetingKind, OrganisationKind, SideEventKind
from scheduler.meetings.models import Meeting
from scheduler.organisations.actions import enrol, name_person

KINDS = (SideEventKind.SIDE_EVENT, SideEventKind.SPECIAL_EVENT)
"""Of the call that opens, and of the one that closes."""
STATES = 10
"""Every so many-th organisation is a Member State."""
AT_ONCE = 50
"""Organisations that are stored together."""
A_YEAR = timedelta(days=365)
TITLE = "Community responses to synthetic drugs, seen from the field by organisation {number}"
ABSTRACT = "What works, for whom and at what cost, in the words of those who do the work. " * 20


class Furnished(NamedTuple):
    """The numbers of both calls, and the clicks that submit what was drafted for each."""

    calls: tuple[int, int]
    clicks: tuple[list[Click], list[Click]]


def furnish(app: Flask, organisations: int) -> Furnished:
    """Shows how far it is."""
    with decision("bench") as this:
        meeting = _meeting()
        calls = [set_terms(this, meeting, _terms(kind)) for kind in KINDS]
        first, second = (call.id for call in calls)
    clicks: tuple[list[Click], list[Click]] = ([], [])
    for begin in range(0, organisations, AT_ONCE):
        with bookkeeping("bench") as this:
            for number in range(begin, min(begin + AT_ONCE, organisations)):
                for kept, click in zip(
                    clicks, _organisation(app, this, (first, second), number), strict=True
                ):
                    kept.append(click)
        session.remove()
        _show(len(clicks[0]), organisations)
    return Furnished((first, second), clicks)


def _show(done: int, of: int) -> None:
    if sys.stdout.isatty() or done == of:
        print(f"\r  {done} of {of} organisations have their drafts", end="", flush=True)
    if done == of:
        print()


def _meeting() -> Meeting:
    day = (clock.now() + timedelta(days=60)).date()
    made = Meeting(
        code="RUSH",
        title="A rush",
        kind=MeetingKind.REGULAR_SESSION,
        starts=day,
        ends=day,
        time_zone="Europe/Vienna",
    )
    session.add(made)
    return made


def _terms(kind: SideEventKind) -> Terms:
    now = clock.now()
    return Terms(kind, now - A_YEAR, now + A_YEAR, Late.CLOSED, frozenset(OrganisationKind))


def _organisation(app: Flask, this: Decision, calls: tuple[int, int], number: int) -> Iterator[Click]:
    """One with its account, and a click for its draft in each call."""
    account = Account(
        person=name_person(f"Person {number}"),
        email=f"person{number}@body{number}.example",
        fs_uniquifier=f"bench-{number}",
        confirmed_at=this.at,
        made_at=this.at,
    )
    session.add(account)
    session.flush()
    kind = OrganisationKind.MEMBER_STATE if number % STATES == 0 else OrganisationKind.IGO
    lead = enrol(f"Body {number}", kind=kind)
    signed_in, token = _sign_in(app, this, account)
    for call in calls:
        draft = Application(
            call_id=call,
            code=new_code(_codes),
            state=State.DRAFT,
            made_at=this.at,
            changed_at=this.at,
            person_id=account.person_id,
            title=TITLE.format(number=number),
            abstract=ABSTRACT,
            organisers=[Organiser(organisation=lead, position=0)],
        )
        _codes.add(draft.code)
        session.add(draft)
        yield Click(draft.code, signed_in, token)


_codes: set[str] = set()
"""Those that are taken."""


def _sign_in(app: Flask, this: Decision, account: Account) -> tuple[str, str]:
    """A browser's cookie, made as the application makes it, and the token that goes with it."""
    sign_in = begin_sign_in(this, account, strong=False, browser="bench")
    with app.test_request_context():
        g.pop("csrf_token", None)  # it is that of the browser before
        token = generate_csrf()
        cookie.update(_user_id=account.fs_uniquifier, _fresh=True, sign_in=sign_in)
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(cookie))}", token
