"""The desk's page on which a web form's answers are looked at and taken in."""

import io
from datetime import UTC, datetime

from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from scheduler.applications.models import Application
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from tests.applications import stage
from tests.applications.answers import form
from tests.web.conftest import texts
from tests.web.desk.applications.list_of import LIST, at_desk, page
from tests.web.people import Browser

IMPORT = f"{LIST}import/"
LATER = datetime(2027, 2, 1, 12, tzinfo=UTC)


def upload(desk: Browser, data: bytes, call: int) -> TestResponse:
    sent = {"call": str(call), "do": "look", "file": (io.BytesIO(data), "answers.csv")}
    return desk.post(IMPORT, data=sent)


def filled(shown: LexborHTMLParser) -> dict[str, str]:
    """What the form on the page would send, but for its buttons."""
    found = {
        field.attributes["name"] or "": field.attributes.get("value") or ""
        for field in shown.css("main input[type=hidden]")
    }
    for choice in shown.css("main select"):
        chosen = choice.css_first("option[selected]") or choice.css_first("option")
        assert chosen is not None
        found[choice.attributes["name"] or ""] = chosen.attributes.get("value") or ""
    return found


def count() -> int:
    return session.scalars(select(func.count(Application.id))).one()


def test_looked_at_then_taken_in_and_never_twice(app: Flask) -> None:
    call = stage.call()
    stage.organisation("Peace Institute")
    with clock.set_to(LATER):
        desk = at_desk(app)
        assert IMPORT in [one.attributes["href"] for one in page(desk, LIST).css("nav.places a")]
        assert texts(page(desk, IMPORT), "#call option") == ["CND70: Side events"]
        looked = upload(desk, form({}, {"Completion": "1/14/2027 9:00:00", "Title": "=1+1 <b>"}), call.id)
        assert (looked.status_code, count()) == (200, 0)
        shown = LexborHTMLParser(looked.text)
        assert texts(shown, "tbody th") == ["=1+1 <b>", "Water for all"]
        assert texts(shown, "tbody td:first-child") == ["3", "2"]
        assert texts(shown, "button.main") == ["Take in 2 applications"]
        taken = desk.post(IMPORT, data={**filled(shown), "do": "take"})
        assert taken.location == f"{LIST}?call=CND70-S&sort=queue"
        assert count() == 2
        assert texts(page(desk, f"{LIST}?sort=queue"), "tbody th") == ["=1+1 <b>", "Water for all"]
        again = desk.post(IMPORT, data={**filled(shown), "do": "look"})
        assert "Every row of this file was taken in before." in again.text
        assert desk.post(IMPORT, data={**filled(shown), "do": "take"}).status_code == 303
        assert count() == 2


def test_a_wrong_guess_is_corrected_on_the_page(app: Flask) -> None:
    call = stage.call()
    with clock.set_to(LATER):
        desk = at_desk(app)
        looked = upload(desk, form({"Completion": "3/4/2027 10:00:00"}), call.id)
        assert looked.status_code == 422
        assert "can be read in two ways" in texts(LexborHTMLParser(looked.text), "#faults li")[0]
        sent = {**filled(LexborHTMLParser(looked.text)), "do": "look"}
        still = LexborHTMLParser(desk.post(IMPORT, data={**sent, "order": "day"}).text)
        assert "It cannot have come on a day that is still to come." in texts(still, "#row-2 p.error")[0]
        without = {**filled(still), "do": "look", "column-title": ""}
        told = texts(LexborHTMLParser(desk.post(IMPORT, data=without).text), "#faults li")
        assert told[0] == "No column is chosen for “Title”, which is needed. Choose it."


def test_what_cannot_be_read_is_said_and_nothing_is_stored(app: Flask) -> None:
    call = stage.call()
    desk = at_desk(app)
    for data, said in (
        (b"", "This file is empty."),
        (b"PK\x03\x04", "This workbook cannot be read."),
        (b"a,b\n1\n", "Cells in this row: 1; headings: 2."),
    ):
        answer = upload(desk, data, call.id)
        assert answer.status_code == 422
        assert said in texts(LexborHTMLParser(answer.text), "#faults li")[0]
    for sent, said in (
        ({"call": str(call.id)}, "Choose a file."),
        ({"call": str(call.id), "packed": "%%%"}, "The file did not come along."),
        ({"call": "999", "packed": "x"}, "There is no such call."),
        ({}, "There is no such call."),
    ):
        answer = desk.post(IMPORT, data=sent)
        assert answer.status_code == 422
        assert said in texts(LexborHTMLParser(answer.text), "#faults li")[0]
    assert count() == 0


def test_only_the_secretariat(app: Flask) -> None:
    assert at_desk(app, Role.CIVIL_SOCIETY_UNIT).get(IMPORT).status_code == 403
