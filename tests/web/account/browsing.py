"""Somebody at a browser, who sends forms as browsers do: with the token that the page has."""

import re
from collections.abc import Callable
from contextvars import Context
from typing import Any

from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.accounts.models import Account
from scheduler.audit.models import Record
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.mail.models import Letter

Page = LexborHTMLParser
PASSWORD = "corridor tulip 9 harvest"
ADDRESS = "ann@ngo.example"
CHEAP = {"SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {"argon2__rounds": 1, "argon2__memory_cost": 32}}
"""Settings of applications whose passwords are worth nothing."""


class Guest:
    """A browser of its own, at an application."""

    def __init__(self, app: Flask, network: str = "192.0.2.1") -> None:
        self.app = app
        self.client = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = network

    def get(self, address: str, **more: Any) -> TestResponse:
        """In a context of its own, whatever the test has open."""
        response: TestResponse = Context().run(self.client.get, address, **more)
        return response

    def post(self, address: str, fields: dict[str, str], **more: Any) -> TestResponse:
        response: TestResponse = Context().run(self.client.post, address, data=fields, **more)
        return response

    def read(self, address: str, status: int = 200) -> Page:
        response = self.get(address)
        assert response.status_code == status, (response.status_code, response.location)
        return Page(response.text)

    def send(self, address: str, to: str | None = None, **fields: str) -> TestResponse:
        """Open a page and send its form with these fields; `to` where another form of the page leads."""
        return self.post(to or address, {"csrf_token": self.token(address), **fields})

    def token(self, address: str) -> str:
        found = self.read(address).css_first("input[name=csrf_token]")
        return (found and found.attributes.get("value")) or ""

    def register(
        self, address: str = ADDRESS, name: str = "Ann Able", password: str = PASSWORD
    ) -> TestResponse:
        return self.send(
            "/account/register", name=name, email=address, password=password, password_confirm=password
        )

    def sign_in(
        self, address: str = ADDRESS, password: str = PASSWORD, at: str = "/account/login"
    ) -> TestResponse:
        return self.send(at, email=address, password=password)

    @property
    def is_in(self) -> bool:
        """Whether the account's page opens."""
        return self.get("/account/security/").status_code == 200


def told(page: Page) -> list[str]:
    """What the page says at its top: what was done, or is wrong."""
    return [" ".join(node.text().split()) for node in page.css(".told p, .faults li")]


def letters(app: Flask) -> list[tuple[str, str, str | None]]:
    """Kind, address and path of the link of every letter, in the order in which they were written."""
    with app.app_context():
        written = session.scalars(select(Letter).order_by(Letter.id))
        return [(letter.kind, letter.address, letter.secret) for letter in written]


def link(app: Flask, kind: str) -> str:
    """The path of the link in the last letter of this kind."""
    return [path or "" for name, _, path in letters(app) if name == kind][-1]


def history(app: Flask) -> list[str]:
    with app.app_context():
        return [f"{one.act}: {one.thing}" for one in session.scalars(select(Record).order_by(Record.number))]


def change(app: Flask, act: Callable[[Account], object], address: str = ADDRESS) -> None:
    """Do something to an account behind the program's back."""
    with app.app_context(), bookkeeping("tests"):
        act(session.scalars(select(Account).where(Account.email == address)).one())


def member(app: Flask, address: str = ADDRESS) -> Guest:
    """Somebody who registered, confirmed the address and signed in."""
    guest = Guest(app)
    guest.register(address)
    path = link(app, "account-confirm")
    assert guest.send(path).status_code == 302
    assert guest.sign_in(address).status_code == 302
    return guest


def number_in(page: Page, selector: str) -> int:
    found = page.css_first(selector)
    assert found is not None
    return int(re.findall(r"\d+", found.text())[0])
