"""Accounts, organisations and signed-in browsers for tests of pages."""

import itertools
import re
from contextvars import Context
from typing import Any

from flask import Flask, has_app_context
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from scheduler.accounts.actions import begin_sign_in
from scheduler.accounts.models import Account, Grant
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.terms import OrganisationKind, Role, Standing
from scheduler.kernel.text import fold
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.models import Organisation, Representative

_numbers = itertools.count(1)


class Browser(FlaskClient):
    """A browser without a browser, for one person. What it sends bears a valid CSRF token, as forms do.

    A test may have the application's context open: the request gets a context of its own all the same, so
    that nothing of one request is left for the next; and what the test reads afterwards is read anew.
    """

    def open(self, *what: Any, **more: Any) -> TestResponse:
        if has_app_context():
            session.rollback()
        response: TestResponse = Context().run(super().open, *what, **{"buffered": True, **more})
        return response


def organisation(
    app: Flask,
    name: str | None = None,
    kind: OrganisationKind | None = OrganisationKind.NGO,
    *,
    verified: bool = True,
    **more: Any,
) -> Organisation:
    """An organisation; `more` goes to `enrol`."""
    with app.app_context(), bookkeeping("tests") as this:
        made = enrol(name or f"Organisation {next(_numbers)}", kind=kind, **more)
        if verified:
            made.verified_at, made.verified_by, made.verified_from = this.at, "tests", "the register"
        session.flush()
        session.refresh(made)
        session.expunge(made)
        return made


def member(
    app: Flask,
    role: Role | None = None,
    organisation: Organisation | int | None = None,
    contact: bool = False,
    channel: str | None = None,
    name: str | None = None,
    *,
    standing: Standing = Standing.AGREED,
    confirmed: bool = True,
    active: bool = True,
) -> Account:
    """An account with its person; it speaks for the organisation, and is its contact if `contact`."""
    with app.app_context(), bookkeeping("tests") as this:
        account = _account(this, name or f"Person {next(_numbers)}", confirmed, active)
        if role:
            account.grants = [Grant(role=role, channel=channel or _channel(role))]
        if organisation:
            session.add(_representative(this, account, organisation, standing, contact))
        session.flush()
        for thing in (account.person, account):
            session.refresh(thing)
        session.expunge_all()
        return account


def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    client = Browser(app, app.response_class, use_cookies=True)
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "tests"
    client.environ_base["HTTP_X_CSRFTOKEN"] = token_for(app)
    return client


def signed_in(app: Flask, account: Account, *, strong: bool = True) -> Browser:
    """A browser in which the account is signed in; `strong`: with a second factor."""
    client = browser(app)
    with app.app_context(), bookkeeping("tests") as this:
        token = begin_sign_in(this, account, strong=strong, browser="tests")
    with client.session_transaction() as cookie:
        cookie.update(_user_id=account.fs_uniquifier, _fresh=True, sign_in=token)
        cookie["fs_paa"] = clock.now().timestamp()  # the password was given just now
    return client


def token_for(app: Flask) -> str:
    """A CSRF token that goes with the sessions of these browsers."""
    assert isinstance(app.session_interface, SecureCookieSessionInterface)
    return str(URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps("tests"))


def without_tokens(page: str) -> str:
    """The page as it is for everybody: a token says at which second it was made."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def _account(this: Decision, name: str, confirmed: bool, active: bool) -> Account:
    person = name_person(name)
    number = next(_numbers)
    account = Account(
        person=person,
        email=f"{fold(name)}.{number}@members.example",
        password=None,
        active=active,
        fs_uniquifier=f"uniquifier-{number}",
        confirmed_at=this.at if confirmed else None,
        made_at=this.at,
    )
    session.add(account)
    session.flush()
    return account


def _channel(role: Role) -> str | None:
    return "VNGOC" if role in (Role.CHANNEL_COORDINATOR, Role.CHANNEL_REVIEWER) else None


def _representative(
    this: Decision, account: Account, organisation: Organisation | int, standing: Standing, contact: bool
) -> Representative:
    settled = standing is not Standing.ASKED
    return Representative(
        person_id=account.person_id,
        organisation_id=organisation if isinstance(organisation, int) else organisation.id,
        standing=standing,
        is_contact=contact,
        asked_at=this.at,
        settled_at=this.at if settled else None,
        settled_by="tests" if settled else None,
    )
