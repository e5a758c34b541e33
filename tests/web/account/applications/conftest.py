"""A call that is open, an NGO, and somebody who speaks for it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.applications.models import Application
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import person
from tests.applications import stage
from tests.web.people import Browser, member, organisation, signed_in


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    """The clock stands while the call is open."""
    with clock.set_to(stage.DURING):
        yield


@pytest.fixture
def call(app: Flask) -> Call:
    return stage.call(
        support_until=stage.CLOSES + timedelta(days=20),
        links_until=stage.CLOSES + timedelta(days=30),
        material_until=stage.CLOSES + timedelta(days=40),
    )


@pytest.fixture
def club(app: Flask) -> Organisation:
    return organisation(app, "Club of Examples", ecosoc_status="special")


@pytest.fixture
def ada(app: Flask, club: Organisation) -> Account:
    return member(app, organisation=club, name="Ada")


@pytest.fixture
def mine(app: Flask, ada: Account) -> Browser:
    """Ada's browser."""
    return signed_in(app, ada)


@pytest.fixture
def other(app: Flask) -> Browser:
    """The browser of somebody who has nothing to do with it."""
    return signed_in(app, member(app))


@pytest.fixture
def draft(app: Flask, call: Call, ada: Account, club: Organisation) -> Application:
    """Ada's draft, which can be submitted."""
    lead = session.get_one(Organisation, club.id)
    return stage.draft(call, lead, person(ada.person_id), title="Harvests", abstract="On harvests.")
