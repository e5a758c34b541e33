"""People's own feeds through the whole application."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.agendas import actions as agendas
from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import Followed, Level
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.meetings.models import Entry, Meeting
from scheduler.subscriptions import actions, queries
from scheduler.subscriptions.actions import Wanted
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.terms import Cancelled
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill

ONE, TWO = side_event("One", code="AAAAA"), side_event("Two", organiser="Other", room="M2", code="BBBBB")
Holder = Callable[..., None]


class Delegate:
    """Somebody with an agenda and one feed of it, and the calendar program that fetches it."""

    def __init__(self, app: Flask, **wanted: Any) -> None:
        self.app, self.client = app, app.test_client()
        with app.app_context(), bookkeeping("tests") as this:
            agenda = agendas.start(this)
            made, self.token = actions.make(this, agenda, Wanted("Mine", **wanted))
            self.agenda, self.number = agenda.id, made.id

    def star(self, title: str, level: Level | None = Level.GOING) -> None:
        with self.app.app_context(), bookkeeping("tests") as this:
            entry = session.scalars(select(Entry.id).where(Entry.title == title)).one()
            agendas.star(this, session.get_one(Agenda, self.agenda), entry, level)

    def follow(self, what: Followed, value: str, follows: bool = True) -> None:
        with self.app.app_context(), bookkeeping("tests") as this:
            meeting = session.scalars(select(Meeting.id)).one()
            agendas.follow_value(this, session.get_one(Agenda, self.agenda), meeting, what, value, follows)

    def choose(self, **wanted: Any) -> None:
        with self.app.app_context(), bookkeeping("tests") as this:
            actions.change(this, session.get_one(Subscription, self.number), Wanted("Mine", **wanted))

    def rotate(self) -> None:
        with self.app.app_context(), bookkeeping("tests"):
            self.token = actions.rotate(session.get_one(Subscription, self.number))

    def revoke(self) -> None:
        with self.app.app_context(), bookkeeping("tests"):
            actions.revoke(session.get_one(Subscription, self.number))

    @property
    def row(self) -> Subscription:
        with self.app.app_context():
            found = session.get_one(Subscription, self.number)
            session.expunge(found)
            return found

    def fetch(self, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/agenda/{self.token}.ics", headers=named)

    def events(self) -> dict[str, Any]:
        response = self.fetch()
        assert response.status_code == 200
        return {str(one["SUMMARY"]): one for one in Calendar.from_ical(response.data).walk("VEVENT")}


Meet = Callable[..., Delegate]


@pytest.fixture
def meet(make_app: Callable[..., Flask]) -> Meet:
    """A delegate of a meeting with two events."""

    def meet(**wanted: Any) -> Delegate:
        app = make_app()
        fill(app.test_client(), programme(ONE, TWO))
        return Delegate(app, **wanted)

    return meet


def test_going_takes_time_perhaps_is_tentative_and_what_is_followed_is_a_listing(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    delegate.star("Two", Level.PERHAPS)
    found = delegate.events()
    said = {title: (str(one["STATUS"]), str(one["TRANSP"])) for title, one in found.items()}
    assert said == {"One": ("CONFIRMED", "OPAQUE"), "Two": ("TENTATIVE", "TRANSPARENT")}
    delegate.star("One", None)
    delegate.follow(Followed.ROOM, "m1")
    one = delegate.events()["One"]
    assert (one["STATUS"], one["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_it_repeats_itself_and_says_so(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    first = delegate.fetch()
    again = delegate.fetch(If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert delegate.fetch(If_Modified_Since=first.headers["Last-Modified"]).status_code == 304
    assert dict(first.headers) == {
        "Content-Length": str(len(first.data)),
        "Content-Type": "text/calendar; charset=utf-8",
        "ETag": first.headers["ETag"],
        "Last-Modified": first.headers["Last-Modified"],
        "Cache-Control": "private, max-age=300",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    assert delegate.token.encode() not in first.data
