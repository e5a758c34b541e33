"""The desk's page on which nominations of a web form are looked at and taken in. What each row makes is
proved in tests/nominations."""

import io
from datetime import UTC, datetime

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.nominations.models import Nomination
from tests.nominations.form import form
from tests.nominations.stage import stage
from tests.web.conftest import links, read, texts
from tests.web.desk.applications.test_importing import filled
from tests.web.people import Browser, member, signed_in

CALL = "/desk/speakers/TD2027/calls/panels-of-september/"
IMPORT = f"{CALL}import/"
LATER = datetime(2027, 8, 30, 12, tzinfo=UTC)
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def at_desk(app: Flask, role: Role = Role.SECRETARIAT) -> Browser:
    return signed_in(app, member(app, role))


def upload(desk: Browser, data: bytes) -> TestResponse:
    return desk.post(IMPORT, data={"do": "look", "file": (io.BytesIO(data), "answers.csv")})


def count() -> int:
    return session.scalars(select(func.count(Nomination.id))).one()


def test_looked_at_then_taken_in_and_never_twice(app: Flask) -> None:
    stage()
    with clock.set_to(LATER):
        desk = at_desk(app)
        assert IMPORT in links(read(desk, CALL), "main a")
        read(desk, IMPORT)
        looked = upload(desk, form({"Gender": "woman"}, {"Timestamp": "2027-08-09 9:00", "Name": "<b>Bo"}))
        assert (looked.status_code, count()) == (200, 0)
        shown = LexborHTMLParser(looked.text)
        assert texts(shown, "tbody th") == ["<b>Bo ann@youth.example", "Ann Example ann@youth.example"]
        assert texts(shown, "tbody td:last-child")[0].startswith("Vienna NGO Committee")
        assert texts(shown, "button.main") == ["Take in 2 nominations"]
        assert "woman" not in looked.text
        taken = desk.post(IMPORT, data={**filled(shown), "do": "take"})
        assert (taken.location, count()) == (CALL, 2)
        again = desk.post(IMPORT, data={**filled(shown), "do": "look"})
        assert "No row of this file is new. There is nothing to do." in again.text
        assert desk.post(IMPORT, data={**filled(shown), "do": "take"}).status_code == 303
        assert count() == 2


def test_faults_stand_at_their_rows_and_a_channel_can_be_chosen(app: Flask) -> None:
    stage()
    with clock.set_to(LATER):
        desk = at_desk(app)
        looked = upload(desk, form({"Nominating": "Somewhere"}))
        assert looked.status_code == 422
        shown = LexborHTMLParser(looked.text)
        assert "It is not clear by which channel" in texts(shown, "#row-2 p.error")[0]
        chosen = desk.post(IMPORT, data={**filled(shown), "do": "look", "channel": "VNGOC"})
        assert chosen.status_code == 200
        assert texts(LexborHTMLParser(chosen.text), "button.main") == ["Take in one nomination"]
        assert count() == 0


def test_what_cannot_be_read_is_said(app: Flask) -> None:
    stage()
    desk = at_desk(app)
    for answer, said in (
        (upload(desk, b""), "This file is empty."),
        (desk.post(IMPORT, data={}), "Choose a file."),
        (desk.post(IMPORT, data={"packed": "%%%"}), "The file did not come along."),
    ):
        assert answer.status_code == 422
        assert said in texts(LexborHTMLParser(answer.text), "#faults li")[0]


def test_only_the_secretariat(app: Flask) -> None:
    stage()
    assert at_desk(app, Role.CIVIL_SOCIETY_UNIT).get(IMPORT).status_code == 403
